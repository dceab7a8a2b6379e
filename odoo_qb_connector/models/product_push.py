"""Which products go to QuickBooks by themselves: variants that are sold or purchased."""

from odoo import api, models

from .product_product import QB_TYPE

CHECKED_LATER = "qb_checked_with_template"
"""In the context: the template is being made, and its variant gets its SKU only afterwards."""
BEGINNING = ("active", "sale_ok", "purchase_ok", "type")
"""A write of these can make a product qualify that did not."""


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _qb_qualifying(self, qb_type):
        return self.sudo().filtered(lambda product: product._qb_qualifies()).with_env(self.env)

    def _qb_qualifies(self):
        """A combination of products to choose from is no item of its own."""
        self.ensure_one()
        return self.active and (self.sale_ok or self.purchase_ok) and self.type != "combo"

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        if not self.env.context.get(CHECKED_LATER):
            products._qb_push(QB_TYPE)
        return products

    def write(self, vals):
        # Those of the template count too: they are in this record's cache before the template is written.
        known = self._qb_qualifying(QB_TYPE) if any(name in vals for name in BEGINNING) else self
        result = super().write(vals)
        (self - known)._qb_push_beginners()
        return result

    def _qb_push_beginners(self):
        """None of these qualified before."""
        for product in self._qb_qualifying(QB_TYPE):
            if not product._qb_link_for(product.sudo()._qb_connection(), QB_TYPE):
                product._qb_push(QB_TYPE)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model_create_multi
    def create(self, vals_list):
        """Variants are made before they get the SKU and the rest of what was typed: they are looked at afterwards."""
        making = self.with_context(**{CHECKED_LATER: True})
        templates = super(ProductTemplate, making).create(vals_list).with_env(self.env)
        if not self.env.context.get(CHECKED_LATER):
            templates.product_variant_ids._qb_push(QB_TYPE)
        return templates

    def write(self, vals):
        begins = any(name in vals for name in BEGINNING)
        known = self.product_variant_ids._qb_qualifying(QB_TYPE) if begins else None
        names = {template: template.name for template in self} if "name" in vals else {}
        result = super().write(vals)
        if begins:
            (self.product_variant_ids - known)._qb_push_beginners()
        renamed = self.filtered(lambda template: template in names and template.name != names[template])
        renamed.product_variant_ids._qb_check_renamed(QB_TYPE)
        return result
