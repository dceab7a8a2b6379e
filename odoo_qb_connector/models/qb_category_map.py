"""Which QuickBooks income account the products of a category get when they are created there."""

from odoo import api, fields, models


class QbCategoryMap(models.Model):
    _name = "qb.category.map"
    _description = "QuickBooks Product Category Mapping"
    _inherit = ["qb.map.mixin"]
    _entry_types = {"income_account_id": "Account", "expense_account_id": "Account"}
    _rec_name = "category_id"

    category_id = fields.Many2one(
        "product.category",
        "Product Category",
        required=True,
        ondelete="cascade",
        help="Categories below it follow, unless they have a row of their own.",
    )
    income_account_id = fields.Many2one(
        "qb.entry",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Account')]",
    )
    expense_account_id = fields.Many2one(
        "qb.entry",
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Account')]",
    )

    _category_uniq = models.Constraint(
        "UNIQUE(connection_id, category_id)", "This category has accounts in this QuickBooks company already."
    )

    @api.model
    def _row_for(self, connection, category):
        """The row of `category` or of its nearest parent, or empty."""
        ancestors = [int(part) for part in (category.parent_path or "").split("/") if part]
        rows = self.sudo().search([("connection_id", "=", connection.id), ("category_id", "in", ancestors)])
        by_category = {row.category_id.id: row for row in rows}
        nearest = next((by_category[one] for one in reversed(ancestors) if one in by_category), None)
        return nearest or self.browse()
