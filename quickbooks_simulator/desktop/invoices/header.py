"""What a document's header takes from its customer, its terms and the last one saved (spec qbd 5.1, 5.2, 6)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from .. import statuses
from ..grammar.table import grammar
from ..lists.accounts import special
from ..numbers import ZERO
from ..rows import Row
from ..work import Work, name_of
from .forms import Form

MAX_RATE = Decimal(100000)
EARLIEST, LATEST = "1901-01-01", "9998-12-31"
_FLAGS = ("IsPending", "IsFinanceCharge", "IsManuallyClosed", "IsToBePrinted", "IsToBeEmailed")
# element -> types of accounts, the word of status 3140, the kind in words
_ACCOUNTS = {
    "ARAccountRef": (("AccountsReceivable",), "AR Account", "an accounts receivable"),
    "DepositToAccountRef": (("Bank", "OtherCurrentAsset"), "Deposit To Account", "a bank or other current asset"),
}


def complete(work: Work, form: Form, body: dict, customer: Row | None) -> None:
    """Fill in what a new document leaves out."""
    given = customer.body if customer else {}
    known = _elements(form)
    for element in ("TermsRef", "BillAddress", "ShipAddress"):
        if element in given and element in known:
            body.setdefault(element, given[element])
    body.setdefault("TxnDate", _date(work, form))
    if not EARLIEST <= body["TxnDate"] <= LATEST:
        raise statuses.bad_date(body["TxnDate"], "TxnDate")
    body.setdefault("DueDate", due_date(work, body))
    body.setdefault("ShipDate", body["TxnDate"])
    body.setdefault("TemplateRef", _template(work, form))
    for flag in _FLAGS:
        if flag in known:
            body.setdefault(flag, "false")
    if "IsActive" in known:
        body.setdefault("IsActive", "true")
    refuse_header_tax(work, form, body)
    if work.sales_tax:
        _complete_tax(work, body, given)
    settle_currency(work, form, body, customer)


def _complete_tax(work: Work, body: dict, given: dict) -> None:
    preferences = work.preferences["SalesTaxPreferences"]
    code = given.get("SalesTaxCodeRef", preferences["DefaultTaxableSalesTaxCodeRef"])
    body.setdefault("CustomerSalesTaxCodeRef", code)
    if not work.abroad:
        body.setdefault("ItemSalesTaxRef", given.get("ItemSalesTaxRef", preferences["DefaultItemSalesTaxRef"]))


def refuse_header_tax(work: Work, form: Form, body: dict) -> None:
    """Outside the United States no document has a sales tax item in its header (spec qbd 5.2: 3140 if sent)."""
    if not work.abroad or not body.get("ItemSalesTaxRef"):
        return
    item = work.rows.any_of(("ItemSalesTax", "ItemSalesTaxGroup"), body["ItemSalesTaxRef"])
    raise statuses.invalid_reference("Item Sales Tax", name_of(item), form.type)


@cache
def _elements(form: Form) -> frozenset[str]:
    return frozenset(element.name for element in grammar().flat(f"{form.type}Ret"))


def _date(work: Work, form: Form) -> str:
    """TxnDate missing: the date of the last saved document of that type, not today (spec qbd 5.1)."""
    last = memory(work).extra.get("last_dates", {}).get(form.type)
    return last if last and work.switches.missing_date == "last_saved" else work.today().isoformat()


def memory(work: Work) -> Row:
    """The row that keeps what QuickBooks remembers of the documents saved last."""
    return work.rows.select(("Preferences",))[0]


def remember(work: Work, form: Form, body: dict) -> None:
    row = memory(work)
    row.extra["last_dates"] = {**row.extra.get("last_dates", {}), form.type: body["TxnDate"]}
    if form.type == "Invoice":
        row.extra["last_ar_account"] = body["ARAccountRef"]
    work.rows.keep(row)


def _template(work: Work, form: Form) -> str:
    where = "json_extract(body, '$.TemplateType') = ? AND active = 1"
    return work.rows.select(("Template",), where, form.type)[0].id


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


# ---------------------------------------------------------------------------------------------- account, currency


def settle_currency(work: Work, form: Form, body: dict, customer: Row | None) -> None:
    """The account of the total, and with multicurrency the currency and rate of the customer (spec qbd 6)."""
    currency = _currency(work, customer)
    if form.account:
        account = _receivable(work, body, currency) if form.account == "ARAccountRef" else _deposit(work, body)
        _check_type(form, account)
        body[form.account] = account.id
        if currency:
            _check_account_currency(work, form, account, currency)
    if currency is None:
        return
    body["CurrencyRef"] = currency.id
    body["ExchangeRate"] = body.get("ExchangeRate") or currency.body.get("ExchangeRate", "1")
    if not ZERO < Decimal(body["ExchangeRate"]) < MAX_RATE:
        raise statuses.invalid_value("ExchangeRate", body["ExchangeRate"])


def _check_type(form: Form, account: Row) -> None:
    """3140 for an account of the wrong type."""
    types, word, kind = _ACCOUNTS[form.account]
    if account.body["AccountType"] not in types:
        reason = f"The account is not {kind} account."
        raise statuses.invalid_reference(word, name_of(account), form.type, reason)


def _deposit(work: Work, body: dict) -> Row:
    """Where a sales receipt's money goes: Undeposited Funds unless told."""
    if body.get("DepositToAccountRef"):
        return work.rows.find("Account", body["DepositToAccountRef"])
    return special(work, "UndepositedFunds")


def _currency(work: Work, customer: Row | None) -> Row | None:
    if not work.company.multicurrency:
        return None
    home = work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"]
    return work.rows.find("Currency", customer.body.get("CurrencyRef", home) if customer else home)


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


def _check_account_currency(work: Work, form: Form, account: Row, currency: Row) -> None:
    """The wording of spec qbd 6 allows home currency; for a receivable that is a switch, money is taken in either."""
    home = work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"]
    own = account.body.get("CurrencyRef", home)
    at_home = form.account != "ARAccountRef" or work.switches.home_ar_account == "accept"
    if own == currency.id or (own == home and at_home):
        return
    raise statuses.wrong_currency(_ACCOUNTS[form.account][1], name_of(account), form.type)
