"""Narrower than the schema: elements of other countries, editions and preferences (spec qbd 3.6, 5.2, checklist).

The schema is the union of all products; a company file is one of one country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import statuses
from .work import Work

_ELSEWHERE = (
    "IsTaxIncluded",
    "TaxAmount",
    "TaxRegistrationNumber",
    "PurchaseTaxCodeRef",
    "SalesTaxReturnRef",
    "SalesTaxReturnLineRef",
    "ReportingPeriod",
    "IsSalesTaxAgency",
    "IsTaxTrackedOnPurchases",
    "TaxOnPurchasesAccountRef",
    "IsTaxTrackedOnSales",
    "TaxOnSalesAccountRef",
    "IsTaxOnTax",
    "ItemPurchaseTaxRef",
)
_COUNTRY_NAMES = {"US": "US", "CA": "Canada", "UK": "UK"}
_UNITS = ("UnitOfMeasureSetRef", "OverrideUOMSetRef", "UnitOfMeasure", "ForceUOMChange")
_SITES = ("InventorySiteRef", "InventorySiteLocationRef", "SerialNumber", "LotNumber")
# What QuickBooks would do and this simulator does not: refused loudly instead of swallowed.
_NOT_SIMULATED = (
    "Contacts",
    "ContactsMod",
    "AdditionalNotes",
    "AdditionalNotesMod",
    "CreditCardTxnInfo",
    "DiscountLineAdd",
    "SalesTaxLineAdd",
    "ShippingLineAdd",
    "TaxLineID",
    "MarkupRate",
    "MarkupRatePercent",
    "CreateChangeOrder",
    "ApplyAccountRefToExistingTxns",
    "ApplyIncomeAccountRefToExistingTxns",
    "ApplyExpenseAccountRefToExistingTxns",
    "ApplyCOGSAccountRefToExistingTxns",
)
Gate = Callable[[Work], bool]
_PREFERENCES: dict[str, tuple[tuple[str, ...], Gate]] = {
    "Class tracking": (
        ("ClassRef", "ClassFilter"),
        lambda work: work.enabled("AccountingPreferences", "IsUsingClassTracking"),
    ),
    "Multicurrency": (("CurrencyRef", "ExchangeRate", "CurrencyFilter"), lambda work: work.company.multicurrency),
    "Sales tax": (
        ("SalesTaxCodeRef", "ItemSalesTaxRef", "CustomerSalesTaxCodeRef"),
        lambda work: work.sales_tax,
    ),
    # Off in this company file, and no person can switch them on here (`control.set_preference`).
    "Units of measure (Premier and Enterprise)": (_UNITS, lambda work: False),
    "Inventory sites, serial and lot numbers (Enterprise)": (_SITES, lambda work: False),
    "Bar codes (Enterprise)": (("BarCode",), lambda work: False),
    "Price levels": (
        ("PriceLevelRef", "OptionForPriceRuleConflict"),
        lambda work: work.preferences["SalesAndCustomersPreferences"]["PriceLevels"]["IsUsingPriceLevels"] == "true",
    ),
}
_FEATURE_OF = {element: feature for feature, (elements, _) in _PREFERENCES.items() for element in elements}


def check_orders(work: Work, type_: str) -> None:
    """Pro changes and finds sales orders of the file, and adds none (spec qbd 3.6)."""
    if type_ == "SalesOrder" and work.company.edition == "Pro":
        raise statuses.feature_off("Sales orders (Premier and Enterprise)")
    check_estimates(work, type_)


def check_estimates(work: Work, type_: str) -> None:
    """Estimates are a preference (spec qbd 3.6)."""
    if type_ == "Estimate" and not work.enabled("JobsAndEstimatesPreferences", "IsUsingEstimates"):
        raise statuses.feature_off("Estimates")


def check(work: Work, body: dict) -> None:
    """Refuse (or, by switch, drop) every element whose feature is off or not there."""
    for holder, name in list(_elements(body)):
        if name == "CreditCardInfo" and not work.caller.personal_data:
            raise statuses.personal_data()
        of_a_line = name == "IsTaxable" and holder is not body  # of a sales tax code it is what it says
        if (name in _NOT_SIMULATED or of_a_line) and holder[name] != "false":
            raise statuses.unsupported()
        if name == "PreferredDeliveryMethod" and holder[name] == "Mail":
            raise statuses.bad_enumeration("Mail", name)  # only in the repaired schema, not in Intuit's own
        if work.abroad and _is_not_simulated_abroad(name, holder[name]):
            raise statuses.unsupported()
        feature = _closed(work, name, holder[name])
        if feature and work.switches.feature_off == "3250":
            raise statuses.feature_off(feature)
        if feature:
            del holder[name]


def _is_not_simulated_abroad(name: str, value: object) -> bool:
    """Prices that include tax, a tax amount stated per line, and what only purchases or tax returns need."""
    if name == "IsTaxIncluded":
        return value == "true"
    return name in _ELSEWHERE and name not in ("IsSalesTaxAgency", "IsTaxTrackedOnSales", "TaxRegistrationNumber")


def _closed(work: Work, name: str, value: object) -> str | None:
    """The feature that `name` needs and that is off."""
    if name in _ELSEWHERE and not work.abroad:
        return f"{name} outside the United States"
    if name == "SalesTaxCountry" and value not in (_COUNTRY_NAMES[work.company.country], ""):
        return f"{name} of another country"
    feature = _FEATURE_OF.get(name)
    return feature if feature and not _PREFERENCES[feature][1](work) else None


def _elements(body: dict) -> Iterator[tuple[dict, str]]:
    for name, value in body.items():
        yield body, name
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from _elements(inner)
