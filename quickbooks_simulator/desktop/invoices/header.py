"""What an invoice's header takes from its customer, its terms and the last invoice (spec qbd 5.1, 5.2, 6)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from .. import statuses
from ..numbers import ZERO
from ..rows import Row
from ..work import Work, name_of

MAX_RATE = Decimal(100000)
EARLIEST, LATEST = "1901-01-01", "9998-12-31"


def complete(work: Work, body: dict, customer: Row) -> None:
    """Fill in what a new invoice leaves out."""
    given = customer.body
    for element in ("TermsRef", "BillAddress", "ShipAddress"):
        if element in given:
            body.setdefault(element, given[element])
    body.setdefault("TxnDate", _date(work))
    if not EARLIEST <= body["TxnDate"] <= LATEST:
        raise statuses.bad_date(body["TxnDate"], "TxnDate")
    body.setdefault("DueDate", due_date(work, body))
    body.setdefault("ShipDate", body["TxnDate"])
    body.setdefault("TemplateRef", _template(work))
    for flag in ("IsPending", "IsFinanceCharge", "IsToBePrinted", "IsToBeEmailed"):
        body.setdefault(flag, "false")
    if work.sales_tax:
        preferences = work.preferences["SalesTaxPreferences"]
        code = given.get("SalesTaxCodeRef", preferences["DefaultTaxableSalesTaxCodeRef"])
        body.setdefault("CustomerSalesTaxCodeRef", code)
        body.setdefault("ItemSalesTaxRef", given.get("ItemSalesTaxRef", preferences["DefaultItemSalesTaxRef"]))
    settle_currency(work, body, customer)


def _date(work: Work) -> str:
    """TxnDate missing: the date of the last saved invoice, not today (spec qbd 5.1)."""
    last = memory(work).extra.get("last_invoice_date")
    return last if last and work.switches.missing_date == "last_saved" else work.today().isoformat()


def memory(work: Work) -> Row:
    """The row that keeps what QuickBooks remembers of the last invoice."""
    return work.rows.select(("Preferences",))[0]


def remember(work: Work, body: dict) -> None:
    row = memory(work)
    row.extra |= {"last_invoice_date": body["TxnDate"], "last_ar_account": body["ARAccountRef"]}
    work.rows.keep(row)


def _template(work: Work) -> str:
    templates = work.rows.select(("Template",), "json_extract(body, '$.TemplateType') = 'Invoice' AND active = 1")
    return templates[0].id


def due_date(work: Work, body: dict) -> str:
    """From the terms; without terms the day itself."""
    start = date.fromisoformat(body["TxnDate"])
    terms = work.rows.any_of(("StandardTerms", "DateDrivenTerms"), body["TermsRef"]) if body.get("TermsRef") else None
    if terms is None:
        return start.isoformat()
    if terms.type == "StandardTerms":
        return (start + timedelta(days=int(terms.body.get("StdDueDays", "0")))).isoformat()
    return _on_day(start, int(terms.body["DayOfMonthDue"]), int(terms.body.get("DueNextMonthDays", "0"))).isoformat()


def _on_day(start: date, day: int, grace: int) -> date:
    """The next such day of a month that is more than `grace` days away."""
    year, month = start.year, start.month
    while True:
        due = date(year, month, min(day, monthrange(year, month)[1]))
        if (due - start).days > grace or (due > start and not grace):
            return due
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


# ------------------------------------------------------------------------------------------- receivable, currency


def settle_currency(work: Work, body: dict, customer: Row) -> None:
    """The receivable account, and with multicurrency the currency and rate of the customer (spec qbd 6)."""
    currency = _currency(work, customer)
    account = _receivable(work, body, currency)
    if account.body["AccountType"] != "AccountsReceivable":
        reason = "The account is not an accounts receivable account."
        raise statuses.invalid_reference("AR Account", name_of(account), "Invoice", reason)
    body["ARAccountRef"] = account.id
    if currency is None:
        return
    _check_account_currency(work, account, currency)
    body["CurrencyRef"] = currency.id
    body["ExchangeRate"] = body.get("ExchangeRate") or currency.body.get("ExchangeRate", "1")
    if not ZERO < Decimal(body["ExchangeRate"]) < MAX_RATE:
        raise statuses.invalid_value("ExchangeRate", body["ExchangeRate"])


def _currency(work: Work, customer: Row) -> Row | None:
    if not work.company.multicurrency:
        return None
    home = work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"]
    return work.rows.find("Currency", customer.body.get("CurrencyRef", home))


def _receivable(work: Work, body: dict, currency: Row | None) -> Row:
    """Missing ARAccountRef: with multicurrency on, the account of the last invoice entered (spec qbd 6)."""
    if body.get("ARAccountRef"):
        return work.rows.find("Account", body["ARAccountRef"])
    accounts = work.rows.select(("Account",), "json_extract(body, '$.AccountType') = 'AccountsReceivable'")
    if currency is None:
        return accounts[0]
    if work.switches.default_ar_account == "last_used":
        last = memory(work).extra.get("last_ar_account")
        return next((one for one in accounts if one.id == last), accounts[0])
    return next((one for one in accounts if one.body.get("CurrencyRef") == currency.id), accounts[0])


def _check_account_currency(work: Work, account: Row, currency: Row) -> None:
    home = work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"]
    own = account.body.get("CurrencyRef", home)
    if own == currency.id or (own == home and work.switches.home_ar_account == "accept"):
        return
    raise statuses.wrong_currency("AR Account", name_of(account), "Invoice")
