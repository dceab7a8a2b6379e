"""What a connection sends by itself, and when (docs/channels.md)."""

from odoo import fields, models

from .schedule import NEVER, Schedule

SCHEDULES = [
    ("at_once", "At once"),
    ("minutes", "Every so many minutes"),
    ("day", "Once a day"),
    ("hand", "Only by hand"),
]
SWITCHES = {
    "orders": "send_orders",
    "invoices": "send_invoices",
    "shipments": "send_shipments",
    "credit_memos": "send_credit_memos",
}
"""The field that says whether it goes, by kind of document."""
RETIMES = {"schedule", "schedule_minutes", "schedule_at", "schedule_from", "schedule_to", "tz"}


class QbConnection(models.Model):
    _inherit = "qb.connection"

    send_orders = fields.Boolean(
        "Sales Orders",
        help="Confirmed orders themselves, before they are invoiced: estimates, on Desktop sales orders where it keeps "
        "them. Switched off, Send Order on an order still sends it.",
    )
    send_invoices = fields.Boolean(
        "Invoices and Receipts",
        default=True,
        help="Switched off, no delivery is invoiced by the queue and no invoice goes, not even by Send Now.",
    )
    send_shipments = fields.Boolean(
        "Shipment Details",
        default=True,
        help="Ship date, carrier, tracking number and the names of the deliveries, on the invoices.",
    )
    send_credit_memos = fields.Boolean("Credit Memos", default=True, help="Credit notes to customers.")
    schedule = fields.Selection(
        SCHEDULES,
        "Documents Go",
        required=True,
        default="at_once",
        tracking=True,
        help="When documents go that are queued by themselves. What somebody sends by Send Now always goes at once.",
    )
    schedule_minutes = fields.Integer(
        "Every", default=60, help="Minutes, counted from midnight: with 60 at each full hour."
    )
    schedule_at = fields.Float("At", default=18.0, help="The time of the day, in the time zone of the books.")
    schedule_from = fields.Float(
        "Between", help="Documents go between these hours only, in the time zone of the books. Equal: the whole day."
    )
    schedule_to = fields.Float("And")

    _schedule_minutes_in_day = models.Constraint(
        "CHECK(schedule_minutes BETWEEN 1 AND 1440)", "Minutes between 1 and 1440 (a day)."
    )
    _schedule_hours_in_day = models.Constraint(
        "CHECK(schedule_at >= 0 AND schedule_at < 24 AND schedule_from >= 0 AND schedule_from < 24"
        " AND schedule_to >= 0 AND schedule_to < 24)",
        "Hours lie between 00:00 and 23:59.",
    )

    def _sends(self, kind):
        """Whether documents of this `kind` (SWITCHES) go at all."""
        self.ensure_one()
        return bool(self.sudo()[SWITCHES[kind]])

    def _schedule(self):
        connection = self.sudo()
        return Schedule(
            kind=connection.schedule,
            minutes=connection.schedule_minutes,
            at=connection.schedule_at,
            begins=connection.schedule_from,
            ends=connection.schedule_to,
            tz=connection.tz or "UTC",
        )

    def _planned_moment(self):
        """When what is queued now goes (naive UTC): False at once, schedule.NEVER only by hand. No look-ups: asked
        inside shipments."""
        return self._schedule().next_moment(fields.Datetime.now()) or False

    def write(self, vals):
        result = super().write(vals)
        if RETIMES & vals.keys():
            for connection in self:
                connection._retime()
        return result

    def _retime(self):
        """A new schedule counts for what waits, too."""
        planned = self._planned_moment()
        self.env["qb.operation"].sudo()._scheduled_of(self).write({"planned_at": planned})
        if planned != NEVER:
            self._wake(planned or None)
