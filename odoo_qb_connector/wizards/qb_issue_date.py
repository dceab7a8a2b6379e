"""Date the documents of a closed period on the first open day: asked once more, with how many and which day."""

from odoo import api, fields, models

from ..models.issue_sentences import held


class QbIssueDate(models.TransientModel):
    _name = "qb.issue.date"
    _description = "Date Documents on the First Open Day"

    issue_id = fields.Many2one("qb.issue", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True)
    dated_words = fields.Char("Documents", readonly=True)
    left_words = fields.Char("Stay Held", readonly=True, help="What is in QuickBooks already keeps its date.")

    @api.model
    def _offer(self, issue):
        dated = issue.sudo()._redatable()
        left = issue.sudo().held_ids - dated
        values = {"dated_words": self._counted(dated), "left_words": self._counted(left)}
        return self.create({"issue_id": issue.id, "day": issue.open_day, **values})._open()

    def _counted(self, operations):
        """How many documents these are about; a wish that failed and the one that stands in for it are about one."""
        records = {(one.res_model, one.res_id) for one in operations}
        return held(self.env, {"": len(records)}) if records else ""

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Date Them on the First Open Day"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_date(self):
        self.ensure_one()
        count = self.issue_id._date_them()
        message = self.env._("%(count)s go now. What Odoo refuses comes back here, with its reason.", count=count)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }
