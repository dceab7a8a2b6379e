"""List elements -> ListEntry, for the mapping drop-downs (spec qbd 5.5)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from lxml import etree

from ..gateway import ListEntry
from .answers import text
from .returned import INCOME

LISTS: dict[str, tuple[str, ...]] = {
    "Account": ("AccountQuery",),
    "Item": ("ItemQuery",),
    "Customer": ("CustomerQuery",),
    "Vendor": ("VendorQuery",),
    "SalesTaxCode": ("SalesTaxCodeQuery",),
    "ItemSalesTax": ("ItemSalesTaxQuery", "ItemSalesTaxGroupQuery"),
    "Terms": ("TermsQuery",),
    "Class": ("ClassQuery",),
    "PaymentMethod": ("PaymentMethodQuery",),
    "ShipMethod": ("ShipMethodQuery",),
    "Currency": ("CurrencyQuery",),
    "Template": ("TemplateQuery",),
    "SalesRep": ("SalesRepQuery",),
    "CustomerMsg": ("CustomerMsgQuery",),
}
"""Our word for a list to its queries."""
ALIASES = {"TaxCode": "ItemSalesTax", "TaxRate": "ItemSalesTax", "Term": "Terms", "CompanyCurrency": "Currency"}
"""Lists that the connection asks for by their name online: a sales tax item is a document's tax code in the United
States, and elsewhere what the code of a line points to."""
ITERATED = frozenset({"ItemQuery", "CustomerQuery", "VendorQuery", "ItemSalesTaxQuery", "ItemSalesTaxGroupQuery"})
"""Queries that have an iterator; the others answer everything at once (spec qbd 3.4)."""

UNFILTERED = frozenset({"TemplateQuery"})
"""Queries that take no filter at all and answer inactive entries too ([X])."""

NOT_ON_LINES = frozenset({"ItemSalesTax", "ItemSalesTaxGroup", "ItemSubtotal", "ItemPayment", "ItemGroup"})
"""Kinds of items that cannot stand for goods, services or charges on a line of their own."""

_KINDS = {"Account": "AccountType", "PaymentMethod": "PaymentMethodType", "Template": "TemplateType"}
_NUMBERS = {"Account": "AccountNumber", "Item": "ManufacturerPartNumber", "Currency": "CurrencyCode"}
_DETAILS = {
    "Account": ("SpecialAccountType", "CurrencyRef", "ParentRef"),
    "Item": ("ParentRef", "SalesTaxCodeRef"),
    "SalesTaxCode": ("IsTaxable", "Desc", "ItemSalesTaxRef"),
    "ItemSalesTax": ("TaxRate", "ItemDesc", "TaxVendorRef"),
    "Terms": ("StdDueDays", "StdDiscountDays", "DiscountPct", "DayOfMonthDue", "DueNextMonthDays"),
    "Class": ("ParentRef",),
    "Customer": ("CompanyName", "CurrencyRef", "ParentRef", "Balance"),
    "Vendor": ("CompanyName", "CurrencyRef", "Balance", "IsTaxAgency", "IsSalesTaxAgency"),
    "Currency": ("ExchangeRate", "IsUserDefinedCurrency"),
    "SalesRep": ("SalesRepEntityRef",),
}


def known(list_type: str) -> str:
    """Desktop's word for a list. Raises ValueError for one that there is not."""
    name = ALIASES.get(list_type, list_type)
    if name not in LISTS:
        raise ValueError(f"{list_type} is no list of QuickBooks Desktop")
    return name


def list_entry(list_type: str, element: etree._Element) -> ListEntry:
    """One entry as QuickBooks has it; the full name where there is a hierarchy. `type` as it was asked for. Raises
    ValueError without a ListID."""
    name, identity = known(list_type), text(element, "ListID")
    if not identity:
        raise ValueError(f"{element.tag} without ListID")
    details = {key: _plain(element, key) for key in _DETAILS.get(name, ()) if element.find(key) is not None}
    if name == "SalesRep":
        details["EntityName"] = text(element, "SalesRepEntityRef/FullName")
    if name == "ItemSalesTax":
        details["group"] = [text(one, "ListID") for one in element.findall("ItemSalesTaxRef")]
    if name == "Item" and (account := _income_account(element)):
        details["IncomeAccountRef"] = account
    return ListEntry(
        type=list_type,
        id=identity,
        name=text(element, "FullName") or text(element, "Name") or text(element, "Initial"),
        active=text(element, "IsActive") != "false",
        token=text(element, "EditSequence"),
        number=text(element, _NUMBERS[name]) if name in _NUMBERS else "",
        kind=element.tag.removesuffix("Ret") if name not in _KINDS else text(element, _KINDS[name]),
        details=details,
    )


def _income_account(element: etree._Element) -> str:
    """ListID of the account that sales of an item go to, "" where it has none; the same word as online."""
    return next((found for path in INCOME if (found := text(element, f"{path}/ListID"))), "")


def percent(entry: ListEntry) -> Decimal | None:
    """The rate of a sales tax item, None for a group or an unreadable one."""
    try:
        return Decimal(str(entry.details["TaxRate"]))
    except (KeyError, InvalidOperation):
        return None


def _plain(element: etree._Element, key: str) -> str:
    """A reference becomes its id; everything else stays."""
    return text(element, f"{key}/ListID") or text(element, key)
