"""What is said about goods that came back, re-shipments, cancelled and changed invoices (docs/returns.md).

`reason_...` says why an invoice is not deleted or voided; it stands inside other sentences and ends with a full stop.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

RETURN_SENTENCES = {
    "reason_policy": _lt("This connection credits returns."),
    "reason_only_linked": _lt("This channel only links what is in QuickBooks."),
    "reason_part": _lt("Only a part of what %(invoice)s sold came back."),
    "reason_month": _lt("%(invoice)s is of %(date)s, another month than %(day)s."),
    "reason_closed": _lt("%(invoice)s is of %(date)s, and the books in QuickBooks are closed until %(day)s."),
    "reason_locked": _lt("%(invoice)s is of %(date)s, and Odoo's books are locked until %(day)s."),
    "reason_paid_here": _lt("%(invoice)s is paid in Odoo, wholly or in part."),
    "reason_paid_there": _lt("A payment, a credit or a deposit is linked to %(invoice)s in QuickBooks."),
    "reason_money_kept": _lt("%(invoice)s is a receipt there, and its money would leave the books with it."),
    "reason_deposited": _lt("The money of %(invoice)s went straight to %(account)s in QuickBooks."),
    "reason_refused": _lt("QuickBooks refused it: %(message)s"),
    "reason_company_unknown": _lt("The QuickBooks company has not been read yet."),
    "credit_failed": _lt(
        "Odoo could not make the credit note for %(delivery)s: %(reason)s Correct this, then press Send Again."
    ),
    "return_period_locked": _lt(
        "The goods came back on %(date)s, and the books are closed or locked until %(lock)s. Ask your accountant to "
        "move that date, or make the credit note by hand with a later date, then press Send Again."
    ),
    "redate_refused": _lt(
        "%(document)s is of a closed period and could not be dated %(day)s. Odoo says: %(reason)s Ask your accountant "
        "to open the period, or correct this in Odoo, then press Send Again."
    ),
    "return_original_not_there": _lt(
        "What came back is on %(original)s, which is not in QuickBooks, so there is nothing to reverse there yet. "
        "Press Send Now on that invoice; this return then goes by itself. If it was booked in QuickBooks by hand, Send "
        "Now finds and links it when it is older than the Start Date of the connection."
    ),
    "return_deletes": _lt("%(invoice)s is deleted in QuickBooks, so there is no document to look at."),
    "return_takes_nothing": _lt("Nothing of what came back is on an invoice."),
    "cancelled_stays": _lt(
        "%(invoice)s was cancelled in Odoo and stays in QuickBooks. %(reason)s Set it to draft, confirm it again and "
        "press Credit Note instead; or correct it in QuickBooks by hand."
    ),
    "credit_amount_not_positive": _lt(
        "A credit can only be applied by more than nothing. Press Send Again; if it happens again, please report it."
    ),
    "credit_not_applied": _lt(
        "QuickBooks said that it applied %(note)s to %(invoice)s, but there it is not applied. Open %(invoice)s in "
        "QuickBooks, press Apply Credits and choose %(note)s, then press Send Again."
    ),
    "credit_rates_differ": _lt(
        "QuickBooks Desktop did not apply %(note)s to %(invoices)s, which is of another exchange rate: %(message)s "
        "Open %(invoices)s there, press Apply Credits and choose %(note)s, then press Send Again."
    ),
    "credit_cannot_be_taken_off": _lt(
        "In Odoo %(note)s is not reconciled any more with what it is applied to in QuickBooks: %(amounts)s. QuickBooks "
        "Desktop lets no other program take a credit off: open %(invoices)s there, press Apply Credits and take the "
        "tick off %(note)s, then press Send Again."
    ),
    "history_not_there": _lt(
        "%(document)s is of %(date)s, before the Start Date %(start)s of the connection, and QuickBooks has no "
        "document with this number for this customer. Older documents are only linked, never created: enter it there "
        "by hand, or give the connection an earlier Start Date, then press Send Again."
    ),
}
