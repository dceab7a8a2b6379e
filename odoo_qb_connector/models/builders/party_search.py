"""How a customer is looked for before it is created."""

from __future__ import annotations

from ...desktop.text import unsupported
from ...documents import DocumentError, Problem
from ...gateway import FindByName, FindHolders
from ..desktop_sentences import HOLDERS

CUSTOMER = "Customer"


def can_exist(connection, name):
    """Whether QuickBooks could list such a name at all; what cannot be there is not asked for, and the preflight says
    why."""
    limits = connection._limits()
    written = connection.edition != "desktop" or not unsupported(name)
    return written and len(name) <= limits.party_name and not set(limits.forbidden_in_names) & set(name)


def question(connection, name):
    """Online by name; on Desktop everybody of this name, because all kinds of names share one name space there and
    inactive ones keep theirs (spec qbd 5.1)."""
    return FindHolders((name,)) if connection.edition == "desktop" else FindByName(CUSTOMER, (name,))


def customers(env, name, found):
    """The customers among `found`. Raises DocumentError when somebody else holds the name."""
    chosen = [one for one in found if one.ref.type == CUSTOMER]
    if found and not chosen:
        raise DocumentError(_held(env, name, found[0]))
    return chosen


def _held(env, name, holder):
    code = "party_name_held" if holder.active else "party_name_held_inactive"
    label = HOLDERS.get(holder.ref.type)
    return Problem(code, {"name": name, "holder": env._(label) if label else holder.ref.type}, "name")
