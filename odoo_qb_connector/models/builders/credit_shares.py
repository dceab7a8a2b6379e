"""How much of a credit memo goes to which invoice: Odoo's reconciliation on one side, what is open in QuickBooks on the
other. Pure arithmetic; invoices are known by any key."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal

Shares = Mapping[Hashable, Decimal]
ZERO = Decimal("0.00")


def shares(wanted: Shares, ours: Shares, theirs: Shares, balances: Shares, credit: Decimal) -> dict[Hashable, Decimal]:
    """What our application shall be, by invoice, nothing of zero.

    `wanted` is what Odoo reconciled; `ours` what our own application holds now; `theirs` what QuickBooks or a person
    applied beside it. `balances` and `credit` are what is open now, with `ours` taken off already. An invoice without a
    balance takes nothing. No invoice and no credit is ever overdrawn; what is short is short for the last one.
    """
    left = credit + sum(ours.values(), ZERO)
    found = {}
    for invoice, amount in wanted.items():
        room = balances[invoice] + ours.get(invoice, ZERO) if invoice in balances else ZERO
        share = min(amount - theirs.get(invoice, ZERO), room, left)
        if share > 0:
            found[invoice] = share
            left -= share
    return found


def beyond(base: Shares, amounts: Shares) -> dict[Hashable, Decimal]:
    """By how much `amounts` are more than `base`, by invoice; nothing where they are not."""
    surplus = {invoice: amount - base.get(invoice, ZERO) for invoice, amount in amounts.items()}
    return {invoice: amount for invoice, amount in surplus.items() if amount > 0}


def of_payment(lines, credit_id: str) -> dict[str, Decimal]:
    """What a payment with these `lines` ((type, id, amount), gateway details["applied"]) takes from the credit memo
    `credit_id` for each of its invoices. Money and several credits in one payment say nothing about who pays what: the
    credit goes to the invoices in order."""
    left = sum((amount for kind, one, amount in lines if (kind, one) == ("CreditMemo", credit_id)), ZERO)
    found = {}
    for kind, invoice, amount in lines:
        share = min(amount, left) if kind == "Invoice" else ZERO
        if share > 0:
            found[invoice] = found.get(invoice, ZERO) + share
            left -= share
    return found


def names(invoices) -> str:
    """Of account.moves, for a sentence."""
    return ", ".join(invoice.name for invoice in invoices)
