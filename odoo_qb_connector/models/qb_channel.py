"""The accounting settings of a sales channel: where its documents go, and whether by themselves."""

from typing import NamedTuple

from odoo import api, fields, models

MODES = [
    ("automatic", "By themselves, when shipped or confirmed"),
    ("manual", "Only when somebody presses Send Now"),
]


class ChannelSettings(NamedTuple):
    """What counts for one document: the connection (perhaps empty), by itself or not, the one customer
    (perhaps empty)."""

    connection: models.Model
    automatic: bool
    customer: models.Model


class QbChannel(models.Model):
    _name = "qb.channel"
    _description = "QuickBooks Sales Channel"
    _check_company_auto = True
    _rec_name = "team_id"

    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        help="Orders of this team follow these settings, orders of other teams the connection's default.",
    )
    connection_id = fields.Many2one(
        "qb.connection",
        "QuickBooks Company",
        required=True,
        ondelete="cascade",
        index=True,
        help="Where the documents of this team go.",
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    mode = fields.Selection(
        MODES, "Send", required=True, default="automatic", help="Send Now works in both cases, at any time."
    )
    customer_id = fields.Many2one(
        "res.partner",
        "One Customer",
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        help="Put all documents of this team on this one customer in QuickBooks, as for a web shop or a "
        "marketplace. Leave it empty to use the customer of each order.",
    )

    _team_company_uniq = models.Constraint(
        "UNIQUE(team_id, company_id)", "This sales team has settings for this company already."
    )

    @api.model
    def _settings(self, company, team) -> ChannelSettings:
        """What counts for a document of `team` in `company`: the team's channel, else the connection's
        default."""
        channels = self.sudo()
        if team:
            channel = channels.search([("team_id", "=", team.id), ("company_id", "=", company.id)], limit=1)
            if channel.connection_id.active:
                return ChannelSettings(channel.connection_id, channel.mode == "automatic", channel.customer_id)
        connection = self.env["qb.connection"]._default_for(company)
        return ChannelSettings(connection, connection.sale_mode == "automatic", connection.sale_customer_id)

    @api.model
    def _wish_by_themselves(self, company, team, records, reason):
        """Queue `records` when documents of `team` go by themselves. INSERTs and nothing else: this runs
        inside a shipment or a posting, which must never fail or wait because of it."""
        settings = self._settings(company, team)
        if settings.automatic and settings.connection and settings.connection._accepts_wishes():
            records = records._qb_since(settings.connection)
            self.env["qb.operation"]._wish(settings.connection, records, "send", reason=reason)
