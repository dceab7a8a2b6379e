"""Which payment pays what: table `application`, and what follows from it on both sides (spec qbo 5.5).

`amount` is in the transaction's currency, `home_amount` what it takes off the document in home currency: at
the document's own rate, the application that closes it taking what is left, so nothing remains by rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...books.money import dec, from_minor, half_up, to_minor
from .session import Row, Session

CREDITS = ("CreditMemo",)
TARGETS = ("Invoice", *CREDITS)


@dataclass(frozen=True)
class Application:
    line: int
    target_type: str
    target_id: str
    amount: int
    home_amount: int = 0


def of_source(session: Session, source_type: str, source_id: str) -> list[Application]:
    rows = session.connection.execute(
        "SELECT * FROM application WHERE realm = ? AND source_type = ? AND source_id = ? ORDER BY line",
        (session.realm, source_type, source_id),
    )
    return [Application(r["line"], r["target_type"], r["target_id"], r["amount"], r["home_amount"]) for r in rows]


def replace(session: Session, source_type: str, source_id: str, applications: list[Application]) -> None:
    """What a payment pays, from now on."""
    key = (session.realm, source_type, source_id)
    where = "realm = ? AND source_type = ? AND source_id = ?"
    session.connection.execute(f"DELETE FROM application WHERE {where}", key)
    session.connection.executemany(
        "INSERT INTO application VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*key, a.line, a.target_type, a.target_id, a.amount, a.home_amount) for a in applications],
    )


def sources(session: Session, target_type: str, target_id: str) -> list[tuple[str, str]]:
    """The payments applied to a document, oldest id first."""
    rows = session.connection.execute(
        "SELECT DISTINCT source_type, source_id FROM application"
        " WHERE realm = ? AND target_type = ? AND target_id = ? ORDER BY CAST(source_id AS INTEGER)",
        (session.realm, target_type, target_id),
    )
    return [(row[0], row[1]) for row in rows]


def applied(session: Session, target_type: str, target_id: str, *, besides: str = "") -> int:
    """How much of a document is paid, in minor units; `besides` leaves one payment out."""
    return session.connection.execute(
        "SELECT coalesce(sum(amount), 0) FROM application"
        " WHERE realm = ? AND target_type = ? AND target_id = ? AND source_id != ?",
        (session.realm, target_type, target_id, besides),
    ).fetchone()[0]


def payable(body: dict) -> int:
    """What a document asks for: its total less the deposit taken on it."""
    return to_minor(dec(body["TotalAmt"]) - dec(body.get("Deposit")))


def payable_home(body: dict) -> int:
    """The same at the document's rate, in home currency."""
    rate = dec(body.get("ExchangeRate", 1))
    return to_minor(half_up(from_minor(payable(body)) * rate))


def reapportion(session: Session, target: Row) -> set[str]:
    """Recompute the home amounts of a document's applications; returns the payments that changed."""
    total, total_home = payable(target.body), payable_home(target.body)
    rows = session.connection.execute(
        "SELECT rowid, source_id, amount, home_amount FROM application"
        " WHERE realm = ? AND target_type = ? AND target_id = ? ORDER BY CAST(source_id AS INTEGER), line",
        (session.realm, target.type, target.id),
    ).fetchall()
    changed: set[str] = set()
    so_far = so_far_home = 0
    for row in rows:
        so_far += row["amount"]
        upto = total_home if so_far == total else to_minor(half_up(from_minor(total_home) * so_far / total))
        home = upto - so_far_home
        so_far_home = upto
        if home != row["home_amount"]:
            session.connection.execute("UPDATE application SET home_amount = ? WHERE rowid = ?", (home, row["rowid"]))
            changed.add(row["source_id"])
    return changed


def payment_links(session: Session, target_type: str, target_id: str) -> list[dict]:
    """LinkedTxn entries that a document shows for its payments."""
    return [{"TxnId": id_, "TxnType": type_} for type_, id_ in sources(session, target_type, target_id)]
