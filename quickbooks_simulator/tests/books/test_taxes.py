"""The three tax models (spec qbo 6)."""

from __future__ import annotations

import pytest

from .books import Books, refused

LAMP = {"qty": 10, "price": 10}


def shares(body: dict) -> dict[float, tuple[float, float]]:
    """percent -> (net, tax)."""
    return {
        line["TaxLineDetail"]["TaxPercent"]: (line["TaxLineDetail"]["NetAmountTaxable"], line["Amount"])
        for line in body["TxnTaxDetail"].get("TaxLine", [])
    }


# ----------------------------------------------------------------------------------------------- United States, AST


def test_the_engine_taxes_by_destination(us: Books):
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    pleasant_hill = us.invoice(us.id("Customer", "Deco Addict"), line)
    assert shares(pleasant_hill) == {7.25: (100, 7.25), 1.5: (100, 1.5)}
    assert (pleasant_hill["TxnTaxDetail"]["TotalTax"], pleasant_hill["TotalAmt"]) == (8.75, 108.75)
    new_york = us.invoice(us.id("Customer", "Empire Fixtures"), line)
    assert shares(new_york) == {4: (100, 4), 4.875: (100, 4.88)}
    oregon = us.invoice(us.id("Customer", "Cascade Outfitters"), line)
    assert oregon["TxnTaxDetail"] == {"TotalTax": 0}
    abroad = us.invoice("1", line, ShipAddr={"Line1": "1 Rue", "City": "Paris", "Country": "France"})
    assert abroad["TotalAmt"] == 100


def test_without_a_shipping_address_the_company_counts(us: Books):
    walk_in = us.customer("Nobody's Address")
    made = us.invoice(walk_in["Id"], us.line("Desk Lamp", **LAMP, code="TAX"))
    assert shares(made) == {7.25: (100, 7.25), 1.375: (100, 1.38)}


@pytest.mark.parametrize(
    "address",
    [
        {"CountrySubDivisionCode": "California", "City": "Nowhere"},
        {"CountrySubDivisionCode": "US-CA"},
        {"Line1": "1 Road", "Line2": "Smalltown, CA 95000"},
    ],
)
def test_ways_to_write_a_state(us: Books, address: dict):
    made = us.invoice("1", us.line("Desk Lamp", **LAMP, code="TAX"), ShipAddr=address)
    assert shares(made) == {7.25: (100, 7.25)}


def test_each_rate_goes_to_its_agency(us: Books):
    made = us.invoice(us.id("Customer", "Empire Fixtures"), us.line("Gift Wrap", qty=2, price=50, code="TAX"))
    assert {k: float(v) for k, v in us.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": 108.88,
        "Sales of Product Income": -100.0,
        "New York Department of Taxation and Finance Payable": -8.88,
    }


def test_a_missing_code_counts_as_tax_and_the_item_decides(us: Books):
    taxable = us.invoice("1", us.line("Desk Lamp", **LAMP))
    assert taxable["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "TAX"}
    assert taxable["TotalAmt"] == 108.75
    service = us.invoice("1", us.line("Design", 100))
    assert service["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "NON"}
    assert service["TotalAmt"] == 100


def test_a_missing_code_is_non_in_a_legacy_company(legacy: Books):
    made = legacy.invoice("1", legacy.line("Desk Lamp", **LAMP))
    assert made["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "NON"}


@pytest.mark.parametrize("name", ["us", "legacy"])
def test_numeric_codes_are_refused_on_us_lines(name: str, request: pytest.FixtureRequest):
    books = request.getfixturevalue(name)
    code = books.company.read("Preferences", "1")["TaxPrefs"]["TaxGroupCodeRef"]["value"]
    with refused("6100", detail=f"Supplied value:{code}"):
        books.invoice("1", books.line("Desk Lamp", **LAMP, code=code))
    with refused("6160"):
        books.invoice("1", books.line("Desk Lamp", **LAMP, code="CustomSalesTax"))
    made = books.invoice("1", books.line("Desk Lamp", **LAMP, code="TAX"))
    with refused("6230"):
        books.update("Invoice", made, Line=[books.line("Desk Lamp", **LAMP, code="CustomSalesTax")])


def test_an_explicit_total_is_honoured_and_spread(us: Books):
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    made = us.invoice("1", line, TxnTaxDetail={"TotalTax": 7})
    assert shares(made) == {7.25: (100, 5.8), 1.5: (100, 1.2)}
    assert made["TotalAmt"] == 107
    deltas = [x["TaxLineDetail"]["OverrideDeltaAmount"] for x in made["TxnTaxDetail"]["TaxLine"]]
    assert deltas == [-1.45, -0.3]
    us.assert_sound()


@pytest.mark.switch("ast_explicit_zero")
def test_an_explicit_zero(us: Books):
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    assert us.invoice("1", line, TxnTaxDetail={"TotalTax": 0})["TotalAmt"] == 100
    us.company.set_switch("ast_explicit_zero", "compute")
    assert us.invoice("1", line, TxnTaxDetail={"TotalTax": 0})["TotalAmt"] == 108.75


@pytest.mark.switch("ast_total_tax_without_taxable_line")
def test_a_total_with_nothing_taxable(us: Books):
    line = us.line("Design", 100, code="NON")
    assert us.invoice("1", line, TxnTaxDetail={"TotalTax": 7})["TotalAmt"] == 100
    us.company.set_switch("ast_total_tax_without_taxable_line", "keep")
    kept = us.invoice("1", line, TxnTaxDetail={"TotalTax": 7})
    assert kept["TotalAmt"] == 107
    us.assert_sound()
    us.company.set_switch("ast_total_tax_without_taxable_line", "refuse")
    with refused("6000", element="TotalTax"):
        us.invoice("1", line, TxnTaxDetail={"TotalTax": 7})


@pytest.mark.switch("ast_total_tax_without_rate")
def test_a_total_where_no_tax_is_collected(us: Books):
    line, oregon = us.line("Desk Lamp", **LAMP, code="TAX"), us.id("Customer", "Cascade Outfitters")
    assert us.invoice(oregon, line, TxnTaxDetail={"TotalTax": 7})["TotalAmt"] == 100
    us.company.set_switch("ast_total_tax_without_rate", "keep")
    assert us.invoice(oregon, line, TxnTaxDetail={"TotalTax": 7})["TotalAmt"] == 107


def test_the_clients_tax_code_is_replaced_by_the_engines(us: Books):
    ours = us.company.read("Preferences", "1")["TaxPrefs"]["TaxGroupCodeRef"]["value"]
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    made = us.invoice("1", line, TxnTaxDetail={"TxnTaxCodeRef": {"value": ours}})
    assert made["TxnTaxDetail"]["TxnTaxCodeRef"]["value"] != ours


def test_an_exempt_customer_pays_no_tax_unless_told(us: Books):
    customer = us.customer("Exempt", Taxable=False, TaxExemptionReasonId="9")
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    assert us.invoice(customer["Id"], line)["TotalAmt"] == 100
    assert us.invoice(customer["Id"], line, TxnTaxDetail={"TotalTax": 3})["TotalAmt"] == 103


@pytest.mark.switch("ast_not_set_up")
def test_ast_that_is_not_set_up(us: Books):
    us.company.set_preferences({"TaxPrefs": {"PartnerTaxEnabled": False}})
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    assert us.invoice("1", line)["TotalAmt"] == 100
    us.company.set_switch("ast_not_set_up", "refuse")
    with refused("6000"):
        us.invoice("1", line)


@pytest.mark.switch("sparse_line_array", "sparse_without_lines")
def test_an_override_survives_only_what_does_not_concern_it(us: Books):
    line = us.line("Desk Lamp", **LAMP, code="TAX")
    made = us.invoice("1", line, TxnTaxDetail={"TotalTax": 7})
    noted = us.update("Invoice", made, PrivateNote="x")
    assert noted["TotalAmt"] == 107
    changed = us.update("Invoice", noted, Line=[us.line("Desk Lamp", qty=20, price=10, code="TAX")])
    assert changed["TotalAmt"] == 217.5
    resent = us.replace("Invoice", changed, Line=[line])
    assert resent["TotalAmt"] == 117.5  # TotalTax of the old lines came along: an override


def test_tax_off_drops_tax_silently(us: Books):
    us.company.set_preferences({"TaxPrefs": {"UsingSalesTax": False}})
    made = us.invoice("1", us.line("Desk Lamp", **LAMP, code="TAX"), TxnTaxDetail={"TotalTax": 7})
    assert made["TotalAmt"] == 100
    assert "TxnTaxDetail" not in made
    assert "TaxCodeRef" not in made["Line"][0]["SalesItemLineDetail"]


@pytest.mark.switch("us_global_tax_calculation")
def test_global_tax_calculation_means_nothing_in_the_us(us: Books):
    line = us.line("Design", 1)
    assert "GlobalTaxCalculation" not in us.invoice("1", line, GlobalTaxCalculation="TaxExcluded")
    us.company.set_switch("us_global_tax_calculation", "refuse")
    with refused("2010"):
        us.invoice("1", line, GlobalTaxCalculation="TaxExcluded")


# -------------------------------------------------------------------------------------------- United States, legacy


def test_legacy_tax_as_recorded(legacy: Books):
    """8 percent on 325.75 is 26.06 (recorded)."""
    code = legacy.id("TaxCode", "California")
    line = legacy.line("Gift Wrap", "325.75", code="TAX")
    made = legacy.invoice("1", line, TxnTaxDetail={"TxnTaxCodeRef": {"value": code}})
    rate = made["TxnTaxDetail"]["TaxLine"][0]["TaxLineDetail"]["TaxRateRef"]
    assert made["TxnTaxDetail"] == {
        "TxnTaxCodeRef": {"value": code},
        "TotalTax": 26.06,
        "TaxLine": [
            {
                "Amount": 26.06,
                "DetailType": "TaxLineDetail",
                "TaxLineDetail": {
                    "TaxRateRef": rate,
                    "PercentBased": True,
                    "TaxPercent": 8,
                    "NetAmountTaxable": 325.75,
                },
            }
        ],
    }
    assert {k: float(v) for k, v in legacy.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": 351.81,
        "Sales of Product Income": -325.75,
        "Board of Equalization Payable": -26.06,
    }


@pytest.mark.switch("legacy_default_tax_code")
def test_legacy_without_a_transaction_code(legacy: Books):
    line = legacy.line("Gift Wrap", 100, code="TAX")
    assert legacy.invoice("1", line)["TotalAmt"] == 100
    with refused("2020", element="TxnTaxCodeRef"):
        legacy.invoice("1", line, TxnTaxDetail={"TotalTax": 8})
    legacy.company.set_switch("legacy_default_tax_code", "customer")
    assert legacy.invoice("1", line)["TotalAmt"] == 108


def test_legacy_overrides(legacy: Books):
    code = {"TxnTaxCodeRef": {"value": legacy.id("TaxCode", "Tucson")}}
    line = legacy.line("Gift Wrap", 100, code="TAX")
    assert shares(legacy.invoice("1", line, TxnTaxDetail=code)) == {7.1: (100, 7.1), 2: (100, 2)}
    spread = legacy.invoice("1", line, TxnTaxDetail={**code, "TotalTax": 10})
    assert shares(spread) == {7.1: (100, 7.8), 2: (100, 2.2)}
    rates = [x["TaxLineDetail"]["TaxRateRef"]["value"] for x in spread["TxnTaxDetail"]["TaxLine"]]
    lines = [tax_line(rates[0], 8), tax_line(rates[1], 1.5)]
    split = legacy.invoice("1", line, TxnTaxDetail={**code, "TotalTax": 9.5, "TaxLine": lines})
    assert shares(split) == {7.1: (100, 8), 2: (100, 1.5)}
    with refused("6000", element="TotalTax"):
        legacy.invoice("1", line, TxnTaxDetail={**code, "TotalTax": 9, "TaxLine": lines})
    with refused("6470"):
        legacy.invoice("1", line, TxnTaxDetail={**code, "TaxLine": [tax_line("1", 8)] * 2})
    with refused("6160"):
        legacy.invoice("1", line, TxnTaxDetail={"TxnTaxCodeRef": {"value": "CustomSalesTax"}})


def tax_line(rate: str, amount: float, **more: object) -> dict:
    detail = {"TaxRateRef": {"value": rate}, "PercentBased": True, **more}
    return {"Amount": amount, "DetailType": "TaxLineDetail", "TaxLineDetail": detail}


def test_discount_before_or_after_tax(legacy: Books):
    code = {"TxnTaxCodeRef": {"value": legacy.id("TaxCode", "California")}}
    lines = [legacy.line("Gift Wrap", 100, code="TAX"), legacy.line("Design", 100, code="NON")]
    discount = {
        "DetailType": "DiscountLineDetail",
        "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10},
    }
    before = legacy.invoice("1", *lines, discount, TxnTaxDetail=code)
    assert (before["TxnTaxDetail"]["TotalTax"], before["TotalAmt"]) == (8, 188)
    after = legacy.invoice("1", *lines, discount, TxnTaxDetail=code, ApplyTaxAfterDiscount=True)
    assert (after["TxnTaxDetail"]["TotalTax"], after["TotalAmt"]) == (7.2, 187.2)


# -------------------------------------------------------------------------------------------------- outside the US


@pytest.mark.switch("missing_tax_code_detail")
def test_every_line_needs_a_code_abroad(uk: Books, ca: Books):
    with refused("6000", detail="Make sure all your transactions have a VAT rate before you save"):
        uk.invoice("1", uk.line("Design", 1), GlobalTaxCalculation="TaxExcluded")
    with refused("6000", detail="GST/HST rate"):
        ca.invoice("1", ca.line("Design", 1), GlobalTaxCalculation="TaxExcluded")
    with refused("2500", element="TaxCodeRef"):
        uk.invoice("1", uk.line("Design", 1, code="NON"), GlobalTaxCalculation="TaxExcluded")


@pytest.mark.switch("missing_global_tax_calculation")
def test_global_tax_calculation_is_required_abroad(uk: Books):
    line = uk.line("Design", 100, code=uk.id("TaxCode", "20.0% S"))
    with refused("2020", element="GlobalTaxCalculation"):
        uk.invoice("1", line)
    uk.company.set_switch("missing_global_tax_calculation", "TaxExcluded")
    assert uk.invoice("1", line)["TotalAmt"] == 120


def test_tax_excluded_rounds_per_rate(uk: Books):
    standard, reduced, zero = (uk.id("TaxCode", name) for name in ("20.0% S", "5.0% R", "0.0% Z"))
    lines = [
        uk.line("Design", "10.01", code=standard),
        uk.line("Design", "10.01", code=standard),
        uk.line("Design", "33.33", code=reduced),
        uk.line("Design", "50", code=zero),
    ]
    made = uk.invoice("1", *lines, GlobalTaxCalculation="TaxExcluded")
    assert shares(made) == {20: (20.02, 4), 5: (33.33, 1.67), 0: (50, 0)}
    assert made["TotalAmt"] == 109.02
    assert {k: float(v) for k, v in uk.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": 109.02,
        "Services": -103.35,
        "HM Revenue & Customs (VAT) Payable": -5.67,
    }


def test_two_rates_of_one_code_go_to_two_agencies(ca: Books):
    made = ca.invoice(
        "1",
        ca.line("Design", 100, code=ca.id("TaxCode", "GST/QST QC")),
        GlobalTaxCalculation="TaxExcluded",
    )
    assert shares(made) == {5: (100, 5), 9.975: (100, 9.98)}
    postings = ca.postings("Invoice", made["Id"])
    assert float(postings["Canada Revenue Agency Payable"]) == -5
    assert float(postings["Revenu Québec Payable"]) == -9.98


@pytest.mark.switch("sparse_without_lines", "tax_inclusive_without_gross")
def test_tax_inclusive_rounds_the_net_per_line(uk: Books):
    code = uk.id("TaxCode", "20.0% S")
    lines = [uk.line("Design", "10.01", qty=1, price="10.01", code=code) for _ in range(3)]
    made = uk.invoice("1", *lines, GlobalTaxCalculation="TaxInclusive")
    detail = made["Line"][0]["SalesItemLineDetail"]
    assert (made["Line"][0]["Amount"], detail["UnitPrice"], detail["TaxInclusiveAmt"]) == (8.34, 8.34, 10.01)
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (30.03, 5.01)
    assert uk.replace("Invoice", made) == made
    assert uk.update("Invoice", made, PrivateNote="n")["TotalAmt"] == 30.03


@pytest.mark.switch("tax_inclusive_without_gross")
def test_tax_inclusive_with_net_and_gross_sent(uk: Books):
    code = uk.id("TaxCode", "20.0% S")
    line = uk.line("Design", "83.33", code=code, TaxInclusiveAmt=100)
    made = uk.invoice("1", line, GlobalTaxCalculation="TaxInclusive")
    assert (made["Line"][0]["Amount"], made["TotalAmt"]) == (83.33, 100)
    uk.company.set_switch("tax_inclusive_without_gross", "refuse")
    with refused("2020", element="TaxInclusiveAmt"):
        uk.invoice("1", uk.line("Design", "100", code=code), GlobalTaxCalculation="TaxInclusive")


def test_not_applicable(uk: Books):
    line = uk.line("Design", 100)
    made = uk.invoice("1", line, GlobalTaxCalculation="NotApplicable")
    assert (made["TotalAmt"], made["TxnTaxDetail"]) == (100, {"TotalTax": 0})
    with refused("6170"):
        uk.invoice("1", line, GlobalTaxCalculation="NotApplicable", TxnTaxDetail={"TotalTax": 20})


@pytest.mark.switch("override_must_list_all_rates")
def test_overrides_abroad_name_every_rate_once(uk: Books):
    code = uk.id("TaxCode", "20.0% S")
    line = uk.line("Design", 100, code=code)
    rate = uk.read("TaxCode", code)["SalesTaxRateList"]["TaxRateDetail"][0]["TaxRateRef"]["value"]
    more = {"GlobalTaxCalculation": "TaxExcluded"}
    made = uk.invoice("1", line, **more, TxnTaxDetail={"TotalTax": 19.99, "TaxLine": [tax_line(rate, 19.99)]})
    assert (made["TotalAmt"], shares(made)) == (119.99, {20: (100, 19.99)})
    assert uk.invoice("1", line, **more, TxnTaxDetail={"TotalTax": 20})["TotalAmt"] == 120
    with refused("6000", element="TaxLine"):
        uk.invoice("1", line, **more, TxnTaxDetail={"TotalTax": 19})
    with refused("6000", element="TaxLine"):
        uk.invoice("1", line, **more, TxnTaxDetail={"TotalTax": 19, "TaxLine": []})
    with refused("6470"):
        wrong = {"TotalTax": 19, "TaxLine": [tax_line(rate, 19, TaxPercent=19)]}
        uk.invoice("1", line, **more, TxnTaxDetail=wrong)
    with refused("6470"):
        twice = {"TotalTax": 20, "TaxLine": [tax_line(rate, 10), tax_line(rate, 10)]}
        uk.invoice("1", line, **more, TxnTaxDetail=twice)


@pytest.mark.switch("override_must_list_all_rates")
def test_an_override_lists_every_rate_or_only_those_it_changes(ca: Books):
    """BC's code has two rates, five and seven percent; the override is about the second."""
    code = ca.id("TaxCode", "GST/PST BC")
    rates = [e["TaxRateRef"]["value"] for e in ca.read("TaxCode", code)["SalesTaxRateList"]["TaxRateDetail"]]
    line, more = ca.line("Design", 100, code=code), {"GlobalTaxCalculation": "TaxExcluded"}
    override = {"TotalTax": 12.01, "TaxLine": [tax_line(rates[1], 7.01, TaxPercent=7)]}
    with refused("6000", element="TaxLine"):
        ca.invoice("1", line, **more, TxnTaxDetail=override)
    ca.company.set_switch("override_must_list_all_rates", False)
    made = ca.invoice("1", line, **more, TxnTaxDetail=override)
    assert (made["TotalAmt"], shares(made)) == (112.01, {5: (100, 5), 7: (100, 7.01)})


def test_credit_memos_take_the_tax_back(uk: Books):
    code = uk.id("TaxCode", "20.0% S")
    made = uk.sale("CreditMemo", "1", uk.line("Design", 100, code=code), GlobalTaxCalculation="TaxExcluded")
    assert {k: float(v) for k, v in uk.postings("CreditMemo", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": -120.0,
        "Services": 100.0,
        "HM Revenue & Customs (VAT) Payable": 20.0,
    }
