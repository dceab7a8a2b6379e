"""Which QuickBooks accounts one product gets when it is created there, before those of its category."""

from odoo import api, fields, models


class QbProductMap(models.Model):
    _name = "qb.product.map"
    _description = "QuickBooks Product Mapping"
    _inherit = ["qb.accounts.mixin"]
    _rec_name = "product_tmpl_id"

    product_tmpl_id = fields.Many2one("product.template", "Product", required=True, ondelete="cascade", index=True)

    _product_uniq = models.Constraint(
        "UNIQUE(connection_id, product_tmpl_id)", "This product has accounts in this QuickBooks company already."
    )

    @api.model
    def _row_of(self, connection, template):
        """The row of `template` (product.template), or empty."""
        return self.sudo().search(
            [("connection_id", "=", connection.id), ("product_tmpl_id", "=", template.id)], limit=1
        )
