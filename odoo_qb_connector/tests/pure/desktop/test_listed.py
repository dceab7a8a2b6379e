"""The company's lists as encoding wants them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway, TaxItem, books_of
from odoo.addons.odoo_qb_connector.desktop.answers import read
from odoo.addons.odoo_qb_connector.desktop.lists import list_entry
from odoo.addons.odoo_qb_connector.desktop.returned import acknowledged
from odoo.addons.odoo_qb_connector.documents import Ref
from odoo.addons.odoo_qb_connector.gateway import ListEntry

from .samples import D, answer, create, facts, invoice, invoice_ret, rs


def entry(list_type: str, identity: str, name: str = "", **changes) -> ListEntry:
    return replace(ListEntry(list_type, identity, name or identity), **changes)


ENTRIES = [
    entry("Account", "A1", "Old receivable", kind="AccountsReceivable", active=False),
    entry("Account", "A2", "Accounts Receivable", kind="AccountsReceivable"),
    entry("Account", "A3", "Accounts Receivable - EUR", kind="AccountsReceivable", details={"CurrencyRef": "C1"}),
    entry("Account", "A4", "Sales", kind="Income"),
    entry("Currency", "C1", "Euro", number="EUR"),
    entry("TaxCode", "T1", "County", details={"TaxRate": "6.0"}),
    entry("TaxCode", "T2", "City", details={"TaxRate": "2.25"}),
    entry("TaxCode", "T3", "Both", details={"group": ["T1", "T2"]}),
    entry("TaxCode", "T4", "Half known", details={"group": ["T1", "T9"]}),
    entry("TaxCode", "T5", "Out of State", details={"TaxRate": "0"}),
    entry("SalesTaxCode", "S1", "Tax", details={"IsTaxable": "true"}),
    entry("SalesTaxCode", "S2", "Non", details={"IsTaxable": "false"}),
    entry("ShipMethod", "M1", "UPS Ground"),
    entry("Item", "I1", "Discount", kind="ItemDiscount"),
    entry("Item", "I2", "Chair", kind="ItemNonInventory"),
]
FACTS = facts(
    multicurrency=True,
    features={"DefaultTaxableSalesTaxCodeRef": "S1", "DefaultNonTaxableSalesTaxCodeRef": "S2"},
)


def test_every_list_finds_its_place():
    books = books_of(FACTS, ENTRIES, shipping=Ref("I3"), discount=Ref("I1"), zero_tax=Ref("T5"))
    assert books.receivables == {"USD": Ref("A2", "Accounts Receivable"), "EUR": Ref("A3", "Accounts Receivable - EUR")}
    assert books.currencies == {"EUR": Ref("C1", "Euro")}
    county, city = (Ref("T1", "County"), D("6.0")), (Ref("T2", "City"), D("2.25"))
    assert books.tax_items == {
        "T1": TaxItem((county,)),
        "T2": TaxItem((city,)),
        "T3": TaxItem((county, city)),
        "T5": TaxItem(((Ref("T5", "Out of State"), D("0")),)),
    }
    assert books.non_taxable == {"S2"} and books.discount_items == {"I1"}
    assert (books.taxable_code, books.non_taxable_code) == (Ref("S1", "Tax"), Ref("S2", "Non"))
    assert books.ship_method(" ups GROUND ") == Ref("M1", "UPS Ground")
    assert books.zero_tax == Ref("T5")
    assert (books.shipping_item, books.discount_item) == (Ref("I3"), Ref("I1"))


def test_without_lists_nothing_is_invented():
    books = books_of(facts(), [])
    assert not books.receivables and books.zero_tax is None and books.taxable_code is None
    codes = [one.code for one in DesktopGateway(books).problems(create(invoice()))]
    assert codes == ["charge_without_item", "charge_without_item", "tax_rate_unknown"]


def test_a_list_nobody_knows_is_an_error():
    with pytest.raises(ValueError):
        books_of(facts(), [entry("Department", "1")])


def test_currencies_are_read_as_iso_codes():
    text = invoice_ret().replace(
        "<Memo>", "<CurrencyRef><ListID>C1</ListID><FullName>Taler</FullName></CurrencyRef><Memo>"
    )
    (response,) = read(answer(rs("InvoiceAdd", "1", text)).body).responses
    books = books_of(FACTS, [entry("Currency", "C1", "Taler", number="XTH")])
    assert acknowledged(response.returned[0], books.reading()).currency == "XTH"
    assert acknowledged(response.returned[0]).currency == "Taler"


@pytest.mark.parametrize(
    ("kind", "account", "said"),
    [
        ("ItemService", "<SalesOrPurchase><AccountRef><ListID>8-1</ListID></AccountRef></SalesOrPurchase>", "8-1"),
        (
            "ItemNonInventory",
            "<SalesAndPurchase><IncomeAccountRef><ListID>8-2</ListID></IncomeAccountRef></SalesAndPurchase>",
            "8-2",
        ),
        ("ItemInventory", "<IncomeAccountRef><ListID>8-3</ListID></IncomeAccountRef>", "8-3"),
        ("ItemDiscount", "<AccountRef><ListID>8-4</ListID></AccountRef>", "8-4"),
        ("ItemSubtotal", "", None),
    ],
)
def test_an_item_says_the_account_of_its_sales(kind, account, said):
    """Or a charge that is owed could never be told from one that is income."""
    element = etree.fromstring(f"<{kind}Ret><ListID>1</ListID><FullName>It</FullName>{account}</{kind}Ret>")
    assert list_entry("Item", element).details.get("IncomeAccountRef") == said
