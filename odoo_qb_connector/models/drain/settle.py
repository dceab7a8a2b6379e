"""From an answer to the state of each operation, on a fresh snapshot, writing only qb.* rows (design 4.3)."""

from __future__ import annotations

import logging

import psycopg2

from ...gateway import (
    Applied,
    BadReference,
    Failed,
    GatewayError,
    Gone,
    NameTaken,
    NumberTaken,
    ObjectRef,
    OutcomeUnknown,
    ReadObject,
    Remedy,
    Removed,
    Stale,
    Written,
)
from ..what_broke import what_broke

_logger = logging.getLogger(__name__)

INACTIVE_REFERENCE = "inactive_reference"


class Settlement:
    """Settles the members of one exchange. Repeatable: a claim that no longer matches is left alone."""

    def __init__(self, run, exchange_id):
        self.run_ = run
        self.exchange_id = exchange_id
        self._stopping = None

    def settle_answer(self, request, answer):
        """Settle what QuickBooks answered to the whole exchange."""
        outcomes = self._outcomes(request, answer)
        for outcome in outcomes:
            self.run_.report.note_answer(getattr(outcome, "error", None))
        states = self.run_.retrying(lambda env: self._settle(env, answer, outcomes))
        for state in states:
            self.run_.report.count(state)
        if self._stopping:
            self.run_.stop(self._stopping)

    def _outcomes(self, request, answer):
        return [
            self._second_thoughts(member, outcome)
            for member, outcome in zip(request.members, self._decode(request, answer), strict=True)
        ]

    def _decode(self, request, answer):
        try:
            return self.run_.gateway.decode(request, answer)
        except Exception as error:  # noqa: BLE001
            # An answer that nobody foresaw may break a reader in any way, and it may have been written: so it is
            # looked up, never guessed.
            _logger.error(
                "QuickBooks: the answer of exchange %s could not be read: %s", self.exchange_id, what_broke(error)
            )
            unknown = OutcomeUnknown(f"{type(error).__name__}: {error}", status=answer.status)
            return [Failed(unknown)] * len(request.members)

    # ------------------------------------------------------------------ a refusal that may be our own success

    def _second_thoughts(self, member, outcome):
        """A number or name that is taken, or a stale token, may be the effect of our own lost request: read and see."""
        error = outcome.error if isinstance(outcome, Failed) else None
        if isinstance(error, NumberTaken | NameTaken) and error.values.get("holder_id") and member.marker:
            holder = self._read(ObjectRef(member.type, str(error.values["holder_id"])))
            if holder and holder.marker == member.marker:
                return Written(holder)
        if isinstance(error, Stale):
            return self._reread(member, outcome)
        return outcome

    def _reread(self, member, outcome):
        target = self._target(member)
        current = self._read(target) if target else None
        if current is None:
            return outcome
        if member.marker and current.marker == member.marker:
            return Written(current)
        return Failed(_with_fresh_token(outcome.error, current.ref.token))

    def _target(self, member):
        with self.run_.transaction() as env:
            row = env["qb.exchange.member"].search(
                [("exchange_id", "=", self.exchange_id), ("bid", "=", member.bid)], limit=1
            )
            return ObjectRef(row.qb_type, row.target_id) if row.target_id else None

    def _read(self, ref):
        try:
            return self.run_.gateway.ask(ReadObject(ref))
        except GatewayError as error:
            _logger.info("QuickBooks: %s %s could not be read again: %s", ref.type, ref.id, error)
            return None

    # ------------------------------------------------------------------ one transaction

    def _settle(self, env, answer, outcomes):
        exchange = env["qb.exchange"].browse(self.exchange_id)
        exchange._store_answer(answer)
        return self.settle_members(exchange, outcomes)

    def settle_members(self, exchange, outcomes):
        """Settle `outcomes`, in the order of the exchange's members; returns the states that the operations got."""
        states = []
        for member, outcome in zip(exchange.member_ids, outcomes, strict=True):
            operation = member.operation_id
            if not self._ours(operation):
                _logger.warning("QuickBooks: operation %s was taken over; its answer is not settled", operation.id)
                continue
            self.settle_member(member, outcome)
            states.append(operation.state)
        if "lost" in exchange.member_ids.mapped("outcome"):
            exchange._mark_lost(exchange.connection_id.execution_limit)
        else:
            exchange._close()
        return states

    def _ours(self, operation):
        return operation.state == "sending" and operation.claim_id == self.run_.claim.id

    def settle_member(self, member, outcome):
        """The one place where an outcome becomes a state."""
        operation = member.operation_id
        if isinstance(outcome, Written):
            self._written(member, operation, outcome.object)
        elif isinstance(outcome, Removed):
            self._removed(member, operation)
        elif isinstance(outcome, Applied):
            self._applied(member, operation)
        else:
            self._failed(member, operation, outcome.error)

    # ------------------------------------------------------------------ success

    def _written(self, member, operation, acknowledged):
        member.outcome = "written"
        if member.marker and member.verb in ("create", "update") and acknowledged.marker != member.marker:
            # A replayed answer is linked only if it carries our token (design 5).
            self._fail(operation, "foreign_answer", {"object": acknowledged.ref.type, "id": acknowledged.ref.id})
            return
        link = self._link(member, operation, acknowledged)
        if link:
            operation._mark_done(self._note(operation, link, member.verb))
            operation._record()._qb_acknowledged(operation, link, acknowledged)

    def _link(self, member, operation, acknowledged):
        env = operation.env
        record = operation._record()
        holder = env["qb.link"]._holder(operation.connection_id, acknowledged.ref.type, acknowledged.ref.id)
        if holder and (holder.res_model, holder.res_id) != (record._name, record.id):
            self._fail(operation, "linked_elsewhere", {"name": acknowledged.name, "record": holder.record_name})
            return None
        try:
            with env.cr.savepoint():
                return env["qb.link"]._acknowledge(
                    operation.connection_id,
                    record,
                    acknowledged,
                    total=member._amount("total"),
                    tax=member._amount("tax"),
                    url=self.run_.gateway.url(acknowledged.ref),
                )
        except psycopg2.errors.UniqueViolation:
            self._fail(operation, "linked_elsewhere", {"name": acknowledged.name, "record": "?"})
            return None

    @staticmethod
    def _note(operation, link, verb):
        env = operation.env
        if verb == "void":
            return env._("%(object)s is void in QuickBooks.", object=link.display_name)
        if link.differs:
            return env._("Sent as %(object)s, but the amounts differ.", object=link.display_name)
        return env._("Sent as %(object)s.", object=link.display_name)

    def _removed(self, member, operation):
        member.outcome = "removed"
        operation.env["qb.link"]._find(operation.connection_id, operation._record(), member.qb_type)._mark_deleted()
        operation._mark_done(operation.env._("Deleted in QuickBooks."))
        operation._record().exists()._qb_removed_there(operation, member.qb_type)

    @staticmethod
    def _applied(member, operation):
        """No object came back: prepared once more, it looks whether it is so, and says what it finds."""
        member.outcome = "written"
        operation._record().exists()._qb_done_there(operation)
        operation._mark_waiting(seconds=0, count=False)

    # ------------------------------------------------------------------ failure

    def _failed(self, member, operation, error):
        if isinstance(error, Gone) and member.verb == "delete":
            self._removed(member, operation)
            return
        member.outcome = "lost" if error.remedy is Remedy.LOOK else "failed"
        if isinstance(error, Gone) and member.target_id:
            error.values.setdefault("id", member.target_id)
            operation.env["qb.link"]._find(operation.connection_id, operation._record(), member.qb_type)._mark_deleted()
        handle = {
            Remedy.WAIT: self._wait,
            # The gateway has refreshed the token once and was refused again: later, not at once.
            Remedy.REFRESH: self._wait,
            Remedy.CONNECT: self._connect,
            Remedy.REREAD: self._reread_and_retry,
            Remedy.LOOK: self._look,
        }.get(error.remedy, self._refused)
        handle(member, operation, error)

    def _wait(self, _member, operation, error):
        operation._mark_waiting(seconds=getattr(error, "retry_after", None), **self._details(operation, error))

    def _connect(self, _member, operation, error):
        details = self._details(operation, error)
        details["sentence"] = self._with_advice(operation, details["sentence"])
        operation._mark_waiting(seconds=0, count=False, **details)
        self._stopping = error

    def _reread_and_retry(self, member, operation, error):
        token = error.values.get("fresh_token")
        if token:
            link = operation.env["qb.link"]._find(operation.connection_id, operation._record(), member.qb_type)
            link.sync_token = token
        if not token or operation.error_problem == error.problem:
            self._refused(member, operation, error)  # stale twice in a row: people and Odoo edit against each other
        else:
            operation._mark_waiting(seconds=0, **self._details(operation, error))

    def _look(self, _member, operation, error):
        operation._mark_unknown(
            self.run_.words(operation.env, error.problem, error.values),
            detail=error.message,
            reference=error.reference,
        )

    def _refused(self, member, operation, error):
        details = self._details(operation, error)
        if self._goes_anew(member, operation, error):
            operation._mark_waiting(seconds=0, **details)
        else:
            sentence = self._with_advice(operation, details.pop("sentence"))
            operation._mark_failed(sentence, values=_all_values(error), **details)
            if any(one.problem == INACTIVE_REFERENCE for one in (error, *error.others)):
                operation._wish_find_inactive()

    def _goes_anew(self, member, operation, error):
        """Whether it is prepared again at once, because something else can be sent now."""
        if operation.verb == "apply":
            return operation._record().exists()._qb_application_refused(operation, error)
        if member.verb in ("delete", "void"):
            return operation._record().exists()._qb_removal_refused(operation, error)
        return self._refers_anew(operation, error) or self._names_anew(member, operation, error)

    @staticmethod
    def _with_advice(operation, sentence):
        """What happened, and what a person can do by hand."""
        return "\n".join(filter(None, (sentence, operation._record().exists()._qb_refused_advice())))

    @staticmethod
    def _refers_anew(operation, error):
        """A customer or item that it points to was deleted there, or merged into another: its link is broken, and the
        next preparing links what is there now or says what to do. Whether it goes again: once for each such object,
        should QuickBooks go on refusing what it says it has."""
        refused = [one for one in (error, *error.others) if isinstance(one, BadReference)]
        gone = [one for one in refused if one.problem == BadReference.problem and one.values.get("id")]
        named = operation.env["qb.link"]._break_refused(
            operation.connection_id, [(one.values.get("list", ""), one.values["id"]) for one in gone]
        )
        known = set((operation.refused_references or "").split())
        operation.refused_references = " ".join(sorted(known | named)) or False
        return bool(named - known)

    @staticmethod
    def _names_anew(member, operation, error):
        """Whether the record goes again under another name, because somebody else has this one."""
        return isinstance(error, NameTaken) and operation._record()._qb_name_refused(operation, member.name, error)

    def _details(self, operation, error):
        """QuickBooks may refuse for several reasons at once: all of them are said."""
        every = (error, *error.others)
        sentences = dict.fromkeys(
            self.run_.words(operation.env, operation._sentence_code(each.problem), _all_values(each)) for each in every
        )
        return {
            "sentence": "\n".join(sentences),
            "problem": error.problem,
            "code": error.code,
            "detail": "\n".join(filter(None, (each.message for each in every))),
            "reference": error.reference,
        }

    def _fail(self, operation, problem, values):
        operation._mark_failed(self.run_.words(operation.env, problem, values), problem=problem, values=values)


def _all_values(error):
    return {"message": error.message, "code": error.code, "element": error.element, **error.values}


def _with_fresh_token(error, token):
    fresh = Stale(error.message, code=error.code, status=error.status, reference=error.reference)
    fresh.values = {**error.values, "fresh_token": token}
    return fresh
