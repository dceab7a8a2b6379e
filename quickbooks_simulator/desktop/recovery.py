"""Message-set recovery (spec qbd 3.5): what QuickBooks keeps per application, and every row of its table."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import asdict, dataclass

from .grammar.reader import MessageSet
from .switches import Switches

MAX_ID = 24
CLEAR_ALL = "CLR-ALL-MSG-SETS"
OK, UNKNOWN, CHECKSUM, NO_RESPONSE, TOO_LONG, NOT_STORED = 0, 600, 9001, 9002, 9004, 9005


@dataclass(frozen=True)
class Outcome:
    """What is kept of one request that ran."""

    name: str
    request_id: str | None
    code: int
    severity: str
    message: str
    recovery: dict | None


@dataclass(frozen=True)
class Verdict:
    """What to do with a set: run it (and store under `store`), or answer with what is kept.

    `code` is messageSetStatusCode, None when recovery is not used. `missing` requests are answered with 3231.
    """

    run: bool
    store: str | None = None
    code: int | None = None
    outcomes: tuple[Outcome, ...] = ()
    missing: int = 0


class Recovery:
    """The stored message sets of one application in one company file."""

    def __init__(self, connection: sqlite3.Connection, realm: str, application: str, switches: Switches) -> None:
        self.connection = connection
        self.key = (realm, application)
        self.switches = switches

    def judge(self, messages: MessageSet, checksum: str) -> Verdict:
        """Read the table of spec qbd 3.5, and forget or reserve what it says."""
        new, old = messages.new_id, messages.old_id
        if any(one and len(one) > MAX_ID and one != CLEAR_ALL for one in (new, old)):
            return Verdict(False, code=TOO_LONG)
        if new and new == old:
            return self._known(new, checksum if messages.requests else None) or Verdict(False, code=UNKNOWN)
        known = self._known(new, checksum) if new else None
        if known:
            return known
        forgotten = self._forget(old) if old else True
        if new:
            self._reserve(new, checksum, len(messages.requests))
            return Verdict(True, store=new, code=OK)
        if old is None:
            return Verdict(True)
        run = forgotten or self.switches.unknown_old_id == "run"
        return Verdict(run, code=OK if forgotten else UNKNOWN)

    def keep(self, message_id: str, position: int, outcome: Outcome) -> None:
        """Store an outcome; commits with what the request changed."""
        self.connection.execute(
            "INSERT INTO desktop_outcome VALUES (?, ?, ?, ?, ?)",
            (*self.key, message_id, position, json.dumps(asdict(outcome))),
        )

    def drop(self, message_id: str) -> None:
        """Nothing is kept of a set after all."""
        self._forget(message_id)

    def _known(self, message_id: str, checksum: str | None) -> Verdict | None:
        row = self.connection.execute(
            "SELECT * FROM desktop_message_set WHERE realm = ? AND application = ? AND id = ?", (*self.key, message_id)
        ).fetchone()
        if row is None:
            return None
        if checksum is not None and row["checksum"] != checksum:
            return Verdict(False, code=CHECKSUM)
        outcomes = self._outcomes(message_id)
        if len(outcomes) == row["expected"]:
            return Verdict(False, code=OK, outcomes=outcomes)
        return self._cut_short(outcomes, row["expected"])

    def _cut_short(self, outcomes: tuple[Outcome, ...], expected: int) -> Verdict:
        """A set whose run ended in a crash."""
        choice = self.switches.incomplete_message_set
        if choice == "rows":
            return Verdict(False, code=OK, outcomes=outcomes, missing=expected - len(outcomes))
        return Verdict(False, code=int(choice))

    def _outcomes(self, message_id: str) -> tuple[Outcome, ...]:
        rows = self.connection.execute(
            "SELECT outcome FROM desktop_outcome WHERE realm = ? AND application = ? AND id = ? ORDER BY position",
            (*self.key, message_id),
        )
        return tuple(Outcome(**json.loads(row["outcome"])) for row in rows)

    def _reserve(self, message_id: str, checksum: str, expected: int) -> None:
        self.connection.execute(
            "INSERT INTO desktop_message_set VALUES (?, ?, ?, ?, ?)", (*self.key, message_id, checksum, expected)
        )

    def _forget(self, message_id: str) -> bool:
        """False when there was nothing to forget."""
        everything = message_id == CLEAR_ALL
        where, values = ("", ()) if everything else (" AND id = ?", (message_id,))
        gone = self.connection.execute(
            f"DELETE FROM desktop_message_set WHERE realm = ? AND application = ?{where}", (*self.key, *values)
        ).rowcount
        self.connection.execute(
            f"DELETE FROM desktop_outcome WHERE realm = ? AND application = ?{where}", (*self.key, *values)
        )
        return everything or gone > 0


def checksum_of(messages: MessageSet) -> str:
    """Of the content: the requests, not the ids of the set."""
    content = [[one.name, one.attributes, one.body, one.macro] for one in messages.requests]
    return hashlib.sha256(json.dumps([messages.on_error, content]).encode()).hexdigest()
