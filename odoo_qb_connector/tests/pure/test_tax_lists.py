"""Taxes that are made in QuickBooks: as bytes in both editions, their answers, what is refused before, their names."""

from __future__ import annotations

import json
from decimal import Decimal as D

import pytest
from odoo.addons.odoo_qb_connector.desktop.messages import of_commands
from odoo.addons.odoo_qb_connector.desktop.preflight import problems as desktop_problems
from odoo.addons.odoo_qb_connector.documents import Ref, TaxAgency, TaxCode, TaxGroup, TaxRate
from odoo.addons.odoo_qb_connector.gateway import (
    Command,
    Delivery,
    Failed,
    OutcomeUnknown,
    TaxModel,
    Verb,
    WireAnswer,
    Written,
)
from odoo.addons.odoo_qb_connector.models.builders.tax_names import tax_name
from odoo.addons.odoo_qb_connector.online.chunks import chunks
from odoo.addons.odoo_qb_connector.online.decode import outcomes
from odoo.addons.odoo_qb_connector.online.encode import Context, request
from odoo.addons.odoo_qb_connector.online.preflight import problems as online_problems

from .desktop.samples import KEY as DESKTOP_KEY
from .desktop.samples import books, facts, parsed
from .desktop.schemas import assert_valid
from .samples import KEY, company, create

AGENCY, KNOWN = Ref("4", "Revenue"), Ref("9", "GST")
NEW = TaxRate("RST 8%", D("8"), AGENCY)
CODE = TaxCode("GST + RST", (TaxRate("GST", D("5"), known=KNOWN), NEW))


def sent(document):
    return request([create(document)], KEY, "1", Context(company(TaxModel.GLOBAL)))


def test_online_a_code_is_made_with_its_rates_in_one_call():
    wire = sent(CODE)
    assert (wire.path, wire.members[0].type) == ("/company/1/taxservice/taxcode", "TaxCode")
    assert json.loads(wire.body, parse_float=D) == {
        "TaxCode": "GST + RST",
        "TaxRateDetails": [
            {"TaxRateId": "9", "TaxApplicableOn": "Sales"},
            {"TaxRateName": "RST 8%", "RateValue": 8, "TaxAgencyId": "4", "TaxApplicableOn": "Sales"},
        ],
    }
    agency = sent(TaxAgency("Revenue"))
    assert (agency.path, json.loads(agency.body)) == ("/company/1/taxagency", {"DisplayName": "Revenue"})
    assert chunks([create(CODE), create(CODE)]) == [[0], [1]], "never in a batch"


BARE = {
    "TaxCode": "GST + RST",
    "TaxCodeId": "31",
    "TaxRateDetails": [{"TaxRateName": "RST 8%", "TaxRateId": "12", "RateValue": 8, "TaxAgencyId": "4"}],
}


@pytest.mark.parametrize("body", [BARE, {"TaxService": BARE, "time": "now"}])
def test_online_the_answer_is_bare_or_wrapped(body):
    answer = WireAnswer(Delivery.ANSWERED, 200, {}, json.dumps(body).encode())
    (found,) = outcomes(sent(CODE), answer)
    assert isinstance(found, Written)
    assert (found.object.ref.type, found.object.ref.id, found.object.name) == ("TaxCode", "31", "GST + RST")
    assert found.object.details["sales_rates"] == [{"rate": "12", "applies": "TaxOnAmount", "order": "0"}]
    assert found.object.details["rates_made"] == [{"id": "12", "name": "RST 8%", "percent": "8"}]


def test_online_a_success_without_a_code_is_none():
    (found,) = outcomes(sent(CODE), WireAnswer(Delivery.ANSWERED, 200, {}, b'{"TaxCode": "GST + RST"}'))
    assert isinstance(found, Failed) and isinstance(found.error, OutcomeUnknown)


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (CODE, []),
        (TaxCode("x" * 101, (NEW,)), ["tax_code_name_too_long"]),
        (TaxCode("", (NEW,)), ["tax_code_name_missing"]),
        (TaxCode("A", (TaxRate("x" * 11, D("8"), AGENCY),)), ["tax_rate_name_too_long"]),
        (TaxCode("A", (TaxRate("B", D("100.1"), AGENCY),)), ["tax_rate_out_of_range"]),
        (TaxCode("A", (TaxRate("B", D("8")),)), ["tax_agency_missing"]),
        (TaxCode("A", (NEW, TaxRate("rst 8%", D("7"), AGENCY))), ["tax_rate_name_twice"]),
        (TaxAgency(" "), ["tax_agency_name_missing"]),
    ],
)
def test_online_what_is_refused_before(document, codes):
    found = online_problems(Command(Verb.CREATE, document), Context(company(TaxModel.GLOBAL)))
    assert [one.code for one in found] == codes


def elements(document, own=None):
    """[(path, text)] of what is sent; valid by Intuit's schemas."""
    body = of_commands([create(document)], DESKTOP_KEY, own or books()).body
    assert_valid(body)
    (asked,) = parsed(body)[0]
    leaves = [one for one in asked.iter() if not len(one)]
    return asked.tag, [(one.getparent().tag, one.tag, one.text) for one in leaves]


ABROAD = books(facts(tax_model=TaxModel.GLOBAL, country="CA", currency="CAD"))


def test_desktop_an_agency_is_a_vendor():
    assert elements(TaxAgency("Revenue")) == (
        "VendorAddRq",
        [("VendorAdd", "Name", "Revenue"), ("VendorAdd", "CompanyName", "Revenue")],
    )
    _tag, said = elements(TaxAgency("Revenue"), ABROAD)
    assert said[2:] == [("VendorAdd", "IsSalesTaxAgency", "true"), ("VendorAdd", "IsTaxTrackedOnSales", "true")]


def test_desktop_a_rate_a_group_and_a_code():
    assert elements(TaxRate("RST", D("8.25"), Ref("80-1"))) == (
        "ItemSalesTaxAddRq",
        [
            ("ItemSalesTaxAdd", "Name", "RST"),
            ("ItemSalesTaxAdd", "ItemDesc", "RST"),
            ("ItemSalesTaxAdd", "TaxRate", "8.25"),
            ("TaxVendorRef", "ListID", "80-1"),
        ],
    )
    tag, said = elements(TaxGroup("Both", (Ref("81-1"), Ref("82-1"))))
    assert (tag, said[2:]) == (
        "ItemSalesTaxGroupAddRq",
        [("ItemSalesTaxRef", "ListID", "81-1"), ("ItemSalesTaxRef", "ListID", "82-1")],
    )
    assert elements(TaxCode("M", item=Ref("83-1"), description="GST 5% + RST 8%, all of Manitoba"), ABROAD) == (
        "SalesTaxCodeAddRq",
        [
            ("SalesTaxCodeAdd", "Name", "M"),
            ("SalesTaxCodeAdd", "IsTaxable", "true"),
            ("SalesTaxCodeAdd", "Desc", "GST 5% + RST 8%, all of Manitob"),
            ("ItemSalesTaxRef", "ListID", "83-1"),
        ],
    )


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (TaxRate("x" * 32, D("8"), AGENCY), ["tax_rate_name_too_long"]),
        (TaxRate("x" * 31, D("8"), AGENCY), []),
        (TaxCode("ABCD", item=Ref("83-1")), ["tax_code_name_too_long"]),
        (TaxAgency("x" * 42), ["tax_agency_name_too_long"]),
    ],
)
def test_desktop_what_is_refused_before(document, codes):
    assert [one.code for one in desktop_problems(Command(Verb.CREATE, document), ABROAD)] == codes


@pytest.mark.parametrize(
    ("text", "percent", "limit", "taken", "name"),
    [
        ("GST 5%", "5", 10, (), "GST 5%"),
        ("Sales Tax of Manitoba", "8", 10, (), "Sales 8%"),
        ("Sales Tax of Manitoba", "8", 10, ("SALES 8%", "s8%"), "S8%2"),
        ("15% Tax of the whole country", "15", 10, (), "Tax 15%"),
        ("VAT 20%", "20", 3, (), "V20"),
        ("VAT 20%", "20", 3, ("v20",), "V22"),
        ("GST 5% + PST 7%", None, 3, (), "G"),
        ("GST", "5", 31, ("GST",), "GST 5%"),
    ],
)
def test_names_that_fit_and_that_nobody_has(text, percent, limit, taken, name):
    assert tax_name(text, D(percent) if percent else None, limit, taken) == name
