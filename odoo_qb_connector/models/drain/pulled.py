"""An exchange that QuickBooks fetches: handed out, answered, settled, lost, divided, withdrawn (architecture 4).

Each step is one transaction, so that a killed session leaves it either not done or done. What was answered and not
settled is settled by the next run of the queue.
"""

from __future__ import annotations

import logging

from ...desktop.answers import hresult_of
from ...desktop.bisect import halves, must_divide
from ...gateway import ConnectionDown, Stale
from ..what_broke import what_broke
from .answered import settle_questions, tell, wake_waiting
from .keys import new_key
from .settle import Settlement

_logger = logging.getLogger(__name__)


class PulledSettlement(Settlement):
    """Settles a stored answer. No claim: the exchange holds its operations, and the row's state lets one settle."""

    _not_run = False

    def settle(self):
        """Settle the stored answer, unless somebody was faster; whether there was one."""
        return self.run_.retrying(self._settle_stored)

    def _settle_stored(self, env):
        exchange = env["qb.exchange"].browse(self.exchange_id)
        if exchange.state != "answered":
            return False
        request, answer = exchange._wire_request(), exchange._wire_answer()
        if must_divide(request, answer):
            divide(exchange, request)
            return True
        self._not_run = bool(hresult_of(answer))
        states = self.settle_members(exchange, self._decode(request, answer))
        for state in states:
            self.run_.report.count(state)
        if self._stopping:
            exchange.connection_id._stop(self._stopping)
        return True

    def _ours(self, operation):
        return operation.state == "sending" and not operation.claim_id and operation.exchange_id.id == self.exchange_id

    def _wait(self, member, operation, error):
        """When QuickBooks could not be reached the whole set goes with the next session, whose interval is pause
        enough; what is locked there waits its back-off."""
        if not self._not_run:
            return super()._wait(member, operation, error)
        return operation._mark_waiting(seconds=0, count=False, **self._details(operation, error))

    def _connect(self, member, operation, error):
        """One request that QuickBooks refuses for a missing right or feature is this document's problem: the same
        session answers others well. What concerns the whole connection ends the session (desktop.session)."""
        if self._not_run:
            return super()._connect(member, operation, error)
        return self._refused(member, operation, error)

    def _details(self, operation, error):
        """What a connection's sentence says to press is followed by what to press on the record."""
        details = super()._details(operation, error)
        if isinstance(error, ConnectionDown) and not self._not_run:
            details["sentence"] += f" {self.run_.words(operation.env, 'then_send_again')}"
        return details

    def _reread_and_retry(self, member, operation, error):
        """Nothing can be read now: the link forgets its token, and the next preparing asks for it."""
        link = operation.env["qb.link"]._find(operation.connection_id, operation._record(), member.qb_type)
        if isinstance(error, Stale) and link and operation.error_problem != error.problem:
            link.sync_token = False
            operation._mark_waiting(seconds=0, **self._details(operation, error))
        else:
            self._refused(member, operation, error)


def settle_answered(run):
    """Settle what sessions stored and did not come to; whether there was anything."""
    with run.transaction() as env:
        domain = [("connection_id", "=", run.connection_id), ("state", "=", "answered")]
        exchanges = env["qb.exchange"].search(domain)
        writing, asking = exchanges.filtered("writes").ids, exchanges.filtered(lambda one: not one.writes).ids
    for exchange_id in writing:
        guarded(exchange_id, PulledSettlement(run, exchange_id).settle)
    for exchange_id in asking:
        guarded(exchange_id, lambda exchange_id=exchange_id: settle_questions(run, exchange_id))
    return tell(run) or bool(writing or asking)


def guarded(exchange_id, step):
    """Run `step`; what nobody foresaw at one exchange must not hold the others. Its own text may hold what travels, so
    only its kind and place are logged."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001  whatever it is, the other exchanges are settled and the next run tries again
        _logger.error("QuickBooks: exchange %s broke off with %s", exchange_id, what_broke(error))
        return False


def divide(exchange, request):
    """QuickBooks could not read the set and ran nothing of it: its members go again in two halves, until the culprit
    stands alone (spec qbd 3.1)."""
    rows = list(exchange.member_ids)
    first, second = halves(request, new_key(), new_key())
    exchange.state = "settled"
    exchange.member_ids.outcome = "failed"
    for part, members in ((first, rows[: len(first.members)]), (second, rows[len(first.members) :])):
        exchange._commit_request(
            exchange.connection_id, part, [member._values_again() for member in members], state="ready"
        )


def withdraw_outdated(run):
    """Take back what nobody has fetched yet and what a newer wish of the same record overtakes: the latest version
    goes, once. Whether there was anything."""
    with run.transaction() as env:
        env.cr.execute(
            """
            SELECT DISTINCT x.id
              FROM qb_exchange x
              JOIN qb_operation o ON o.exchange_id = x.id AND o.state = 'sending'
              JOIN LATERAL (
                   SELECT n.verb, n.link_candidate FROM qb_operation n
                    WHERE n.connection_id = o.connection_id AND n.res_model = o.res_model AND n.res_id = o.res_id
                      AND n.state = 'pending'
                    ORDER BY n.id LIMIT 1) next ON next.verb = o.verb AND next.link_candidate IS NOT TRUE
             WHERE x.connection_id = %s AND x.state = 'ready' AND x.writes
            """,
            [run.connection_id],
        )
        ids = [exchange_id for (exchange_id,) in env.cr.fetchall()]
    for exchange_id in ids:
        run.retrying(lambda env, i=exchange_id: env["qb.exchange"].browse(i)._withdraw())
    return bool(ids)


def lost(run, exchange_id):
    """The answer will not come any more: what it wrote is looked up, what it asked is asked again."""

    def step(env):
        exchange = env["qb.exchange"].browse(exchange_id)
        if exchange.state != "sent":
            return
        if not exchange.writes:
            given_up = exchange._lose_questions().filtered(lambda question: question.state == "answered")
            if given_up:
                wake_waiting(env, run.connection_id, given_up.mapped("digest"))
            return
        held = exchange.member_ids.operation_id.filtered(
            lambda operation: operation.state == "sending" and operation.exchange_id == exchange
        )
        held._mark_unknown(env._("The answer of QuickBooks was lost; looking whether it arrived."))
        exchange._mark_lost(exchange.connection_id.execution_limit)

    run.retrying(step)
