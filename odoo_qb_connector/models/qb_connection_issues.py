"""How many issues a connection has, and how much they hold."""

from odoo import api, fields, models

from . import issue_sentences


class QbConnection(models.Model):
    _inherit = "qb.connection"

    issue_count = fields.Integer("Issues", compute="_compute_issue_count", compute_sudo=True)
    issue_held_words = fields.Char(compute="_compute_issue_count", compute_sudo=True)

    @api.depends_context("lang")
    def _compute_issue_count(self):
        found = self.env["qb.issue"].sudo()._counts(self._origin)
        for connection in self:
            connection.issue_count, held = found.get(connection._origin.id, (0, 0))
            connection.issue_held_words = issue_sentences.holding(connection.env, held)

    def action_open_issues(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_issue_action")
        return {**action, "domain": [("connection_id", "=", self.id)], "context": {"search_default_open": 1}}
