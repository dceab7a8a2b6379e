"""Invoices of sales orders (spec qbd 5.2): LinkToTxnID takes what is left of a whole order, LinkToTxn one line of it.

An invoice keeps what its lines fulfil (`extra["links"]`: its line to [order, line]), an order what is invoiced of its
lines (`extra["invoiced"]`: line to {invoice: quantity}).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .. import statuses
from ..kinds import ITEMS
from ..numbers import ZERO, amount, quantity
from ..rows import Row
from ..work import Work

_REFERENCES = ("ItemRef", "ClassRef", "SalesTaxCodeRef")
_TEXTS = ("Desc", "Other1", "Other2")


@dataclass(frozen=True)
class NewLine:
    """A line as it is to be added; `link` is the order and its line that it fulfils."""

    given: dict
    link: tuple[str, str] | None = None


# ------------------------------------------------------------------------------------------------- a new invoice


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
        NewLine(_given(work, line, _left(order, line)), (order.id, line["TxnLineID"]))
        for line in lines
        if line.get("IsManuallyClosed") != "true" and (not _counts(work, line) or _left(order, line) > ZERO)
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
    if line.get("IsManuallyClosed") == "true" or (_counts(work, line) and _left(order, line) <= ZERO):
        work.warnings.append(statuses.already_closed(order.id))
        return []
    sent = {name: value for name, value in given.items() if name != "LinkToTxn"}
    return [NewLine(_merged(work, order, line, sent), (order.id, line["TxnLineID"]))]


def _merged(work: Work, order: Row, line: dict, sent: dict) -> dict:
    """What the order says, as far as the line itself says nothing else."""
    taken = _given(work, line, _left(order, line))
    if {"Quantity", "Rate", "RatePercent", "Amount"} & set(sent):
        figures = {"Quantity": taken.get("Quantity"), "Rate": line.get("Rate")}
        taken = {name: value for name, value in taken.items() if name not in ("Amount", "Rate", "RatePercent")}
        taken |= {name: value for name, value in figures.items() if value is not None}
        if "Amount" in sent or "RatePercent" in sent:
            taken.pop("Rate", None)
    return {**taken, **sent}


def _given(work: Work, line: dict, left: Decimal) -> dict:
    """An order's line as that of an Add, for what is left of it."""
    given: dict = {name: {"ListID": line[name]} for name in _REFERENCES if line.get(name)}
    given |= {name: line[name] for name in _TEXTS if line.get(name)}
    item = _item(work, line)
    if item is None or item.type == "ItemSubtotal":
        return given
    if "RatePercent" in line:
        return {**given, "RatePercent": line["RatePercent"]}
    if "Quantity" not in line:
        return {**given, "Amount": line["Amount"]}
    if left == Decimal(line["Quantity"]):
        return {**given, "Quantity": line["Quantity"], "Amount": line["Amount"]}
    return {**given, "Quantity": quantity(left), "Rate": line["Rate"]}


def _item(work: Work, line: dict) -> Row | None:
    return work.rows.any_of(ITEMS, line["ItemRef"]) if line.get("ItemRef") else None


def _counts(work: Work, line: dict) -> bool:
    """Whether a line asks for goods or services that an invoice fulfils."""
    item = _item(work, line)
    return item is not None and item.type not in ("ItemSubtotal", "ItemDiscount", "ItemSalesTax")


# ------------------------------------------------------------------------------------------------- what is kept


def record(work: Work, invoice: Row, links: dict[str, tuple[str, str]]) -> None:
    """Write down what the lines of an invoice fulfil; its orders count anew."""
    before = {order for order, _line in invoice.extra.get("links", {}).values()}
    after = {order for order, _line in links.values()}
    if not (before or after):
        return
    invoice.extra["links"] = {line: list(link) for line, link in links.items()}
    work.rows.keep(invoice)
    counts = {line["TxnLineID"]: line.get("Quantity", "1") for line in invoice.body["InvoiceLineRet"]}
    for order_id in sorted(before | after):
        own = {link[1]: counts[line] for line, link in links.items() if link[0] == order_id}
        _count(work, order_id, invoice.id, own)


def _count(work: Work, order_id: str, invoice_id: str, own: dict[str, str]) -> None:
    order = work.rows.find("SalesOrder", order_id)
    kept = {line: dict(of) for line, of in order.extra.get("invoiced", {}).items()}
    for of in kept.values():
        of.pop(invoice_id, None)
    for line, count in own.items():
        kept.setdefault(line, {})[invoice_id] = count
    order.extra["invoiced"] = {line: of for line, of in kept.items() if of}
    work.rows.keep(order)
    work.rows.touch(order, sequence=work.switches.invoice_touches_order, time=work.switches.invoice_touches_order)


def kept_links(invoice: Row, body: dict) -> dict[str, tuple[str, str]]:
    """The links of the lines that are still there."""
    there = {line["TxnLineID"] for line in body["InvoiceLineRet"]}
    return {line: tuple(link) for line, link in invoice.extra.get("links", {}).items() if line in there}


def release(work: Work, row: Row) -> None:
    """A document goes: an invoice's orders are open again, an order's invoices stand alone."""
    if row.type == "Invoice":
        record(work, row, {})
    for invoice_id in invoices_of(row):
        invoice = work.rows.find("Invoice", invoice_id)
        links = invoice.extra.get("links", {})
        invoice.extra["links"] = {line: link for line, link in links.items() if link[0] != row.id}
        work.rows.keep(invoice)


# ------------------------------------------------------------------------------------------------- what is shown


def invoiced(order: Row, line_id: str) -> Decimal:
    """How much of a line is on invoices."""
    return sum(map(Decimal, order.extra.get("invoiced", {}).get(line_id, {}).values()), ZERO)


def _left(order: Row, line: dict) -> Decimal:
    return Decimal(line.get("Quantity", "1")) - invoiced(order, line["TxnLineID"])


def is_fully_invoiced(work: Work, order: Row) -> bool:
    counted = [line for line in order.body["SalesOrderLineRet"] if _counts(work, line)]
    return bool(counted) and all(_left(order, line) <= ZERO for line in counted)


def invoices_of(order: Row) -> list[str]:
    """The invoices of an order, none of any other document."""
    found = {invoice for of in order.extra.get("invoiced", {}).values() for invoice in of}
    return sorted(found) if order.type == "SalesOrder" else []


def shown(work: Work, row: Row) -> list[dict]:
    """LinkedTxn of an invoice or an order: the other side, with the amount of the lines that are linked."""
    if row.type == "Invoice":
        orders = sorted({order for order, _line in row.extra.get("links", {}).values()})
        return [_link(work.rows.find("SalesOrder", order), _linked_amount(row, order)) for order in orders]
    invoices = [work.rows.find("Invoice", one) for one in invoices_of(row)]
    return [_link(invoice, _linked_amount(invoice, row.id)) for invoice in invoices]


def _linked_amount(invoice: Row, order_id: str) -> Decimal:
    linked = {line for line, link in invoice.extra.get("links", {}).items() if link[0] == order_id}
    lines = [line for line in invoice.body["InvoiceLineRet"] if line["TxnLineID"] in linked]
    return sum((Decimal(line.get("Amount", "0")) for line in lines), ZERO)


def _link(other: Row, value: Decimal) -> dict:
    link = {"TxnID": other.id, "TxnType": other.type, "TxnDate": other.body["TxnDate"]}
    if other.body.get("RefNumber"):
        link["RefNumber"] = other.body["RefNumber"]
    return {**link, "LinkType": "AMTTYPE", "Amount": amount(value)}


# ------------------------------------------------------------------------------------------------- what is refused


def check_order(work: Work, row: Row, lines: list[dict]) -> None:
    """3170 for an order that would lose what is invoiced of it."""
    if row.type != "SalesOrder" or work.switches.invoiced_order_line == "accept":
        return
    there = {line["TxnLineID"]: Decimal(line.get("Quantity", "1")) for line in lines if "TxnLineID" in line}
    for line in row.extra.get("invoiced", {}):
        if there.get(line, ZERO) < invoiced(row, line):
            raise statuses.cannot_modify(row.id, "The line has been invoiced.")


def check_delete(work: Work, row: Row) -> None:
    if invoices_of(row) and work.switches.delete_invoiced_order == "refuse":
        raise statuses.cannot_delete(row.id, "The sales order has been invoiced.")
