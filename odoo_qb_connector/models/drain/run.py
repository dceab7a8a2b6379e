"""One run: recover, look up, claim, prepare, commit, transmit, settle; until nothing is due or the time is over."""

from __future__ import annotations

import contextlib
import logging
import time
from dataclasses import dataclass
from datetime import timedelta

from odoo import fields

from ...gateway import ConnectionDown, GatewayError, OutcomeUnknown, Retryable
from ..qb_sentences import sentence
from .claim import Claim, claim_operations, recover, revive
from .issues import gather_issues
from .keys import new_key
from .look import LookUp
from .prepare import Preparation
from .pulled import settle_answered, withdraw_outdated
from .pulled_look import PulledLookUp
from .questions import PulledQuestions, PushedQuestions
from .settle import Settlement
from .transactions import Transactions

_logger = logging.getLogger(__name__)

WAVE = 120
PULLED_WAVE = 50
"""Nobody waits for a whole wave where the Web Connector fetches what is ready: two sets of it are soon there."""
SHORTEST_REST = 0.5
LATER = 5


@dataclass
class Report:
    """What one run did, in operations."""

    recovered: int = 0
    claimed: int = 0
    done: int = 0
    failed: int = 0
    waiting: int = 0
    unknown: int = 0
    reached: int = 0
    trouble: GatewayError | None = None

    def count(self, state):
        name = {"done": "done", "failed": "failed", "unknown": "unknown"}.get(state, "waiting")
        setattr(self, name, getattr(self, name) + 1)

    def note_answer(self, error=None):
        """QuickBooks answered, be it a refusal, or `error` says that nothing usable came (the connection's health)."""
        if isinstance(error, Retryable | OutcomeUnknown):
            self.trouble = error
        else:
            self.reached += 1


class DrainRun(Transactions):
    """Drains one connection for at most `seconds`.

    `only` restricts it to these operation ids and what they need and cause (Send Now). Every step has a transaction of
    its own on a cursor of its own: a step that fails loses nothing but itself. Never raises for what is wrong with a
    document, a connection or QuickBooks.
    """

    def __init__(self, registry, connection_id, *, only=None, seconds=10.0, interactive=False, progress=None):
        super().__init__(registry, connection_id)
        self.only = tuple(only or ())
        self.interactive = interactive
        self.report = Report()
        self._deadline = time.monotonic() + seconds
        self._tried = []
        self._progress = progress or (lambda report: None)
        self.claim = None
        self.gateway = None
        self.questions = None

    # ------------------------------------------------------------------ the run

    def run(self):
        with Claim(self.registry) as self.claim, contextlib.closing(self):
            self.report.recovered = self.retrying(lambda env: recover(env, self.connection(env)))
            self.retrying(lambda env: revive(env, self.connection(env)))
            self._progress(self.report)
            while self.has_time() and self._open():
                if not self._fetched() and not self._look_up() and not self._wave() and not self._rest():
                    break
                self._progress(self.report)
            gather_issues(self)
        return self.report

    def give_back(self):
        """After this run broke off on something nobody foresaw: what it had claimed and not sent waits for its
        back-off, so that the next run does not stumble at once over the same thing; what it had sent is looked up."""
        if self.claim is None:
            return

        def step(env):
            held = env["qb.operation"].search(
                [("claim_id", "=", self.claim.id), ("state", "=", "sending"), ("exchange_id", "=", False)]
            )
            held._mark_waiting(sentence=self.words(env, "broke_off"), problem="broke_off")

        self.retrying(step)

    def has_time(self):
        """Whether another step may begin."""
        return time.monotonic() < self._deadline

    def close(self):
        """Give the gateway's connections back."""
        if self.gateway is not None:
            self.gateway.close()

    def _open(self):
        """Whether we may talk to QuickBooks now; makes the gateway on first use. That of Desktop knows the lists by
        heart and is made anew: what was settled may have added to them (a tax that a document waits for)."""
        try:
            with self.transaction() as env:
                connection = self.connection(env)
                if not connection.exists() or not connection._is_open():
                    return False
                if self.gateway is None:
                    self.use(connection._gateway(interactive=self.interactive))
                elif self.gateway.pulls:
                    self.gateway = connection._gateway(interactive=self.interactive)
                return True
        except ConnectionDown as error:
            self.stop(error)
            return False
        except GatewayError as error:
            self.report.note_answer(error)
            _logger.info("QuickBooks connection %s is not available: %s", self.connection_id, error)
            return False

    def use(self, gateway):
        """Talk through `gateway` from now on."""
        self.gateway = gateway
        self.questions = PulledQuestions(self) if gateway.pulls else PushedQuestions(self)

    def stop(self, error):
        """One sentence at the connection."""
        self.retrying(lambda env: self.connection(env)._stop(error))

    def _fetched(self):
        """What sessions left behind: answers to settle, and what is overtaken by a newer wish. Whether there was
        anything."""
        if not self.gateway.pulls:
            return False
        settled, withdrawn = settle_answered(self), withdraw_outdated(self)
        return settled or withdrawn

    def _look_up(self):
        return (PulledLookUp if self.gateway.pulls else LookUp)(self).run()

    def _wave(self):
        """Claim, prepare, send and settle once; whether there was anything."""
        ids = claim_operations(
            self.transaction,
            self.claim.id,
            self.connection_id,
            only=self.only,
            tried=self._tried,
            limit=PULLED_WAVE if self.gateway.pulls else WAVE,
            begun_first=self.gateway.pulls,
            on_taken=self._leave_a_trigger,
        )
        if not ids:
            return False
        self.report.claimed += len(ids)
        self._tried += ids
        ready = Preparation(self).run(ids)
        exchanges = self._commit(ready)
        if not self.gateway.pulls:
            self.send(exchanges)
        return True

    def _leave_a_trigger(self, env):
        """Should this process be killed, the next cron thread that looks at its jobs starts the scheduled action again:
        at the next wish, within a minute at the latest, and not at the action's own next interval."""
        self.connection(env)._wake()

    # ------------------------------------------------------------------ sending

    def _commit(self, ready):
        """Encode and commit the exchanges of `ready` (list of prepare.Ready); returns [(exchange id, request)]."""
        requests = []
        for items in self._sets(ready):
            requests += self._encode(items)
        if not requests:
            return []
        return self.retrying(lambda env: self._commit_requests(env, requests))

    def _sets(self, ready):
        """What travels together. A document that was lost before goes alone: should it be what breaks QuickBooks, it
        breaks nothing else."""
        together = [item for item in ready if not item.alone]
        groups = self.gateway.chunks([item.plan.command for item in together])
        return [[together[position] for position in group] for group in groups] + [
            [item] for item in ready if item.alone
        ]

    def _encode(self, items):
        """[(request, items)]: one request, or, when something in it cannot be written, one for each that can."""
        beside = self._beside()
        try:
            commands = [item.plan.command for item in items]
            return [(self.gateway.encode(commands, new_key(), **beside), items)]
        except Exception as error:
            # A document that nobody foresaw may break a writer in any way, and must not hold those that travel with it.
            if len(items) > 1:
                return [request for item in items for request in self._encode([item])]
            _logger.exception("QuickBooks: operation %s could not be written", items[0].operation_id)
            self.fail_unexpected(items[0].operation_id, error)
            return []

    def _beside(self):
        """A set that QuickBooks fetches also says which settled one it may forget (spec qbd 3.5)."""
        if not self.gateway.pulls:
            return {}
        return {"forget": self.retrying(lambda env: env["qb.exchange"]._forget_one(self.connection(env)))}

    def fail_unexpected(self, operation_id, error):
        def step(env):
            operation = env["qb.operation"].browse(operation_id)
            if operation.state == "sending" and operation.claim_id == self.claim.id:
                values = {"error": f"{type(error).__name__}: {error}"}
                operation._mark_failed(self.words(env, "unexpected", values), problem="unexpected", values=values)
                self.report.count("failed")

        self.retrying(step)

    def ask(self, question):
        """What QuickBooks says to `question`. Raises GatewayError, and nothing else."""
        try:
            answer = self.gateway.ask(question)
            self.report.note_answer()
            return answer
        except GatewayError as error:
            self.report.note_answer(error)
            raise
        except Exception as error:
            # An answer that nobody foresaw may break a reader in any way; who asked fails, not the run.
            _logger.exception("QuickBooks: %r could not be asked", question)
            words = f"{type(error).__name__}: {error}"
            raise GatewayError(words, problem="unexpected", values={"error": words}) from error

    def _commit_requests(self, env, requests):
        """The exchanges of what still is ours: a claim that was taken over (its lease over, its session cut) is not
        sent by us as well. The UPDATE conflicts with whoever takes over at this moment."""
        ours = self._still_ours(env, [item.operation_id for _request, items in requests for item in items])
        committed = []
        for request, items in requests:
            if all(item.operation_id in ours for item in items):
                committed.append((self._commit_one(env, request, items), request))
            else:
                held = [item.operation_id for item in items if item.operation_id in ours]
                env["qb.operation"].browse(held)._mark_waiting(seconds=0, count=False)
        return committed

    def _commit_one(self, env, request, items):
        """The id of the exchange: about to be sent, or ready to be fetched."""
        state = "ready" if self.gateway.pulls else "sent"
        values = [item.member_values() for item in items]
        exchange = env["qb.exchange"]._commit_request(self.connection(env), request, values, state=state)
        if self.gateway.pulls:
            exchange.member_ids.operation_id._mark_handed_over()
        return exchange.id

    def _still_ours(self, env, ids):
        env.cr.execute(
            """
            UPDATE qb_operation SET claimed_at = now() AT TIME ZONE 'UTC'
             WHERE id = ANY(%s) AND state = 'sending' AND claim_id = %s
            RETURNING id
            """,
            [ids, self.claim.id],
        )
        ours = {operation_id for (operation_id,) in env.cr.fetchall()}
        env.invalidate_all()
        return ours

    def send(self, exchanges):
        """Transmit committed exchanges and settle each answer."""
        if not exchanges:
            return
        answers = self.gateway.transmit([request for _exchange_id, request in exchanges])
        for (exchange_id, request), answer in zip(exchanges, answers, strict=True):
            Settlement(self, exchange_id).settle_answer(request, answer)
            self._progress(self.report)

    # ------------------------------------------------------------------ words and time

    def words(self, env, problem, values=None):
        return sentence(env, problem, values or {})

    def _rest(self):
        """Wait for what becomes due before this run is over; whether there is such a thing."""
        with self.transaction() as env:
            moment = self._next_moment(env)
        if not moment:
            return False
        seconds = max((moment - fields.Datetime.now()).total_seconds(), SHORTEST_REST)
        if time.monotonic() + seconds >= self._deadline:
            later = max(moment, fields.Datetime.now() + timedelta(seconds=LATER))
            self.retrying(lambda env: self.connection(env)._wake(later))
            return False
        self._pause.wait(seconds)
        return True

    def _next_moment(self, env):
        """When the next back-off or second look ends (naive UTC), or None. What another worker looks for is his; Send
        Now waits for its own looks only."""
        looks = [("connection_id", "=", self.connection_id), ("state", "=", "unknown")]
        if self.only:
            family = env["qb.operation"].browse(self.only)._effective()
            looks.append(("id", "in", family.exchange_id.ids))
        env.cr.execute(
            """
            SELECT min(moment) FROM (
                SELECT min(look_at) AS moment FROM qb_exchange x
                 WHERE x.id = ANY(%(looks)s)
                   AND NOT EXISTS (
                       SELECT 1 FROM qb_operation o WHERE o.exchange_id = x.id AND o.claim_id IS NOT NULL)
                 UNION ALL
                SELECT min(not_before) FROM qb_operation
                 WHERE connection_id = %(id)s AND state = 'pending' AND not_before IS NOT NULL
                   AND waiting_since IS NULL AND %(all)s) moments
            """,
            {"id": self.connection_id, "all": not self.only, "looks": env["qb.exchange"].search(looks).ids},
        )
        return env.cr.fetchone()[0]
