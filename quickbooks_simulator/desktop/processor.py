"""ProcessRequest: a message set is read as a whole, then its requests run one after the other, each committed.

There is no transaction around them: what ran before an error stays (spec qbd 3.1). The outcome that recovery needs
commits together with the request.
"""

from __future__ import annotations

from ..books.store import Store
from . import recovery, render, statuses
from .answers import Answer
from .faults import Faults
from .grammar.reader import VERSIONS, Limits, MessageSet, Request, read
from .queries.paging import Iterators
from .recovery import Outcome, Recovery, Verdict
from .requests import is_query, run
from .statuses import Status
from .work import Caller, Company, Work


class Processor:
    """One message set on one company file, for one caller."""

    def __init__(self, store: Store, company: Company, caller: Caller, iterators: Iterators, faults: Faults) -> None:
        self.store = store
        self.company = company
        self.caller = caller
        self.iterators = iterators
        self.faults = faults

    def process(self, qbxml: str | bytes) -> str:
        """The answer's text; HResultError when nothing of the set may run."""
        messages = read(qbxml, self._limits())
        verdict = self._judge(messages)
        if not verdict.run:
            return self._stored(messages, verdict)
        parts = self._run_all(messages, verdict)
        return render.message_set(parts, messages.new_id, verdict.code)

    def _limits(self) -> Limits:
        switches = self.company.switches
        return Limits(
            versions=VERSIONS[: VERSIONS.index(switches.newest_version) + 1],
            code_page=switches.code_page,
            refuse_raw=switches.raw_outside_code_page == "refuse",
            missing_version=switches.missing_version,
            refuse_accents=switches.raw_accents == "refuse" and not self.caller.by_hand,
            keep_entities=switches.entities_in_code_page == "stored",
            rollback=switches.rollback_hresult,
        )

    # --------------------------------------------------------------------------------------- message-set recovery

    def _judge(self, messages: MessageSet) -> Verdict:
        if not messages.new_id and not messages.old_id:
            return Verdict(True)
        with self.store.transaction() as connection:
            kept = self._recovery(connection)
            verdict = kept.judge(messages, recovery.checksum_of(messages))
            if verdict.store and self.faults.cannot_store():
                kept.drop(verdict.store)
                run = self.company.switches.state_not_stored == "run"
                verdict = Verdict(run, code=recovery.NOT_STORED)
            return verdict

    def _recovery(self, connection) -> Recovery:
        return Recovery(connection, self.company.realm, self.caller.application, self.company.switches)

    def _stored(self, messages: MessageSet, verdict: Verdict) -> str:
        """What is kept of an earlier run, in place of running again."""
        parts = [self._outcome(messages, position, one) for position, one in enumerate(verdict.outcomes)]
        rest = messages.requests[len(parts) : len(parts) + verdict.missing]
        parts += [_refused(messages.version, request, statuses.not_processed()) for request in rest]
        return render.message_set(parts, messages.new_id, verdict.code)

    def _outcome(self, messages: MessageSet, position: int, kept: Outcome) -> str:
        again = self.company.switches.queries_in_message_set == "again" and is_query(kept.name)
        if again and position < len(messages.requests):
            return self._run_one(messages, messages.requests[position], {}, None, position)[0]
        parts = dict(kept.recovery or {})
        if self.company.switches.recovered_rows == "ids":
            parts = {name: value for name, value in parts.items() if name not in ("TxnNumber", "EditSequence")}
        status = Status(kept.code, kept.message)
        return render.recovered(messages.version, kept.name, kept.request_id, status, parts)

    # -------------------------------------------------------------------------------------------------- running

    def _run_all(self, messages: MessageSet, verdict: Verdict) -> list[str]:
        parts: list[str] = []
        macros: dict[str, str] = {}
        stopped = False
        for position, request in enumerate(messages.requests):
            if position == 1:
                self.faults.strike("between")
            if stopped:
                part = self._skip(messages, request, verdict.store, position)
            else:
                part, failed = self._run_one(messages, request, macros, verdict.store, position)
                stopped = failed and messages.on_error == "stopOnError"
            parts.append(part)
        return parts

    def _run_one(
        self, messages: MessageSet, request: Request, macros: dict[str, str], store_as: str | None, position: int
    ) -> tuple[str, bool]:
        """Run a request and keep its outcome, in one transaction; its text, and whether it failed."""
        with self.store.transaction() as connection:
            work = Work(connection, self.company, self.caller, messages.version, macros)
            answer, text = self._answer(work, request, messages.response_data)
            if store_as:
                self._recovery(connection).keep(store_as, position, _outcome_of(request, answer))
        return text, answer.status.severity == "Error"

    def _answer(self, work: Work, request: Request, data: bool) -> tuple[Answer, str]:
        """A refused request leaves nothing behind."""
        try:
            with self.store.transaction():
                answer = run(work, request, self.iterators)
                work.ledger.assert_touched_balanced()
        except Status as status:
            answer = Answer(status)
        answer.status = statuses.worded(answer.status, self.company.switches.unconfirmed_wording)
        return answer, render.rs(work, request, answer, data=data)

    def _skip(self, messages: MessageSet, request: Request, store_as: str | None, position: int) -> str:
        status = statuses.not_processed()
        if store_as:
            with self.store.transaction() as connection:
                self._recovery(connection).keep(store_as, position, _outcome_of(request, Answer(status)))
        return _refused(messages.version, request, status)


def _refused(version: int, request: Request, status: Status) -> str:
    return render.recovered(version, request.name, request.attributes.get("requestID"), status, None)


def _outcome_of(request: Request, answer: Answer) -> Outcome:
    status = answer.status
    request_id = request.attributes.get("requestID")
    return Outcome(request.name, request_id, status.code, status.severity, status.message, answer.recovery)
