"""A deposit that a person makes in the browser: one receipt or payment goes from Undeposited Funds to the bank.

The entity Deposit is not served; this exists so that what lies on a deposit is locked (6540, spec qbo 5.5).
"""

from __future__ import annotations

from ... import clock
from ...books.ledger import Entry, Posting
from .balances import refresh_accounts
from .session import Session

TAKES = ("SalesReceipt", "Payment")


def deposit(session: Session, entity: str, object_id: str) -> None:
    """KeyError for what is not in Undeposited Funds, or on a deposit already."""
    row = session.find(entity, object_id) if entity in TAKES else None
    funds, bank = session.account_by_subtype("UndepositedFunds").id, session.account_by_subtype("Checking").id
    if row is None or row.deleted or row.extra.get("deposit") or row.body["DepositToAccountRef"]["value"] != funds:
        raise KeyError(f"{entity} {object_id}")
    made = session.new_id("Deposit", transaction=True)
    lines = _postings(session, entity, object_id, funds, bank)
    session.ledger.post(Entry("Deposit", made, clock.today().isoformat()), lines)
    row.extra["deposit"] = made
    session.save_extra(row)
    refresh_accounts(session, {funds, bank})


def _postings(session: Session, entity: str, object_id: str, funds: str, bank: str) -> list[Posting]:
    """What the document brought into Undeposited Funds goes on to the bank."""
    rows = session.connection.execute(
        "SELECT currency, name, sum(amount) AS home, sum(foreign_amount) AS other FROM ledger"
        " WHERE realm = ? AND txn_type = ? AND txn_id = ? AND account = ? GROUP BY currency, name",
        (session.realm, entity, object_id, funds),
    ).fetchall()
    found = []
    for row in rows:
        found.append(Posting(bank, row["home"], row["other"], row["currency"], name=row["name"]))
        found.append(Posting(funds, -row["home"], -row["other"], row["currency"], name=row["name"]))
    return found
