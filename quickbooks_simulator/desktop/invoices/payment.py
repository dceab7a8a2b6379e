"""A payment that a person receives in QuickBooks: it lands in Undeposited Funds and pays one invoice.

ReceivePayment messages are not served; this exists so that balances, IsPaid and links of invoices can be real.
"""

from __future__ import annotations

from decimal import Decimal

from ...books.ledger import Entry, Posting
from ...books.money import half_up, to_minor
from .. import statuses
from ..lists.accounts import special
from ..rows import Row
from ..work import Work
from .checks import applied
from .posting import total
from .rates import home_rate


def receive(work: Work, txn_id: str, value: Decimal | None, day: str | None = None) -> Row:
    """Pay an invoice, in full when `value` is None; more than is due is 3210 (spec qbd 5.2)."""
    invoice = work.transaction("Invoice", txn_id)
    due = total(invoice.body) - applied(work, txn_id)
    paid = due if value is None else value
    if paid > due or paid <= 0:
        raise statuses.invalid_value("PaymentAmount", str(paid), "You cannot pay more than the amount due.")
    payment = _insert(work, invoice, paid, day or work.today().isoformat())
    work.connection.execute(
        "INSERT INTO application VALUES (?, 'ReceivePayment', ?, 1, 'Invoice', ?, ?, ?)",
        (work.company.realm, payment.id, txn_id, to_minor(paid), _home(work, invoice, paid)),
    )
    if work.switches.payment_touches_invoice:
        columns = {"number": (invoice.body.get("RefNumber") or "").lower() or None}
        work.rows.update(invoice, invoice.body, customer=invoice.body["CustomerRef"], **columns)
    return payment


def _home(work: Work, invoice: Row, paid: Decimal) -> int:
    return to_minor(half_up(paid * home_rate(work, invoice.body)))


def _insert(work: Work, invoice: Row, paid: Decimal, day: str) -> Row:
    customer, account = invoice.body["CustomerRef"], invoice.body["ARAccountRef"]
    body = {"CustomerRef": customer, "ARAccountRef": account, "TxnDate": day, "TotalAmount": str(paid)}
    txn_id = work.rows.new_txn_id()
    row = work.rows.insert("ReceivePayment", txn_id, body, customer=customer)
    home, foreign = _home(work, invoice, paid), to_minor(paid)
    currency = work.company.home_currency
    if "CurrencyRef" in invoice.body:
        currency = work.rows.find("Currency", invoice.body["CurrencyRef"]).body["CurrencyCode"]
    lines = [
        Posting(special(work, "UndepositedFunds").id, home, foreign, currency, name=customer),
        Posting(account, -home, -foreign, currency, control="AR", name=customer),
    ]
    work.ledger.post(Entry("ReceivePayment", txn_id, day), lines)
    return row
