"""Invoices of sales orders (spec qbd 5.2): LinkToTxnID takes the rest of a whole order, LinkToTxn one line of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .. import statuses
from ..numbers import ZERO, quantity
from ..rows import Row
from ..work import Work
from .fulfilment import counts_goods, is_fully_invoiced, item_of, left

_REFERENCES = ("ItemRef", "ClassRef", "SalesTaxCodeRef")
_TEXTS = ("Desc", "Other1", "Other2")


@dataclass(frozen=True)
class NewLine:
    """A line as it is to be added; `link` is the order and its line that it fulfils."""

    given: dict
    link: tuple[str, str] | None = None


def new_lines(work: Work, type_: str, given: dict, customer: Row | None) -> list[NewLine]:
    """The lines of a new document, those of orders filled in. 3000 for an order that is named both ways, 3177 for one
    that is named twice, 3120 for one that is not there.
    """
    own = given.get(f"{type_}LineAdd", [])
    _check_twice(given.get("LinkToTxnID", []), [line["LinkToTxn"] for line in own if "LinkToTxn" in line])
    found = [line for txn_id in given.get("LinkToTxnID", []) for line in _rest_of(work, txn_id, customer)]
    for line in own:
        found += _of_line(work, line, customer) if "LinkToTxn" in line else [NewLine(line)]
    if not found and work.warnings:
        raise statuses.save_error(type_, work.warnings[0].message)
    return found


def _check_twice(whole: list[str], lines: list[dict]) -> None:
    named = [(link["TxnID"], link["TxnLineID"]) for link in lines]
    for txn_id in whole:
        if any(order == txn_id for order, _line in named):
            raise statuses.invalid_id(txn_id, "LinkToTxnID")
    for one in (*whole, *named):
        if (*whole, *named).count(one) > 1:
            raise statuses.linked_twice(one if isinstance(one, str) else one[0])


def _order(work: Work, txn_id: str, customer: Row | None) -> Row | None:
    """The order, None (and a warning) for a closed one."""
    row = work.transaction("SalesOrder", txn_id)
    if customer is None or row.body["CustomerRef"] != customer.id:
        raise statuses.save_error("Invoice", "The sales order is another customer's.")
    if row.body["IsManuallyClosed"] == "true" or is_fully_invoiced(work, row):
        work.warnings.append(statuses.already_closed(txn_id))
        return None
    return row


def _rest_of(work: Work, txn_id: str, customer: Row | None) -> list[NewLine]:
    """Every line of the order of which something is left."""
    order = _order(work, txn_id, customer)
    lines = order.body["SalesOrderLineRet"] if order else []
    return [
        NewLine(_given(work, line, left(order, line)), (order.id, line["TxnLineID"]))
        for line in lines
        if line.get("IsManuallyClosed") != "true" and (not counts_goods(work, line) or left(order, line) > ZERO)
    ]


def _of_line(work: Work, given: dict, customer: Row | None) -> list[NewLine]:
    """One line; it names no item, and may have another quantity or rate (spec qbd 5.2)."""
    link = given["LinkToTxn"]
    order = _order(work, link["TxnID"], customer)
    if "ItemRef" in given:
        raise statuses.invalid_value("ItemRef", "", "A linked line has the item of its order.")
    if "Amount" in given and work.switches.linked_line_amount == "refuse":
        raise statuses.invalid_value("Amount", given["Amount"], "A linked line takes quantity and rate.")
    if order is None:
        return []
    line = next((one for one in order.body["SalesOrderLineRet"] if one["TxnLineID"] == link["TxnLineID"]), None)
    if line is None:
        raise statuses.not_found(link["TxnLineID"])
    if line.get("IsManuallyClosed") == "true" or (counts_goods(work, line) and left(order, line) <= ZERO):
        work.warnings.append(statuses.already_closed(order.id))
        return []
    sent = {name: value for name, value in given.items() if name != "LinkToTxn"}
    return [NewLine(_merged(work, order, line, sent), (order.id, line["TxnLineID"]))]


def _merged(work: Work, order: Row, line: dict, sent: dict) -> dict:
    """What the order says, as far as the line itself says nothing else."""
    taken = _given(work, line, left(order, line))
    if {"Quantity", "Rate", "RatePercent", "Amount"} & set(sent):
        figures = {"Quantity": taken.get("Quantity"), "Rate": line.get("Rate")}
        taken = {name: value for name, value in taken.items() if name not in ("Amount", "Rate", "RatePercent")}
        taken |= {name: value for name, value in figures.items() if value is not None}
        if "Amount" in sent or "RatePercent" in sent:
            taken.pop("Rate", None)
    return {**taken, **sent}


def _given(work: Work, line: dict, rest: Decimal) -> dict:
    """An order's line as that of an Add, for the rest of it."""
    given: dict = {name: {"ListID": line[name]} for name in _REFERENCES if line.get(name)}
    given |= {name: line[name] for name in _TEXTS if line.get(name)}
    item = item_of(work, line)
    if item is None or item.type == "ItemSubtotal":
        return given
    if "RatePercent" in line:
        return {**given, "RatePercent": line["RatePercent"]}
    if "Quantity" not in line:
        return {**given, "Amount": line["Amount"]}
    if rest == Decimal(line["Quantity"]):
        return {**given, "Quantity": line["Quantity"], "Amount": line["Amount"]}
    return {**given, "Quantity": quantity(rest), "Rate": line["Rate"]}
