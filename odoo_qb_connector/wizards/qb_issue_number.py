"""Another number for an invoice whose number QuickBooks has already: one number here and there."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class QbIssueNumber(models.TransientModel):
    _name = "qb.issue.number"
    _description = "Choose Another Number"

    issue_id = fields.Many2one("qb.issue", required=True, readonly=True)
    move_id = fields.Many2one("account.move", "Document", required=True, readonly=True)
    old_number = fields.Char("Number Now", related="move_id.name")
    number = fields.Char(
        "New Number",
        required=True,
        compute="_compute_number",
        store=True,
        readonly=False,
        help="By default the next free number of its journal. It becomes the number in Odoo and in QuickBooks.",
    )

    @api.depends("move_id")
    def _compute_number(self):
        for wizard in self:
            wizard.number = wizard.number or wizard._next_number()

    def _next_number(self):
        """The next number of the journal; the present one where Odoo cannot say."""
        move = self.move_id
        template, values = move._get_next_sequence_format()
        return template.format(**{**values, "seq": values["seq"] + 1})

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choose Another Number"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_choose(self):
        """Give the document its new number, with the user's own rights on invoices, and send it."""
        self.ensure_one()
        number = (self.number or "").strip()
        if number == self.move_id.name:
            raise UserError(self.env._("This is the number that is taken. Choose another one."))
        self.move_id.name = number
        return self.issue_id.action_retry()
