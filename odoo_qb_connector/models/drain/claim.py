"""Who works on what.

A claim is a random id, written on the operations it holds. The worker proves that it lives by a session-level advisory
lock on a cursor of its own: the lock vanishes with the process, at once, however it died. A lease is only the fallback
for a machine that disappeared without closing its connection.
"""

from __future__ import annotations

import contextlib
import logging
import uuid

import psycopg2
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

LEASE = "30 minutes"
CONFLICTS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.errors.UniqueViolation)


def lock_key(text):
    """A signed 64-bit advisory lock key, the same on every worker for the same text."""
    return int.from_bytes(uuid.uuid5(uuid.NAMESPACE_OID, text).bytes[:8], "big", signed=True)


class Claim:
    """Context manager: an id and the advisory lock that says its owner is alive."""

    def __init__(self, registry):
        self.registry = registry
        self.id = uuid.uuid4().hex
        self._cr = None
        self._extra = []

    def __enter__(self):
        self._cr = self.registry.cursor()
        self._cr.execute("SELECT pg_advisory_lock(%s)", [lock_key(self.id)])
        self._end_transaction()
        return self

    def __exit__(self, *_exception):
        # The connection goes back to Odoo's pool alive; it must not carry our locks there.
        with contextlib.closing(self._cr), contextlib.suppress(psycopg2.Error):
            for key in (lock_key(self.id), *self._extra):
                self._cr.execute("SELECT pg_advisory_unlock(%s)", [key])
            self._end_transaction()

    def _end_transaction(self):
        """These locks belong to the session, not to the transaction: none stays open while we talk to QuickBooks."""
        self._cr.commit()  # pylint: disable=invalid-commit

    @contextlib.contextmanager
    def exclusive(self, *names):
        """Hold database-wide locks called `names`, all or none; yields whether we got them. Never waits."""
        held = [key for key in map(lock_key, names) if self._try_lock(key)]
        self._extra += held
        self._end_transaction()
        try:
            yield len(held) == len(names)
        finally:
            for key in held:
                self._extra.remove(key)
                self._cr.execute("SELECT pg_advisory_unlock(%s)", [key])
            self._end_transaction()

    def _try_lock(self, key):
        self._cr.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (held,) = self._cr.fetchone()
        return held


def dead_claims(cr, claim_ids):
    """Those of `claim_ids` whose worker is gone: nobody holds their advisory lock."""
    cr.execute(
        """
        SELECT (classid::bigint << 32) | objid::bigint
          FROM pg_locks
         WHERE locktype = 'advisory' AND objsubid = 1 AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """
    )
    held = {key if key < 2**63 else key - 2**64 for (key,) in cr.fetchall()}
    return {claim_id for claim_id in claim_ids if lock_key(claim_id) not in held}


# The first waiting wish of each record that may go now: nothing of the record is on its way, all that it waits for is
# there, and no older wish of the record stands before it (first in, first out per record).
_DUE = """
    SELECT o.id
      FROM qb_operation o
     WHERE o.connection_id = %(connection)s
       AND o.state = 'pending'
       AND {condition}
       AND NOT EXISTS (
           SELECT 1 FROM qb_operation e
            WHERE e.connection_id = o.connection_id AND e.res_model = o.res_model AND e.res_id = o.res_id
              AND e.state = 'pending' AND e.id < o.id)
       AND NOT EXISTS (
           SELECT 1 FROM qb_operation b
            WHERE b.connection_id = o.connection_id AND b.res_model = o.res_model AND b.res_id = o.res_id
              AND b.state IN ('sending', 'unknown'))
       AND NOT EXISTS (
           SELECT 1 FROM qb_operation_prerequisite r JOIN qb_operation p ON p.id = r.prerequisite_id
            WHERE r.operation_id = o.id AND p.state NOT IN ('done', 'merged', 'cancelled'))
     ORDER BY o.id
     LIMIT %(limit)s
"""
_NOT_BEFORE = "(o.not_before IS NULL OR o.not_before <= now() AT TIME ZONE 'UTC')"

# By the schedule, or because a person wished for the same record since: Send Now takes along what waits before it.
_PLANNED = """
    (o.planned_at IS NULL OR o.planned_at <= now() AT TIME ZONE 'UTC'
     OR EXISTS (
         SELECT 1 FROM qb_operation n
          WHERE n.connection_id = o.connection_id AND n.res_model = o.res_model AND n.res_id = o.res_id
            AND n.state = 'pending' AND n.id > o.id AND n.planned_at IS NULL))
"""

# What a set of wishes needs and caused: merged into, waiting for, made by, waiting for the same record; all of it.
_FAMILY = """
    (o.res_model, o.res_id) IN (
        WITH RECURSIVE family(id) AS (
            SELECT unnest(%(only)s)
             UNION
            SELECT next.id FROM family f, LATERAL (
                SELECT r.prerequisite_id AS id FROM qb_operation_prerequisite r WHERE r.operation_id = f.id
                 UNION ALL
                SELECT c.id FROM qb_operation c WHERE c.origin_id = f.id
                 UNION ALL
                SELECT m.merged_into_id FROM qb_operation m WHERE m.id = f.id AND m.merged_into_id IS NOT NULL
                 UNION ALL
                SELECT w.id FROM qb_operation m JOIN qb_operation w
                    ON w.connection_id = m.connection_id AND w.res_model = m.res_model AND w.res_id = m.res_id
                 WHERE m.id = f.id AND w.state = 'pending') next)
        SELECT m.res_model, m.res_id FROM qb_operation m JOIN family f ON f.id = m.id)
"""


def due_operations(cr, connection_id, *, only=None, tried=(), limit, begun_first=False):
    """Ids that may be claimed now, oldest first. `only`: restricted to the family of these operations; a person waits
    for them, so the schedule is ignored, and their back-off too, but once: not for those that this run has `tried`.
    `begun_first`: what other operations caused goes before what begins something new, so that a backlog of shipments
    does not hold the customers and invoices of the first ones."""
    by_itself = f"{_NOT_BEFORE} AND {_PLANNED}"
    condition = f"{_FAMILY} AND ({_NOT_BEFORE} OR o.id <> ALL(%(tried)s::int[]))" if only else by_itself
    values = {"connection": connection_id, "only": list(only or ()), "tried": list(tried)}
    begun = _due(cr, f"{condition} AND o.origin_id IS NOT NULL", values, limit) if begun_first else []
    if len(begun) == limit:
        return begun
    return begun + [one for one in _due(cr, condition, values, limit) if one not in begun][: limit - len(begun)]


def _due(cr, condition, values, limit):
    cr.execute(_DUE.format(condition=condition), {**values, "limit": limit})
    return [operation_id for (operation_id,) in cr.fetchall()]


def claim_operations(
    transaction, claim_id, connection_id, *, only=None, tried=(), limit, begun_first=False, on_taken=None
):
    """Claim what is due; returns the ids held. Another worker's claim on a record makes us skip it, never wait.

    `on_taken(env)` runs in the transaction that takes something.
    """

    def take(choose):
        try:
            with transaction() as env:
                taken = _take(env.cr, claim_id, choose(env))
                if taken and on_taken:
                    on_taken(env)
                return taken
        except CONFLICTS:
            return None

    def due(env):
        return due_operations(env.cr, connection_id, only=only, tried=tried, limit=limit, begun_first=begun_first)

    taken = take(due)
    if taken is not None:
        return taken
    _logger.info("QuickBooks: another worker claims at the same moment; claiming one by one")
    with transaction() as env:
        ids = due(env)
    return [operation_id for one in ids for operation_id in take(lambda _env, one=one: [one]) or ()]


def _take(cr, claim_id, ids):
    """Mark `ids` as being sent under `claim_id` and merge equal wishes that wait right behind them."""
    if not ids:
        return []
    cr.execute(
        """
        UPDATE qb_operation
           SET state = 'sending', claim_id = %s, claimed_at = now() AT TIME ZONE 'UTC', exchange_id = NULL,
               scheduled = FALSE, planned_at = NULL
         WHERE id = ANY(%s) AND state = 'pending'
        RETURNING id
        """,
        [claim_id, ids],
    )
    taken = sorted(operation_id for (operation_id,) in cr.fetchall())
    _merge_followers(cr, taken)
    return taken


def _merge_followers(cr, ids):
    """Wishes behind `ids` that want the same of the same record, up to the first that wants something else, become part
    of them. What a person chose in a dialog is wished for by itself."""
    cr.execute(
        """
        UPDATE qb_operation f
           SET state = 'merged', merged_into_id = o.id, done_at = now() AT TIME ZONE 'UTC'
          FROM qb_operation o
         WHERE o.id = ANY(%s)
           AND f.connection_id = o.connection_id AND f.res_model = o.res_model AND f.res_id = o.res_id
           AND f.state = 'pending' AND f.verb = o.verb AND f.id > o.id
           AND f.qb_type IS NOT DISTINCT FROM o.qb_type
           AND o.link_candidate IS NOT TRUE AND f.link_candidate IS NOT TRUE
           AND o.choices IS NULL AND f.choices IS NULL AND f.bulk_id IS NOT DISTINCT FROM o.bulk_id
           AND NOT EXISTS (
               SELECT 1 FROM qb_operation x
                WHERE x.connection_id = o.connection_id AND x.res_model = o.res_model AND x.res_id = o.res_id
                  AND x.state = 'pending' AND x.id > o.id AND x.id < f.id
                  AND (x.verb <> o.verb OR x.qb_type IS DISTINCT FROM o.qb_type))
        """,
        [ids],
    )


def revive(env, connection):
    """Try again what failed and is waited for, where a person wished for the waiting record once more since.

    Somebody corrected the customer and pressed Send Now on the invoice: the customer has to go first, and nobody would
    think of pressing a button there. Returns how many operations were revived.
    """
    env.cr.execute(
        """
        SELECT DISTINCT p.id
          FROM qb_operation p
          JOIN qb_operation_prerequisite r ON r.prerequisite_id = p.id
          JOIN qb_operation o ON o.id = r.operation_id AND o.state = 'pending'
          JOIN qb_operation n ON n.connection_id = o.connection_id AND n.res_model = o.res_model
                             AND n.res_id = o.res_id AND n.state = 'pending' AND n.id <> o.id
         WHERE p.connection_id = %s AND p.state = 'failed' AND n.create_date >= p.done_at
        """,
        [connection.id],
    )
    failed = env["qb.operation"].browse(operation_id for (operation_id,) in env.cr.fetchall())
    failed._mark_waiting(seconds=0, count=False)
    return len(failed)


def recover(env, connection):
    """Give back what dead workers held: not sent yet goes to the queue, possibly sent is looked up.

    Returns how many operations were recovered. "Not found" counts only `execution_limit` from now on: a dead worker
    sent nothing after this moment, and a request that it had sent cannot take effect later than that (design 5).
    """
    env.cr.execute(
        """
        SELECT claim_id, bool_or(claimed_at < (now() - %s::interval) AT TIME ZONE 'UTC')
          FROM qb_operation
         WHERE connection_id = %s AND state IN ('sending', 'unknown') AND claim_id IS NOT NULL
         GROUP BY claim_id
        """,
        [LEASE, connection.id],
    )
    claims = dict(env.cr.fetchall())
    gone = dead_claims(env.cr, claims) | {claim_id for claim_id, expired in claims.items() if expired}
    operations = env["qb.operation"].search(
        [
            ("connection_id", "=", connection.id),
            ("claim_id", "in", list(gone)),
            ("state", "in", ("sending", "unknown")),
        ]
    )
    sent = operations.filtered("exchange_id")
    (operations - sent)._mark_waiting(seconds=0, count=False)
    sent._mark_unknown(env._("The answer of QuickBooks was lost; looking whether it arrived."))
    for exchange in sent.exchange_id:
        exchange._mark_lost(connection.execution_limit)
    return len(operations)
