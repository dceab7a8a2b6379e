"""HostRet, CompanyRet and PreferencesRet -> CompanyFacts (spec qbd 3.6, 5.5, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from ..gateway import CompanyFacts, TaxModel
from .answers import SetAnswer, text
from .currencies import CURRENCY_NAMES, CURRENCY_OF

NO_SUCH_LINES = {"AllowShipping": False, "AllowDiscount": False}
"""Desktop has no shipping or discount line of its own: they are items (spec qbd 5.2)."""


@dataclass(frozen=True)
class Seen:
    """What the first call of a session shows: which QuickBooks, which company file (spec qbd 1.4)."""

    host: etree._Element | None = None
    company: etree._Element | None = None
    preferences: etree._Element | None = None

    @property
    def file_id(self) -> str:
        """The FileID that our .qwc left in the company file, "" before the first run is complete."""
        return self.private("FileID")

    @property
    def company_name(self) -> str:
        return text(self.company, "CompanyName") if self.company is not None else ""

    @property
    def product(self) -> str:
        return text(self.host, "ProductName") if self.host is not None else ""

    @property
    def versions(self) -> tuple[str, ...]:
        """The qbXML versions this QuickBooks understands."""
        found = self.host.findall("SupportedQBXMLVersion") if self.host is not None else []
        return tuple((one.text or "").strip() for one in found)

    def private(self, name: str) -> str:
        """A value the Web Connector keeps in the company file as a data extension."""
        rows = self.company.findall("DataExtRet") if self.company is not None else []
        return next((text(row, "DataExtValue") for row in rows if text(row, "DataExtName") == name), "")


def seen(answer: SetAnswer) -> Seen:
    """The three objects in `answer`, those that are there."""
    found = {one.tag: one for response in answer.responses for one in response.returned}
    return Seen(found.get("HostRet"), found.get("CompanyRet"), found.get("PreferencesRet"))


def company_facts(shown: Seen, file_id: str, currencies: Mapping[str, str] | None = None) -> CompanyFacts:
    """The snapshot. `currencies` (name in lower case to ISO code) from the company's list, when it was read. Raises
    ValueError without company or preferences."""
    if shown.company is None or shown.preferences is None:
        raise ValueError("an answer without CompanyRet or PreferencesRet")
    country = text(shown.host, "Country") if shown.host is not None else ""
    preferences = shown.preferences
    multicurrency = text(preferences, "MultiCurrencyPreferences/IsMultiCurrencyOn") == "true"
    return CompanyFacts(
        id=file_id or shown.file_id,
        name=shown.company_name,
        country=country or "US",
        currency=_home_currency(preferences, country, currencies or {}) if multicurrency else _home(country),
        multicurrency=multicurrency,
        tax_model=_tax_model(preferences, country),
        keeps_sent_numbers=True,
        closing_date=_day(text(preferences, "AccountingPreferences/ClosingDate")),
        plan=shown.product,
        features={**NO_SUCH_LINES, **dict(_features(preferences)), **_host_features(shown)},
    )


def _home_currency(preferences: etree._Element, country: str, currencies: Mapping[str, str]) -> str:
    name = text(preferences, "MultiCurrencyPreferences/HomeCurrencyRef/FullName").lower()
    return currencies.get(name) or CURRENCY_NAMES.get(name) or _home(country)


def _home(country: str) -> str:
    return CURRENCY_OF.get(country.upper() or "US", "")


def _tax_model(preferences: etree._Element, country: str) -> TaxModel:
    """QuickBooks answers SalesTaxPreferences only while sales tax is on (three of its switches are for other countries
    than the US only, so it is answered there too); Canada and the UK have codes per line."""
    if preferences.find("SalesTaxPreferences") is None:
        return TaxModel.OFF
    return TaxModel.DESKTOP if country.upper() in ("", "US") else TaxModel.GLOBAL


def _features(preferences: etree._Element) -> Iterator[tuple[str, object]]:
    """Every switch and plain value by Intuit's own name; references as ListIDs."""
    for section in preferences:
        for one in section:
            if len(one) and str(one.tag).endswith("Ref"):
                yield one.tag, text(one, "ListID") or text(one, "FullName")
            elif not len(one):
                said = (one.text or "").strip()
                yield one.tag, {"true": True, "false": False}.get(said, said)


def _host_features(shown: Seen) -> dict[str, object]:
    if shown.host is None:
        return {}
    return {
        "ProductName": shown.product,
        "MajorVersion": text(shown.host, "MajorVersion"),
        "QBFileMode": text(shown.host, "QBFileMode"),
        "SupportedQBXMLVersion": list(shown.versions),
    }


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None
