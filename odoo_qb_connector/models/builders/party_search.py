"""How a customer or vendor is looked for, and under which name it is created."""

from __future__ import annotations

from odoo.tools.sql import escape_psql

from ...documents import DocumentError, Problem
from ...gateway import FindByName, FindHolders
from ..desktop_sentences import HOLDERS
from .name_rules import party_rules
from .names import DELETED, distinct, list_name, same

CUSTOMER, VENDOR = "Customer", "Vendor"
OTHER_ROLE = {CUSTOMER: VENDOR, VENDOR: CUSTOMER}


def role_words(env, qb_type):
    """What a "Customer" or "Vendor" is called within a sentence."""
    return env._(HOLDERS[qb_type]) if qb_type in HOLDERS else qb_type


class PartySearch:
    """`partner` (a commercial partner) for one `operation`; `addition` is what its channel puts behind its name.

    By the name that a person chose and no other; else by its exact name in Odoo and by the name that the policy makes
    of it. When somebody of another kind has the name, also with the text of its role behind it: customers, vendors,
    employees and other names share one name space (spec qbo 7.2, qbd 5.1).
    """

    def __init__(self, partner, operation, addition=""):
        self.env = partner.env
        self.partner = partner
        self.connection = operation.connection_id
        self.qb_type = operation.qb_type or CUSTOMER
        self.refused = operation.refused_names or []
        self.chosen = (operation._choice("name") or "").strip()
        self.only_links = operation._choice("create") is False
        self.rules = party_rules(self.connection)
        self.addition = addition

    def name(self):
        """The name it shall have there; "" when it has none."""
        return self.chosen or list_name(self.partner.name or "", self.rules, self.addition)

    def proposal(self):
        """The name to propose to a person before anybody asks QuickBooks: from what is known here."""
        return self._suffixed() if self._other_role_has_it() or self._cached_stranger() else self.name()

    def missing(self, answers):
        """The question whose answer is lacking, or None. No name that cannot be there is asked for."""
        questions = self._questions(answers)
        return next((question for question in questions if question not in answers), None)

    def found(self, answers):
        """Objects of this role that may be the partner, the likeliest first, active ones before inactive ones."""
        names, everybody = self._names(answers), self._everybody(answers)
        mine = [one for one in everybody if one.ref.type == self.qb_type]
        ranked = [one for name in names for one in mine if same(one.name, name)]
        return sorted(ranked or mine, key=lambda one: not one.active)

    def new_name(self, answers):
        """The name under which it may be created; "" when other kinds have all that the policy offers."""
        taken = [*self.refused, *(one.name for one in self._strangers(answers))]
        taken += [self.name()] if self._other_role_has_it() else []
        offered = self._offered(answers)
        return next((name for name in offered if not any(same(name, one) for one in taken)), "")

    def held(self, answers):
        """Why there is no name left, as a Problem."""
        name, suffixed = self.name(), self._suffixed()
        holder = next((one for one in self._strangers(answers) if same(one.name, name)), None)
        if holder is None:
            return Problem("party_name_taken", {"name": name, "proposal": suffixed}, "name")
        code = "party_name_held" if holder.active else "party_name_held_inactive"
        values = {"name": name, "holder": role_words(self.env, holder.ref.type), "proposal": suffixed}
        return Problem(code, values, "name")

    # ------------------------------------------------------------------ names

    def _own_names(self):
        if self.chosen:
            # What was made inactive online lies there under another name; who links it wants to know.
            hidden = self.only_links and self.connection.edition == "online"
            return (self.chosen, f"{self.chosen}{DELETED}") if hidden else (self.chosen,)
        if self.addition:
            return distinct([self.name()])
        return distinct([(self.partner.name or "").strip(), self.name()])

    def _suffixed(self):
        suffix = self.connection._suffix_of(self.qb_type)
        return list_name(self.partner.name or "", self.rules, f"{self.addition} {suffix}".strip())

    def _may_suffix(self):
        return not self.chosen and self.connection.clash_policy == "suffix"

    def _other_role_has_it(self):
        """Its own other role, which is linked under this name."""
        links = self.partner._qb_link_for(self.connection, OTHER_ROLE[self.qb_type])
        return any(same(link.name or "", self.name()) for link in links)

    def _cached_stranger(self):
        """An entry of another kind that has the name in the lists read last."""
        domain = [("connection_id", "=", self.connection.id), ("type", "=", OTHER_ROLE[self.qb_type])]
        return self.env["qb.entry"].sudo().search([*domain, ("name", "=ilike", escape_psql(self.name()))], limit=1)

    def _names(self, answers):
        """The names to look for, the likeliest first."""
        own = self._own_names()
        return distinct([*own, self._suffixed()]) if self._is_clash(answers) else own

    def _offered(self, answers):
        name = self.name()
        return (name, self._suffixed()) if self._is_clash(answers) else (name,)

    def _is_clash(self, answers):
        """Whether somebody of another kind is known to have the name, and a suffix may be put behind it."""
        if not self._may_suffix():
            return False
        if self.refused or self._other_role_has_it():
            return True
        first = self._question(self._own_names())
        return any(one.ref.type != self.qb_type for one in answers.get(first) or ())

    # ------------------------------------------------------------------ questions

    def _questions(self, answers):
        names = self._names(answers)
        first, last = self._question(self._own_names()), self._question(names)
        if self.refused or self._other_role_has_it() or first == last:
            return [last] if last else []
        return [one for one in (first, last) if one]

    def _question(self, names):
        """On Desktop everybody of these names, because inactive ones keep theirs; online those of this role, which is
        one read, and everybody only after QuickBooks refused a name. The preflight says why a name cannot be there."""
        possible = tuple(filter(self.rules.holds, names))
        if not possible:
            return None
        if self.connection.edition == "desktop" or self.refused:
            return FindHolders(possible)
        return FindByName(self.qb_type, possible)

    def _everybody(self, answers):
        questions = self._questions(answers)
        return list(answers.get(questions[-1]) or ()) if questions else []

    def _strangers(self, answers):
        return [one for one in self._everybody(answers) if one.ref.type != self.qb_type]


def nameless(partner):
    """Raises DocumentError when nothing of the name of `partner` is left."""
    code = "party_name_unwritable" if (partner.name or "").strip() else "party_name_missing"
    raise DocumentError(Problem(code, {"name": (partner.name or "").strip()}, "name"))
