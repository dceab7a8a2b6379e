"""Characters a US company can keep (spec qbo 1.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.online.encode.countries import alpha3
from odoo.addons.odoo_qb_connector.online.encode.text import fit, unsupported

# text -> what a US company gets
LATIN_ROWS = [
    ("plain", "plain"),
    ("café Größe ×½", "café Größe ×½"),
    ("“quoted” ‘x’ – — …", "\"quoted\" 'x' - - ..."),
    ("5 €", "5 EUR"),
    ("Acme™", "Acme(TM)"),
    ("Dvořák Łukasz Đorđe Œuvre", "Dvorák Lukasz Dorde OEuvre"),
    ("ﬁne", "fine"),
    ("a\u200bb\u2009c", "ab c"),
    ("line\nbreak\ttab", "line\nbreak\ttab"),
    ("nul\x00bell\x07", "nulbell"),
    ("漢字", "漢字"),
]


@pytest.mark.parametrize(("text", "kept"), LATIN_ROWS)
def test_likeness(text, kept):
    assert fit(text, latin=True) == kept


def test_what_has_no_likeness_is_named_once_in_order():
    assert unsupported("漢字 ok 漢😀", latin=True) == "漢字😀"
    assert unsupported("漢字", latin=False) == ""


@given(st.text())
def test_what_is_not_reported_can_be_stored(text):
    kept = fit(text, latin=True)
    assert unsupported(text, latin=True) or kept.encode("latin-1") is not None
    assert fit(kept, latin=True) == kept


@given(st.text())
def test_other_companies_lose_only_control_characters(text):
    assert fit(text, latin=False).encode("utf-8") is not None
    printable = [one for one in text if one.isprintable()]
    assert [one for one in fit(text, latin=False) if one.isprintable()] == printable


COUNTRY_ROWS = [("US", "USA"), ("de", "DEU"), ("GB", "GBR"), ("XK", "XK"), ("Atlantis", "Atlantis"), ("", "")]


@pytest.mark.parametrize(("given_name", "sent"), COUNTRY_ROWS)
def test_countries(given_name, sent):
    assert alpha3(given_name) == sent
