"""After a lost answer: a pure state machine (spec qbd 3.5, 7).

```
 ask QuickBooks what it stored for the set ──► stored: settle what is definite, look up the rest
        │ 600, 9002, 9005 …: it does not know
        ▼
 look up every member by number, name or id ──► found: adopt
        │ absent
        ▼
 before execution_limit: wait and look again ──► absent twice: a new set, new key, only those
```

Nothing is sent again before it was looked for: 600 does not prove that a set never ran (a restored backup, another
file open). The set's stored outcome is forgotten (`oldMessageSetID` of a later set) only when everything of it is
settled in Odoo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ..gateway import (
    Acknowledged,
    Failed,
    FindByMarker,
    GatewayError,
    Member,
    ObjectRef,
    Outcome,
    OutcomeUnknown,
    ReadObject,
    Remedy,
    Removed,
    WireAnswer,
    WireRequest,
    Written,
)
from .decode import outcomes, set_answer
from .encode import payment
from .messages import VERSION, message_set, message_set_id, wire
from .numbers import ref_number

MARGIN = timedelta(seconds=1)


@dataclass(frozen=True)
class Suspect:
    """One member in doubt, with what it was sent with: what it is looked for by. `target_id` for a change of an
    existing object, else number, or name for a list entry. `untaxed` instead of `total` where QuickBooks computes the
    tax."""

    member: Member
    target_id: str = ""
    number: str = ""
    name: str = ""
    party_id: str = ""
    total: Decimal | None = None
    untaxed: Decimal | None = None

    @property
    def leaves_an_object(self) -> bool:
        """Whether there is anything to look for. A credit that is applied leaves none: it goes through preparation
        again, which reads what is applied before anything is sent (spec qbd 5.2)."""
        return (self.member.verb, self.member.type) != ("create", payment.ENTITY)


# ------------------------------------------------------------------ what to do next


@dataclass(frozen=True)
class AskStatus:
    """Send `status_request`; answer with `on_status`."""


@dataclass(frozen=True)
class LookUp:
    """Ask these questions (by bid); answer with `on_answers`."""

    questions: Mapping[str, FindByMarker | ReadObject]


@dataclass(frozen=True)
class WaitUntil:
    """Too early to believe in absence: come again."""

    moment: datetime


@dataclass(frozen=True)
class SendAgain:
    """These members are certainly not there: they go in a new set under a new key, never in this one again."""

    bids: tuple[str, ...]


@dataclass(frozen=True)
class Settled:
    """Nothing is in doubt any more."""


Step = AskStatus | LookUp | WaitUntil | SendAgain | Settled


@dataclass(frozen=True)
class Doubt:
    """Number, party and amount are those of `candidate`, but our token is missing: only a person can tell."""

    candidate: Acknowledged


ABSENT = "absent"
Verdict = Written | Removed | Failed | Doubt | str


# ------------------------------------------------------------------ the machine


@dataclass(frozen=True)
class Recovery:
    """One set in doubt. Frozen: every event makes a new one.

    `absent_counts_from` is when the loss was noticed plus the execution limit (design 5: a killed request may still
    be running). By bid: `outcomes` so far; `ids` that QuickBooks stored for objects still to be read.
    """

    key: str
    suspects: tuple[Suspect, ...]
    sent_at: datetime
    absent_counts_from: datetime
    asked: bool = False
    outcomes: Mapping[str, Written | Removed | Failed | Doubt] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    looked_at: datetime | None = None

    def step(self, now: datetime) -> Step:
        """What to do at `now`."""
        if not self.open:
            return Settled()
        if not self.asked:
            return AskStatus()
        visible = [one for one in self.open if one.leaves_an_object]
        if visible and (self.looked_at is None or self._must_look_again(now)):
            return LookUp({one.member.bid: self._question(one) for one in visible})
        if now < self.absent_counts_from:
            return WaitUntil(self.absent_counts_from + MARGIN)
        return SendAgain(tuple(one.member.bid for one in self.open))

    @property
    def open(self) -> tuple[Suspect, ...]:
        """Those of which nothing definite is known."""
        return tuple(one for one in self.suspects if one.member.bid not in self.outcomes)

    def on_status(self, request: WireRequest, answer: WireAnswer) -> Recovery:
        """What QuickBooks stored. Only a definite refusal of a member and a complete object settle it; a success
        that names no more than ids is looked up, to learn the totals.

        A failed question (nobody answered it) changes nothing: it is asked again.
        """
        try:
            set_answer(request, answer)
        except GatewayError as error:
            return self if error.remedy in (Remedy.WAIT, Remedy.CONNECT) else replace(self, asked=True)
        said = zip((one.member.bid for one in self.suspects), outcomes(request, answer), strict=True)
        found = {bid: one for bid, one in said if bid not in self.outcomes}
        definite = {bid: one for bid, one in found.items() if _is_definite(one)}
        ids = {bid: _recovered_id(one) for bid, one in found.items() if bid not in definite}
        known = {bid: one for bid, one in ids.items() if one}
        return replace(self, asked=True, outcomes={**self.outcomes, **definite}, ids={**self.ids, **known})

    def on_answers(self, answers: Mapping[str, Any], now: datetime) -> Recovery:
        """What the look-up said, by bid: list[Acknowledged] or, for a change, Acknowledged or None. A GatewayError
        as an answer leaves that member open and unlooked."""
        verdicts = {
            one.member.bid: self._verdict(one, answers[one.member.bid])
            for one in self.open
            if one.member.bid in answers and not isinstance(answers[one.member.bid], GatewayError)
        }
        found = {bid: one for bid, one in verdicts.items() if one != ABSENT}
        complete = all(one.member.bid in verdicts for one in self.open if one.leaves_an_object)
        return replace(
            self,
            outcomes={**self.outcomes, **found},
            looked_at=now if complete else self.looked_at,
        )

    def _question(self, suspect: Suspect) -> FindByMarker | ReadObject:
        identity = self.ids.get(suspect.member.bid)
        return ReadObject(ObjectRef(suspect.member.type, identity)) if identity else question(suspect, self.sent_at)

    def _verdict(self, suspect: Suspect, answer: Any) -> Verdict:
        """An object whose id QuickBooks itself stored for this request is ours, whatever it carries."""
        if suspect.member.bid in self.ids:
            return Written(answer) if answer is not None else ABSENT
        return verdict(suspect, answer)

    def _must_look_again(self, now: datetime) -> bool:
        """A look before the limit proves nothing; the one after it does."""
        return self.looked_at < self.absent_counts_from <= now


def _recovered_id(outcome: Outcome) -> str:
    return str(outcome.error.values.get("id", "")) if isinstance(outcome, Failed) else ""


def _is_definite(outcome: Outcome) -> bool:
    """A stored "not run" or "locked" is definite too: that member goes again, by the queue."""
    return not isinstance(outcome, Failed) or not isinstance(outcome.error, OutcomeUnknown)


# ------------------------------------------------------------------ one member


def question(suspect: Suspect, sent_at: datetime) -> FindByMarker | ReadObject:
    member = suspect.member
    if suspect.target_id:
        return ReadObject(ObjectRef(member.type, suspect.target_id))
    return FindByMarker(
        type=member.type,
        marker=member.marker,
        number=suspect.number,
        name=suspect.name,
        party_id=suspect.party_id,
        total=suspect.total,
        sent_after=sent_at,
    )


def verdict(suspect: Suspect, answer: Any) -> Verdict:
    """What the look-up proves (spec qbd 7.5, 7.7)."""
    if suspect.target_id:
        return _of_change(suspect, answer)
    if suspect.name:
        named = next((one for one in answer if one.active and one.name.casefold() == suspect.name.casefold()), None)
        return Written(named) if named else ABSENT
    ours = next((one for one in answer if suspect.member.marker and one.marker == suspect.member.marker), None)
    if ours:
        return Written(ours)
    wanted = (ref_number(suspect.number), suspect.party_id)
    alike = (one for one in answer if not one.marker and (one.number, one.party_id) == wanted)
    worth = (one for one in alike if one.is_worth(suspect.total, suspect.untaxed))
    found = next(worth, None) if suspect.number else None
    return Doubt(found) if found else ABSENT


def _of_change(suspect: Suspect, current: Acknowledged | None) -> Verdict:
    """A delete that finds nothing is done; an update is ours when it carries our marker; a void leaves nothing."""
    member = suspect.member
    if member.verb == "delete":
        return Removed(ObjectRef(member.type, suspect.target_id)) if current is None else ABSENT
    if current is None:
        return ABSENT
    if member.verb == "void":
        return Written(current) if current.total == 0 else ABSENT
    return Written(current) if member.marker and current.marker == member.marker else ABSENT


# ------------------------------------------------------------------ the sets that travel


def status_request(lost: WireRequest, *, version: str = VERSION) -> WireRequest:
    """The question what became of a set: old and new id equal, empty body; never runs anything (spec qbd 3.5). Its
    members are those of the lost set, so that the stored responses find their place."""
    identity = message_set_id(lost.key)
    return wire(identity, message_set([], new=identity, old=identity, version=version), lost.members)
