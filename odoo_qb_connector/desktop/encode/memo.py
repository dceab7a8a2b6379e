"""The memo of a sales document: what Desktop has no element for, and what we must find again."""

from __future__ import annotations

from ...documents import SalesDocument, SalesKind, with_marker
from ..limits import PO_NUMBER, REFERENCE
from ..text import fit, one_line


def memo(document: SalesDocument) -> str:
    """The full number, the order, the shipment, note and memo, and the marker. The customer reads none of it unless the
    form prints the memo."""
    order = f"Order {document.order_number}" if document.order_number not in document.note else ""
    parts = (document.number, order, *_cut(document), _shipped(document), document.note, document.memo)
    text = "; ".join(part.strip() for part in parts if part.strip())
    return fit(with_marker(text, document.marker) if document.marker else text)


def _shipped(document: SalesDocument) -> str:
    """Desktop has no element for a tracking number, and one for a method only when it is listed."""
    shipped = " ".join(filter(None, (document.ship_method, document.tracking_number)))
    return f"Shipped {shipped}" if shipped and shipped not in document.note else ""


def _cut(document: SalesDocument) -> tuple[str, ...]:
    """What its own element holds the beginning of only, or a sales receipt has no element for (spec qbd 5.5)."""
    po_number = 0 if document.kind is SalesKind.SALES_RECEIPT else PO_NUMBER
    held = (("PO", document.po_number, po_number), ("Reference", document.customer_reference, REFERENCE))
    long = {}
    for word, text, length in held:
        if len(one_line(text)) > length:
            long.setdefault(one_line(text), word)
    return tuple(f"{word} {text}" for text, word in long.items() if text not in document.note)
