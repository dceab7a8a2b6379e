"""How many issues a connection has."""

from odoo import fields, models


class QbConnection(models.Model):
    _inherit = "qb.connection"

    issue_count = fields.Integer("Issues", compute="_compute_issue_count", compute_sudo=True)

    def _compute_issue_count(self):
        grouped = (
            self.env["qb.issue"]
            .sudo()
            ._read_group(
                [("connection_id", "in", self._origin.ids), ("state", "=", "open")], ["connection_id"], ["__count"]
            )
        )
        counts = {connection.id: count for connection, count in grouped}
        for connection in self:
            connection.issue_count = counts.get(connection._origin.id, 0)

    def action_open_issues(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_issue_action")
        return {**action, "domain": [("connection_id", "=", self.id)], "context": {"search_default_open": 1}}
