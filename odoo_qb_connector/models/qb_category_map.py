"""Which QuickBooks accounts the products of a category get when they are created there."""

from odoo import api, fields, models


class QbCategoryMap(models.Model):
    _name = "qb.category.map"
    _description = "QuickBooks Product Category Mapping"
    _inherit = ["qb.accounts.mixin"]
    _rec_name = "category_id"

    category_id = fields.Many2one(
        "product.category",
        "Product Category",
        required=True,
        ondelete="cascade",
        help="Categories below it follow, unless they have a row of their own.",
    )

    _category_uniq = models.Constraint(
        "UNIQUE(connection_id, category_id)", "This category has accounts in this QuickBooks company already."
    )

    @api.model
    def _account_of(self, connection, category, role):
        """The account that `category`, or its nearest parent that has one, names for `role`; or empty."""
        ancestors = [int(part) for part in (category.parent_path or "").split("/") if part]
        rows = self.sudo().search([("connection_id", "=", connection.id), ("category_id", "in", ancestors)])
        accounts = {row.category_id.id: row._account(role) for row in rows}
        nearest = (accounts.get(one) for one in reversed(ancestors))
        return next(filter(None, nearest), self.env["qb.entry"])
