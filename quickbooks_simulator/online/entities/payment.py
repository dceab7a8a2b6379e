"""Payment: money from a customer, applied to invoices and credit memos or left unapplied (spec qbo 5.5)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ... import clock
from ...books.ledger import Entry, Posting
from ...books.money import dec, from_minor, half_up, to_minor
from .. import faults
from . import applications
from .accounts import control_account
from .applications import CREDITS, TARGETS, Application
from .balances import refresh_accounts, refresh_customer
from .base import Change, Handler
from .closing import check_open
from .currency import INVALID, settle_transaction_currency
from .hierarchy import ancestors
from .moneyaccount import settle_money_account
from .posting import balanced
from .sales import voided_note
from .session import Row, Session

_NOT_YET = ("JournalEntry", "Expense", "Check", "CreditCardCredit")
_TOO_MUCH = "The amount applied is more than the open balance of {type} {id}."


class Payments(Handler):
    name = "Payment"
    transaction = True

    # ------------------------------------------------------------------------------------------ composing

    def complete(self, change: Change) -> None:
        values, session = change.values, change.session
        values.setdefault("TxnDate", clock.today().isoformat())
        check_open(session, values["TxnDate"], change.was("TxnDate"))
        _check_deposited(change.old)
        if "TotalAmt" not in values:
            change.fail(faults.business("You must set a transaction amount."))
            return
        if values["TotalAmt"]:
            change.extra.pop("voided", None)
        if values["TotalAmt"] < 0:
            change.fail(faults.invalid_amount("TotalAmt", values["TotalAmt"]))
        customer = session.require("Customer", values["CustomerRef"]["value"])
        settle_transaction_currency(change, customer.body["CurrencyRef"]["value"])
        change.check()
        settle_money_account(change)
        _check_receivable(change)
        found = _read_applications(change, customer)
        change.check()
        if session.switches.over_application == "cap":
            found = _capped(change, found)
        _check_sums(change, found)
        change.check()
        change.extra["applications"] = [[a.line, a.target_type, a.target_id, a.amount] for a in found]
        values["Line"] = [_line_body(application) for application in found]
        values["LinkedTxn"] = []
        values["ProcessPayment"] = False
        values["UnappliedAmt"] = from_minor(unapplied(to_minor(values["TotalAmt"]), found))

    def compose(self, change: Change) -> dict:
        return {name: change.values[name] for name in self.schema.fields if name in change.values}

    # --------------------------------------------------------------------------------------------- storing

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        before = {(a.target_type, a.target_id) for a in applications.of_source(session, self.name, new.id)}
        found = [Application(*entry) for entry in new.extra["applications"]]
        applications.replace(session, self.name, new.id, found)
        after = {(a.target_type, a.target_id) for a in found}
        others = self._settle_targets(session, before | after)
        post_payment(session, new)
        repost_payments(session, others - {new.id})
        self._refresh_customers(session, old, new, before | after)

    @staticmethod
    def _settle_targets(session: Session, targets: set[tuple[str, str]]) -> set[str]:
        """Home amounts, balances and links of the documents concerned.

        The payments that must be posted anew.
        """
        from . import handler

        moved: set[str] = set()
        for type_, id_ in sorted(targets):
            row = session.find(type_, id_)
            if row is None or row.deleted:
                continue
            moved |= applications.reapportion(session, row)
            handler(type_).show_payments(session, row)
        return moved

    @staticmethod
    def _refresh_customers(session: Session, old: Row | None, new: Row, targets: set[tuple[str, str]]) -> None:
        customers = {row.body["CustomerRef"]["value"] for row in (old, new) if row}
        for type_, id_ in targets:
            row = session.find(type_, id_)
            if row and not row.deleted:
                customers.add(row.body["CustomerRef"]["value"])
        for customer in sorted(customers):
            refresh_customer(session, customer)

    # ------------------------------------------------------------------------------------- delete and void

    def delete(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        row = self.addressed(session, body)
        check_open(session, row.body["TxnDate"])
        _check_deposited(row)
        accounts = session.ledger.accounts_of(self.name, row.id)
        targets = {(a.target_type, a.target_id) for a in applications.of_source(session, self.name, row.id)}
        applications.replace(session, self.name, row.id, [])
        session.ledger.remove(Entry(self.name, row.id, row.body["TxnDate"]))
        repost_payments(session, self._settle_targets(session, targets) - {row.id})
        refresh_accounts(session, accounts)
        self._refresh_customers(session, None, row, targets)
        session.bury(row)
        return {"domain": "QBO", "status": "Deleted", "Id": row.id}

    def void(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        """operation=update&include=void: zero amounts, no links (spec qbo 1.3)."""
        row = self.addressed(session, body)
        if row.extra.get("voided"):
            return row.body
        check_open(session, row.body["TxnDate"])
        _check_deposited(row)
        new = {**row.body, "TotalAmt": 0, "UnappliedAmt": 0, "Line": [], "LinkedTxn": []}
        new["PrivateNote"] = voided_note(row.body.get("PrivateNote"))
        stored = session.update(row, new, extra={**row.extra, "voided": True, "applications": []})
        self.stored(session, row, stored)
        return self.answer(session, row.id)


def _check_deposited(row: Row | None) -> None:
    """A payment that is on a Deposit cannot change; Deposit sets `extra["deposit"]` when it exists."""
    if row and row.extra.get("deposit"):
        raise faults.deposited()


def _check_receivable(change: Change) -> None:
    reference = change.values.get("ARAccountRef")
    if reference:
        account = change.session.require("Account", reference["value"]).body
        if account["AccountType"] != "Accounts Receivable":
            change.fail(change.session.invalid_account_type(account["AccountType"], "ARAccountRef"))
        elif account["CurrencyRef"]["value"] != change.values["CurrencyRef"]["value"]:
            change.fail(faults.business(INVALID, "ARAccountRef"))


def _read_applications(change: Change, customer: Row) -> list[Application]:
    found = []
    for line in change.values.get("Line", []):
        if "Amount" not in line:
            change.fail(faults.required("Amount"))
            continue
        links = line.get("LinkedTxn", [])
        if not links:
            change.fail(faults.required("LinkedTxn"))
            continue
        if len(links) > 1:
            raise faults.not_simulated("several links on one line of a payment")
        if line["Amount"] < 0:
            change.fail(faults.negative_amount())
        elif _check_target(change, customer, links[0]) and line["Amount"]:
            link = links[0]
            amount = to_minor(dec(line["Amount"]))
            found.append(Application(len(found) + 1, link["TxnType"], link["TxnId"], amount))
    return found


def _check_target(change: Change, customer: Row, link: dict) -> bool:
    """The document exists, belongs to the customer (or its sub-customer) and has its currency."""
    session, type_, id_ = change.session, link["TxnType"], link["TxnId"]
    if type_ in _NOT_YET:
        raise faults.not_simulated(f"payments linked to {type_}")
    if type_ not in TARGETS:
        change.fail(faults.invalid_enumeration("TxnType", type_))
        return False
    row = session.find(type_, id_)
    if row is None or row.deleted:
        change.fail(faults.not_found("LinkedTxn"))
        return False
    owner = row.body["CustomerRef"]["value"]
    allowed = {owner}
    if session.switches.payment_customer == "same_or_parent":
        allowed |= {above.id for above in ancestors(session, "Customer", owner)}
    if customer.id not in allowed:
        change.fail(change.session.cannot_be_linked(type_, id_))
        return False
    if row.body["CurrencyRef"]["value"] != change.values["CurrencyRef"]["value"]:
        change.fail(faults.business(INVALID, "LinkedTxn"))
        return False
    return True


def _capped(change: Change, found: list[Application]) -> list[Application]:
    """Each application cut down to what its document is open, then to the money and credit there is."""
    own = change.old.id if change.old else ""
    left: dict[tuple[str, str], int] = {}
    for key in {(application.target_type, application.target_id) for application in found}:
        payable = applications.payable(change.session.require(*key).body)
        left[key] = payable - applications.applied(change.session, *key, besides=own)
    fitting = [_taken(application, left, (application.target_type, application.target_id)) for application in found]
    credit = sum(a.amount for a in fitting if a.target_type in CREDITS)
    funds = {"": to_minor(change.values["TotalAmt"]) + credit}
    fitting = [a if a.target_type in CREDITS else _taken(a, funds, "") for a in fitting]
    return [application for application in fitting if application.amount]


def _taken(application: Application, left: dict, key: object) -> Application:
    """The part of an application that `left[key]` covers; it is taken from there."""
    amount = max(min(application.amount, left[key]), 0)
    left[key] -= amount
    return replace(application, amount=amount)


def _check_sums(change: Change, found: list[Application]) -> None:
    """No document is paid more than it is open, and no more is applied than there is."""
    own = change.old.id if change.old else ""
    wanted: dict[tuple[str, str], int] = {}
    for application in found:
        key = (application.target_type, application.target_id)
        wanted[key] = wanted.get(key, 0) + application.amount
    for (type_, id_), amount in wanted.items():
        row = change.session.require(type_, id_)
        left = applications.payable(row.body) - applications.applied(change.session, type_, id_, besides=own)
        if amount > left:
            change.fail(faults.business(_TOO_MUCH.format(type=type_, id=id_), "Amount"))
    credits = sum(a.amount for a in found if a.target_type in CREDITS)
    debits = sum(a.amount for a in found if a.target_type not in CREDITS)
    if debits > to_minor(change.values["TotalAmt"]) + credits:
        change.fail(faults.business("The amount applied is more than the amount received.", "TotalAmt"))
    if credits > debits:
        change.fail(faults.business("More credit is applied than there is to pay.", "Amount"))


def _line_body(application: Application) -> dict:
    link = {"TxnId": application.target_id, "TxnType": application.target_type}
    return {"Amount": from_minor(application.amount), "LinkedTxn": [link]}


def unapplied(total: int, found: list[Application]) -> int:
    """TotalAmt plus credits used, less what is paid; minor units."""
    signed = sum(a.amount if a.target_type in CREDITS else -a.amount for a in found)
    return total + signed


def post_payment(session: Session, row: Row) -> None:
    """Money in; each document's receivable down at its own rate, the unapplied rest at the payment's rate.

    What the rates make of it is the realised exchange gain or loss.
    """
    entry = Entry("Payment", row.id, row.body["TxnDate"], row.body.get("PaymentRefNum"))
    before = session.ledger.accounts_of("Payment", row.id)
    session.ledger.post(entry, _postings(session, row))
    refresh_accounts(session, before | session.ledger.accounts_of("Payment", row.id))


def _postings(session: Session, row: Row) -> list[Posting]:
    body = row.body
    currency = body["CurrencyRef"]["value"]
    rate = dec(body.get("ExchangeRate", 1))
    customer = body["CustomerRef"]["value"]
    receivable = body.get("ARAccountRef", {}).get("value")
    receivable = receivable or control_account(session, "AccountsReceivable", currency)
    total = to_minor(dec(body["TotalAmt"]))
    found = applications.of_source(session, "Payment", row.id)
    money = body["DepositToAccountRef"]["value"]
    lines = [Posting(money, _home(total, rate), total, currency, name=customer)]
    for application in found:
        sign = 1 if application.target_type in CREDITS else -1
        owner = session.require(application.target_type, application.target_id).body["CustomerRef"]["value"]
        home, foreign = sign * application.home_amount, sign * application.amount
        lines.append(Posting(receivable, home, foreign, currency, control="AR", name=owner))
    rest = unapplied(total, found)
    lines.append(Posting(receivable, -_home(rest, rate), -rest, currency, control="AR", name=customer))
    gain = sum(line.amount for line in lines)
    if gain and currency != session.home:
        account = session.account_by_subtype("ExchangeGainOrLoss").id
        lines.append(Posting(account, -gain, 0, currency, name=customer))
    return balanced(lines)


def _home(minor: int, rate: Decimal) -> int:
    return to_minor(half_up(from_minor(minor) * rate))


def repost_payments(session: Session, ids: set[str]) -> None:
    """Post these payments anew: a document they pay has changed its rate or its total."""
    for payment_id in sorted(ids):
        row = session.find("Payment", payment_id)
        if row and not row.deleted:
            post_payment(session, row)
            refresh_customer(session, row.body["CustomerRef"]["value"])


def drop_target(session: Session, target: Row) -> None:
    """A paid document goes away: its payments keep their money, unapplied."""
    for _type, payment_id in applications.sources(session, target.type, target.id):
        row = session.require("Payment", payment_id)
        kept = [a for a in applications.of_source(session, "Payment", payment_id) if a.target_id != target.id]
        body = {**row.body, "Line": [_line_body(a) for a in kept]}
        body["UnappliedAmt"] = from_minor(unapplied(to_minor(dec(body["TotalAmt"])), kept))
        entries = [[a.line, a.target_type, a.target_id, a.amount] for a in kept]
        stored = session.update(row, body, extra={**row.extra, "applications": entries})
        Payments().stored(session, row, stored)
