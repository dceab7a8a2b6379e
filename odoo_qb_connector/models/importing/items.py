"""Which product an item of QuickBooks is: by SKU, then by name."""

from __future__ import annotations

from collections import defaultdict

from ...documents import Problem
from ..builders import imported_item
from ..builders.imported_party import DELETED, plain_name
from ..builders.item_match import is_product
from .found import Found, left_out

BY_SKU = """
    SELECT w.text, p.id, p.active, p.default_code
      FROM unnest(%(texts)s::text[]) w(text)
      JOIN product_product p ON lower(btrim(p.default_code)) = lower(w.text)
      JOIN product_template t ON t.id = p.product_tmpl_id
     WHERE t.company_id IS NULL OR t.company_id = %(company)s
     ORDER BY p.id
"""
BY_NAME = r"""
    SELECT w.text, p.id, p.active, p.default_code
      FROM unnest(%(texts)s::text[]) w(text)
      JOIN product_template t
        ON lower(regexp_replace(btrim(COALESCE(t.name->>%(lang)s, t.name->>'en_US')), '\s+', ' ', 'g')) = lower(w.text)
      JOIN product_product p ON p.product_tmpl_id = t.id
     WHERE t.company_id IS NULL OR t.company_id = %(company)s
     ORDER BY p.id
"""
WITHOUT = {"Category": "import_category", "Group": "import_bundle", "ItemGroup": "import_bundle"}
"""Kinds that are no product, and why they are left out; all others are named as they are."""


class Items:
    """Products of the connection's company or of all."""

    def __init__(self, env, connection, qb_type):
        self.env = env
        self.connection = connection
        self.company = connection.company_id.with_env(env)
        self.qb_type = qb_type
        self.model = env["product.product"]

    @staticmethod
    def left_out(profile):
        """Why it is never imported, as a Problem; None when it is."""
        kind = str(profile.object.details.get("kind") or "")
        if not profile.object.active or plain_name(profile.object.name).endswith(DELETED):
            return Problem("import_inactive", {})
        if profile.document is None or not is_product(profile.object):
            return Problem(WITHOUT.get(kind, "import_no_product"), {"kind": kind})
        return None if plain_name(profile.document.name) else Problem("import_nameless", {})

    @staticmethod
    def keys(profile):
        return {("sku", _sku(profile)), ("name", plain_name(profile.document.name).casefold())} - {("sku", "")}

    # ------------------------------------------------------------------ looking

    def look(self, profiles):
        """Read everything that `decide` compares with."""
        self.model.flush_model(["default_code", "active", "product_tmpl_id"])
        self.env["product.template"].flush_model(["name", "company_id"])
        self._by_sku = self._rows(BY_SKU, {plain_name(one.document.sku) for one in profiles if _sku(one)})
        self._by_name = self._rows(BY_NAME, {name for profile in profiles for name in _names(profile)})
        rows = [*self._by_sku.values(), *self._by_name.values()]
        products = self.model.browse({product.id for found in rows for product, _active, _sku in found})
        self._linked = set(self.env["qb.link"].sudo()._of_records(self.connection, products, self.qb_type))

    def _rows(self, query, texts):
        """{text in lower case: [(product, active, SKU in lower case)]}."""
        values = {"texts": list(texts), "company": self.company.id, "lang": self.env.lang or "en_US"}
        self.env.cr.execute(query, values)
        found = defaultdict(list)
        for text, record_id, active, sku in self.env.cr.fetchall():
            found[text.casefold()].append((self.model.browse(record_id), active, (sku or "").strip().casefold()))
        return found

    # ------------------------------------------------------------------ deciding

    def decide(self, profile):
        return self._of_sku(profile) or self._of_name(profile)

    def _of_sku(self, profile):
        named = self._by_sku.get(_sku(profile), []) if _sku(profile) else []
        sku = profile.document.sku
        active = [product for product, is_active, _sku in named if is_active]
        if len(active) > 1:
            return left_out("import_ambiguous_sku", count=len(active), sku=sku)
        if active:
            return self._one(profile, active[0])
        return left_out("import_archived", name=sku) if named else None

    def _of_name(self, profile):
        """A product of this name with another SKU is another product. Two items of one name in different places of
        QuickBooks' list: the second is called by its full name."""
        first = None
        for name in _names(profile):
            found = self._named(profile, name)
            if found is None:
                return Found(values=imported_item.values(profile, self.company, name))
            if found.record:
                return found
            first = first or found
        return first

    def _named(self, profile, name):
        sku = _sku(profile)
        named = [row for row in self._by_name.get(name.casefold(), []) if not sku or not row[2] or row[2] == sku]
        active = [product for product, is_active, _sku in named if is_active]
        if len(active) > 1:
            return left_out("import_ambiguous_product", count=len(active), name=name)
        if active:
            return self._one(profile, active[0])
        return left_out("import_archived", name=name) if named else None

    def _one(self, profile, product):
        if product.id in self._linked:
            return left_out("import_taken", name=product.display_name)
        problem = product.sudo()._qb_not_this(self.connection, profile.object)
        return Found(problem=problem) if problem else Found(record=product)

    # ------------------------------------------------------------------ writing

    def make(self, values):
        return self.model.create(values)

    def note_role(self, record):
        """A product has one role only."""


def _sku(profile):
    return plain_name(profile.document.sku).casefold()


def _names(profile):
    """Its own name, then the one with the names of its parents."""
    own = plain_name(profile.document.name)
    return list(dict.fromkeys([own, plain_name(profile.full_name.replace(":", ": ")) or own]))
