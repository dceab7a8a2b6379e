"""What we send, recomputed the way QuickBooks does it, gives the document's cents: for any quantity and
price."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import example, given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.documents import ItemLine, Ref, Tax, money
from odoo.addons.odoo_qb_connector.gateway import TaxModel
from odoo.addons.odoo_qb_connector.online.encode import Context, request
from odoo.addons.odoo_qb_connector.online.encode.amounts import price, product, split
from odoo.addons.odoo_qb_connector.online.encode.text import number

from .samples import KEY, TAX, company, create, us_invoice

D = Decimal
quantities = st.decimals("-99999", "99999", places=3)
prices = st.decimals("0", "99999", places=9)
cents = st.decimals("-999999.99", "999999.99", places=2)


def by_hand(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """QuickBooks' arithmetic in integers, independent of the module under test (exact, half away from
    zero)."""
    exact = quantity.as_integer_ratio(), unit_price.as_integer_ratio()
    top, bottom = exact[0][0] * exact[1][0] * 100, exact[0][1] * exact[1][1]
    whole, rest = divmod(abs(top), bottom)
    rounded = whole + (2 * rest >= bottom)
    return D(rounded if top >= 0 else -rounded) / 100


@given(quantities, prices)
@example(D("128.350"), D("14.50"))
@example(D("-1"), D("0.005"))
def test_product_is_quickbooks_arithmetic(quantity, unit_price):
    assert product(quantity, unit_price) == by_hand(quantity, unit_price)


@given(quantities, prices, cents)
def test_what_is_split_multiplies_back_to_the_cent(quantity, unit_price, amount):
    parts = split(amount, quantity, unit_price)
    if parts is not None:
        assert by_hand(*parts) == amount
        assert price(parts[1]) == parts[1]
        assert parts[0] == quantity


@given(quantities, prices)
def test_a_price_that_fits_is_sent_as_it_is(quantity, unit_price):
    plain = price(unit_price)
    assert split(by_hand(quantity, plain), quantity, plain) == (quantity, plain)


@given(st.decimals("0.001", "50000", places=3), cents)
def test_a_quantity_people_use_is_never_lost(quantity, amount):
    """Whatever discount Odoo applied to the line, the effective price gives the cents up to 50 000 units."""
    assert split(amount, quantity, D("123.456")) is not None


lines = st.lists(st.tuples(quantities, prices, cents), min_size=1, max_size=8)


@given(lines, st.decimals("0", "9999.99", places=2), st.sampled_from([TaxModel.US_AUTOMATED, TaxModel.OFF]))
def test_the_whole_document_adds_up_there(rows, tax, model):
    items = tuple(ItemLine(Ref("1"), amount, quantity, cost, "x", TAX) for quantity, cost, amount in rows)
    tax = tax if model is TaxModel.US_AUTOMATED else D(0)
    document = us_invoice(lines=items, tax=Tax(tax), total=sum((item.amount for item in items), D(0)) + tax)
    body = json.loads(request([create(document)], KEY, "1", Context(company(model))).body, parse_float=Decimal)
    total = sum((_line_amount(line) for line in body["Line"]), D(0))
    total += D(body.get("TxnTaxDetail", {}).get("TotalTax", 0))
    assert total == document.total


def _line_amount(line: dict) -> Decimal:
    """As QuickBooks: Amount, which must equal quantity times price when both are there (6070)."""
    detail = line["SalesItemLineDetail"]
    if "Qty" in detail:
        assert by_hand(D(detail["Qty"]), D(detail["UnitPrice"])) == D(line["Amount"])
    return D(line["Amount"])


@given(st.decimals("-1e12", "1e12", allow_nan=False, places=7))
def test_a_number_survives_the_wire(value):
    assert json.loads(number(value), parse_float=Decimal, parse_int=Decimal) == value


@given(st.floats(-1e9, 1e9))
def test_a_float_of_odoo_becomes_its_own_cents(value):
    assert money(value) == D(repr(value)).quantize(D("0.01"), ROUND_HALF_UP)
