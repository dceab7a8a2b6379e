"""Which contact a customer or vendor of QuickBooks is: by exact name, then by e-mail."""

from __future__ import annotations

from collections import Counter, defaultdict

from odoo.fields import Domain

from ...documents import Problem
from ..builders.imported_party import DELETED, RANKS, ImportedParties, first_email, plain_name
from .found import Found, left_out

BY_NAME = r"""
    SELECT w.name, p.id, p.active, p.parent_id
      FROM unnest(%(names)s::text[]) w(name)
      JOIN res_partner p ON lower(regexp_replace(btrim(p.name), '\s+', ' ', 'g')) = lower(w.name)
     WHERE p.commercial_partner_id = p.id AND (p.company_id IS NULL OR p.company_id = %(company)s)
     ORDER BY p.id
"""


class Parties:
    """Contacts as whole customers and vendors: commercial partners of the connection's company or of all."""

    def __init__(self, env, connection, qb_type):
        self.env = env
        self.connection = connection
        self.qb_type = qb_type
        self.model = env["res.partner"]
        self.builder = ImportedParties(env, connection, qb_type)

    @staticmethod
    def left_out(profile):
        """Why it is never imported, as a Problem; None when it is."""
        name = plain_name(profile.object.name)
        if not profile.object.active or name.endswith(DELETED):
            return Problem("import_inactive", {})
        if profile.document is None or not plain_name(profile.document.name):
            return Problem("import_nameless", {})
        return None

    def keys(self, profile):
        """A second name waits for the plain one."""
        names = {plain_name(profile.document.name), self._plain(profile)} - {""}
        return {("name", profile.parent_id, name.casefold()) for name in names}

    # ------------------------------------------------------------------ looking

    def look(self, profiles):
        """Read everything that `decide` compares with."""
        self.model.flush_model(["name", "active", "parent_id", "commercial_partner_id", "company_id"])
        self._parents = self._linked_parents({profile.parent_id for profile in profiles if profile.parent_id})
        names = {plain_name(profile.document.name) for profile in profiles}
        self._by_name = self._named(names | {self._plain(profile) for profile in profiles})
        emails = Counter(first_email(profile.document.email) for profile in profiles if not profile.parent_id)
        self._by_email = self._with_email([email for email, count in emails.items() if email and count == 1])
        ids = {one.id for found in self._by_name.values() for one, _parent, _active in found}
        self._linked = self._linked_ids(ids | {one.id for found in self._by_email.values() for one in found})

    def _named(self, names):
        """{name in lower case: [(contact, id of its parent, active)]}."""
        self.env.cr.execute(BY_NAME, {"names": list(names), "company": self.connection.company_id.id})
        found = defaultdict(list)
        for name, record_id, active, parent_id in self.env.cr.fetchall():
            found[name.casefold()].append((self.model.browse(record_id), parent_id, active))
        return found

    def _with_email(self, emails):
        """{address: contacts}, without those that are somebody else there by their name."""
        domain = Domain("email_normalized", "in", emails) & Domain(
            "company_id", "in", (False, self.connection.company_id.id)
        )
        partners = self.model.search(domain).filtered(lambda one: one.commercial_partner_id == one)
        named = self._names_there({plain_name(partner.name) for partner in partners})
        found = defaultdict(list)
        for partner in partners:
            if plain_name(partner.name).casefold() not in named:
                found[partner.email_normalized].append(partner)
        return found

    def _names_there(self, names):
        """Those of `names` that are in this list of QuickBooks, in lower case: in the step at hand, or as last read."""
        here = {name for name in map(str.casefold, names) if name in self._by_name}
        self.env.cr.execute(
            "SELECT lower(w.name) FROM unnest(%s::text[]) w(name) JOIN qb_entry e ON lower(e.name) = lower(w.name)"
            " WHERE e.connection_id = %s AND e.type = %s AND e.active",
            [list(names), self.connection.id, self.qb_type],
        )
        return here | {name.casefold() for (name,) in self.env.cr.fetchall()}

    def _linked_parents(self, qb_ids):
        """{id in QuickBooks: contact}."""
        links = self.env["qb.link"].sudo()._of_objects(self.connection, self.qb_type, list(qb_ids))
        contacts = {link.qb_id: link._record()._qb_contact() for link in links if link.state == "linked"}
        return {qb_id: self.model.browse(contact.id) for qb_id, contact in contacts.items()}

    def _linked_ids(self, ids):
        return set(self.env["qb.link"].sudo()._of_records(self.connection, self.model.browse(ids), self.qb_type))

    # ------------------------------------------------------------------ deciding

    def decide(self, profile):
        parent = self._parents.get(profile.parent_id)
        if profile.parent_id and not parent:
            return left_out("import_parent_missing", name=profile.full_name)
        found = self._of_name(profile, parent) or self._in_other_currency(profile)
        return found or self._of_email(profile) or self._new(profile, parent)

    def _plain(self, profile):
        """The name without what stands behind it in another currency; "" where nothing does."""
        currency, name = profile.object.currency, plain_name(profile.document.name)
        if self.qb_type != "Customer" or not currency or not self.connection._names_per_currency():
            return ""
        behind = " " + self.connection._behind_name_in(currency)
        return name.removesuffix(behind) if name.casefold().endswith(behind.casefold()) else ""

    def _in_other_currency(self, profile):
        """The contact whose second name this is, in the currency of that name."""
        plain = "" if profile.parent_id else self._plain(profile)
        named = [one for one, parent, active in self._by_name.get(plain.casefold(), []) if active and parent is None]
        if not plain or len(named) != 1:
            return None
        currencies = self.env["res.currency"].with_context(active_test=False)
        currency = currencies.search([("name", "=", profile.object.currency)], limit=1)
        if not currency or named[0]._qb_currency_kept(self.connection) == currency:
            return None
        party = named[0]._qb_in_currency(self.connection, currency)
        if party._qb_is_held():
            return left_out("import_taken", name=party.display_name)
        return Found(record=party)

    def _of_name(self, profile, parent):
        """A job is looked for among the companies of its parent alone: every customer may have a “Kitchen”."""
        name = plain_name(profile.document.name)
        parent_id = parent.id if parent else None
        named = [one for one in self._by_name.get(name.casefold(), []) if one[1] == parent_id]
        active = [partner for partner, _parent, is_active in named if is_active]
        if len(active) > 1:
            return left_out("import_ambiguous_name", count=len(active), name=name)
        if active:
            taken = active[0].id in self._linked
            return left_out("import_taken", name=active[0].display_name) if taken else Found(record=active[0])
        return left_out("import_archived", name=name) if named else None

    def _of_email(self, profile):
        if profile.parent_id:
            return None
        free = [
            one for one in self._by_email.get(first_email(profile.document.email), []) if one.id not in self._linked
        ]
        return Found(record=free[0]) if len(free) == 1 else None

    def _new(self, profile, parent):
        values, remarks = self.builder.values(profile, parent)
        return Found(values=values, remarks=tuple(remarks))

    # ------------------------------------------------------------------ writing

    def make(self, values):
        return self.model.create(values)

    def note_role(self, record):
        """A customer that turns out to be a vendor too is shown among the vendors."""
        rank, contact = RANKS[self.qb_type], record._qb_contact()
        if not contact[rank]:
            contact.sudo()[rank] = 1
