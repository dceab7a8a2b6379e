"""Sample tax agencies, rates and codes per country (spec qbo 6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..entities.session import Session
from ..entities.tax import ast, us_rates
from ..entities.taxlists import TaxAgencies, insert_code, insert_pseudo_code, insert_rate

AST_STATES = ("CA", "NY", "TX")


@dataclass(frozen=True)
class Rate:
    """One rate of an agency, for sales or purchases."""

    key: str
    name: str
    percent: str
    agency: str
    special: str = "NONE"


@dataclass(frozen=True)
class Code:
    name: str
    sales: tuple[str, ...]
    purchase: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaxSetup:
    agencies: tuple[str, ...]
    rates: tuple[Rate, ...]
    codes: tuple[Code, ...]


def _both(key: str, name: str, percent: str, agency: str, special: str = "NONE") -> tuple[Rate, Rate]:
    return (
        Rate(f"{key}-s", f"{name} (Sales)", percent, agency, special),
        Rate(f"{key}-p", f"{name} (Purchases)", percent, agency, special),
    )


def _pair(name: str, *keys: str) -> Code:
    return Code(name, tuple(f"{key}-s" for key in keys), tuple(f"{key}-p" for key in keys))


_CRA = "Canada Revenue Agency"
_RQ = "Revenu Québec"
_BC = "BC Ministry of Finance"
_HMRC = "HM Revenue & Customs (VAT)"
_ATO = "Australian Taxation Office"

SETUPS = {
    "us-legacy": TaxSetup(
        ("Board of Equalization", "Arizona Dept. of Revenue"),
        (
            Rate("ca", "California", "8", "Board of Equalization"),
            Rate("tucson", "Tucson City", "2", "Arizona Dept. of Revenue"),
            Rate("az", "AZ State tax", "7.1", "Arizona Dept. of Revenue"),
        ),
        (Code("California", ("ca",)), Code("Tucson", ("az", "tucson"))),
    ),
    "ca": TaxSetup(
        (_CRA, _RQ, _BC),
        (
            *_both("gst", "GST", "5", _CRA),
            *_both("hst-on", "HST ON", "13", _CRA),
            *_both("hst-ns", "HST NS", "14", _CRA),
            *_both("qst", "QST", "9.975", _RQ),
            *_both("pst-bc", "PST BC", "7", _BC),
            *_both("zero", "GST Zero-rated", "0", _CRA, "ZERO_RATE"),
            *_both("exempt", "GST Exempt", "0", _CRA),
        ),
        (
            _pair("GST", "gst"),
            _pair("HST ON", "hst-on"),
            _pair("HST NS", "hst-ns"),
            _pair("GST/QST QC", "gst", "qst"),
            _pair("GST/PST BC", "gst", "pst-bc"),
            _pair("Zero-rated", "zero"),
            _pair("Exempt", "exempt"),
        ),
    ),
    "uk": TaxSetup(
        (_HMRC,),
        (
            *_both("standard", "VAT Standard 20%", "20", _HMRC),
            *_both("reduced", "VAT Reduced 5%", "5", _HMRC),
            *_both("zero", "VAT Zero", "0", _HMRC, "ZERO_RATE"),
            *_both("exempt", "VAT Exempt", "0", _HMRC),
            *_both("none", "No VAT", "0", _HMRC),
        ),
        (
            _pair("20.0% S", "standard"),
            _pair("5.0% R", "reduced"),
            _pair("0.0% Z", "zero"),
            _pair("Exempt", "exempt"),
            _pair("No VAT", "none"),
        ),
    ),
    "au": TaxSetup(
        (_ATO,),
        (
            *_both("gst", "GST 10%", "10", _ATO),
            *_both("free", "GST free", "0", _ATO, "ZERO_RATE"),
            *_both("input", "Input taxed", "0", _ATO),
            *_both("out", "Out of scope", "0", _ATO),
        ),
        (
            _pair("GST", "gst"),
            _pair("GST free", "free"),
            _pair("Input tax", "input"),
            _pair("Out of Scope", "out"),
        ),
    ),
}


def build_taxes(session: Session, profile: str) -> str | None:
    """Make agencies, rates and codes; returns the id of the company's own code in the US."""
    if session.company.is_us:
        insert_pseudo_code(session, "TAX", taxable=True)
        insert_pseudo_code(session, "NON", taxable=False)
    return _build_ast(session) if profile == "us-ast" else _build_listed(session, SETUPS[profile])


def _build_listed(session: Session, setup: TaxSetup) -> str:
    agencies = {name: TaxAgencies().create(session, {"DisplayName": name})["Id"] for name in setup.agencies}
    rates = {
        rate.key: insert_rate(session, rate.name, Decimal(rate.percent), agencies[rate.agency], special=rate.special).id
        for rate in setup.rates
    }
    made = [
        insert_code(
            session,
            code.name,
            [rates[key] for key in code.sales],
            [rates[key] for key in code.purchase],
            configured="SYSTEM_GENERATED" if not session.company.is_us else "USER_DEFINED",
        )
        for code in setup.codes
    ]
    return made[0].id


def _build_ast(session: Session) -> str:
    """Agencies where the company collects; the code of its own address."""
    for state in AST_STATES:
        name = us_rates.STATES[state].agency
        made = session.require("TaxAgency", TaxAgencies().create(session, {"DisplayName": name})["Id"])
        made.extra["state"] = state
        session.save_extra(made)
    agency = ast.nexus_agency(session, "CA")
    return ast.location_code(session, agency, us_rates.STATES["CA"], "San Francisco")
