"""What the sales channel wants on a document (models/qb_channel_preferences.py)."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from ...documents import CustomField, DocumentError, ItemLine, Problem, Ref
from .document_texts import filled
from .form_fields import OWN_FIELDS, SALES_FIELDS


class Preferences:
    """Of the channel that `move` belongs to, for one document in the company of `facts`."""

    def __init__(self, move, connection, facts, shipments):
        self.move = move
        self.connection = connection
        self.facts = facts
        self.is_desktop = connection.edition == "desktop"
        self.channel = move.env["qb.channel"]._preferences(connection, move._qb_channel())
        self.orders = move.invoice_line_ids.sale_line_ids.order_id
        self.shipments = shipments

    @cached_property
    def number(self):
        source = self.channel.number_from
        if source == "quickbooks" and self.facts.keeps_sent_numbers and not self.is_desktop:
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

    # ------------------------------------------------------------------ fields of QuickBooks' forms

    def template(self, entity):
        """The template of what QuickBooks calls `entity`, or None; Desktop only."""
        return _ref(self.channel._template_of(entity)) if self.is_desktop else None

    def sales_rep(self):
        """The channel's, else that of the salesperson; Desktop only."""
        if not self.is_desktop:
            return None
        reps, salesperson = self.move.env["qb.rep.map"], self.move.invoice_user_id
        return _ref(self.channel.sales_rep_id or (salesperson and reps._entry_for(self.connection, salesperson)))

    def customer_message(self):
        """The message of QuickBooks' own list; Desktop only, where the form has no place for another text."""
        return _ref(self.channel.customer_message_id) if self.is_desktop else None

    def po_number(self):
        return self.reference() if self.is_desktop and self.channel.po_number_from == "reference" else ""

    def customer_reference(self):
        return self.reference() if self.is_desktop and self.channel.reference_to == "other" else ""

    def reference(self):
        """What the customer calls the purchase: the reference of the orders, else that of the invoice; ""."""
        of_orders = ", ".join(dict.fromkeys(filter(None, self.orders.mapped("client_order_ref"))))
        return of_orders or self.own_reference()

    def own_reference(self):
        """The invoice's reference as far as it says more than its order or, of a credit note, its invoice; ""."""
        originals = self.move._qb_originals().mapped("name")
        said = self.move.ref or ""
        if said in self.orders.mapped("name") or (originals and ", ".join(originals) in said):
            return ""
        return said

    def custom_fields(self):
        """What goes into the company's own fields, as far as they hold it; online only."""
        names = self.facts.features.get(SALES_FIELDS) or {}
        return tuple(
            CustomField(number, value[: self._longest()].strip(), names.get(number, ""))
            for number, value in self._own_values().items()
        )

    def cut(self):
        """What is too long for a field of the company's own, for the memo."""
        return tuple(dict.fromkeys(one for one in self._own_values().values() if len(one) > self._longest()))

    def _own_values(self):
        """{DefinitionId: value, never empty}."""
        if self.is_desktop:
            return {}
        values = {number: self._own_value(number) for number in OWN_FIELDS}
        return {number: value for number, value in values.items() if value}

    def _own_value(self, number):
        source = self.channel[f"custom_{number}_from"]
        if source == "text":
            return " ".join(filled(self.channel[f"custom_{number}_text"] or "", self._particulars()).split())
        return self._particulars().get(source, "")

    def _longest(self):
        return self.connection._limits().other["custom_field"]

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
            "reference": self.reference(),
            "invoice": self.move.name or "",
            "customer": self.move.partner_id.display_name or "",
            "salesperson": self.move.invoice_user_id.name or "",
        }


def _ref(entry):
    return Ref(entry.qb_id, entry.name) if entry else None
