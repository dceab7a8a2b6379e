"""How a connection treats sales: what counts where no channel says otherwise, and the day of a shipment."""

import pytz
from odoo import api, fields, models

from .qb_channel import MODES


class QbConnection(models.Model):
    _inherit = "qb.connection"

    sale_mode = fields.Selection(
        MODES,
        "Send",
        required=True,
        default="automatic",
        help="For orders and invoices whose sales team has no settings of its own.",
    )
    sale_customer_id = fields.Many2one(
        "res.partner",
        "One Customer for All",
        ondelete="restrict",
        help="Put everything on this one customer in QuickBooks. Usually empty: each order has its own customer.",
    )
    channel_ids = fields.One2many("qb.channel", "connection_id", "Sales Channels")

    @api.model
    def _default_for(self, company):
        """The connection of `company` that counts where no channel says otherwise; one that is switched off
        only when there is no other, so that a record can say why it is not sent."""
        return self.sudo().search([("company_id", "=", company.id)], order="enabled DESC, sequence, id", limit=1)

    def _local_date(self, moment):
        """The day of `moment` (naive UTC) where these books are kept."""
        zone = pytz.timezone(self.tz or "UTC")
        return pytz.utc.localize(moment).astimezone(zone).date()
