"""The card of a connection on the dashboard: how it is, what waits, goes and went, and what needs a hand. The lists
that its numbers open: qb_connection_dashboard_lists."""

import json

from odoo import api, fields, models

from . import dashboard_counts, dashboard_sentences

PRESS = {
    "not_connected": "set_up",
    "disconnected": "connect",
    "switched_off": "switch_on",
    "other_database": "which_database",
    "no_responsible": "open",
    "paused": "reconnect",
}
"""{reason of a hold: the button that ends it}; other reasons by the state of the connection (_STATE_PRESS)."""
_STATE_PRESS = {"sign_in": "connect", "stopped": "test", "lost": "reconnect"}


class QbConnection(models.Model):
    _inherit = "qb.connection"

    badge_words = fields.Char(compute="_compute_badge", compute_sudo=True)
    badge_level = fields.Char(compute="_compute_badge", compute_sudo=True)
    badge_press = fields.Char(compute="_compute_badge", compute_sudo=True, help="Which button ends what holds it.")
    trouble_words = fields.Text(compute="_compute_badge", compute_sudo=True)
    on_its_way_count = fields.Integer("Being Sent", compute="_compute_now", compute_sudo=True)
    on_its_way_words = fields.Char(compute="_compute_now", compute_sudo=True)
    progress = fields.Integer(
        compute="_compute_now", compute_sudo=True, help="Per cent of what the queue has in hand that are over."
    )
    differing_count = fields.Integer("Different Amounts", compute="_compute_now", compute_sudo=True)
    sent_this_day = fields.Integer("Sent Today", compute="_compute_days", compute_sudo=True)
    sent_lately = fields.Integer("Sent in 14 Days", compute="_compute_days", compute_sudo=True)
    day_graph = fields.Text(compute="_compute_days", compute_sudo=True)
    opens_deliveries = fields.Boolean(compute="_compute_opens")
    opens_orders = fields.Boolean(compute="_compute_opens")

    @api.depends("hold", "hold_what", "state", "is_overdue")
    @api.depends_context("lang")
    def _compute_badge(self):
        for connection in self:
            connection.badge_level, connection.badge_words = dashboard_sentences.badge(connection)
            connection.badge_press = connection._press()
            words = [connection.hold_what, connection.hold_press]
            if connection.is_overdue:
                words.append(dashboard_sentences.overdue(connection.env))
            connection.trouble_words = " ".join(filter(None, words))

    def _press(self):
        if not self.hold:
            return False
        if self.hold == "disconnected" and self.edition == "desktop":
            return "open"
        return PRESS.get(self.hold) or _STATE_PRESS.get(self.state) or "open"

    @api.depends_context("lang")
    def _compute_now(self):
        self.env["qb.operation"].flush_model()
        self.env["qb.link"].flush_model()
        found = dashboard_counts.states(self.env.cr, self._origin.ids, fields.Datetime.now())
        for connection in self:
            now = found.get(connection._origin.id) or dashboard_counts.Now()
            connection.on_its_way_count = now.on_its_way
            connection.on_its_way_words = dashboard_sentences.on_its_way(connection.env, now)
            connection.progress = round(100 * now.ended / (now.ended + now.on_its_way + now.due or 1))
            connection.differing_count = now.differing

    @api.depends_context("lang")
    def _compute_days(self):
        self.env["qb.operation"].flush_model()
        self.env["qb.connection.run"].flush_model()
        last_days = {one.id: (one._books_day(), one.tz) for one in self._origin}
        found = dashboard_counts.days(self.env.cr, last_days)
        for connection in self:
            days = found.get(connection._origin.id, [])
            connection.sent_this_day = days[-1].sent if days else 0
            connection.sent_lately = sum(day.sent for day in days)
            connection.day_graph = connection._day_graph(days)

    def _books_day(self):
        """Today in the books."""
        return self._local_date(fields.Datetime.now())

    def _day_graph(self, days):
        """The days (dashboard_counts.Day) as the widget takes them; False when nothing happened on any."""
        if not any(day.sent or day.failed for day in days):
            return False
        sent, failed = dashboard_sentences.graph_title(self.env)
        values = [
            {"label": dashboard_sentences.day(self.env, day.date), "value": day.sent, "failed": day.failed}
            for day in days
        ]
        return json.dumps([{"key": sent, "failed_key": failed, "values": values}])

    @api.depends_context("uid")
    def _compute_opens(self):
        """Whose lists the reader may open: not everybody who keeps books sees deliveries."""
        self.opens_deliveries = self.env["stock.picking"].has_access("read")
        self.opens_orders = self.env["sale.order"].has_access("read")

    @api.model
    def get_empty_list_help(self, help_message):
        if self.env.context.get("qb_dashboard"):
            return dashboard_sentences.nothing_connected(self.env, self.has_access("create"))
        return super().get_empty_list_help(help_message)
