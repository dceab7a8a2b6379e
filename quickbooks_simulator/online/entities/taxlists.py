"""TaxCode, TaxRate (read only), TaxAgency and TaxService (spec qbo 5.4)."""

from __future__ import annotations

from decimal import Decimal

from .. import faults
from ..schema.accounts import CLASSIFICATION
from .accounts import Accounts
from .base import Change, Handler
from .lists import NamedList
from .session import Row, Session

MAX_PERCENT = Decimal(100)


class TaxCodes(NamedList):
    name = "TaxCode"


class TaxRates(NamedList):
    name = "TaxRate"


class TaxAgencies(Handler):
    """Creating an agency also makes its liability account, as QuickBooks does."""

    name = "TaxAgency"

    def complete(self, change: Change) -> None:
        name = change.values["DisplayName"]
        for holder in change.session.select("TaxAgency", "name_key = ?", name.lower()):
            change.fail(faults.duplicate_name(f"Id={holder.id}"))
        change.values.setdefault("TaxTrackedOnSales", True)
        change.values.setdefault("TaxTrackedOnPurchases", not change.session.company.is_us)
        change.values.setdefault("TaxAgencyConfig", "USER_DEFINED")

    def name_key(self, body: dict) -> str | None:
        return body["DisplayName"].lower()

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        new.extra["account"] = liability_account(session, new.body["DisplayName"])
        session.save_extra(new)


def liability_account(session: Session, agency: str) -> str:
    """ "<Agency> Payable", an Other Current Liability."""
    us = session.company.is_us
    body = {
        "Name": f"{agency} Payable"[:100],
        "AccountType": "Other Current Liability",
        "AccountSubType": "SalesTaxPayable" if us else "GlobalTaxPayable",
    }
    assert body["AccountType"] in CLASSIFICATION
    return Accounts().create(session, body)["Id"]


class TaxServices(Handler):
    """`taxservice/taxcode`: a code with its rates in one call; no update, no delete.

    Its answer is the bare object; the server decides on the envelope.
    """

    name = "TaxService"

    def create(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        sent = session.reader.entity(self.schema, body, creating=True)
        change = Change(session, self.schema, sent, None, False, include)
        change.values = dict(sent.values)
        change.errors.extend(sent.errors)
        for name, one in self.schema.fields.items():
            if one.required and not change.values.get(name):
                change.fail(faults.required(name))
        change.check()
        return self._create_code(change)

    def _create_code(self, change: Change) -> dict:
        session, name = change.session, change.values["TaxCode"]
        for holder in session.select("TaxCode", "name_key = ?", name.lower()):
            change.fail(faults.duplicate_name(f"Id={holder.id}"))
        for detail in change.values["TaxRateDetails"]:
            _check_rate_detail(change, detail)
        _check_each_name_once(change)
        change.check()
        rates: dict[str, list[str]] = {"Sales": [], "Purchase": []}
        answers = []
        for detail in change.values["TaxRateDetails"]:
            applies = detail.get("TaxApplicableOn", "Sales")
            rate = _rate_of(session, detail)
            rates[applies].append(rate.id)
            answers.append(_shown(rate, applies))
        code = insert_code(session, name, rates["Sales"], rates["Purchase"], configured="USER_DEFINED")
        return {"TaxCode": name, "TaxCodeId": code.id, "TaxRateDetails": answers}


def _check_rate_detail(change: Change, detail: dict) -> None:
    """Either an existing TaxRateId, or name, value and agency of a new rate (spec qbo 5.4)."""
    if detail.get("TaxApplicableOn", "Sales") not in ("Sales", "Purchase"):
        change.fail(faults.invalid_enumeration("TaxApplicableOn", detail["TaxApplicableOn"]))
    if "TaxRateId" in detail:
        _check_exists(change, "TaxRate", detail["TaxRateId"], "TaxRateId")
        return
    for name in ("TaxRateName", "RateValue", "TaxAgencyId"):
        if name not in detail:
            change.fail(faults.required(name))
    if "TaxAgencyId" in detail:
        _check_exists(change, "TaxAgency", detail["TaxAgencyId"], "TaxAgencyId")
    if not 0 <= detail.get("RateValue", 0) <= MAX_PERCENT:
        change.fail(faults.invalid_percent("RateValue", detail["RateValue"]))
    _check_rate_name(change, detail.get("TaxRateName", ""))


def _check_each_name_once(change: Change) -> None:
    """Two new rates of one request are two rates of one name too."""
    names = [one.get("TaxRateName", "").lower() for one in change.values["TaxRateDetails"] if "TaxRateId" not in one]
    if len(set(names)) < len(names):
        change.fail(_rate_name_taken())


def _rate_name_taken():
    return faults.duplicate_name("Another tax rate is already using this \nname. Please use a different name.")


def _check_exists(change: Change, type_: str, object_id: str, element: str) -> None:
    if change.session.find(type_, object_id) is None:
        change.fail(faults.invalid_reference(change.session.list_word(type_), object_id, element))


def _check_rate_name(change: Change, name: str) -> None:
    if name and change.session.select("TaxRate", "name_key = ?", name.lower()):
        change.fail(_rate_name_taken())


def _rate_of(session: Session, detail: dict) -> Row:
    if "TaxRateId" in detail:
        return session.require("TaxRate", detail["TaxRateId"])
    return insert_rate(session, detail["TaxRateName"], detail["RateValue"], detail["TaxAgencyId"])


def _shown(rate: Row, applies: str) -> dict:
    return {
        "TaxRateName": rate.body["Name"],
        "TaxRateId": rate.id,
        "RateValue": rate.body["RateValue"],
        "TaxAgencyId": rate.body["AgencyRef"]["value"],
        "TaxApplicableOn": applies,
    }


def insert_rate(session: Session, name: str, percent: Decimal, agency_id: str, *, special: str = "NONE") -> Row:
    """Store a tax rate, effective since long ago."""
    body = {
        "Id": session.new_id("TaxRate"),
        "Name": name,
        "Description": name,
        "Active": True,
        "RateValue": percent,
        "AgencyRef": {"value": agency_id},
        "SpecialTaxType": special,
        "EffectiveTaxRate": [{"RateValue": percent, "EffectiveDate": "2015-01-01T00:00:00-08:00"}],
        "DisplayType": "ReadOnly",
    }
    return session.insert("TaxRate", body, name_key=name.lower())


def insert_code(
    session: Session,
    name: str,
    sales: list[str],
    purchase: list[str],
    *,
    configured: str,
    compound: tuple[str, ...] = (),
) -> Row:
    """Store a tax code of these rates; those in `compound` apply on amount plus the tax before them."""
    body = {
        "Id": session.new_id("TaxCode"),
        "Name": name,
        "Description": name,
        "Active": True,
        "Hidden": False,
        "Taxable": True,
        "TaxGroup": True,
        "SalesTaxRateList": _rate_list(sales, compound),
        "PurchaseTaxRateList": _rate_list(purchase, compound),
        "TaxCodeConfigType": configured,
    }
    return session.insert("TaxCode", body, name_key=name.lower())


def _rate_list(rates: list[str], compound: tuple[str, ...]) -> dict:
    return {
        "TaxRateDetail": [
            {
                "TaxRateRef": {"value": rate},
                "TaxTypeApplicable": "TaxOnAmountPlusTax" if rate in compound else "TaxOnAmount",
                "TaxOrder": order,
            }
            for order, rate in enumerate(rates)
        ]
    }


def insert_pseudo_code(session: Session, code: str, *, taxable: bool) -> Row:
    """TAX and NON: codes with an id that is no number (spec qbo 6.2)."""
    body = {
        "Id": code,
        "Name": code,
        "Description": code,
        "Active": True,
        "Hidden": False,
        "Taxable": taxable,
        "TaxGroup": False,
        "TaxCodeConfigType": "SYSTEM_GENERATED",
    }
    return session.insert("TaxCode", body, name_key=code.lower())


def agency_account(session: Session, rate_id: str) -> str:
    """The liability account that the tax of a rate is posted to."""
    agency = session.require("TaxRate", rate_id).body["AgencyRef"]["value"]
    return session.require("TaxAgency", agency).extra["account"]
