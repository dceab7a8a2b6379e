"""...Ret elements -> Acknowledged (spec qbd 5.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from ..documents import find_marker
from ..gateway import Acknowledged, ObjectRef
from .answers import amount, text
from .currencies import CURRENCY_NAMES
from .guids import marker_of
from .held_lines import held_lines, is_closed

_TOTALS = ("TotalAmount", "AmountDue", "CreditAmount", "Amount")
_BALANCES = ("BalanceRemaining", "CreditRemaining", "OpenAmount", "Balance")
"""A customer's TotalBalance counts its jobs too, which have balances of their own."""
_PARTIES = ("CustomerRef", "VendorRef", "PayeeEntityRef", "EntityRef")
_DETAILS = {
    "created_at": "TimeCreated",
    "date": "TxnDate",
    "sku": "ManufacturerPartNumber",
    "note": "Memo",
    "full_name": "FullName",
    "guid": "ExternalGUID",
    "due_date": "DueDate",
    "ship_date": "ShipDate",
    "po_number": "PONumber",
    "receivable": "ARAccountRef/ListID",
}
_TAXES = ("ItemSalesTaxRet", "ItemSalesTaxGroupRet", "SalesTaxCodeRet")
INCOME = ("SalesOrPurchase/AccountRef", "SalesAndPurchase/IncomeAccountRef", "IncomeAccountRef", "AccountRef")
"""Where the kinds of items say the account that their sales go to (spec qbd 5.5)."""


@dataclass(frozen=True)
class Reading:
    """What reading depends on besides the answer: the items whose lines are tax, the ISO code of a currency by its
    ListID (QuickBooks says its name), whether a sales tax code by its ListID means taxable (empty where codes mean
    other things), the home currency and the country (ISO codes) that QuickBooks does not say."""

    tax_items: frozenset[str] = frozenset()
    currencies: Mapping[str, str] = field(default_factory=dict)
    taxable: Mapping[str, bool] = field(default_factory=dict)
    home: str = ""
    country: str = ""

    def currency(self, element: etree._Element) -> str:
        """The ISO code; the name itself where nobody knows the code, "" where none is said."""
        name = text(element, "CurrencyRef/FullName")
        return self.currencies.get(text(element, "CurrencyRef/ListID")) or CURRENCY_NAMES.get(name.lower(), name)


PLAIN = Reading()


def type_of(element: etree._Element) -> str:
    """Invoice of InvoiceRet; every kind of item is "Item"."""
    name = element.tag.removesuffix("Ret")
    return "Item" if name.startswith("Item") and name != "ItemReceipt" else name


def _kind(element: etree._Element) -> str:
    """What QuickBooks calls an item of this kind, "" for everything else."""
    return element.tag.removesuffix("Ret") if type_of(element) == "Item" else ""


def acknowledged(element: etree._Element, reading: Reading = PLAIN) -> Acknowledged:
    """What an element says of itself. Raises ValueError when it lacks its id, its EditSequence or, for a transaction,
    its total."""
    identity, token = text(element, "TxnID") or text(element, "ListID"), text(element, "EditSequence")
    if not identity or not token:
        raise ValueError(f"{element.tag} without id or EditSequence")
    is_transaction = bool(text(element, "TxnID"))
    return Acknowledged(
        ref=ObjectRef(type_of(element), identity, token, _kind(element)),
        name=text(element, "FullName") or text(element, "Name"),
        number=text(element, "RefNumber") or _account_number(element),
        total=_total(element) if is_transaction else None,
        tax=_tax(element, reading.tax_items) if is_transaction else None,
        balance=_first_amount(element, _BALANCES),
        currency=reading.currency(element),
        party_id=next(filter(None, (text(element, f"{one}/ListID") for one in _PARTIES)), ""),
        marker=_marker(element),
        active=text(element, "IsActive") != "false",
        updated_at=text(element, "TimeModified"),
        details=_details(element),
        lines=held_lines(element),
    )


def _account_number(element: etree._Element) -> str:
    """A customer's or vendor's AccountNumber is something else: the number they know us by."""
    return text(element, "AccountNumber") if element.tag == "AccountRet" else ""


def _total(element: etree._Element) -> Decimal:
    """An invoice says Subtotal and SalesTaxTotal only; every other document its own total."""
    subtotal, tax = amount(element, "Subtotal"), amount(element, "SalesTaxTotal")
    said = _first_amount(element, _TOTALS)
    if said is None and subtotal is None:
        raise ValueError(f"{element.tag} {text(element, 'TxnID')} without a total")
    return said if said is not None else subtotal + (tax or Decimal("0.00"))


def _tax(element: etree._Element, tax_items: frozenset[str]) -> Decimal:
    """What QuickBooks computed, and what stands in lines of tax items."""
    found = amount(element, "SalesTaxTotal") or Decimal("0.00")
    for line in element:
        if str(line.tag).endswith("LineRet") and text(line, "ItemRef/ListID") in tax_items:
            found += amount(line, "Amount") or 0
    return found


def _marker(element: etree._Element) -> str:
    """From the memo or notes, written last; else from the GUID of creation, which nobody can edit away."""
    said = text(element, "Memo") or text(element, "Notes")
    return find_marker(said) or marker_of(text(element, "ExternalGUID"))


def _first_amount(element: etree._Element, names: tuple[str, ...]) -> Decimal | None:
    return next((found for found in (amount(element, name) for name in names) if found is not None), None)


def _details(element: etree._Element) -> dict[str, object]:
    """What callers compare or show now and then; only what is there."""
    plain = {key: text(element, path) or None for key, path in _DETAILS.items()}
    plain["kind"] = _kind(element) or text(element, "AccountType") or None
    if plain["kind"]:
        plain["income_account"] = next(filter(None, (text(element, f"{one}/ListID") for one in INCOME)), None)
    if element.tag in _TAXES:
        plain |= _tax_details(element)
    plain["exchange_rate"] = amount(element, "ExchangeRate")
    plain["linked"] = tuple(_links(element)) or None
    plain["applied"] = tuple(_applied(element)) or None
    plain["closed"] = is_closed(element) or None
    plain["fully_invoiced"] = text(element, "IsFullyInvoiced") == "true" or None
    return {key: value for key, value in plain.items() if value is not None}


def _tax_details(element: etree._Element) -> dict[str, object]:
    """The rate and agency of a sales tax item, the items of a group or of a code."""
    return {
        "tax_percent": amount(element, "TaxRate"),
        "tax_agency": text(element, "TaxVendorRef/ListID") or None,
        "tax_items": [text(one, "ListID") for one in element.findall("ItemSalesTaxRef")] or None,
    }


def _links(element: etree._Element):
    for link in element.findall("LinkedTxn"):
        yield text(link, "TxnType"), text(link, "TxnID")


def _applied(element: etree._Element):
    """(type, id, amount) of what money and credits tie together; QuickBooks gives the amount a sign."""
    for link in element.findall("LinkedTxn"):
        if text(link, "LinkType") == "AMTTYPE":
            yield text(link, "TxnType"), text(link, "TxnID"), abs(amount(link, "Amount") or Decimal("0.00"))
