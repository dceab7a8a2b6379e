"""Currencies and exchange rates (spec qbo 7.1): home units for one foreign unit."""

from __future__ import annotations

from decimal import Decimal

from .. import faults
from ..schema import currencies
from .base import Change
from .session import Session

ONE = Decimal(1)
# What QuickBooks would know by itself: US dollars for one unit. Plausible, fixed, and overridden by
# Company.set_exchange_rate; a currency missing here has no rate until one is set.
_IN_DOLLARS = {
    "USD": "1",
    "EUR": "1.10",
    "GBP": "1.30",
    "CAD": "0.74",
    "AUD": "0.66",
    "NZD": "0.60",
    "CHF": "1.15",
    "MXN": "0.055",
    "INR": "0.012",
    "SEK": "0.095",
    "NOK": "0.094",
    "DKK": "0.147",
    "PLN": "0.255",
}
INVALID = "The currency of the transaction is invalid for customer/vendor/account."


def settle_name_currency(change: Change) -> None:
    """CurrencyRef of a customer, vendor or account: home by default, fixed at creation."""
    session, values = change.session, change.values
    if not change.creating:
        standing = change.was("CurrencyRef")
        if change.sent.values.get("CurrencyRef", standing)["value"] != standing["value"]:
            change.fail(faults.business(INVALID, "CurrencyRef"))
        values["CurrencyRef"] = change.was("CurrencyRef")
        return
    code = values.get("CurrencyRef", {}).get("value", session.home)
    if not currencies.known(code):
        change.fail(faults.invalid_currency("CurrencyRef", code))
        return
    if code != session.home and not session.company.multicurrency:
        change.fail(faults.business(INVALID, "CurrencyRef"))
        return
    if code != session.home:
        ensure_currency(session, code)
    values["CurrencyRef"] = currencies.reference(code)


def ensure_currency(session: Session, code: str) -> None:
    """A currency not yet in the company's list is added (spec qbo 7.1)."""
    if session.select("CompanyCurrency", "name_key = ?", code.lower()):
        return
    body = {
        "Id": session.new_id("CompanyCurrency"),
        "Code": code,
        "Name": currencies.name(code),
        "Active": True,
    }
    session.insert("CompanyCurrency", body, name_key=code.lower())


def company_rate(session: Session, code: str, day: str) -> Decimal | None:
    """QuickBooks' own rate of a day: the latest one set up to then, else the built-in one."""
    if code == session.home:
        return ONE
    row = session.connection.execute(
        "SELECT rate FROM exchange_rate WHERE realm = ? AND currency = ? AND date <= ? ORDER BY date DESC",
        (session.realm, code, day),
    ).fetchone()
    if row:
        return Decimal(row[0])
    if code not in _IN_DOLLARS or session.home not in _IN_DOLLARS:
        return None
    rate = Decimal(_IN_DOLLARS[code]) / Decimal(_IN_DOLLARS[session.home])
    return rate.quantize(Decimal("0.000001")).normalize()


def settle_transaction_currency(change: Change, name_currency: str) -> None:
    """CurrencyRef and ExchangeRate of a transaction with a name of `name_currency` (spec qbo 7.1)."""
    session, values = change.session, change.values
    sent = values.get("CurrencyRef", {}).get("value")
    if session.company.multicurrency and sent is None:
        change.fail(faults.required("CurrencyRef"))
        return
    if sent is not None and not currencies.known(sent):
        change.fail(faults.invalid_currency("CurrencyRef", sent))
        return
    if (sent or session.home) != name_currency:
        change.fail(faults.business(INVALID, "CurrencyRef"))
        return
    values["CurrencyRef"] = currencies.reference(name_currency)
    if session.company.multicurrency:
        _settle_rate(change, name_currency)
    else:
        values.pop("ExchangeRate", None)


def _settle_rate(change: Change, code: str) -> None:
    session, values = change.session, change.values
    if code == session.home:
        if values.get("ExchangeRate", ONE) != ONE:
            change.fail(faults.invalid_number("ExchangeRate", values["ExchangeRate"]))
        values["ExchangeRate"] = 1
        return
    if "ExchangeRate" not in values:
        if session.switches.missing_exchange_rate == "refuse":
            change.fail(faults.required("ExchangeRate"))
            return
        rate = company_rate(session, code, values["TxnDate"])
        if rate is None:
            change.fail(faults.required("ExchangeRate"))
            return
        values["ExchangeRate"] = rate
    elif values["ExchangeRate"] <= 0:
        change.fail(faults.invalid_number_range("ExchangeRate", values["ExchangeRate"]))
