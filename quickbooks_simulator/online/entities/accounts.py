"""Accounts (spec qbo 5.4, 7.1)."""

from __future__ import annotations

from ...books.ledger import Entry, Posting
from ...books.money import dec, to_minor
from .. import faults
from ..schema import accounts as chart
from ..schema import currencies
from .balances import refresh_accounts
from .base import Change
from .closing import check_open
from .currency import settle_name_currency
from .lists import TreeList
from .session import Row, Session

_ORDER = ("Name", "SubAccount", "ParentRef", "Description", "FullyQualifiedName", "Active", "Classification")


class Accounts(TreeList):
    name = "Account"
    flag = "SubAccount"
    forbidden = ':"'
    keep_on_full_update = ("AccountType", "AccountSubType", "CurrencyRef", "OpeningBalance")

    def complete(self, change: Change) -> None:
        _settle_type(change)
        change.check()
        change.values["SubAccount"] = "ParentRef" in change.values
        super().complete(change)
        _check_singular(change)
        _check_parent_type(change)
        _check_number(change)
        settle_name_currency(change)
        if change.creating:
            _check_opening(change)
        if change.was("Active") and not change.values["Active"]:
            _check_deactivation(change)

    def compose(self, change: Change) -> dict:
        body = dict(change.values)
        for name in ("CurrentBalance", "CurrentBalanceWithSubAccounts"):
            body[name] = change.was(name, 0)
        body.pop("OpeningBalance", None)
        body.pop("OpeningBalanceDate", None)
        if change.creating and change.values.get("OpeningBalance"):
            change.extra["opening"] = str(change.values["OpeningBalance"])
            change.extra["opening_date"] = change.values["OpeningBalanceDate"]
        return {**{k: body[k] for k in _ORDER if k in body}, **body}

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        super().stored(session, old, new)
        if old is None and "opening" in new.extra:
            _post_opening(session, new)


def _settle_type(change: Change) -> None:
    values = change.values
    type_, subtype = values.get("AccountType"), values.get("AccountSubType")
    if type_ is None and subtype is None:
        change.fail(faults.account_type_required())
        return
    if type_ is not None and type_ not in chart.SUBTYPES:
        change.fail(faults.invalid_enumeration("AccountType", type_))
        return
    if subtype is None:
        subtype = chart.SUBTYPES[type_][0]
    elif subtype not in chart.TYPE_OF:
        change.fail(faults.invalid_enumeration("AccountSubType", subtype))
        return
    if type_ is not None and chart.TYPE_OF[subtype] != type_:
        sent = change.sent.values
        if change.creating or ("AccountType" in sent and "AccountSubType" in sent):
            change.fail(faults.invalid_enumeration("AccountSubType", subtype))
            return
        subtype = chart.SUBTYPES[type_][0] if "AccountType" in sent else subtype
        type_ = chart.TYPE_OF[subtype]
    type_ = chart.TYPE_OF[subtype]
    if (
        not change.creating
        and type_ != change.was("AccountType")
        and change.session.ledger.entries(change.old.id, "0000-00-00", "9999-12-31")
    ):
        raise faults.not_simulated("changing the type of an account that has postings")
    values.update(AccountType=type_, AccountSubType=subtype, Classification=chart.CLASSIFICATION[type_])


def _check_singular(change: Change) -> None:
    subtype = change.values["AccountSubType"]
    if subtype not in chart.SINGULAR:
        return
    own = change.old.id if change.old else ""
    query = "active = 1 AND json_extract(body, '$.AccountSubType') = ? AND id != ?"
    if change.session.select("Account", query, subtype, own):
        change.fail(faults.business("There can be only one account of singular detail type"))
    if change.values.get("ParentRef"):
        change.fail(faults.invalid_parent(f"An account of detail type {subtype} cannot be a sub-account"))


def _check_parent_type(change: Change) -> None:
    parent = change.values.get("ParentRef")
    if parent:
        above = change.session.require("Account", parent["value"]).body
        if above["AccountType"] != change.values["AccountType"] or above["AccountSubType"] in chart.SINGULAR:
            change.fail(faults.invalid_parent("A sub-account must have the type of its parent"))


def _check_number(change: Change) -> None:
    number = change.values.get("AcctNum")
    if number is None:
        return
    everywhere = change.session.switches.account_number_length == "20"
    longest = 20 if everywhere or change.session.company.country in ("AU", "CA") else 7
    if len(number) > longest:
        change.fail(faults.invalid_length("AcctNum", len(number), longest))
    if ":" in number:
        change.fail(faults.invalid_string("AcctNum", number))
    own = change.old.id if change.old else ""
    query = "json_extract(body, '$.AcctNum') = ? AND id != ?"
    for holder in change.session.select("Account", query, number, own):
        change.fail(faults.duplicate_name(f"Id={holder.id}"))


def _check_opening(change: Change) -> None:
    values = change.values
    if not values.get("OpeningBalance"):
        return
    if "OpeningBalanceDate" not in values:
        change.fail(faults.open_balance_date_required())
        return
    control = values["AccountType"] in ("Accounts Receivable", "Accounts Payable")
    if control or values["Classification"] not in chart.BALANCE_SHEET:
        change.fail(faults.business("This account cannot have an opening balance.", "OpeningBalance"))
    if values["CurrencyRef"]["value"] != change.session.home:
        raise faults.not_simulated("an opening balance in a foreign currency")
    check_open(change.session, values["OpeningBalanceDate"])


def _check_deactivation(change: Change) -> None:
    if change.session.switches.deactivate_account_with_balance == "accept":
        return
    if change.session.ledger.account_balance(change.old.id)[0]:
        change.fail(faults.has_balance("account"))


def _post_opening(session: Session, row: Row) -> None:
    """An asset is debited, a liability or equity account credited, against Opening Balance Equity."""
    amount = to_minor(dec(row.extra["opening"].replace(",", "")))
    if row.body["Classification"] != "Asset":
        amount = -amount
    equity = session.account_by_subtype("OpeningBalanceEquity").id
    home = session.home
    entry = Entry("OpeningBalance", row.id, row.extra["opening_date"])
    session.ledger.post(entry, [Posting(row.id, amount, amount, home), Posting(equity, -amount, -amount, home)])
    refresh_accounts(session, [row.id, equity])


def control_account(session: Session, subtype: str, currency: str) -> str:
    """The A/R ("AccountsReceivable") or A/P account of a currency, made when it is first needed.

    QuickBooks names the foreign ones with the code, exactly how is a switch (spec qbo 7.1).
    """
    query = (
        "active = 1 AND json_extract(body, '$.AccountSubType') = ? AND json_extract(body, '$.CurrencyRef.value') = ?"
    )
    for row in session.select("Account", query, subtype, currency):
        return row.id
    first = session.account_by_subtype(subtype)
    code = f"({currency})" if session.switches.foreign_account_name == "brackets" else f"- {currency}"
    body = {
        "Name": f"{first.body['Name']} {code}",
        "AccountType": first.body["AccountType"],
        "AccountSubType": subtype,
        "CurrencyRef": currencies.reference(currency),
    }
    return Accounts().create(session, body)["Id"]
