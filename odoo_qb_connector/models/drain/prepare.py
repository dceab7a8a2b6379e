"""From a claimed operation to a command: each record prepares itself, in a transaction of its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from odoo.exceptions import AccessError, MissingError, UserError

from ...documents import Account, DocumentError, Item, Party, TaxListDocument
from ...gateway import ObjectRef, QuotaExhausted, ReadObject, Remedy, Verb
from ..qb_plan import Adopt, Ask, Behind, Send, Settled, Wait
from .claim import CONFLICTS
from .questions import WAITING
from .restored import AfterRestore

_logger = logging.getLogger(__name__)

ROUNDS = 4
BUSY_SECONDS = 5
QUOTA_SECONDS = 3600


@dataclass(frozen=True)
class Ready:
    """An operation with the command that it sends."""

    operation_id: int
    marker: str
    plan: Send
    alone: bool = False

    def member_values(self):
        """Values of its qb.exchange.member: what settling and looking up need later, perhaps in another process."""
        document = self.plan.command.document
        target = self.plan.command.target
        named = isinstance(document, Party | Item | Account | TaxListDocument)
        return {
            "operation_id": self.operation_id,
            "qb_type": self.plan.qb_type,
            # Lists are recognised by their unique name; only documents carry our token.
            "marker": "" if document is None or named else self.marker,
            "target_id": target.id if target else "",
            "number": getattr(document, "number", "") or "",
            "name": document.name if named else "",
            "party_id": document.customer.id if hasattr(document, "customer") else "",
            "total": str(self.plan.total) if self.plan.total is not None else "",
            "tax": str(self.plan.tax) if self.plan.tax is not None else "",
            "untaxed": str(self.plan.untaxed) if self.plan.untaxed is not None else "",
        }


class Preparation:
    """Prepares one wave. What cannot go is settled here; what can is returned."""

    def __init__(self, run):
        self.run_ = run
        self._stopping = None

    def run(self, operation_ids):
        """list[Ready] for those of `operation_ids` that can be sent now."""
        ready = self._ready(operation_ids)
        guard = AfterRestore(self.run_, self._settle, self._question_failed)
        ready = guard.unknown_there(ready) if ready and guard.is_on() else ready
        self._stop_if_told()
        return ready

    def _stop_if_told(self):
        if self._stopping:
            self.run_.stop(self._stopping)
            self._stopping = None

    def _ready(self, operation_ids):
        ready, open_ids = [], list(operation_ids)
        for _round in range(ROUNDS):
            asking = {}
            for operation_id in open_ids:
                plan = self._prepare(operation_id)
                if isinstance(plan, Ready):
                    ready.append(plan)
                elif isinstance(plan, Ask):
                    asking[operation_id] = plan.questions
            if not asking:
                return ready
            open_ids = self._answer(asking)
        for operation_id in open_ids:
            self._settle(
                operation_id,
                lambda operation: self._fail(operation, "unexpected", {"error": "too many questions"}),
            )
        return ready

    # ------------------------------------------------------------------ one record

    def _prepare(self, operation_id):
        """Ready, Ask, or None when the operation is settled already."""
        try:
            with self._exclusive(operation_id) as free:
                if not free:
                    return self._settle(operation_id, self._busy)
                return self.run_.retrying(lambda env: self._prepare_once(env, operation_id))
        except DocumentError as error:
            return self._settle(operation_id, partial(self._refuse, error=error))
        except AccessError as error:
            return self._settle(operation_id, partial(self._lacks_rights, error=error))
        except (UserError, MissingError) as error:
            words = str(error)
            values = {"error": words}
            return self._settle(
                operation_id, lambda operation: operation._mark_failed(words, problem="odoo", values=values)
            )
        except CONFLICTS:
            return self._settle(operation_id, self._busy)
        except Exception as error:
            # One record that breaks in an unforeseen way must not hold the others; the log has the whole story.
            _logger.exception("QuickBooks: operation %s could not be prepared", operation_id)
            self.run_.fail_unexpected(operation_id, error)
            return None

    def _exclusive(self, operation_id):
        """The locks a record asks for while it prepares (two deliveries of one order must not invoice side by side)."""
        with self.run_.transaction() as env:
            record = env["qb.operation"].browse(operation_id)._record().exists()
            names = ["/".join(map(str, key)) for key in record._qb_lock_keys()] if record else []
        return self.run_.claim.exclusive(*names)

    def _prepare_once(self, env, operation_id):
        operation = env["qb.operation"].browse(operation_id)
        if not self._ours(operation):
            return None
        record = operation.connection_id._as_responsible(operation._record())
        if not record.exists():
            operation._mark_cancelled(env._("The record was deleted in Odoo."))
            return None
        if operation.verb in ("delete", "void"):
            plan = record._qb_prepare_removal(operation, self.run_.questions.of(operation.id))
        elif operation.link_candidate:
            plan = self._link_candidate(operation, record)
        elif operation.verb == "apply":
            plan = record._qb_prepare_application(operation, self.run_.questions.of(operation.id))
        elif operation.verb == "find":
            plan = record._qb_prepare_find(operation, self.run_.questions.of(operation.id))
        elif operation.verb == "update":
            plan = record._qb_prepare_update(operation, self.run_.questions.of(operation.id))
        else:
            plan = record._qb_prepare(operation, self.run_.questions.of(operation.id))
        env.flush_all()
        return self._carry_out(operation, record, plan)

    def _link_candidate(self, operation, record):
        """A person said that this object is the document: read it as it is now, and link it."""
        question = ReadObject(ObjectRef(operation.candidate_type, operation.candidate_id))
        answers = self.run_.questions.of(operation.id)
        if question not in answers:
            return Ask([question])
        found = answers[question]
        operation.link_candidate = False
        if found is None:
            code = "entry_gone" if operation.qb_type else "candidate_gone"
            self._fail(operation, code, {"id": operation.candidate_id})
            return None
        record._qb_check_candidate(operation, found)
        return Adopt(found, total=_decimal(operation.candidate_total), tax=_decimal(operation.candidate_tax))

    def _carry_out(self, operation, record, plan):
        if isinstance(plan, Ask):
            return plan
        if isinstance(plan, Send):
            return self._check(operation, plan)
        if isinstance(plan, Wait):
            self._wait(operation, plan)
        elif isinstance(plan, Behind):
            operation._mark_behind(plan.operations)
            self.run_.report.count("pending")
        elif isinstance(plan, Adopt):
            self._adopt(operation, record, plan)
        elif isinstance(plan, Settled):
            operation._mark_done(plan.note)
            self.run_.report.count("done")
        elif plan is not None:
            raise TypeError(f"{record._name} answered {plan!r} instead of a plan")
        return None

    def _check(self, operation, plan):
        target = plan.command.target
        if plan.command.verb is Verb.UPDATE and not target.token:
            return self._with_token(operation, plan)
        problems = self.run_.gateway.problems(plan.command)
        if problems:
            raise DocumentError(*problems)
        return Ready(operation.id, operation.marker, plan, alone=bool(operation.losses))

    def _with_token(self, operation, plan):
        """The link's token was found stale, or was never told: an update needs the present one."""
        target = plan.command.target
        question = ReadObject(target)
        answers = self.run_.questions.of(operation.id)
        if question not in answers:
            return Ask([question])
        found = answers[question]
        if found is None:
            operation.env["qb.link"]._holder(operation.connection_id, target.type, target.id)._mark_deleted()
            self._fail(operation, operation._sentence_code("gone"), {"id": target.id}, problem="gone")
            return None
        command = replace(plan.command, target=replace(target, token=found.ref.token))
        return self._check(operation, replace(plan, command=command))

    def _wait(self, operation, plan):
        """Behind one `ensure` wish per record; one that waits already serves."""
        prerequisites = operation.browse()
        for record in plan.records:
            prerequisites |= self._ensure(operation, record, plan.qb_type or record._qb_type_wanted())
        operation._mark_behind(prerequisites)
        self.run_.report.count("pending")

    def _ensure(self, operation, record, qb_type):
        existing = operation.search(
            [
                ("connection_id", "=", operation.connection_id.id),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("verb", "=", "ensure"),
                ("qb_type", "=", qb_type),
                ("state", "in", ("pending", "sending", "unknown", "failed")),
            ],
            order="id",
            limit=1,
        )
        if existing.state == "failed" and existing.done_at and existing.done_at <= operation.create_date:
            # It failed before anybody wished for this document: perhaps it was corrected meanwhile.
            existing._mark_waiting(seconds=0, count=False)
        reason = operation.env._("Needed by %(document)s", document=operation.record_name)
        return existing or operation._wish(
            operation.connection_id, record, "ensure", qb_type=qb_type, reason=reason, origin=operation
        )

    def _adopt(self, operation, record, plan):
        links = operation.env["qb.link"]
        holder = links._holder(operation.connection_id, plan.object.ref.type, plan.object.ref.id)
        if holder and (holder.res_model, holder.res_id) != (record._name, record.id):
            self._fail(operation, "linked_elsewhere", {"name": plan.object.name, "record": holder.record_name})
            return
        link = links._acknowledge(
            operation.connection_id,
            record,
            plan.object,
            total=plan.total,
            tax=plan.tax,
            url=self.run_.gateway.url(plan.object.ref),
        )
        operation._mark_done(
            operation.env._("Linked to %(name)s, which was in QuickBooks already.", name=link.display_name)
        )
        record._qb_acknowledged(operation, link, plan.object)
        self.run_.report.count("done")

    # ------------------------------------------------------------------ questions

    def _answer(self, asking):
        """Get answers to what the records want to know; returns the ids that can go on."""
        failures = self.run_.questions.collect(asking)
        for operation_id, error in failures.items():
            self._settle(operation_id, partial(self._question_failed, error=error))
        self._stop_if_told()
        return [operation_id for operation_id in asking if operation_id not in failures]

    def _question_failed(self, operation, error):
        """A question that QuickBooks did not answer: nothing was written."""
        if error.problem == WAITING:
            operation._mark_asking()
            return
        text = self.run_.words(operation.env, error.problem, error.values)
        if operation.verb == "find" and (isinstance(error, QuotaExhausted) or error.remedy is not Remedy.CONNECT):
            # It only helps a person: what the record itself wishes does not wait behind it.
            operation._mark_cancelled(text)
            return
        details = {
            "problem": error.problem,
            "code": error.code,
            "detail": error.message,
            "reference": error.reference,
        }
        if isinstance(error, QuotaExhausted):
            # Reads are over for this month; what needs none goes on (spec qbo 2.3).
            operation._mark_waiting(seconds=QUOTA_SECONDS, count=False, sentence=text, **details)
        elif error.remedy is Remedy.CONNECT:
            operation._mark_waiting(seconds=0, count=False, sentence=text, **details)
            self._stopping = error
        elif error.remedy in (Remedy.WAIT, Remedy.REFRESH):
            operation._mark_waiting(seconds=getattr(error, "retry_after", None), sentence=text, **details)
        else:
            operation._mark_failed(text, values={"message": error.message, **error.values}, **details)

    # ------------------------------------------------------------------ endings

    def _settle(self, operation_id, ending):
        """Run `ending(operation)` in a transaction of its own, when the operation is still ours."""

        def step(env):
            operation = env["qb.operation"].browse(operation_id)
            if self._ours(operation):
                ending(operation)
                return operation.state
            return None

        state = self.run_.retrying(step)
        if state:
            self.run_.report.count(state)
        return

    def _ours(self, operation):
        return operation.exists() and operation.state == "sending" and operation.claim_id == self.run_.claim.id

    def _busy(self, operation):
        text = self.run_.words(operation.env, "record_busy")
        operation._mark_waiting(seconds=BUSY_SECONDS, count=False, sentence=text, problem="record_busy")

    def _refuse(self, operation, error):
        text = "\n".join(self.run_.words(operation.env, problem.code, problem.values) for problem in error.problems)
        first = error.problems[0]
        values = {"field": first.field, **first.values}
        operation._mark_failed(text, problem=first.code, values=values)
        operation._offer(values.get("offered_type", False), values.get("offered_id", False))
        operation.candidates = values.get("candidates") or False

    def _lacks_rights(self, operation, error):
        user = operation.connection_id.responsible_id
        self._fail(operation, "responsible_lacks_rights", {"user": user.name, "error": str(error)})

    def _fail(self, operation, code, values, problem=""):
        """The sentence `code`; the queue knows the problem by the same name, unless `problem` says another."""
        words = self.run_.words(operation.env, code, values)
        operation._mark_failed(words, problem=problem or code, values=values)


def _decimal(text):
    return Decimal(text) if text else None
