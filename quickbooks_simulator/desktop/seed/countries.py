"""What differs from country to country: money, address, and how sales tax is said (spec qbd 5.2, 5.5).

In the United States a document names one sales tax item and each line says Tax or Non. In Canada and the United Kingdom
each line names a code of its own, and the code points to the sales tax item or group that holds its rates.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A sales tax code of lines; `item` is the sales tax item or group it points to, "" for none."""

    name: str
    text: str
    taxable: bool = True
    item: str = ""


def address(name: str, street: str, city: str, state: str, postal_code: str) -> dict[str, str]:
    """As a message says it: what is empty is left out."""
    said = {"Addr1": name, "Addr2": street, "City": city, "State": state, "PostalCode": postal_code}
    return {part: text for part, text in said.items() if text}


@dataclass(frozen=True)
class Country:
    """`taxes` are (item, rate, agency), `groups` (group, items). `taxable` and `untaxed` are the company's default
    codes; `currencies` are (name, ISO code, home units per unit, active), the home currency first."""

    code: str
    country_of_names: str  # what SalesTaxCountry calls it
    company: str
    place: tuple[str, str, str, str]  # street, city, state, postal code
    timezone: str
    currencies: tuple[tuple[str, str, str, bool], ...]
    agencies: tuple[str, ...]
    taxes: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    codes: tuple[Code, ...]
    taxable: str
    untaxed: str

    @property
    def address(self) -> dict[str, str]:
        return address(self.company, *self.place)

    @property
    def home(self) -> str:
        return self.currencies[0][1]

    @property
    def is_us(self) -> bool:
        return self.code == "US"


_CRA, _BC, _RQ = "Receiver General", "Minister of Finance BC", "Revenu Quebec"
_HMRC = "HM Revenue & Customs"

US = Country(
    "US",
    "US",
    "Main Street Furnishings",
    ("2500 Main Street", "Middlefield", "CA", "94470"),
    "America/Los_Angeles",
    (
        ("US Dollar", "USD", "1", True),
        ("Euro", "EUR", "1.1", True),
        ("Canadian Dollar", "CAD", "0.75", True),
        ("British Pound Sterling", "GBP", "1.25", False),
    ),
    ("State Board of Equalization", "City of Middlefield"),
    (
        ("State Tax", "7.25", "State Board of Equalization"),
        ("City Tax", "1.25", "City of Middlefield"),
        ("Out of State", "0.00", "State Board of Equalization"),
    ),
    (("Middlefield", ("State Tax", "City Tax")),),
    (Code("Tax", "Taxable Sales"), Code("Non", "Non-Taxable Sales", taxable=False)),
    "Tax",
    "Non",
)
CANADA = Country(
    "CA",
    "Canada",
    "Maple Street Furnishings",
    ("250 Front Street West", "Toronto", "ON", "M5V 3G5"),
    "America/Toronto",
    (
        ("Canadian Dollar", "CAD", "1", True),
        ("US Dollar", "USD", "1.35", True),
        ("Euro", "EUR", "1.5", True),
        ("British Pound Sterling", "GBP", "1.7", False),
    ),
    (_CRA, _BC, _RQ),
    (
        ("GST", "5.00", _CRA),
        ("HST ON", "13.00", _CRA),
        ("PST BC", "7.00", _BC),
        ("QST", "9.975", _RQ),
        ("GST Zero-rated", "0.00", _CRA),
    ),
    (("GST and PST BC", ("GST", "PST BC")), ("GST and QST", ("GST", "QST"))),
    (
        Code("G", "GST Only", item="GST"),
        Code("H", "HST Ontario", item="HST ON"),
        Code("S", "GST + PST BC", item="GST and PST BC"),
        Code("Q", "GST + QST", item="GST and QST"),
        Code("Z", "Zero-rated", item="GST Zero-rated"),
        Code("E", "Tax Exempt", taxable=False),
    ),
    "H",
    "E",
)
BRITAIN = Country(
    "UK",
    "UK",
    "High Street Furnishings",
    ("7 Charlotte Row", "Bristol", "", "BS1 4ND"),
    "Europe/London",
    (
        ("British Pound Sterling", "GBP", "1", True),
        ("Euro", "EUR", "0.85", True),
        ("US Dollar", "USD", "0.8", True),
        ("Canadian Dollar", "CAD", "0.6", False),
    ),
    (_HMRC,),
    (
        ("Standard Sales", "20.00", _HMRC),
        ("Reduced Sales", "5.00", _HMRC),
        ("Zero Sales", "0.00", _HMRC),
        ("Reverse Charge Sales", "0.00", _HMRC),
    ),
    (),
    (
        Code("S", "Standard 20%", item="Standard Sales"),
        Code("R", "Reduced 5%", item="Reduced Sales"),
        Code("Z", "Zero-rated", item="Zero Sales"),
        Code("RC", "Reverse Charge", item="Reverse Charge Sales"),
        Code("E", "Exempt", taxable=False),
        Code("O", "Outside the scope", taxable=False),
    ),
    "S",
    "O",
)
COUNTRIES = {one.code: one for one in (US, CANADA, BRITAIN)}
