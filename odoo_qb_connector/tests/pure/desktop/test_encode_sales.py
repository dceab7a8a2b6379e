"""Sales documents as exact qbXML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from odoo.addons.odoo_qb_connector.desktop.encode import CannotSay
from odoo.addons.odoo_qb_connector.desktop.messages import of_commands
from odoo.addons.odoo_qb_connector.documents import DescriptionLine, ItemLine, Ref, SalesKind, Tax, find_marker
from odoo.addons.odoo_qb_connector.gateway import TaxModel

from .samples import (
    CHAIR,
    DISCOUNT,
    GUID,
    KEY,
    MARKER,
    NON,
    RECEIVABLE_EUR,
    SAN_TOMAS,
    SET_ID,
    TAX,
    TWO_RATES,
    ZERO,
    D,
    books,
    create,
    facts,
    invoice,
    parsed,
    shown,
    update,
)
from .schemas import assert_valid


def root(command, own=None):
    body = of_commands([command], KEY, own or books()).body
    assert_valid(body)
    return parsed(body)[0][0]


def encoded(command, own=None) -> str:
    return shown(root(command, own))


def lines(document, own=None) -> list[dict[str, str]]:
    """Each line as {element: text}, references as their id."""
    found = root(create(document), own)[0].findall("InvoiceLineAdd")
    return [{one.tag: one.findtext("ListID") or one.findtext("FullName") or one.text for one in line} for line in found]


def test_an_invoice_with_shipping_discount_and_tax():
    assert (
        encoded(create(invoice()))
        == f"""\
<InvoiceAddRq requestID="{SET_ID}.1">
  <InvoiceAdd>
    <CustomerRef>
      <ListID>80000001-1</ListID>
    </CustomerRef>
    <ARAccountRef>
      <ListID>80000040-1</ListID>
    </ARAccountRef>
    <TxnDate>2026-03-05</TxnDate>
    <RefNumber>INV2600007</RefNumber>
    <BillAddress>
      <Addr1>Amy Lauterbach</Addr1>
      <Addr2>4581 Finch St.</Addr2>
      <City>Bayshore</City>
      <State>CA</State>
      <PostalCode>94326</PostalCode>
    </BillAddress>
    <ShipAddress>
      <Addr1>5 Dock Rd</Addr1>
      <City>Bayshore</City>
      <State>CA</State>
      <PostalCode>94327</PostalCode>
    </ShipAddress>
    <TermsRef>
      <ListID>80000002-1</ListID>
    </TermsRef>
    <DueDate>2026-04-04</DueDate>
    <ShipDate>2026-03-05</ShipDate>
    <ShipMethodRef>
      <ListID>80000060-1</ListID>
    </ShipMethodRef>
    <ItemSalesTaxRef>
      <ListID>80000030-1</ListID>
    </ItemSalesTaxRef>
    <Memo>INV/2026/00007; Order S00042; Shipped UPS Ground 1Z999; PO 7; Thank you [odoo:{MARKER}]</Memo>
    <CustomerSalesTaxCodeRef>
      <FullName>Tax</FullName>
    </CustomerSalesTaxCodeRef>
    <ExternalGUID>{GUID}</ExternalGUID>
    <InvoiceLineAdd>
      <ItemRef>
        <ListID>80000010-1</ListID>
      </ItemRef>
      <Desc>Chair</Desc>
      <Quantity>4</Quantity>
      <Rate>25</Rate>
      <ServiceDate>2026-03-04</ServiceDate>
      <SalesTaxCodeRef>
        <FullName>Tax</FullName>
      </SalesTaxCodeRef>
    </InvoiceLineAdd>
    <InvoiceLineAdd>
      <ItemRef>
        <ListID>80000011-1</ListID>
      </ItemRef>
      <Desc>Assembly</Desc>
      <Quantity>1</Quantity>
      <Rate>20</Rate>
      <SalesTaxCodeRef>
        <FullName>Non</FullName>
      </SalesTaxCodeRef>
    </InvoiceLineAdd>
    <InvoiceLineAdd>
      <ItemRef>
        <ListID>80000020-1</ListID>
      </ItemRef>
      <Desc>Parcel</Desc>
      <Amount>9.99</Amount>
      <SalesTaxCodeRef>
        <FullName>Tax</FullName>
      </SalesTaxCodeRef>
    </InvoiceLineAdd>
    <InvoiceLineAdd>
      <ItemRef>
        <ListID>80000021-1</ListID>
      </ItemRef>
      <Desc>Spring</Desc>
      <Amount>-10.00</Amount>
      <SalesTaxCodeRef>
        <FullName>Tax</FullName>
      </SalesTaxCodeRef>
    </InvoiceLineAdd>
  </InvoiceAdd>
</InvoiceAddRq>"""
    )


def test_an_update_replaces_all_lines_and_carries_the_marker():
    xml = encoded(update(invoice(), "Invoice"))
    assert xml.count("<TxnLineID>-1</TxnLineID>") == 4
    assert f"[odoo:{MARKER}]" in xml and "ExternalGUID" not in xml


def test_an_update_of_some_fields_leaves_the_lines_alone():
    xml = encoded(update(invoice(), "Invoice", frozenset({"due_date"})))
    assert "InvoiceLineMod" not in xml and "<DueDate>" in xml
    assert find_marker(root(update(invoice(), "Invoice", frozenset({"due_date"})))[0].findtext("Memo")) == MARKER


@pytest.mark.parametrize("kind", [kind for kind in SalesKind if kind is not SalesKind.REFUND_RECEIPT])
def test_every_kind_created_and_updated_is_valid(kind):
    document = invoice(
        kind=kind,
        payment_method=Ref("80000090-1"),
        payment_reference="CHK 7",
        deposit_account=Ref("80000091-1"),
        class_ref=Ref("80000092-1"),
        lines=(*invoice().lines, DescriptionLine("Handle with care")),
    )
    entity = {"sales_receipt": "SalesReceipt", "credit_memo": "CreditMemo", "estimate": "SalesOrder"}
    name = entity.get(kind.value, "Invoice")
    assert encoded(create(document)).startswith(f"<{name}AddRq")
    assert encoded(update(document, name)).startswith(f"<{name}ModRq")
    assert ("ARAccountRef" in encoded(create(document))) == (name in ("Invoice", "CreditMemo"))


def test_a_price_that_must_be_rounded_is_not_sent_the_amount_is():
    one = ItemLine(CHAIR, D("33.33"), D("3"), D("11.11"), "Third", TAX)
    other = ItemLine(CHAIR, D("10.00"), D("3"), D("3.333333"), "Third", TAX)
    first, second = lines(invoice(lines=(one, other)))
    assert (first["Quantity"], first["Rate"]) == ("3", "11.11") and "Amount" not in first
    assert (second["Quantity"], second["Amount"]) == ("3", "10.00") and "Rate" not in second


def test_a_quantity_too_fine_for_quickbooks_stands_in_words():
    fine = ItemLine(CHAIR, D("10.00"), D("0.3333333"), D("30"), "Third", TAX)
    (found,) = lines(invoice(lines=(fine,)))
    assert found == {"ItemRef": CHAIR.id, "Desc": "0.3333333 × Third", "Amount": "10.00", "SalesTaxCodeRef": "Tax"}


def test_a_discount_item_on_an_item_line_takes_no_quantity():
    line = ItemLine(DISCOUNT, D("-10.00"), D("1"), D("-10"), "Spring", TAX)
    (found,) = lines(invoice(lines=(line,)))
    assert found == {"ItemRef": DISCOUNT.id, "Desc": "Spring", "Amount": "-10.00", "SalesTaxCodeRef": "Tax"}


def test_a_tax_that_quickbooks_would_compute_differently_stands_in_a_line_of_its_own():
    other = invoice(tax=Tax(D("8.26"), code=SAN_TOMAS), total=D("128.25"))
    own = books(zero_tax=ZERO)
    assert root(create(other), own)[0].findtext("ItemSalesTaxRef/ListID") == ZERO.id
    assert lines(other, own)[-1] == {"ItemRef": SAN_TOMAS.id, "Amount": "8.26"}
    assert root(create(invoice()), own)[0].findtext("ItemSalesTaxRef/ListID") == SAN_TOMAS.id


def test_the_tax_of_a_group_is_shared_by_its_rates():
    other = invoice(tax=Tax(D("8.26"), code=TWO_RATES), total=D("128.25"))
    county, city = lines(other, books(zero_tax=ZERO))[-2:]
    assert D(county["Amount"]) + D(city["Amount"]) == D("8.26")
    assert (county["Amount"], city["Amount"]) == ("6.01", "2.25")


def test_an_untaxed_invoice_says_so_for_the_customer_too():
    free = invoice(lines=(ItemLine(CHAIR, D("10.00"), D("1"), D("10"), "", NON),), tax=Tax(), total=D("10.00"))
    document = root(create(free))[0]
    assert document.findtext("CustomerSalesTaxCodeRef/FullName") == "Non"
    assert document.find("ItemSalesTaxRef") is None


def test_without_sales_tax_nothing_is_said():
    document = root(create(invoice(tax=Tax(), total=D("119.99"))), books(facts(tax_model=TaxModel.OFF)))[0]
    assert document.find(".//SalesTaxCodeRef") is None and document.find("CustomerSalesTaxCodeRef") is None


def test_elsewhere_every_line_has_its_code_and_the_header_none():
    code = Ref("80000095-1", "S")
    found = invoice(lines=(ItemLine(CHAIR, D("10.00"), D("1"), D("10"), "", code),))
    own = books(facts(tax_model=TaxModel.GLOBAL, country="UK", currency="GBP"))
    document = root(create(found), own)[0]
    assert document.find("ItemSalesTaxRef") is None and document.findtext("IsTaxIncluded") == "false"
    assert lines(found, own)[0]["SalesTaxCodeRef"] == code.id


def test_foreign_currency_has_its_own_receivable_account_and_a_rate():
    own = books(facts(multicurrency=True))
    document = root(create(invoice(currency="EUR", exchange_rate=D("1.0850"))), own)[0]
    assert document.findtext("ARAccountRef/ListID") == RECEIVABLE_EUR.id
    assert document.findtext("ExchangeRate") == "1.085"
    assert document.find("CurrencyRef") is None
    assert root(create(invoice(exchange_rate=D("1"))), own)[0].find("ExchangeRate") is None


def test_a_ship_method_that_quickbooks_does_not_list_stays_in_the_memo():
    document = root(create(invoice(ship_method="Pigeon")))[0]
    assert document.find("ShipMethodRef") is None
    assert "Shipped Pigeon 1Z999" in document.findtext("Memo")


def test_a_memo_never_carries_two_markers():
    memo = root(create(invoice(note="PO 7 [odoo:ffffffffffffffff]")))[0].findtext("Memo")
    assert memo.count("[odoo:") == 1 and find_marker(memo) == MARKER


def test_shipping_and_discount_without_an_item_cannot_be_said():
    for missing in ("shipping_item", "discount_item"):
        with pytest.raises(CannotSay):
            of_commands([create(invoice())], KEY, replace(books(), **{missing: None}))


def test_a_document_needs_the_companys_facts():
    with pytest.raises(CannotSay):
        of_commands([create(invoice())], KEY, replace(books(), facts=None))


def test_an_empty_text_is_no_line():
    assert len(lines(invoice(lines=(*invoice().lines, DescriptionLine(" \x00"))))) == 4
