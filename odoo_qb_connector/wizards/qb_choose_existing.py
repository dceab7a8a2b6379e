"""Several documents in QuickBooks could be this one: a person says which."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class QbChooseExisting(models.TransientModel):
    _name = "qb.choose.existing"
    _description = "Choose a Document in QuickBooks"

    operation_id = fields.Many2one("qb.operation", required=True, readonly=True, ondelete="cascade")
    record_name = fields.Char(related="operation_id.record_name")
    choice = fields.Selection(selection="_candidates", required=True, string="Document in QuickBooks")

    @api.model
    def _candidates(self):
        """One choice per document that was found: "type/id", with its day."""
        operation = self.env["qb.operation"].browse(self.env.context.get("default_operation_id"))
        return [
            (f"{one['type']}/{one['id']}", f"{one['type']} {one['id']}, {one['date']}") for one in _found(operation)
        ]

    def action_choose(self):
        """Link it; nothing is sent. Raises UserError when the search was repeated meanwhile."""
        self.ensure_one()
        operation = self.operation_id
        if self.choice not in {f"{one['type']}/{one['id']}" for one in _found(operation)}:
            raise UserError(self.env._("That has been settled meanwhile. Reload the page."))
        operation._choose(*self.choice.split("/", 1))
        return operation._show_result()


def _found(operation):
    return operation.sudo().candidates or []
