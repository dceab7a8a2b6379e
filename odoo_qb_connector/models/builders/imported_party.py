"""A customer or vendor of QuickBooks -> a new contact."""

from __future__ import annotations

from odoo import Command
from odoo.tools import plaintext2html
from odoo.tools.mail import email_normalize

from ...documents import Problem
from .imported_address import Places

RANKS = {"Customer": "customer_rank", "Vendor": "supplier_rank"}
TERMS = {"Customer": "property_payment_term_id", "Vendor": "property_supplier_payment_term_id"}
DELETED = " (deleted)"
"""What QuickBooks Online appends to the name of an inactive entry (spec qbo 5.2)."""


def plain_name(text):
    """On one line, every run of blanks as one."""
    return " ".join((text or "").split())


def first_email(text):
    """The first address of a list of them, as Odoo compares it; "" when there is none."""
    return email_normalize(text or "", strict=False) or ""


class ImportedParties:
    """Values of new contacts, for one step of an import of `qb_type` ("Customer" or "Vendor"). `env` is the responsible
    user's, in the connection's company."""

    def __init__(self, env, connection, qb_type):
        self.env = env
        self.connection = connection
        self.company = connection.company_id.with_env(env)
        self.qb_type = qb_type
        self.places = Places(env, self.company)
        self._terms = None
        self._pricelists = {}

    def values(self, profile, parent=None):
        """(values, problems) of a new contact: `problems` (documents.Problem) say what could not be taken over.

        `parent` is the contact of the customer that this one is a job of: a company of its own under it, because
        QuickBooks bills it by itself.
        """
        party = profile.document
        name, person = plain_name(party.name), plain_name(f"{party.given_name} {party.family_name}")
        is_person = bool(person) and not party.company_name and not parent
        names = (name, person, plain_name(party.company_name))
        values = {
            "name": name,
            "is_company": not is_person,
            "email": plain_name(party.email) or False,
            "phone": plain_name(party.phone) or False,
            "website": party.website or False,
            "comment": plaintext2html(party.note) if party.note else False,
            RANKS[self.qb_type]: 1,
            "child_ids": self._children(party, names, is_person),
            **self.places.values(party.billing, names),
        }
        if parent:
            values["parent_id"] = parent.id
        problems = self._take_terms(party, values) + self._take_currency(party, values)
        return values, problems

    def _children(self, party, names, is_person):
        """Who is asked for, and where goods go when not to the billing address."""
        name, person, _company = names
        children = []
        if person and not is_person and person.casefold() != name.casefold():
            children.append({"name": person, "type": "contact"})
        billing, shipping = self.places.values(party.billing, names), self.places.values(party.shipping, names)
        if shipping and shipping != billing:
            children.append({"type": "delivery", **shipping})
        return [Command.create(one) for one in children]

    def _take_terms(self, party, values):
        if not party.terms:
            return []
        if self._terms is None:
            rows = self.env["qb.term.map"].sudo().search([("connection_id", "=", self.connection.id)])
            self._terms = {row.entry_id.qb_id: row.term_id.id for row in rows}
        term = self._terms.get(party.terms.id)
        if term:
            values[TERMS[self.qb_type]] = term
            return []
        return [Problem("import_terms", {"terms": party.terms.name or party.terms.id})]

    def _take_currency(self, party, values):
        """A customer's currency is that of its price list in Odoo; a vendor has one of its own."""
        code = party.currency
        if not code or code == self.company.currency_id.name:
            return []
        if self.qb_type == "Vendor":
            currency = self.env["res.currency"].search([("name", "=", code)], limit=1)
            values["property_purchase_currency_id"] = currency.id
            return [] if currency else [Problem("import_currency", {"currency": code})]
        pricelist = self._pricelist(code)
        if pricelist:
            values["specific_property_product_pricelist"] = pricelist.id
            return []
        return [Problem("import_pricelist", {"currency": code})]

    def _pricelist(self, code):
        """The only price list in this currency; empty when there is none or a person must choose."""
        if code not in self._pricelists:
            found = self.env["product.pricelist"].search(
                [("currency_id.name", "=", code), ("company_id", "in", (False, self.company.id))], limit=2
            )
            self._pricelists[code] = found if len(found) == 1 else found.browse()
        return self._pricelists[code]
