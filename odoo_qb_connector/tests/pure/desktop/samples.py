"""Documents, companies and answers the Desktop tests speak about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import Books, TaxItem
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.desktop.guids import guid_of
from odoo.addons.odoo_qb_connector.documents import (
    Address,
    DiscountLine,
    Item,
    ItemKind,
    ItemLine,
    Party,
    PartyRole,
    Ref,
    SalesDocument,
    SalesKind,
    ShippingLine,
    Tax,
)
from odoo.addons.odoo_qb_connector.gateway import Command, CompanyFacts, ObjectRef, TaxModel, Verb

D = Decimal
KEY = "0123456789abcdef0123456789abcdef"
SET_ID = KEY[:24]
MARKER = "00112233445566ff"
GUID = guid_of(MARKER)
TAX, NON = Ref("TAX", "TAX"), Ref("NON", "NON")
CUSTOMER, TERMS = Ref("80000001-1", "Amy's Bird Sanctuary"), Ref("80000002-1", "Net 30")
CHAIR, SERVICE = Ref("80000010-1", "Chair"), Ref("80000011-1", "Assembly")
SHIPPING, DISCOUNT = Ref("80000020-1", "Shipping"), Ref("80000021-1", "Discount")
SAN_TOMAS, ZERO = Ref("80000030-1", "San Tomas"), Ref("80000031-1", "Out of State")
TWO_RATES, COUNTY, CITY = Ref("80000032-1", "Both"), Ref("80000033-1", "County"), Ref("80000034-1", "City")
RECEIVABLE, RECEIVABLE_EUR = Ref("80000040-1", "Accounts Receivable"), Ref("80000041-1", "Accounts Receivable - EUR")
EURO = Ref("80000050-1", "Euro")


def facts(**changes) -> CompanyFacts:
    """A US company with sales tax on."""
    found = CompanyFacts(
        id="{11111111-2222-3333-4444-555555555555}",
        name="Rock Castle",
        country="US",
        currency="USD",
        multicurrency=False,
        tax_model=TaxModel.DESKTOP,
        keeps_sent_numbers=True,
        plan="QuickBooks Enterprise Solutions 23.0",
        features={"IsUsingClassTracking": True, "AllowShipping": False, "AllowDiscount": False},
    )
    return replace(found, **changes)


def books(company: CompanyFacts | None = None, **changes) -> Books:
    """The lists of that company."""
    found = Books(
        facts=company or facts(),
        receivables={"USD": RECEIVABLE, "EUR": RECEIVABLE_EUR},
        currencies={"EUR": EURO},
        tax_items={
            SAN_TOMAS.id: TaxItem(((SAN_TOMAS, D("8.25")),)),
            TWO_RATES.id: TaxItem(((COUNTY, D("6")), (CITY, D("2.25")))),
        },
        ship_methods={"ups ground": Ref("80000060-1", "UPS Ground")},
        shipping_item=SHIPPING,
        discount_item=DISCOUNT,
        discount_items=frozenset({DISCOUNT.id}),
    )
    return replace(found, **changes)


def invoice(**changes) -> SalesDocument:
    """100.00 of chairs, 20.00 of untaxed service, 9.99 of shipping, 10.00 off; 8.25 % on 99.99."""
    found = SalesDocument(
        kind=SalesKind.INVOICE,
        customer=CUSTOMER,
        date=date(2026, 3, 5),
        currency="USD",
        lines=(
            ItemLine(CHAIR, D("100.00"), D("4"), D("25"), "Chair", TAX, service_date=date(2026, 3, 4)),
            ItemLine(SERVICE, D("20.00"), D("1"), D("20"), "Assembly", NON),
            ShippingLine(D("9.99"), TAX, "Parcel"),
            DiscountLine(D("10.00"), TAX, "Spring"),
        ),
        total=D("128.24"),
        tax=Tax(D("8.25"), code=SAN_TOMAS),
        marker=MARKER,
        number="INV/2026/00007",
        due_date=date(2026, 4, 4),
        terms=TERMS,
        billing=Address(("Amy Lauterbach", "4581 Finch St."), "Bayshore", "CA", "94326", "US"),
        shipping=Address(("5 Dock Rd",), "Bayshore", "CA", "94327", "US"),
        ship_date=date(2026, 3, 5),
        ship_method="UPS Ground",
        tracking_number="1Z999",
        email="amy@example.com",
        order_number="S00042",
        memo="Thank you",
        note="PO 7",
    )
    return replace(found, **changes)


def customer(**changes) -> Party:
    found = Party(
        role=PartyRole.CUSTOMER,
        name="Amy's Bird Sanctuary",
        currency="USD",
        company_name="Bird Sanctuary",
        given_name="Amy",
        family_name="Läuterbach",
        email="amy@example.com",
        phone="+1 650 555 0100",
        website="https://birds.example",
        billing=Address(("4581 Finch St.",), "Bayshore", "CA", "94326", "US"),
        shipping=Address(("5 Dock Rd",), "Bayshore", "CA", "94327", "US"),
        terms=TERMS,
        taxable=True,
    )
    return replace(found, **changes)


def product(**changes) -> Item:
    found = Item(
        kind=ItemKind.UNCOUNTED,
        name="Chair",
        sku="FURN-1",
        description="A chair",
        price=D("25"),
        cost=D("11.5"),
        income_account=Ref("80000070-1"),
        expense_account=Ref("80000071-1"),
        taxable=True,
    )
    return replace(found, **changes)


def stocked(**changes) -> Item:
    found = product(
        kind=ItemKind.STOCKED,
        asset_account=Ref("80000072-1"),
        quantity_on_hand=D("12"),
        stock_from=date(2026, 1, 1),
    )
    return replace(found, **changes)


def create(document) -> Command:
    return Command(Verb.CREATE, document)


def update(document, kind: str, changes: frozenset[str] = frozenset()) -> Command:
    return Command(Verb.UPDATE, document, ObjectRef(kind, "80000099-1", "1416570432"), changes)


def remove(kind: str, verb: Verb = Verb.DELETE) -> Command:
    return Command(verb, target=ObjectRef(kind, "C5-1417118624", "1417118624"))


# ------------------------------------------------------------------ what QuickBooks answers


def rs(tag: str, request_id: str, content: str = "", *, code: str = "0", message: str = "Status OK") -> str:
    severity = "Info" if code in ("0", "1") else ("Warn" if code.startswith("5") else "Error")
    escaped = message.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return (
        f'<{tag}Rs requestID="{request_id}" statusCode="{code}" statusSeverity="{severity}"'
        f' statusMessage="{escaped}">{content}</{tag}Rs>'
    )


def answer(*responses: str, set_id: str = "", set_code: str = ""):
    """A reply as the Web Connector brings it."""
    attributes = f' newMessageSetID="{set_id}" messageSetStatusCode="{set_code}"' if set_code else ""
    inside = "\n".join(responses)
    return received(f'<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs{attributes}>\n{inside}\n</QBXMLMsgsRs>\n</QBXML>\n')


def invoice_ret(number: str = "INV2600007", marker: str = MARKER, **amounts: str) -> str:
    memo = f"INV/2026/00007; PO 7 [odoo:{marker}]" if marker else "typed by hand"
    return (
        "<InvoiceRet><TxnID>C5-1417118624</TxnID><TimeCreated>2026-03-05T18:03:44-08:00</TimeCreated>"
        "<TimeModified>2026-03-05T18:03:44-08:00</TimeModified><EditSequence>1417118624</EditSequence>"
        "<TxnNumber>7</TxnNumber>"
        f"<CustomerRef><ListID>{CUSTOMER.id}</ListID><FullName>Amy</FullName></CustomerRef>"
        f"<TxnDate>2026-03-05</TxnDate><RefNumber>{number}</RefNumber>"
        f"<Subtotal>{amounts.get('subtotal', '119.99')}</Subtotal>"
        f"<SalesTaxTotal>{amounts.get('tax', '8.25')}</SalesTaxTotal>"
        "<AppliedAmount>0.00</AppliedAmount>"
        f"<BalanceRemaining>128.24</BalanceRemaining><Memo>{memo}</Memo>"
        "<LinkedTxn><TxnID>AA-1</TxnID><TxnType>SalesOrder</TxnType><TxnDate>2026-03-01</TxnDate>"
        "<Amount>1.00</Amount></LinkedTxn></InvoiceRet>"
    )


def customer_ret(name: str = "Amy's Bird Sanctuary", identity: str = "80000001-1", active: str = "true") -> str:
    return (
        f"<CustomerRet><ListID>{identity}</ListID><TimeCreated>2026-03-05T18:03:44-08:00</TimeCreated>"
        "<TimeModified>2026-03-05T18:03:44-08:00</TimeModified><EditSequence>1416570432</EditSequence>"
        f"<Name>{name}</Name><FullName>{name}</FullName><IsActive>{active}</IsActive></CustomerRet>"
    )


def parsed(body: bytes) -> etree._Element:
    return etree.fromstring(body)


def shown(element: etree._Element) -> str:
    """Readable, for exact comparisons."""
    copy = etree.fromstring(etree.tostring(element))
    etree.indent(copy)
    return etree.tostring(copy, encoding="unicode")
