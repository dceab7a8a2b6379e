"""account.move (customer invoice or credit note) -> SalesDocument."""

from __future__ import annotations

from datetime import date

from odoo.tools import html2plaintext

from ...documents import DocumentError, Problem, Ref, SalesDocument, SalesKind
from .address import address_of, names_of
from .amounts import exact
from .kits import parts_of_line
from .line_roles import Roles, money_lines
from .name_rules import party_rules
from .open_day import true_day_words
from .party import first_email
from .rounding import settled
from .sales_lines import LineBuilder
from .sales_preferences import Preferences
from .tax_strategies import strategy, taxed_lines

ENTITIES = {"out_invoice": "Invoice", "out_refund": "CreditMemo"}
KINDS = {"out_invoice": SalesKind.INVOICE, "out_refund": SalesKind.CREDIT_MEMO}


def document(move, references, facts, marker):
    """The document for `move`. Raises DocumentError when a mapping is missing."""
    return _Builder(move, references, facts).document(marker)


def check_currency(move, facts):
    """Raises DocumentError when the QuickBooks company cannot hold this currency."""
    if move.currency_id.name != facts.currency and not facts.multicurrency:
        raise DocumentError(
            Problem("currency_not_home", {"currency": move.currency_id.name, "home": facts.currency}, "currency")
        )


class _Builder:
    def __init__(self, move, references, facts):
        self.move = move
        self.env = move.env
        self.references = references
        self.connection = references.connection
        self.facts = facts
        self.limits = self.connection._limits()
        self.rules = party_rules(self.connection)
        self.shipments = shipments_of(move)
        self.told = self.shipments if self.connection._sends("shipments") else self.shipments.browse()
        self.wanted = Preferences(move, self.connection, facts, self.shipments)
        self.for_channel = references.customer != move.commercial_partner_id
        base_lines, _tax_lines = move._get_rounded_base_and_tax_lines()
        taxed = taxed_lines(base_lines)
        self.roles = Roles(move, facts, self.connection)
        net_only = any(self._has_no_gross(line) for line in money_lines(move))
        self.taxes = strategy(move, self.connection, facts, taxed, net_only=net_only)
        self.taxed = {line.record: line for line in taxed}

    def document(self, marker):
        move = self.move
        link = self.references.customer_link()
        document = SalesDocument(
            kind=KINDS[move.move_type],
            customer=Ref(link.qb_id, link.name or ""),
            date=move.invoice_date,
            currency=move.currency_id.name,
            lines=self.wanted.lines(LineBuilder(move, self.references, self.roles, self.taxes, self.taxed).lines()),
            total=self.taxes.document_total(),
            tax=self.taxes.document_tax(),
            marker=marker,
            number=self.wanted.number,
            due_date=move.invoice_date_due,
            exchange_rate=self._exchange_rate(),
            terms=self._terms(),
            billing=self._address(move.partner_id),
            shipping=self._address(self._ship_to(), buyer=self.for_channel),
            ship_date=self._ship_date(),
            ship_method=self._ship_method(),
            tracking_number=self._tracking_number(),
            email=self._email(),
            order_number=", ".join(self._orders().mapped("name")),
            memo=self.wanted.message() or plain_text(move.narration),
            note=self._note(),
            class_ref=self.wanted.class_ref(),
            department=self.wanted.location(),
            send_email=self.wanted.send_email(),
            template=self.wanted.template(ENTITIES[move.move_type]),
            sales_rep=self.wanted.sales_rep(),
            message=self.wanted.customer_message(),
            po_number=self.wanted.po_number(),
            customer_reference=self.wanted.customer_reference(),
            custom_fields=self.wanted.custom_fields(),
        )
        return settled(document, self.connection, self.references, self.taxes)

    # ------------------------------------------------------------------ parts

    def _has_no_gross(self, line):
        """Whether what stands for `line` there has no price with tax: it is taken off, or divided among parts."""
        if self.roles.of(line) == "discount" or self.roles.is_reduced(line):
            return True
        return self.roles.of(line) == "item" and bool(parts_of_line(line, self.connection))

    def _orders(self):
        return self.move.invoice_line_ids.sale_line_ids.order_id

    def _exchange_rate(self):
        """Home units for one foreign unit, at the rate Odoo booked with; None in home currency."""
        if self.move.currency_id.name == self.facts.currency or not self.move.invoice_currency_rate:
            return None
        return (1 / exact(self.move.invoice_currency_rate)).quantize(exact(1e-10))

    def _terms(self):
        term = self.move.invoice_payment_term_id
        return self.wanted.terms(self.env["qb.term.map"]._entry_for(self.connection, term) if term else None)

    def _address(self, partner, *, buyer=False):
        named = self.wanted.channel.name_in_address
        return address_of(partner, self.limits, self.rules, named=named, buyer=buyer and named)

    def _ship_to(self):
        """Where the goods went: the delivery's own address; a dropship's is the order's (its partner is the
        vendor)."""
        outgoing = self.shipments.filtered(lambda picking: picking.picking_type_code == "outgoing")
        return outgoing[:1].partner_id or self.move.partner_shipping_id

    def _ship_date(self) -> date | None:
        days = [self.connection._local_date(done) for done in self.told.mapped("date_done") if done]
        return max(days) if days else None

    def _email(self):
        """Where QuickBooks would send the document: to the one that it is for, never to the buyers of a channel."""
        if self.for_channel:
            return first_email(self.references.customer)
        return first_email(self.move.partner_id) or first_email(self.move.commercial_partner_id)

    def _note(self):
        """True day, order, buyer of a channel, deliveries and the customer's own reference, for whoever looks at the
        document in QuickBooks."""
        orders = ", ".join(self._orders().mapped("name"))
        originals = ", ".join(self.move._qb_originals().mapped("name"))
        parts = [
            self.wanted.memo(),
            true_day_words(self.move, self.connection),
            self.wanted.odoo_number(),
            self.env._("Credit for %(invoices)s", invoices=originals) if originals else "",
            self.env._("Order %(orders)s", orders=orders) if orders else "",
            self._buyer(),
            ", ".join(self.told.mapped("name")),
            self.wanted.own_reference(),
            self._shipping_words(),
        ]
        note = " · ".join(filter(None, parts))
        return " · ".join(filter(None, (note, *(one for one in self.wanted.cut() if one not in note))))

    def _buyer(self):
        """Who bought, where the document is for the one customer of a channel."""
        names = names_of(self.move.partner_id, self.rules) if self.for_channel else []
        return self.env._("Buyer %(name)s", name=", ".join(names)) if names else ""

    def _ship_method(self):
        return ", ".join(dict.fromkeys(self.told.carrier_id.mapped("name")))

    def _tracking_number(self):
        return ", ".join(dict.fromkeys(filter(None, self.told.mapped("carrier_tracking_ref"))))

    def _shipping_words(self):
        """Ship date, carrier and tracking number in words, where the QuickBooks company has no fields for them."""
        if self.facts.features.get("AllowShipping") is not False or not self.told:
            return ""
        shipped = " ".join(filter(None, (self._ship_method(), self._tracking_number())))
        return self.env._("Shipped %(day)s %(how)s", day=self._ship_date(), how=shipped).strip()


def shipments_of(move):
    """The deliveries on this invoice: those the queue made it for, else all done ones of its order lines; a credit note
    ships nothing."""
    if move.move_type != "out_invoice":
        return move.env["stock.picking"]
    made_for = move.sudo().qb_picking_ids
    pickings = made_for or move.sudo().invoice_line_ids.sale_line_ids.move_ids.picking_id
    return pickings.filtered(lambda picking: picking.state == "done" and picking._qb_is_shipment()).sorted("id")


def plain_text(html):
    return html2plaintext(html or "").strip()
