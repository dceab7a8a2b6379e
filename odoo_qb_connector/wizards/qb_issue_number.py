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
        help="By default the next free number of its journal. It becomes the number in Odoo and in QuickBooks.",
    )

    @api.model
    def _offer(self, issue, move):
        """The dialog for `move`, with the next number of its journal."""
        template, values = move._get_next_sequence_format()
        following = (template.format(**{**values, "seq": values["seq"] + step}) for step in (1, 2))
        # Of the newest document itself the next number is its own.
        number = next(one for one in following if one != move.name)
        return self.create({"issue_id": issue.id, "move_id": move.id, "number": number})._open()

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
