"""What the lists of one QuickBooks company hold, as rules for names."""

from __future__ import annotations

from functools import partial

from ...desktop import text as desktop_text
from ...online.encode import text as online_text
from ...online.encode.fields import Context
from .names import Rules


def party_rules(connection) -> Rules:
    """For customers, vendors and employees of `connection`, who share one list of names."""
    limits = connection._limits()
    return _rules(connection, limits.party_name, limits.forbidden_in_names)


def item_rules(connection) -> Rules:
    """For products of `connection`."""
    limits = connection._limits()
    return _rules(connection, limits.item_name, limits.forbidden_in_item_names)


def _rules(connection, longest, forbidden):
    if connection.edition == "desktop":
        return Rules(longest, forbidden, desktop_text.one_line, desktop_text.unsupported)
    latin = Context(connection._facts()).us
    written, unsupported = (partial(one, latin=latin) for one in (online_text.fit, online_text.unsupported))
    return Rules(longest, forbidden, written, unsupported)
