"""Which changes of a product touch what QuickBooks has of its item. Its cost does not: Odoo rewrites that with every
receipt, and QuickBooks is told what goods cost by other documents."""

from dataclasses import replace

from odoo import models

from ..gateway import ReadProfiles
from .product_product import QB_TYPE

MAPPED = {
    "name": ("name", "description"),
    "list_price": ("price",),
    "description_sale": ("description",),
    "description_purchase": ("purchase_description",),
    "taxes_id": ("taxable",),
}
"""Fields of the document by the field of a template."""
OF_VARIANTS = {"default_code": ("sku",)}
UPDATABLE = frozenset({"name", "sku", "description", "purchase_description", "price", "taxable"})


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _qb_updatable(self, qb_type):
        return UPDATABLE

    def _qb_update_asks(self, link):
        """On Desktop the kind of an item and whether it has one account or two decide how an update is said (spec qbd
        5.3): both are as they are there, whatever Odoo would choose for a new one."""
        return ReadProfiles(QB_TYPE, (link.qb_id,)) if link.connection_id.edition == "desktop" else None

    def _qb_as_held(self, document, changes, answer):
        held = next((profile.document for profile in answer or () if profile.document), None)
        return replace(held, **{name: getattr(document, name) for name in changes}) if held else document

    def _qb_said(self, document, changes):
        """A product whose purchases are not sent, or not kept there, says nothing to vendors, and clears nothing."""
        bought = document.purchase_description and document.expense_account
        return changes if bought else changes - {"purchase_description"}

    def write(self, vals):
        changes = Changes(self, vals, OF_VARIANTS)
        result = super().write(vals)
        for product, changed in changes.found():
            product._qb_wish_updates({QB_TYPE: changed})
        return result


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, vals):
        changes = Changes(self, vals, MAPPED)
        result = super().write(vals)
        for template, changed in changes.found():
            template.product_variant_ids._qb_wish_updates({QB_TYPE: changed})
        return result

    def action_qb_update_there(self):
        return self.product_variant_ids.action_qb_update_there()


class Changes:
    """What a write of `vals` really changes on `records`, in fields of the document (`mapped`)."""

    def __init__(self, records, vals, mapped):
        self.mapped = mapped
        self.names = mapped.keys() & vals.keys()
        self.before = {record: self._values(record) for record in records.sudo() if self.names}

    def found(self):
        """[(record, document fields)], after the write."""
        for record, values in self.before.items():
            now = self._values(record)
            changed = frozenset(
                field for name in self.names if now[name] != values[name] for field in self.mapped[name]
            )
            if changed:
                yield record, changed

    def _values(self, record):
        return {name: record[name] for name in self.names}
