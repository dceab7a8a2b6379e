"""Change data capture: what was changed or deleted since a time (spec qbo 8.4). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from ..gateway import Acknowledged, Change, Changes, ObjectRef
from .decode import acknowledged
from .values import inner, text

OBJECTS = 1000
"""Objects in one answer at most; there is no second page."""
WINDOW = timedelta(days=30)
"""How far back Intuit looks."""
STEP = timedelta(seconds=1)
"""Times there have no fractions."""


def changes_in(data: Mapping, types: Sequence[str]) -> list[Change]:
    """The changes of `types` in an answer. Raises ValueError for one that is no answer to that."""
    said = data.get("CDCResponse")
    answers = [one for one in said if isinstance(one, Mapping)] if isinstance(said, Sequence) else []
    if not answers or not all(isinstance(one.get("QueryResponse"), Sequence) for one in answers):
        raise ValueError("an answer without CDCResponse")
    found: list[Change] = []
    for answer in answers:
        for response in answer["QueryResponse"]:
            for entity_type in types:
                rows = response.get(entity_type) if isinstance(response, Mapping) else None
                found += [_change(entity_type, row) for row in rows or [] if isinstance(row, Mapping)]
    return found


def is_cut(found: Sequence[Change]) -> bool:
    """Whether there may be more than was told."""
    return len(found) >= OBJECTS


def told(found: Sequence[Change], since: datetime) -> Changes:
    """`found` of one type. Cut, it goes on at the latest time told: Intuit says no order, the recorded answers begin
    with the oldest. What all has the very time asked for is left behind, or there would be no end."""
    if not is_cut(found):
        return Changes(tuple(found))
    latest = max((moment for one in found if (moment := _moment(one.object.updated_at))), default=since)
    return Changes(tuple(found), latest if latest > since else since + STEP)


def joined(parts: Iterable[Changes]) -> Changes:
    """Several types: the earliest time at which one of them goes on."""
    parts = list(parts)
    found = tuple(change for part in parts for change in part.changes)
    return Changes(found, min((part.more_since for part in parts if part.more_since), default=None))


def _change(entity_type: str, row: Mapping) -> Change:
    """A deleted one is a stub without SyncToken."""
    if row.get("status") != "Deleted":
        return Change(acknowledged(entity_type, row))
    if not row.get("Id"):
        raise ValueError(f"a deleted {entity_type} without Id")
    ref = ObjectRef(entity_type, str(row["Id"]))
    return Change(Acknowledged(ref, updated_at=text(inner(row, "MetaData").get("LastUpdatedTime"))), deleted=True)


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
