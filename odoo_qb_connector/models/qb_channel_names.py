"""Customers of one sales channel may be listed in QuickBooks with the channel's name behind theirs."""

from odoo import api, fields, models


class QbChannel(models.Model):
    _inherit = "qb.channel"

    name_addition = fields.Char(
        "Behind Customers' Names",
        help="Added to the name of customers that an order of this team brings to QuickBooks, such as “- Amazon” for "
        "“Acme - Amazon”. Customers that are linked already keep their name.",
    )

    @api.model
    def _addition_for(self, connection, document):
        """What goes behind the name of a customer that `document` (a record, or None) needs; "" mostly."""
        if not document or "team_id" not in document._fields or not document.team_id:
            return ""
        domain = [("connection_id", "=", connection.id), ("team_id", "=", document.team_id.id)]
        return (self.sudo().search(domain, limit=1).name_addition or "").strip()
