"""Which name QuickBooks gets for which name in Odoo, in both editions."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop.limits import DESKTOP
from odoo.addons.odoo_qb_connector.models.builders import names
from odoo.addons.odoo_qb_connector.models.builders.name_rules import item_rules, party_rules
from odoo.addons.odoo_qb_connector.models.builders.names import list_name
from odoo.addons.odoo_qb_connector.online.limits import ONLINE

from .samples import company as facts_of

ARABIC = "شركة الخليج"
EMOJI = "Acme 🚀 Rockets"


def company(edition, country="US"):
    """As much of a connection as rules are made of."""
    return SimpleNamespace(
        edition=edition,
        _limits=lambda: DESKTOP if edition == "desktop" else ONLINE,
        _facts=lambda: replace(facts_of(), country=country),
    )


RULES = {
    "us": party_rules(company("online")),
    "uk": party_rules(company("online", "GB")),
    "desktop": party_rules(company("desktop")),
}


@pytest.mark.parametrize(
    ("name", "us", "uk", "desktop"),
    [
        ("Acme", "Acme", "Acme", "Acme"),
        ("  Acme \t  Inc\n", "Acme Inc", "Acme Inc", "Acme Inc"),
        ("Acme: West", "Acme - West", "Acme - West", "Acme - West"),
        ("Acme:West", "Acme-West", "Acme-West", "Acme-West"),
        ('O\'Neill "The Pier"', 'O\'Neill "The Pier"', 'O\'Neill "The Pier"', 'O\'Neill "The Pier"'),
        ("Łukasz “Lodz”", 'Lukasz "Lodz"', "Łukasz “Lodz”", 'Lukasz "Lodz"'),
        ("Café Müller", "Café Müller", "Café Müller", "Café Müller"),
        (EMOJI, "Acme Rockets", EMOJI, "Acme Rockets"),
        ("🚀", "", "🚀", ""),
        ("Acme ❤️ No. 1️⃣", "Acme No. 1", "Acme ❤️ No. 1️⃣", "Acme No. 1"),
        # Letters are never left out: another name would be another customer. The preflight says so.
        (ARABIC, ARABIC, ARABIC, ARABIC),
        ("\u202bAcme\u202c\u200b", "Acme", "Acme", "Acme"),
        ("Acme\x07\x00", "Acme", "Acme", "Acme"),
        (" \t\n ", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_names(name, us, uk, desktop):
    assert [list_name(name, RULES[edition]) for edition in ("us", "uk", "desktop")] == [us, uk, desktop]


@pytest.mark.parametrize(
    ("text", "us", "uk", "desktop"),
    [
        ("1 Elm St: rear 🏠", "1 Elm St: rear", "1 Elm St: rear 🏠", "1 Elm St: rear"),
        ("🏠", "", "🏠", ""),
        ("❤️\tHeart\nLane", "Heart Lane", "❤️ Heart Lane", "Heart Lane"),
        # What the edition likens is its own business: a policy may refuse it.
        ("Łódź “5”", "Łódź “5”", "Łódź “5”", "Łódź “5”"),
        (ARABIC, ARABIC, ARABIC, ARABIC),
    ],
)
def test_lines_of_addresses(text, us, uk, desktop):
    assert [names.line(text, RULES[edition]) for edition in ("us", "uk", "desktop")] == [us, uk, desktop]


def test_a_suffix_stays_whole():
    assert list_name("Acme", RULES["us"], "(Vendor)") == "Acme (Vendor)"
    assert list_name("", RULES["us"], "(Vendor)") == ""
    long = list_name("Acme Rockets and Anvils of Albuquerque, New Mexico", RULES["desktop"], "(Vendor)")
    assert long == "Acme Rockets and Anvils of ~DE9P (Vendor)"
    assert len(long) == 41


def test_long_names_that_begin_alike_stay_two():
    one, other = ("a" * 600, "a" * 599 + "b")
    for edition, longest in (("us", 500), ("desktop", 41)):
        found = [list_name(name, RULES[edition]) for name in (one, other, one.upper())]
        assert [len(name) for name in found] == [longest] * 3
        assert names.same(found[0], found[2]), "QuickBooks heeds no case, and neither does the mark"
        assert not names.same(found[0], found[1])


def test_what_fits_is_not_clipped():
    assert list_name("a" * 41, RULES["desktop"]) == "a" * 41
    assert list_name("a" * 42, RULES["desktop"]) == "a" * 35 + " ~BBGP"


def test_items_have_their_own_length():
    assert (item_rules(company("online")).longest, item_rules(company("desktop")).longest) == (100, 31)


def test_the_mark_of_quickbooks_is_no_part_of_a_name():
    assert names.without_deleted("Acme (deleted)") == "Acme"
    assert names.without_deleted("Acme") == "Acme"


def test_distinct_heeds_no_case():
    assert names.distinct(["Acme", "", "ACME", "Anvil"]) == ("Acme", "Anvil")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=700), st.sampled_from(sorted(RULES)), st.sampled_from(["", "(Vendor)", "- Amazon"]))
def test_any_text_ends_in_a_name_that_fits(text, edition, suffix):
    rules = RULES[edition]
    name = list_name(text, rules, suffix)
    assert len(name) <= rules.longest
    assert not set(rules.forbidden) & set(name)
    assert name == " ".join(name.split())
    assert list_name(name, rules) == name, "a name of the policy is its own name"
    assert all(names._is_letter(one) for one in rules.unsupported(name))
