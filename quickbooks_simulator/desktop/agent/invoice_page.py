"""One invoice as a person would look at it."""

from __future__ import annotations

from ...online.server.markup import escape, link, table

FIELDS = {
    "TxnID": "TxnID",
    "RefNumber": "Number",
    "TxnDate": "Date",
    "DueDate": "Due",
    "PONumber": "P.O. number",
    "Memo": "Memo",
    "ExternalGUID": "ExternalGUID",
    "EditSequence": "EditSequence",
}
TOTALS = {
    "Subtotal": "Subtotal",
    "SalesTaxTotal": "Sales tax",
    "AppliedAmount": "Applied",
    "BalanceRemaining": "Balance",
}
LINE_HEADS = ["Item", "Description", "Quantity", "Rate", "Amount", "Tax code"]


def address(txn_id: str) -> str:
    """Where an invoice is shown."""
    return f"/books/invoice/{txn_id}"


def number_link(invoice: dict) -> str:
    """The invoice's number, or its TxnID when it has none, as a link."""
    return link(address(invoice["TxnID"]), invoice.get("RefNumber") or invoice["TxnID"])


def invoice_page(invoice: dict) -> str:
    """Head, lines and totals."""
    head = {title: invoice.get(name) for name, title in FIELDS.items()}
    head |= {
        title: reference(invoice, name) for name, title in {"CustomerRef": "Customer", "TermsRef": "Terms"}.items()
    }
    rows = [_line(line) for line in invoice.get("InvoiceLineRet") or []]
    addresses = "".join(_block(invoice, name) for name in ("BillAddressBlock", "ShipAddressBlock"))
    return (
        f'<div class="card columns">{_pairs(head)}{addresses}</div>'
        f"{table(LINE_HEADS, rows, numbers=(2, 3, 4))}"
        f"{_pairs({title: invoice.get(name) for name, title in TOTALS.items()}, 'totals')}"
    )


def reference(body: dict, name: str) -> str:
    """The full name behind a reference."""
    found = body.get(name)
    return str(found.get("FullName", "")) if isinstance(found, dict) else ""


def _line(line: dict) -> list[str]:
    texts = [line.get(name) for name in ("Desc", "Quantity", "Rate", "Amount")]
    return list(map(escape, [reference(line, "ItemRef"), *texts, reference(line, "SalesTaxCodeRef")]))


def _pairs(pairs: dict[str, object], kind: str = "") -> str:
    rows = "".join(f"<dt>{title}</dt><dd>{escape(value)}</dd>" for title, value in pairs.items() if value)
    return f'<dl class="{kind}">{rows}</dl>'


def _block(invoice: dict, name: str) -> str:
    lines = [escape(line) for line in (invoice.get(name) or {}).values()]
    return f"<address>{'<br>'.join(lines)}</address>" if lines else ""
