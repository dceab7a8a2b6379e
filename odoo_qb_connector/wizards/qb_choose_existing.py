"""Several documents in QuickBooks could be this one: a person says which."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class QbChooseExisting(models.TransientModel):
    _name = "qb.choose.existing"
    _description = "Choose a Document in QuickBooks"

    operation_id = fields.Many2one("qb.operation", required=True, readonly=True, ondelete="cascade")
    record_name = fields.Char(related="operation_id.record_name")
    line_ids = fields.One2many("qb.choose.existing.line", "choice_id", readonly=True)

    @api.model
    def _offer(self, operation):
        """The dialog with a row for each document that was found (qb.operation.candidates)."""
        found = operation.sudo().candidates or []
        lines = [{"qb_type": one["type"], "qb_id": one["id"], "date": one["date"] or False} for one in found]
        rows = [fields.Command.create(line) for line in lines]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choose the Document"),
            "res_model": self._name,
            "res_id": self.create({"operation_id": operation.id, "line_ids": rows}).id,
            "views": [(False, "form")],
            "target": "new",
        }


class QbChooseExistingLine(models.TransientModel):
    _name = "qb.choose.existing.line"
    _description = "A Document in QuickBooks to Choose"
    _order = "date, id"

    choice_id = fields.Many2one("qb.choose.existing", required=True, ondelete="cascade")
    qb_type = fields.Char("Document", required=True, readonly=True)
    qb_id = fields.Char("Id in QuickBooks", required=True, readonly=True)
    date = fields.Date(readonly=True)

    def action_choose(self):
        """Link this one; nothing is sent. Raises UserError when the search was repeated meanwhile."""
        self.ensure_one()
        operation = self.choice_id.operation_id
        found = {(one["type"], one["id"]) for one in operation.sudo().candidates or []}
        if (self.qb_type, self.qb_id) not in found:
            raise UserError(self.env._("That has been settled meanwhile. Reload the page."))
        operation._choose(self.qb_type, self.qb_id)
        return operation._show_result()
