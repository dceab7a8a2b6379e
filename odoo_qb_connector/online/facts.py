"""CompanyInfo and Preferences -> CompanyFacts (spec qbo 5.1, 6.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..gateway import CompanyFacts, TaxModel
from .encode.fields import US_NAMES

SALES_FIELDS = "SalesCustomFields"
"""The feature under which the user's own fields of sales forms stand."""
_ENDED = ("CANCEL", "EXPIRE", "SUSPEND", "ENDED", "INACTIVE")
_SECTIONS = (
    "SalesFormsPrefs",
    "AccountingInfoPrefs",
    "ProductAndServicesPrefs",
    "VendorAndPurchasesPrefs",
    "TaxPrefs",
    "CurrencyPrefs",
)


def company_facts(realm: str, info: Mapping, preferences: Mapping) -> CompanyFacts:
    """The snapshot of one company. What an answer leaves out is off, "" or None: QuickBooks omits what is
    empty."""
    sales, accounting = _section(preferences, "SalesFormsPrefs"), _section(preferences, "AccountingInfoPrefs")
    currency = _section(preferences, "CurrencyPrefs")
    named = _name_values(info)
    subscription = str(named.get("SubscriptionStatus", ""))
    country = country_of(info)
    return CompanyFacts(
        id=realm,
        name=str(info.get("CompanyName") or ""),
        country=country,
        currency=_reference(currency.get("HomeCurrency")),
        multicurrency=currency.get("MultiCurrencyEnabled") is True,
        tax_model=tax_model(country, _section(preferences, "TaxPrefs")),
        keeps_sent_numbers=sales.get("CustomTxnNumbers") is True,
        closing_date=_day(accounting.get("BookCloseDate")),
        writable=not any(word in subscription.upper() for word in _ENDED),
        subscription=subscription,
        plan=str(named.get("OfferingSku", "")),
        features=features(preferences),
    )


def country_of(info: Mapping) -> str:
    """CompanyInfo.Country (two letters), else the country of the company's address (three letters), else ""."""
    addresses = (_section(info, name) for name in ("LegalAddr", "CompanyAddr", "CustomerCommunicationAddr"))
    said = (info.get("Country"), *(address.get("Country") for address in addresses))
    return next((str(one) for one in said if one), "")


def tax_model(country: str, tax: Mapping) -> TaxModel:
    """Spec qbo 6.1. PartnerTaxEnabled true, false and absent are three different things; it exists in the US only."""
    if tax.get("UsingSalesTax") is not True:
        return TaxModel.OFF
    if country.upper() not in US_NAMES and (country or "PartnerTaxEnabled" not in tax):
        return TaxModel.GLOBAL
    if "PartnerTaxEnabled" not in tax:
        return TaxModel.US_LEGACY
    return TaxModel.US_AUTOMATED if tax["PartnerTaxEnabled"] is True else TaxModel.US_AUTOMATED_NOT_SET_UP


def features(preferences: Mapping) -> dict[str, object]:
    """Every switch and plain value by Intuit's own name; OtherPrefs with the names it uses
    ("WarnDuplicate...")."""
    found: dict[str, object] = {}
    for section in _SECTIONS:
        for key, value in _section(preferences, section).items():
            if isinstance(value, (bool, str, int)):
                found.setdefault(key, value)
    for name, value in _name_values(_section(preferences, "OtherPrefs")).items():
        found.setdefault(name, _switch(value))
    fields = custom_fields(_section(preferences, "SalesFormsPrefs"))
    return found if fields is None else {**found, SALES_FIELDS: fields}


def custom_fields(sales: Mapping) -> dict[str, str] | None:
    """The user's own fields of sales forms that are switched on: DefinitionId to name (spec qbo 5.0); None where the
    preferences say nothing of them."""
    groups = sales.get("CustomField")
    if not isinstance(groups, list):
        return None
    used, names = set(), {}
    for entry in (one for group in groups if isinstance(group, Mapping) for one in group.get("CustomField") or []):
        number = str(entry.get("Name", ""))[-1:]
        if entry.get("Type") == "BooleanType" and entry.get("BooleanValue") is True:
            used.add(number)
        elif entry.get("StringValue"):
            names[number] = str(entry["StringValue"])
    return {number: names.get(number, "") for number in sorted(used)}


def _section(preferences: Mapping, name: str) -> Mapping:
    found = preferences.get(name)
    return found if isinstance(found, Mapping) else {}


def _name_values(holder: Mapping) -> dict[str, object]:
    pairs = holder.get("NameValue") or []
    return {str(pair.get("Name")): pair.get("Value") for pair in pairs if isinstance(pair, Mapping)}


def _switch(value: object) -> object:
    return {"true": True, "false": False}.get(str(value).lower(), value)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _reference(value: object) -> str:
    return str(value.get("value") or "") if isinstance(value, Mapping) else ""
