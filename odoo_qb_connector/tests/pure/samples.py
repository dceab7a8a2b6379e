"""Documents and companies the pure tests speak about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

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
    TaxRateAmount,
)
from odoo.addons.odoo_qb_connector.gateway import Command, CompanyFacts, TaxModel, Verb

D = Decimal
KEY = "0123456789abcdef0123456789abcdef"
MARKER = "00112233445566ff"
TAX, NON = Ref("TAX"), Ref("NON")
ALL_ON = dict.fromkeys(
    (
        "AllowShipping",
        "AllowDiscount",
        "AllowServiceDate",
        "ClassTrackingPerTxn",
        "ClassTrackingPerTxnLine",
        "TrackDepartments",
    ),
    True,
)


def company(model: TaxModel = TaxModel.US_AUTOMATED, **changes) -> CompanyFacts:
    """A company of this tax model, with every preference switched on."""
    countries = {TaxModel.GLOBAL: ("GB", "GBP")}
    country, currency = countries.get(model, ("US", "USD"))
    facts = CompanyFacts(
        id="4620816365",
        name="Sample",
        country=country,
        currency=currency,
        multicurrency=False,
        tax_model=model,
        keeps_sent_numbers=True,
        features=ALL_ON,
    )
    return replace(facts, **changes)


def us_invoice(**changes) -> SalesDocument:
    """100.00 of chairs, 20.00 of service, 9.99 of shipping, 10.00 off, 8.25 % on what is taxable."""
    invoice = SalesDocument(
        kind=SalesKind.INVOICE,
        customer=Ref("58", "Amy's Bird Sanctuary"),
        date=date(2026, 3, 5),
        currency="USD",
        lines=(
            ItemLine(Ref("11"), D("100.00"), D("4"), D("25"), "Chair", TAX, service_date=date(2026, 3, 4)),
            ItemLine(Ref("12"), D("20.00"), D("1"), D("20"), "Assembly", NON),
            ShippingLine(D("9.99"), TAX, "Parcel"),
            DiscountLine(D("10.00"), description="Spring", account=Ref("86")),
        ),
        total=D("128.24"),
        tax=Tax(D("8.25")),
        marker=MARKER,
        number="INV/2026/0007",
        due_date=date(2026, 4, 4),
        terms=Ref("3"),
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
    return replace(invoice, **changes)


def uk_invoice(**changes) -> SalesDocument:
    """Two lines at 20 % with prices that include it: 69.00 and 229.00."""
    invoice = SalesDocument(
        kind=SalesKind.INVOICE,
        customer=Ref("7"),
        date=date(2026, 3, 5),
        currency="GBP",
        lines=(
            ItemLine(Ref("1"), D("57.50"), D("1"), D("57.50"), "Wire", Ref("6"), D("69.00")),
            ItemLine(Ref("2"), D("190.83"), D("3"), D("63.61"), "Mask", Ref("6"), D("229.00")),
        ),
        total=D("298.00"),
        tax=Tax(D("49.67"), True, rates=(TaxRateAmount(Ref("12"), D("49.67"), D("248.33"), D("20")),)),
        marker=MARKER,
    )
    return replace(invoice, **changes)


def ca_invoice(**changes) -> SalesDocument:
    """One line with two rates: GST 5 % and PST 7 %."""
    rates = (
        TaxRateAmount(Ref("20"), D("5.00"), D("100.00"), D("5")),
        TaxRateAmount(Ref("21"), D("7.00"), D("100.00"), D("7")),
    )
    invoice = SalesDocument(
        kind=SalesKind.INVOICE,
        customer=Ref("7"),
        date=date(2026, 3, 5),
        currency="CAD",
        lines=(ItemLine(Ref("1"), D("100.00"), D("2"), D("50"), "Boots", Ref("5")),),
        total=D("112.00"),
        tax=Tax(D("12.00"), rates=rates),
        marker=MARKER,
    )
    return replace(invoice, **changes)


def customer(**changes) -> Party:
    party = Party(
        role=PartyRole.CUSTOMER,
        name="Amy's Bird Sanctuary",
        currency="USD",
        company_name="Bird Sanctuary",
        given_name="Amy",
        family_name="Lauterbach",
        email="amy@example.com",
        phone="+1 650 555 0100",
        website="https://birds.example",
        billing=Address(("4581 Finch St.",), "Bayshore", "CA", "94326", "US"),
        terms=Ref("3"),
        taxable=True,
    )
    return replace(party, **changes)


def product(**changes) -> Item:
    item = Item(
        kind=ItemKind.UNCOUNTED,
        name="Chair",
        sku="FURN-1",
        description="A chair",
        price=D("25"),
        cost=D("11.5"),
        income_account=Ref("79"),
        expense_account=Ref("80"),
        taxable=True,
    )
    return replace(item, **changes)


def create(document) -> Command:
    return Command(Verb.CREATE, document)
