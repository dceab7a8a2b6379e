"""Which QuickBooks product stands for a line that has no product in Odoo."""

from odoo import api, fields, models

CHARGES = [
    ("shipping", "Shipping"),
    ("discount", "Discount"),
    ("down_payment", "Down payment"),
    ("rounding", "Rounding"),
    ("other", "Other charges"),
]


class QbCharge(models.Model):
    _name = "qb.charge"
    _description = "QuickBooks Charge"
    _inherit = ["qb.map.mixin"]
    _entry_types = {"entry_id": "Item"}
    _rec_name = "charge"

    charge = fields.Selection(
        CHARGES,
        required=True,
        help="Shipping and discounts need a product only when you do not want QuickBooks' own shipping and "
        "discount lines. Other charges stand in for every charge that has no row of its own.",
    )
    entry_id = fields.Many2one(
        "qb.entry",
        "Product in QuickBooks",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Item')]",
    )

    _charge_uniq = models.Constraint(
        "UNIQUE(connection_id, charge)", "This charge has a product in this QuickBooks company already."
    )

    @api.model
    def _entries(self, connection):
        """{charge: qb.entry} of one connection, in one query; inactive entries are left out."""
        rows = self.sudo().search([("connection_id", "=", connection.id)])
        return {row.charge: row.entry_id for row in rows if row.entry_id.active}

    @api.model
    def _label(self, charge):
        return dict(self._fields["charge"]._description_selection(self.env))[charge]
