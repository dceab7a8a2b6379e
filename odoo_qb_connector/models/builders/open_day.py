"""The one rule for the day of a document whose own day lies in closed books, for Odoo and QuickBooks alike.

A day is closed when it is on or before QuickBooks' closing date, or one of the lock dates that Odoo applies to the
document (fiscal year, tax, sales, hard; with the exceptions of the user who books). The first open day is the day after
the latest of these. A document whose own day is open keeps it.
"""

from __future__ import annotations

from datetime import timedelta


def last_closed(day, connection, company, journal, has_tax):
    """The last day of the closed period that `day` (date) lies in, None when it is open. `has_tax`: whether the
    document counts in the tax report, which alone the tax lock date holds."""
    closed = [lock for lock, _name in company._get_violated_lock_dates(day, has_tax, journal)]
    if is_closed_there(day, connection):
        closed.append(connection._facts().closing_date)
    return max(closed, default=None)


def last_closed_of(move, day, connection):
    """The same for an invoice or credit note, were it dated `day`."""
    return last_closed(day, connection, move.company_id, move.journal_id, move._affect_tax_report())


def is_closed_there(day, connection):
    """Whether QuickBooks' books are closed for `day`, as far as it is known."""
    facts = connection._facts()
    return bool(facts and facts.closing_date and day and day <= facts.closing_date)


def following(last):
    """The first open day after `last`, the last closed one."""
    return last + timedelta(days=1)


def open_day_of(move, day, connection):
    """`day` when this invoice or credit note may be dated so, else the first open day."""
    last = last_closed_of(move, day, connection)
    return following(last) if last else day


def true_day_words(move, connection):
    """What the memo says of the day that a document would have had, "" when it has its own day."""
    day = move.qb_true_date
    if not day:
        return ""
    if day in _days(move.qb_picking_ids, connection):
        return move.env._("Shipped on %(day)s", day=day)
    if day in _days(move.qb_return_id, connection):
        return move.env._("Returned on %(day)s", day=day)
    return move.env._("Dated %(day)s in Odoo before", day=day)


def _days(pickings, connection):
    return {connection._local_date(done) for done in pickings.sudo().mapped("date_done") if done}
