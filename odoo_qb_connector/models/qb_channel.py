"""The accounting settings of a sales channel: where its documents go, when, and whether by themselves.

A row with a sales team counts for that team, the one row without a team of each connection for everybody else
(qb_channel_default). What goes on the documents is in qb_channel_preferences.
"""

from typing import NamedTuple

from odoo import api, fields, models

MODES = [
    ("automatic", "By themselves"),
    ("manual", "Only when somebody presses Send Now"),
]
INVOICE_WHEN = [
    ("delivery", "Each delivery is done"),
    ("delivered", "The order is fully delivered"),
    ("posted", "Somebody confirms the invoice in Odoo"),
    ("paid", "The order is paid"),
    ("partly_paid", "The order is paid, or partly paid"),
]
BEFORE_SHIPMENT = ("posted", "paid", "partly_paid")
"""With these, income is booked before the goods leave, while their cost waits for the shipment."""
ON_PAYMENT = ("paid", "partly_paid")


class ChannelSettings(NamedTuple):
    """What counts for one document: the connection (perhaps empty), by itself or not, the one customer
    (perhaps empty), and the row that all of it comes from (empty without a connection)."""

    connection: models.Model
    automatic: bool
    customer: models.Model
    channel: models.Model


class QbChannel(models.Model):
    _name = "qb.channel"
    _description = "QuickBooks Sales Channel"
    _check_company_auto = True
    _order = "connection_id, team_id, id"

    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        ondelete="cascade",
        index=True,
        check_company=True,
        help="Orders of this team follow these settings, orders of other teams the row without a team.",
    )
    connection_id = fields.Many2one(
        "qb.connection",
        "QuickBooks Company",
        required=True,
        ondelete="cascade",
        index=True,
        help="Where the documents of this channel go.",
    )
    edition = fields.Selection(related="connection_id.edition")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    enabled = fields.Boolean(
        "Switched On",
        default=True,
        help="Switched off, nothing of this channel goes to QuickBooks, not even by Send Now.",
    )
    mode = fields.Selection(
        MODES, "Send", required=True, default="automatic", help="Send Now works in both cases, at any time."
    )
    invoice_when = fields.Selection(
        INVOICE_WHEN,
        required=True,
        default="delivery",
        help="What makes the queue invoice an order in Odoo and send the invoice. Invoices that people confirm in Odoo "
        "go as well; where payment counts, only when it has come.",
    )
    is_before_shipment = fields.Boolean(compute="_compute_is_before_shipment")
    customer_id = fields.Many2one(
        "res.partner",
        "One Customer",
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        help="Put all documents of this channel on this one customer in QuickBooks, as for a web shop or a "
        "marketplace. Leave it empty to use the customer of each order.",
    )

    _team_company_uniq = models.Constraint(
        "UNIQUE(team_id, company_id)", "This sales team has settings for this company already."
    )

    @api.depends("invoice_when")
    def _compute_is_before_shipment(self):
        for channel in self:
            channel.is_before_shipment = channel.invoice_when in BEFORE_SHIPMENT

    @api.depends("team_id", "connection_id")
    def _compute_display_name(self):
        for channel in self:
            channel.display_name = channel.team_id.name or self.env._(
                "Orders without a channel (%(connection)s)", connection=channel.connection_id.name
            )

    # ------------------------------------------------------------------ what counts

    @api.model
    def _settings(self, company, team) -> ChannelSettings:
        """What counts for a document of `team` (perhaps empty or None) in `company`: the team's channel, else the
        default of the company's connection."""
        teams = [team.id, False] if team else [False]
        rows = self.sudo().search(
            [("company_id", "=", company.id), ("team_id", "in", teams), ("connection_id.active", "=", True)]
        )
        return rows._that_count()

    @api.model
    def _of_companies(self, companies):
        """All channels that can count for documents of `companies`, for many look-ups by `_among`."""
        return self.sudo().search([("company_id", "in", companies.ids), ("connection_id.active", "=", True)])

    def _among(self, company, team_id) -> ChannelSettings:
        """The same as `_settings`, out of these channels; `team_id` perhaps None."""
        teams = (team_id or False, False)
        return self.filtered(lambda row: row.company_id == company and row.team_id.id in teams)._that_count()

    def _that_count(self) -> ChannelSettings:
        """Of these channels, which are one team's or nobody's, the one that counts."""
        channel = self.filtered("team_id") or self.sorted(_default_first)[:1]
        automatic = channel.enabled and channel.mode == "automatic"
        return ChannelSettings(channel.connection_id, automatic, channel.customer_id, channel)

    @api.model
    def _wish_by_themselves(self, company, team, records, reason, *, kind="invoices"):
        """Queue `records` of `team` when documents of this `kind` (qb_connection_schedule.SWITCHES) go by
        themselves."""
        self._wish_under(self._settings(company, team), records, reason, kind=kind)

    @api.model
    def _wish_under(self, settings, records, reason, *, kind="invoices"):
        """The same under `settings` that are known already, as the connection's schedule has it. INSERTs and nothing
        else: this runs inside a shipment or a posting, which must never fail or wait because of it."""
        connection = settings.connection
        if records and settings.automatic and connection._accepts_wishes() and connection._sends(kind):
            since = records._qb_since(connection)
            self.env["qb.operation"]._wish(connection, since, "send", reason=reason, scheduled=True)


def _default_first(channel):
    """As qb.connection._default_for has it: one that is switched off only when there is no other."""
    connection = channel.connection_id
    return (not connection.enabled, connection.sequence, connection.id)
