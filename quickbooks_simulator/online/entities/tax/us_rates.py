"""What the automated engine knows: plausible rates per state and for some cities.

Rates are of the right order, not authoritative. State rate, then what counties and cities add there; whether
separately stated shipping is taxed when a line does not say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class State:
    code: str
    name: str
    percent: str
    shipping_taxable: bool

    @property
    def agency(self) -> str:
        return _AGENCIES.get(self.code, f"{self.name} Department of Revenue")


_AGENCIES = {
    "CA": "California Department of Tax and Fee Administration",
    "NY": "New York Department of Taxation and Finance",
    "TX": "Texas Comptroller of Public Accounts",
}
_TABLE = """
AL Alabama 4 0; AR Arkansas 6.5 1; AZ Arizona 5.6 0; CA California 7.25 0; CO Colorado 2.9 0;
CT Connecticut 6.35 1; DC District_of_Columbia 6 1; FL Florida 6 0; GA Georgia 4 1; HI Hawaii 4 1;
IA Iowa 6 0;
ID Idaho 6 0; IL Illinois 6.25 1; IN Indiana 7 1; KS Kansas 6.5 1; KY Kentucky 6 1; LA Louisiana 4.45 0;
MA Massachusetts 6.25 0; MD Maryland 6 0; ME Maine 5.5 0; MI Michigan 6 1; MN Minnesota 6.875 1;
MO Missouri 4.225 0; MS Mississippi 7 1; NC North_Carolina 4.75 1; ND North_Dakota 5 1; NE Nebraska 5.5 1;
NJ New_Jersey 6.625 1; NM New_Mexico 5.125 1; NV Nevada 6.85 0; NY New_York 4 1; OH Ohio 5.75 1;
OK Oklahoma 4.5 0; PA Pennsylvania 6 1; RI Rhode_Island 7 1; SC South_Carolina 6 1; SD South_Dakota 4.5 1;
TN Tennessee 7 1; TX Texas 6.25 1; UT Utah 4.85 0; VA Virginia 5.3 0; VT Vermont 6 1; WA Washington 6.5 1;
WI Wisconsin 5 1; WV West_Virginia 6 1; WY Wyoming 4 0;
AK Alaska 0 0; DE Delaware 0 0; MT Montana 0 0; NH New_Hampshire 0 0; OR Oregon 0 0
"""
STATES = {
    code: State(code, name.replace("_", " "), percent, shipping == "1")
    for code, name, percent, shipping in (entry.split() for entry in _TABLE.replace("\n", " ").split(";"))
}
# What a city adds to its state.
DISTRICTS = {
    ("CA", "san francisco"): "1.375",
    ("CA", "los angeles"): "2.25",
    ("CA", "san diego"): "0.5",
    ("CA", "san jose"): "2.125",
    ("CA", "oakland"): "3.5",
    ("CA", "pleasant hill"): "1.5",
    ("CA", "fremont"): "3",
    ("NY", "new york"): "4.875",
    ("TX", "houston"): "2",
    ("TX", "austin"): "2",
    ("TX", "dallas"): "2",
}
_BY_NAME = {state.name.lower(): code for code, state in STATES.items()}
_US = ("", "us", "usa", "united states", "united states of america", "u.s.", "u.s.a.")
_IN_TEXT = re.compile(r"\b([A-Z]{2})[ ,]+\d{5}\b")


def state_of(address: dict) -> State | None:
    """The state of an address: its subdivision ("CA", "US-CA", "California") or "CA 94523" in a line."""
    if address.get("Country", "").strip().lower() not in _US:
        return None
    word = address.get("CountrySubDivisionCode", "").strip().removeprefix("US-")
    code = _BY_NAME.get(word.lower(), word.upper())
    if code in STATES:
        return STATES[code]
    text = " ".join(address.get(f"Line{n}", "") for n in range(1, 6))
    match = _IN_TEXT.search(text)
    return STATES.get(match[1]) if match else None


def is_abroad(address: dict) -> bool:
    return address.get("Country", "").strip().lower() not in _US


def rates(state: State, city: str) -> list[tuple[str, Decimal]]:
    """[(rate name, percent)] at a place: the state's, then the district's if the city has one."""
    found = [(f"{state.name} State", Decimal(state.percent))]
    district = DISTRICTS.get((state.code, city.strip().lower()))
    if district:
        found.append((f"{state.name}, {city.strip().title()} District", Decimal(district)))
    return found
