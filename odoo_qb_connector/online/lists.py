"""List entities -> ListEntry, for the mapping drop-downs (spec qbo 5.2 to 5.4)."""

from __future__ import annotations

from collections.abc import Mapping

from ..gateway import ListEntry

LISTS = {
    "Account": ("AccountType", "AcctNum", ("AccountSubType", "Classification", "CurrencyRef", "ParentRef")),
    "Item": ("Type", "Sku", ("UnitPrice", "IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef")),
    "TaxCode": ("TaxCodeConfigType", "", ("TaxGroup", "Taxable", "Hidden", "Description")),
    "TaxRate": ("SpecialTaxType", "", ("RateValue", "AgencyRef", "Description")),
    "TaxAgency": ("", "", ()),
    "Term": ("Type", "", ("DueDays", "DiscountDays", "DiscountPercent", "DayOfMonthDue", "DueNextMonthDays")),
    "Class": ("", "", ("ParentRef",)),
    "Department": ("", "", ("ParentRef",)),
    "PaymentMethod": ("Type", "", ()),
    "Customer": ("", "", ("CurrencyRef", "CompanyName", "ParentRef", "Taxable", "Balance")),
    "Vendor": ("", "AcctNum", ("CurrencyRef", "CompanyName", "Balance")),
    "CompanyCurrency": ("", "Code", ()),
}
"""Entity to (kind property, number property, further properties). Ids may be words (TAX, NON): never an
integer."""

_RATE_LISTS = ("SalesTaxRateList", "PurchaseTaxRateList")


def list_entry(entity_type: str, entity: Mapping) -> ListEntry:
    """One entry as QuickBooks has it; the full name where there is a hierarchy. Raises KeyError without an
    Id."""
    kind, number, further = LISTS[entity_type]
    details = {key: _plain(entity[key]) for key in further if entity.get(key) is not None}
    details |= {key: rates(entity[key]) for key in _RATE_LISTS if entity.get(key)}
    name = entity.get("FullyQualifiedName") or entity.get("DisplayName") or entity.get("Name") or ""
    return ListEntry(
        type=entity_type,
        id=str(entity["Id"]),
        name=str(name),
        active=entity.get("Active") is not False and entity.get("Hidden") is not True,
        token=str(entity.get("SyncToken", "")),
        number=str(entity.get(number) or ""),
        kind=str(entity.get(kind) or ""),
        details=details,
    )


def rates(rate_list: Mapping) -> list[dict[str, str]]:
    """A tax code's rates, in order of application: [{"rate": id, "applies": "TaxOnAmount", "order": "0"}]."""
    found = [one for one in rate_list.get("TaxRateDetail") or [] if isinstance(one, Mapping)]
    return [
        {
            "rate": str(_plain(one.get("TaxRateRef"))),
            "applies": str(one.get("TaxTypeApplicable") or "TaxOnAmount"),
            "order": str(one.get("TaxOrder") or 0),
        }
        for one in found
    ]


def _plain(value: object) -> object:
    """A reference becomes its id; everything else stays."""
    return value.get("value") if isinstance(value, Mapping) else value
