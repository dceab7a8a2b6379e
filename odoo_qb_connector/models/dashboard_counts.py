"""What the dashboard counts, in SQL: a query for the state of all connections, one for their days.

Nothing counts the whole history: what is open has partial indexes, what is over is counted day by day in a window of
two weeks, from an index that holds all that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = 14
BUSY_AT_MOST = timedelta(hours=1)
"""Progress counts from when the queue last had nothing to do, on Desktop from when the session began, and at most so
long: older idle runs are not kept."""


@dataclass(frozen=True)
class Day:
    """One day of the books: how many operations QuickBooks took, and how many failed, by the queue's own count."""

    date: date
    sent: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Now:
    """How the queue of a connection stands: on their way (or being looked up), due besides them, and ended since it
    began to work on what it has in hand. `at_work`: on Desktop a session runs. `differing` are documents with other
    amounts there."""

    on_its_way: int = 0
    due: int = 0
    ended: int = 0
    at_work: bool = False
    differing: int = 0


_NOW = """
    SELECT c.id,
           (SELECT count(*) FROM qb_operation o
             WHERE o.connection_id = c.id AND o.state IN ('sending', 'unknown')) AS on_its_way,
           (SELECT count(*) FROM qb_operation o
             WHERE o.connection_id = c.id AND o.state = 'pending'
               AND (o.not_before IS NULL OR o.not_before <= %(now)s)
               AND (o.planned_at IS NULL OR o.planned_at <= %(now)s)
               AND NOT EXISTS (
                   SELECT 1 FROM qb_operation_prerequisite needs
                     JOIN qb_operation first ON first.id = needs.prerequisite_id AND first.state = 'failed'
                    WHERE needs.operation_id = o.id)) AS due,
           (SELECT count(*) FROM qb_operation o
             WHERE o.connection_id = c.id AND o.done_at >= %(earliest)s AND o.done_at >= busy.since
               AND o.state IN ('done', 'failed')) AS ended,
           busy.since IS NOT NULL AS at_work,
           (SELECT count(*) FROM qb_link l WHERE l.connection_id = c.id AND l.differs) AS differing
      FROM qb_connection c
CROSS JOIN LATERAL (
           SELECT CASE WHEN c.edition = 'desktop' THEN
                  (SELECT s.opened_at FROM qb_desktop_session s WHERE s.connection_id = c.id AND s.ended IS NOT TRUE)
                  ELSE COALESCE(
                  (SELECT max(r.create_date) FROM qb_connection_run r
                    WHERE r.connection_id = c.id AND r.create_date >= %(earliest)s AND r.sent = 0 AND r.failed = 0),
                  %(earliest)s) END AS since) busy
     WHERE c.id = ANY(%(ids)s)
"""

_DAYS = """
    SELECT day.connection_id, day.date,
           (SELECT count(*) FROM qb_operation o
             WHERE o.connection_id = day.connection_id AND o.done_at >= day.begins AND o.done_at < day.ends
               AND o.state = 'done' AND o.exchange_id IS NOT NULL),
           (SELECT COALESCE(sum(r.failed), 0) FROM qb_connection_run r
             WHERE r.connection_id = day.connection_id AND r.create_date >= day.begins AND r.create_date < day.ends)
      FROM unnest(%s::int[], %s::date[], %s::timestamp[], %s::timestamp[])
        AS day(connection_id, date, begins, ends)
  ORDER BY day.connection_id, day.date
"""
"""What was settled without crossing the wire (a delivery that is on an invoice) is nothing that was sent."""


def first_moment(day: date, tz: str) -> datetime:
    """When `day` begins where the clocks show `tz` (an IANA name), in naive UTC."""
    return datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC).replace(tzinfo=None)


def states(cr, ids: list[int], now: datetime) -> dict[int, Now]:
    """How each connection's queue stands at `now` (naive UTC)."""
    cr.execute(_NOW, {"ids": ids, "now": now, "earliest": now - BUSY_AT_MOST})
    return {row.pop("id"): Now(**row) for row in cr.dictfetchall()}


def days(cr, last_days: dict[int, tuple[date, str]]) -> dict[int, list[Day]]:
    """The last days of each connection, oldest first. `last_days` is its day today and its time zone, by id: UTC
    midnight is no midnight in the books."""
    spans = [
        (connection_id, day, first_moment(day, tz), first_moment(day + timedelta(days=1), tz))
        for connection_id, (today, tz) in last_days.items()
        for day in (today - timedelta(days=back) for back in range(DAYS))
    ]
    cr.execute(_DAYS, [list(column) for column in zip(*spans, strict=True)] or [[], [], [], []])
    found: dict[int, list[Day]] = {}
    for connection_id, day, sent, failed in cr.fetchall():
        found.setdefault(connection_id, []).append(Day(day, sent, failed))
    return found
