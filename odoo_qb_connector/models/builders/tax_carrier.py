"""QuickBooks' tax on an invoice of Odoo: written onto the tax items that it has, or onto one that carries it."""

from __future__ import annotations

from decimal import Decimal

from odoo import fields

from ...documents import DocumentError, Problem
from .amounts import amount, exact
from .tax_share import divided


def tax_items(move):
    """The journal items of `move` that hold its sales taxes. A reverse charge, which takes itself off, is none."""
    return move.line_ids.filtered(lambda line: line.tax_line_id and not line.tax_line_id.has_negative_factor)


def check(move, connection):
    """Raises DocumentError where `move` has no place for a tax of QuickBooks'."""
    if not tax_items(move) and not connection.quickbooks_tax_id:
        raise DocumentError(Problem("tax_there_no_tax", {"document": move.display_name}, "tax"))


def take_over(move, connection, taxed_lines, tax, told):
    """Make `tax` (Decimal, positive) the tax of the draft `move`, to the cent; `told` are QuickBooks' own (percent,
    amount). `taxed_lines` (account.move.line) get the tax that carries it where Odoo has no tax item."""
    items = tax_items(move)
    if not items and not tax:
        return
    if not items:
        check(move, connection)
        items = _carried(move, connection.quickbooks_tax_id, taxed_lines)
    sign, currency = move.direction_sign, move.currency_id
    ours = [(exact(item.tax_line_id.amount), amount(sign * item.amount_currency, currency)) for item in items]
    parts = divided(tax, ours, told, Decimal(1).scaleb(-currency.decimal_places))
    changed = [
        fields.Command.update(item.id, {"amount_currency": float(sign * part)})
        for item, part, (_percent, had) in zip(items, parts, ours, strict=True)
        if part != had
    ]
    if changed:
        move.write({"line_ids": changed})


def _carried(move, tax, taxed_lines):
    """The new tax item of `tax`, which `taxed_lines` now have."""
    for line in taxed_lines:
        line.tax_ids |= tax
    return tax_items(move) or _made(move, tax, taxed_lines)


def _made(move, tax, taxed_lines):
    """Odoo makes no item for a tax of nothing."""
    spread = tax.refund_repartition_line_ids if move.move_type == "out_refund" else tax.invoice_repartition_line_ids
    part = spread.filtered(lambda one: one.repartition_type == "tax")[:1]
    values = {
        "name": tax.name,
        "display_type": "tax",
        "tax_repartition_line_id": part.id,
        "account_id": (part.account_id or taxed_lines[:1].account_id).id,
        "currency_id": move.currency_id.id,
        "partner_id": move.commercial_partner_id.id,
        "tax_tag_ids": [fields.Command.set(part.tag_ids.ids)],
        "tax_base_amount": abs(sum(taxed_lines.mapped("balance"))),
        "amount_currency": 0.0,
    }
    move.write({"line_ids": [fields.Command.create(values)]})
    return tax_items(move)
