"""Whether an invoice may be taken out of the books of QuickBooks, or a credit memo has to stand beside it.

It must be unpaid (a sales receipt: paid back, and not deposited), after every closing and lock date, and of the month
in which it is taken back. Nothing dated on or before a closing or lock date is ever changed, deleted or voided (design
6).
"""

from __future__ import annotations

from odoo.tools import format_date

from ...documents import Problem

HARMLESS_LINKS = ("Estimate", "SalesOrder", "TimeActivity", "ReimburseCharge")
"""What an invoice is linked to without being paid or deposited (spec qbo 5.5, qbd 5.5)."""

RECEIPTS = ("SalesReceipt", "RefundReceipt")
"""Documents that hold their money: their balance is nothing from the beginning."""


def obstacle(invoice, connection, day):
    """The Problem (reason_...) that forbids to take `invoice` (account.move) back on `day`, as far as Odoo and the
    known facts say; None when there is none."""
    facts = connection._facts()
    date = invoice.invoice_date
    if facts is None:
        return Problem("reason_company_unknown")
    if facts.closing_date and date <= facts.closing_date:
        return _dated("reason_closed", invoice, facts.closing_date)
    locks = invoice._get_violated_lock_dates(invoice.date, invoice._affect_tax_report())
    if locks:
        return _dated("reason_locked", invoice, locks[-1][0])
    if (date.year, date.month) != (day.year, day.month):
        return _dated("reason_month", invoice, day)
    if invoice._qb_link_for(connection)[:1].qb_type in RECEIPTS:
        return _money_obstacle(invoice)
    if _is_paid(invoice):
        return Problem("reason_paid_here", {"invoice": invoice.name})
    return None


def obstacle_there(invoice, there):
    """The same, as far as QuickBooks' own document says (`there`, gateway.Acknowledged). Without a balance nobody can
    say that it is unpaid. A receipt has none: whether its money is deposited is said by a link, or by QuickBooks when
    it refuses (6540)."""
    links = [kind for kind, _id in there.details.get("linked") or () if kind not in HARMLESS_LINKS]
    settled = there.balance is None or there.balance != there.total
    if links or (settled and there.ref.type not in RECEIPTS):
        return Problem("reason_paid_there", {"invoice": invoice.name})
    return None


def _money_obstacle(receipt):
    """A sales receipt takes its money out of the books with it: it may go only when the customer has the money back,
    and while the money has not reached a bank account. A cancelled one's money is with us still."""
    if receipt.state != "posted" or not receipt._qb_pays_back():
        return Problem("reason_money_kept", {"invoice": receipt.name})
    account = receipt._qb_channel().channel.deposit_account_id
    if account:
        return Problem("reason_deposited", {"invoice": receipt.name, "account": account.name})
    return None


def _is_paid(invoice):
    """Whether money, or another credit note, was matched with it: what settles it may only be its own reversal."""
    own = invoice.reversal_move_ids
    matched = invoice._get_reconciled_invoices_partials()[0]
    return any(line.move_id not in own for _partial, _amount, line in matched)


def _dated(code, invoice, day):
    env = invoice.env
    return Problem(
        code,
        {"invoice": invoice.name, "date": format_date(env, invoice.invoice_date), "day": format_date(env, day)},
    )
