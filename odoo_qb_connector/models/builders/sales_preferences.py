"""What the sales channel wants on a document (models/qb_channel_preferences.py)."""

from __future__ import annotations

from dataclasses import replace

from ...documents import DocumentError, ItemLine, Problem, Ref
from .document_texts import filled


class Preferences:
    """Of the channel that `move` belongs to, for one document in the company of `facts`."""

    def __init__(self, move, connection, facts, shipments):
        self.move = move
        self.connection = connection
        self.facts = facts
        self.channel = move.env["qb.channel"]._preferences(connection, move._qb_channel())
        self.orders = move.invoice_line_ids.sale_line_ids.order_id
        self.shipments = shipments
        self.number = self._number()

    def _number(self):
        source = self.channel.number_from
        if source == "quickbooks" and self.facts.keeps_sent_numbers and self.connection.edition == "online":
            # Left out, the number would stay empty (spec qbo 5.1).
            raise DocumentError(Problem("quickbooks_counts_not", {"channel": self.channel.display_name}, "number"))
        return self.move.env["qb.number"]._of(self.connection, self.move, source)

    def odoo_number(self):
        """Odoo's own number where the document has another: each must be found by the other."""
        return "" if self.number == self.move.name else self.move.name or ""

    # ------------------------------------------------------------------ lists

    def terms(self, mapped):
        """The channel's terms, else `mapped` (qb.entry, perhaps empty or None)."""
        return _ref(self.channel.term_id or mapped)

    def location(self):
        return _ref(self.channel.location_id)

    def class_ref(self):
        return None if self._is_class_of_lines() else _ref(self.channel.class_id)

    def lines(self, lines):
        """`lines` with the channel's class on each, where QuickBooks keeps classes on lines only (spec qbo 5.1)."""
        found = _ref(self.channel.class_id)
        if not found or not self._is_class_of_lines():
            return lines
        return tuple(replace(line, class_ref=found) if isinstance(line, ItemLine) else line for line in lines)

    def _is_class_of_lines(self):
        features = self.facts.features
        return bool(features.get("ClassTrackingPerTxnLine") and features.get("ClassTrackingPerTxn") is False)

    def send_email(self):
        """True, False, or None to say nothing about it."""
        return {"yes": True, "no": False}.get(self.channel.send_email)

    # ------------------------------------------------------------------ texts

    def message(self):
        """What the customer reads instead of the invoice's terms and conditions, or ""."""
        return filled(self.channel.message or "", self._particulars())

    def memo(self):
        """What stands before everything else in the note, or ""."""
        return filled(self.channel.memo or "", self._particulars())

    def _particulars(self):
        return {
            "order": ", ".join(self.orders.mapped("name")),
            "delivery": ", ".join(self.shipments.mapped("name")),
            "reference": self.move.ref or "",
            "invoice": self.move.name or "",
            "customer": self.move.partner_id.display_name or "",
        }


def _ref(entry):
    return Ref(entry.qb_id, entry.name) if entry else None
