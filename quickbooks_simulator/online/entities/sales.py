"""What Invoice, SalesReceipt, CreditMemo, RefundReceipt and Estimate have in common (spec qbo 5.0, 5.5)."""

from __future__ import annotations

from datetime import date, timedelta

from ... import clock
from ...books.inventory import Move
from ...books.ledger import Entry
from ...books.money import ZERO, dec
from .. import faults
from . import posting, tax
from .balances import refresh_accounts, refresh_customer, refresh_items
from .base import Change, Handler
from .closing import check_open
from .currency import settle_transaction_currency
from .customfields import settle_custom_fields
from .lines import Lines, feature, is_inventory, read_lines, with_subtotal
from .numbering import settle_number, take_number
from .session import Row, Session

_ADDRESSES = ("BillAddr", "ShipAddr", "ShipFromAddr")


class SalesHandler(Handler):
    """A sales document: composed purely, then stored and posted."""

    transaction = True
    keeps_lines = True
    posts = True
    sign = 1  # -1 turns sales into returns
    has_due_date = False

    # ------------------------------------------------------------------------------------------ composing

    def complete(self, change: Change) -> None:
        values, session = change.values, change.session
        values.setdefault("TxnDate", clock.today().isoformat())
        if self.posts:
            check_open(session, values["TxnDate"], change.was("TxnDate"))
        customer = session.require("Customer", values["CustomerRef"]["value"])
        settle_transaction_currency(change, customer.body["CurrencyRef"]["value"])
        settle_number(change)
        settle_custom_fields(change)
        self._settle_addresses(change, customer)
        self._settle_gates(change)
        lines = read_lines(change)
        change.check()
        values["_discount"] = lines.discount
        result = tax.compute(change, lines.taxable)
        change.check()
        lines.take_amounts()
        self._settle_totals(change, lines, result)
        change.check()
        self.settle_document(change, customer)
        change.check()

    def settle_document(self, change: Change, customer: Row) -> None:
        """The rules of one kind of document."""

    def _settle_addresses(self, change: Change, customer: Row) -> None:
        """On create the customer's addresses are copied, with their Ids (recorded, spec qbo 5.0)."""
        for name in ("BillAddr", "ShipAddr"):
            if change.creating and name not in change.values and name in customer.body:
                change.values[name] = dict(customer.body[name])

    def _settle_gates(self, change: Change) -> None:
        _gate_tracking(change)
        _gate_shipping(change)
        _gate_tax_mode(change)
        if change.values.get("EmailStatus") == "NeedToSend" and "BillEmail" not in change.values:
            change.fail(faults.required("BillEmail"))

    def _settle_totals(self, change: Change, lines: Lines, result: tax.TaxResult) -> None:
        values = change.values
        values["Line"] = with_subtotal(lines)
        detail = result.body()
        values.pop("TxnTaxDetail", None)
        if detail is not None:
            values["TxnTaxDetail"] = detail
        total = lines.subtotal - lines.discount + result.total
        if total < 0:
            text = "The total of a transaction cannot be negative."
            change.fail(faults.business(text, "TotalAmt"))
        values["TotalAmt"] = total
        if total:
            change.extra.pop("voided", None)
        rate = dec(values.get("ExchangeRate", 1))
        values.pop("HomeTotalAmt", None)
        if change.session.company.multicurrency:
            values["HomeTotalAmt"] = posting.home_amount(total, rate)
        if change.session.company.is_us:
            values.setdefault("ApplyTaxAfterDiscount", False)
        values.setdefault("PrintStatus", "NeedToPrint")
        values.setdefault("EmailStatus", "NotSet")

    def compose(self, change: Change) -> dict:
        take_number(change)
        values = change.values
        values.pop("_discount", None)
        for name in _ADDRESSES:
            if name in change.sent.values and name in values:
                values[name] = change.session.with_address_id(values[name], change.was(name))
        return {name: values[name] for name in self.schema.fields if name in values}

    # --------------------------------------------------------------------------------------------- storing

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        if self.posts:
            self.post(session, new)
        self.refresh(session, old, new)

    def post(self, session: Session, row: Row) -> None:
        """Post (again) everything the document says; inventory at FIFO cost."""
        entry = Entry(row.type, row.id, row.body["TxnDate"], row.body.get("DocNumber"))
        before = session.ledger.accounts_of(row.type, row.id)
        session.ledger.post(entry, self.postings(session, row))
        items = session.stock.set_moves(entry, self.moves(session, row))
        after = session.ledger.accounts_of(row.type, row.id)
        refresh_accounts(session, before | after | stock_accounts(session))
        refresh_items(session, items)

    def postings(self, session: Session, row: Row) -> list[posting.Posting]:
        return posting.sales(session, row, self.control(session, row), sign=self.sign)

    def control(self, session: Session, row: Row) -> posting.Control:
        """The account opposite the sale."""
        raise NotImplementedError

    def moves(self, session: Session, row: Row) -> list[Move]:
        """Goods out (sales) or back in (returns)."""
        found = []
        for line in row.body["Line"]:
            item = is_inventory(session, line)
            quantity = dec(line["SalesItemLineDetail"].get("Qty")) if item else ZERO
            if item and quantity:
                asset = item.body["AssetAccountRef"]["value"]
                cost = item.body["ExpenseAccountRef"]["value"]
                moved = -quantity * self.sign
                found.append(Move(int(line["Id"]), item.id, moved, None, asset, cost))
        return found

    def refresh(self, session: Session, old: Row | None, new: Row) -> None:
        """Balances of the customers concerned."""
        customers = {row.body["CustomerRef"]["value"] for row in (old, new) if row is not None}
        if self.posts:
            for customer in sorted(customers):
                refresh_customer(session, customer)

    # ------------------------------------------------------------------------------------- delete and void

    def delete(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        row = self.addressed(session, body)
        if self.posts:
            check_open(session, row.body["TxnDate"])
        self.check_removable(session, row)
        self.unpost(session, row)
        session.bury(row)
        self.removed(session, row)
        return {"domain": "QBO", "status": "Deleted", "Id": row.id}

    def check_removable(self, session: Session, row: Row) -> None:
        """Refuse a delete or void that links forbid."""

    def removed(self, session: Session, row: Row) -> None:
        """After-effects of a delete on linked documents."""

    def unpost(self, session: Session, row: Row) -> None:
        entry = Entry(row.type, row.id, row.body["TxnDate"])
        accounts = session.ledger.accounts_of(row.type, row.id)
        session.ledger.remove(entry)
        items = session.stock.set_moves(entry, [])
        refresh_accounts(session, accounts | stock_accounts(session))
        refresh_items(session, items)
        if self.posts:
            refresh_customer(session, row.body["CustomerRef"]["value"])

    def void(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        """Zero every amount, put "Voided" in front of the note, keep the document (spec qbo 1.3)."""
        if "void" not in self.operations(session):
            return super().void(session, body, include)
        row = self.addressed(session, body)
        if row.extra.get("voided"):
            return row.body
        check_open(session, row.body["TxnDate"])
        self.check_removable(session, row)
        new = voided_body(row.body)
        stored = session.update(row, new, extra={**row.extra, "voided": True})
        self.stored(session, row, stored)
        return self.answer(session, row.id)


def _gate_tracking(change: Change) -> None:
    values = change.values
    if "ClassRef" in values and not feature(change, "ClassTrackingPerTxn", "Class tracking"):
        del values["ClassRef"]
    if "DepartmentRef" in values and not feature(change, "TrackDepartments", "Location tracking"):
        del values["DepartmentRef"]


def _gate_shipping(change: Change) -> None:
    """ShipDate, ShipMethodRef and TrackingNum need AllowShipping; the method is free text in both keys."""
    values = change.values
    if not change.session.preference("SalesFormsPrefs", "AllowShipping", False):
        for name in ("ShipDate", "ShipMethodRef", "TrackingNum"):
            if name in values and change.session.switches.shipping_fields_off == "refuse":
                change.fail(faults.business("Shipping is turned off in the company's settings.", name))
            values.pop(name, None)
    if "ShipMethodRef" in values:
        method = values["ShipMethodRef"]
        values["ShipMethodRef"] = {"name": method.get("value"), **method}


def _gate_tax_mode(change: Change) -> None:
    """GlobalTaxCalculation does not apply to US companies (spec qbo 6.4)."""
    if change.session.company.is_us and "GlobalTaxCalculation" in change.values:
        if change.session.switches.us_global_tax_calculation == "refuse":
            change.fail(faults.invalid_property("GlobalTaxCalculation"))
        del change.values["GlobalTaxCalculation"]


def stock_accounts(session: Session) -> set[str]:
    """The accounts of other transactions whose cost was posted anew."""
    found: set[str] = set()
    for txn_type, txn_id in session.stock.changed:
        found |= session.ledger.accounts_of(txn_type, txn_id)
    session.stock.changed.clear()
    return found


def voided_body(body: dict) -> dict:
    """The document with zero amounts (recorded for Invoice, spec qbo 1.3)."""
    new = dict(body)
    new["Line"] = [_voided_line(line) for line in body["Line"]]
    for name in ("TotalAmt", "Balance", "HomeTotalAmt", "HomeBalance", "Deposit", "RemainingCredit"):
        if name in new:
            new[name] = 0
    if "TxnTaxDetail" in new:
        new["TxnTaxDetail"] = {"TotalTax": 0}
    new["PrivateNote"] = voided_note(body.get("PrivateNote"))
    return new


def voided_note(note: str | None) -> str:
    return f"Voided - {note}" if note else "Voided"


def _voided_line(line: dict) -> dict:
    new = dict(line)
    if "Amount" in new:
        new["Amount"] = 0
    detail = new.get("SalesItemLineDetail")
    if detail:
        zeroed = {name: 0 for name in ("Qty", "TaxInclusiveAmt") if name in detail}
        new["SalesItemLineDetail"] = {**detail, **zeroed}
    return new


def due_date(session: Session, values: dict) -> str:
    """TxnDate plus the term's days.

    Without a term, of the company's default terms, else 30 (spec qbo 5.0).
    """
    start = date.fromisoformat(values["TxnDate"])
    reference = values.get("SalesTermRef") or session.preference("SalesFormsPrefs", "DefaultTerms")
    term = session.find("Term", reference["value"]) if reference else None
    if term is None:
        return (start + timedelta(days=30)).isoformat()
    if "DueDays" in term.body:
        return (start + timedelta(days=term.body["DueDays"])).isoformat()
    return _on_day_of_month(start, term.body["DayOfMonthDue"], term.body.get("DueNextMonthDays", 0)).isoformat()


def _on_day_of_month(start: date, day: int, next_month_days: int) -> date:
    """The next `day` of a month; of the month after if it is less than `next_month_days` away."""
    candidate = _day_in(start.year, start.month, day)
    if candidate < start or (candidate - start).days < next_month_days:
        month = start.month % 12 + 1
        candidate = _day_in(start.year + (start.month == 12), month, day)
    return candidate


def _day_in(year: int, month: int, day: int) -> date:
    following = date(year + (month == 12), month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, min(day, last))
