"""What is invoiced of sales orders: kept on both sides, counted, shown, and what it forbids (spec qbd 5.2, 5.4).

An invoice keeps what its lines fulfil (`extra["links"]`: its line to [order, line]), an order what is invoiced of its
lines (`extra["invoiced"]`: line to {invoice: quantity}).
"""

from __future__ import annotations

from decimal import Decimal

from .. import statuses
from ..kinds import ITEMS
from ..numbers import ZERO, amount
from ..rows import Row
from ..work import Work


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


def item_of(work: Work, line: dict) -> Row | None:
    """The item of a line."""
    return work.rows.any_of(ITEMS, line["ItemRef"]) if line.get("ItemRef") else None


def counts_goods(work: Work, line: dict) -> bool:
    """Whether a line asks for goods or services that an invoice fulfils."""
    item = item_of(work, line)
    return item is not None and item.type not in ("ItemSubtotal", "ItemDiscount", "ItemSalesTax")


def invoiced(order: Row, line_id: str) -> Decimal:
    """How much of a line is on invoices."""
    return sum(map(Decimal, order.extra.get("invoiced", {}).get(line_id, {}).values()), ZERO)


def left(order: Row, line: dict) -> Decimal:
    """What of a line is not invoiced."""
    return Decimal(line.get("Quantity", "1")) - invoiced(order, line["TxnLineID"])


def is_fully_invoiced(work: Work, order: Row) -> bool:
    counted = [line for line in order.body["SalesOrderLineRet"] if counts_goods(work, line)]
    return bool(counted) and all(left(order, line) <= ZERO for line in counted)


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
