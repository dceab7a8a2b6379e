"""Which QuickBooks tax code stands for the taxes of a line."""

from decimal import Decimal

from odoo import api, fields, models

from ..documents import Ref


class QbTaxMap(models.Model):
    _name = "qb.tax.map"
    _description = "QuickBooks Tax Mapping"
    _inherit = ["qb.map.mixin"]
    _entry_types = {"code_id": "TaxCode"}
    _order = "connection_id, taxes_key"

    tax_ids = fields.Many2many(
        "account.tax",
        string="Taxes in Odoo",
        check_company=True,
        domain=[("type_tax_use", "=", "sale")],
        help="All taxes of a line together. Leave it empty for lines without any tax.",
    )
    taxes_key = fields.Char(compute="_compute_taxes_key", store=True)
    code_id = fields.Many2one(
        "qb.entry",
        "Tax Code in QuickBooks",
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'TaxCode')]",
    )

    _taxes_uniq = models.Constraint(
        "UNIQUE(connection_id, taxes_key)", "These taxes have a code in this QuickBooks company already."
    )

    @api.depends("tax_ids")
    def _compute_taxes_key(self):
        for row in self:
            row.taxes_key = self._key_of(row.tax_ids)

    @api.depends("tax_ids", "code_id")
    def _compute_display_name(self):
        for row in self:
            taxes = " + ".join(row.tax_ids.mapped("name")) or self.env._("No tax")
            row.display_name = f"{taxes} → {row.code_id.display_name or '?'}"

    @api.model
    def _key_of(self, taxes):
        """One key for a set of taxes, in any order; "" is no tax."""
        return ",".join(map(str, sorted(taxes.ids)))

    @api.model
    def _codes(self, connection):
        """{key of taxes: qb.entry} of one connection, in one query."""
        rows = self.sudo().search([("connection_id", "=", connection.id), ("code_id", "!=", False)])
        return {row.taxes_key or "": row.code_id for row in rows}

    @api.model
    def _sales_rates(self, code):
        """[(Ref, percent)] of the sales rates of `code` (qb.entry TaxCode), as its list says them."""
        wanted = [one["rate"] for one in (code.details or {}).get("SalesTaxRateList") or []]
        domain = [
            ("connection_id", "=", code.connection_id.id),
            ("type", "=", "TaxRate"),
            ("qb_id", "in", wanted),
        ]
        rates = self.env["qb.entry"].sudo().search(domain)
        by_id = {rate.qb_id: rate for rate in rates}
        return [(Ref(one, by_id[one].name), self._percent(by_id[one])) for one in wanted if one in by_id]

    @staticmethod
    def _percent(rate):
        return Decimal(str((rate.details or {}).get("RateValue") or 0)).normalize() + 0
