"""A deposit that a person makes in QuickBooks: one receipt goes from Undeposited Funds to the bank.

Deposit messages are not served; this exists so that a receipt can be locked by one (spec qbd 5.4).
"""

from __future__ import annotations

from decimal import Decimal

from ...books.ledger import Entry, Posting
from ...books.money import half_up, to_minor
from .. import statuses
from ..lists.accounts import special
from ..rows import Row
from ..work import Work
from .posting import currency_code, total
from .rates import home_rate


def make(work: Work, txn_id: str, day: str | None = None) -> Row:
    """KeyError for what is no sales receipt in Undeposited Funds."""
    receipt, funds = work.rows.find("SalesReceipt", txn_id), special(work, "UndepositedFunds")
    if receipt is None or receipt.body["DepositToAccountRef"] != funds.id or receipt.extra.get("deposit"):
        raise KeyError(txn_id)
    bank = work.rows.select(("Account",), "json_extract(body, '$.AccountType') = 'Bank'")[0]
    body = {"TxnDate": day or work.today().isoformat(), "DepositToAccountRef": bank.id}
    made = work.rows.insert("Deposit", work.rows.new_txn_id(), body)
    work.ledger.post(Entry("Deposit", made.id, body["TxnDate"]), _postings(work, receipt, bank.id, funds.id))
    receipt.extra["deposit"] = made.id
    work.rows.keep(receipt)
    return made


def _postings(work: Work, receipt: Row, bank: str, funds: str) -> list[Posting]:
    value: Decimal = total(receipt.body)
    home, foreign = to_minor(half_up(value * home_rate(work, receipt.body))), to_minor(value)
    currency, name = currency_code(work, receipt.body), receipt.body.get("CustomerRef")
    return [
        Posting(bank, home, foreign, currency, name=name),
        Posting(funds, -home, -foreign, currency, name=name),
    ]


def check_change(work: Work, row: Row) -> None:
    """3170 for a receipt that is on a deposit."""
    if row.extra.get("deposit") and work.switches.change_deposited == "refuse":
        raise statuses.deposited(3170, row.id)


def check_delete(work: Work, row: Row) -> None:
    """3160 for a receipt that is on a deposit."""
    if row.extra.get("deposit") and work.switches.delete_deposited == "refuse":
        raise statuses.deposited(3160, row.id)


def take_off(work: Work, row: Row) -> None:
    """The receipt leaves its deposit, which is gone then."""
    made = work.rows.find("Deposit", row.extra.pop("deposit", ""))
    if made:
        work.ledger.remove(Entry("Deposit", made.id, made.body["TxnDate"]))
        work.rows.bury(made)
        work.rows.keep(row)
