"""Which changes of a contact touch what QuickBooks has of its company, as customer and as vendor."""

from typing import NamedTuple

from odoo import api, models

ADDRESS = ("street", "street2", "zip", "city", "state_id", "country_id")
MAPPED = {
    # A name stands in the first line of an address too.
    "name": ("name", "company_name", "given_name", "family_name", "billing", "shipping"),
    "is_company": ("company_name", "given_name", "family_name"),
    "email": ("email",),
    "phone": ("phone",),
    "website": ("website",),
    "property_account_position_id": ("taxable",),
    **dict.fromkeys(ADDRESS, ("billing", "shipping")),
}
"""Fields of the document by the field of a whole customer or vendor."""
TERMS = {"Customer": "property_payment_term_id", "Vendor": "property_supplier_payment_term_id"}
OF_ADDRESSES = ("name", "type", "active", "parent_id", *ADDRESS)
"""Fields of an invoice or delivery address that show in its company's document."""
KINDS = {"invoice": "billing", "delivery": "shipping"}
WATCHED = frozenset((*MAPPED, *TERMS.values(), *OF_ADDRESSES))

_SHARED = {"name", "company_name", "given_name", "family_name", "email", "phone", "website", "billing", "terms"}
UPDATABLE = {"Customer": frozenset(_SHARED | {"shipping", "taxable"}), "Vendor": frozenset(_SHARED)}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _qb_types(self):
        return tuple(UPDATABLE)

    def _qb_updatable(self, qb_type):
        return UPDATABLE[qb_type]

    def _qb_new_name(self, operation):
        """With the text of its role behind it, once QuickBooks refused the plain one."""
        search = self._qb_search(operation)
        return search.new_name({}) or search.name()

    # ------------------------------------------------------------------ what changed

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        for address in partners.sudo().filtered("parent_id"):
            address._qb_as_address().wish()
        return partners

    def write(self, vals):
        watched = WATCHED.intersection(vals)
        before = {each: (each._qb_as_address(), each._qb_values_of(watched)) for each in self.sudo() if watched}
        result = super().write(vals)
        for partner, (address, values) in before.items():
            changed = {name for name in watched if partner[name] != values[name]}
            partner._qb_wish_own_updates(changed)
            if not changed.isdisjoint(OF_ADDRESSES):
                for each in {address, partner._qb_as_address()}:
                    each.wish()
        return result

    def unlink(self):
        addresses = {partner._qb_as_address() for partner in self.sudo()}
        result = super().unlink()
        for address in addresses:
            address.wish()
        return result

    def _qb_values_of(self, names):
        return {name: self[name] for name in names}

    def _qb_as_address(self):
        return OfAddress(self.commercial_partner_id - self, KINDS.get(self.type, ""))

    def _qb_wish_own_updates(self, changed):
        """The Odoo fields `changed` of this contact were changed: only whole customers and vendors are kept there."""
        if not changed or self != self.commercial_partner_id:
            return
        said = frozenset(field for name in changed for field in MAPPED.get(name, ()))
        terms = {kind: {"terms"} if name in changed else set() for kind, name in TERMS.items()}
        self._qb_wish_updates({qb_type: said | terms[qb_type] for qb_type in UPDATABLE})


class OfAddress(NamedTuple):
    """Whose address a contact is (a partner, empty for one that stands for itself), and which of the document ("" for
    a person to talk to)."""

    owner: models.Model
    kind: str

    def wish(self):
        """It came, changed or went."""
        if self.kind:
            self.owner.exists()._qb_wish_updates(dict.fromkeys(UPDATABLE, frozenset({self.kind})))
