"""The day of a shipment or payment in the books of a connection."""

import pytz
from odoo import models


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _local_date(self, moment):
        """The day of `moment` (naive UTC) where these books are kept."""
        zone = pytz.timezone(self.tz or "UTC")
        return pytz.utc.localize(moment).astimezone(zone).date()
