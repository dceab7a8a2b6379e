"""How the queue gets answers: at once where the gateway can push, by the next call where QuickBooks pulls.

Both have the same two methods. `collect` answers what preparing records ask; `ask` answers one operation's single
question.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from ...desktop.questions import codec
from ...desktop.statuses import WAITING
from ...gateway import FindByName, FindHolders, GatewayError, Retryable
from ..qb_question import digest_of


class PushedQuestions:
    """Asked at once. Equal and mergeable questions of a wave are one request, and serve the whole wave."""

    def __init__(self, run):
        self.run_ = run
        self._answers = {}

    def of(self, _operation_id):
        """What is known when this operation prepares: {question: answer}."""
        return self._answers

    def collect(self, asking):
        """Ask `asking` ({operation id: questions}); returns {operation id: GatewayError} of those that got no
        answer."""
        merged, single = _grouped({question for questions in asking.values() for question in questions})
        failures = {}
        for together, questions in merged.items():
            self._ask_names(together, questions, failures)
        for question in single:
            self._ask_one(question, failures)
        return {
            operation_id: next(failures[question] for question in questions if question in failures)
            for operation_id, questions in asking.items()
            if any(question in failures for question in questions)
        }

    def ask(self, _operation_id, question):
        """The answer. Raises GatewayError."""
        return self.run_.ask(question)

    def _ask_names(self, together, questions, failures):
        """Questions for names that `together` makes one of."""
        names = tuple(sorted({name for question in questions for name in question.names}))
        try:
            found = self.run_.ask(together(names))
        except GatewayError as error:
            failures.update(dict.fromkeys(questions, error))
            return
        for question in questions:
            wanted = {name.casefold() for name in question.names}
            by = getattr(question, "by", "name")
            self._answers[question] = [item for item in found if _searched(item, by).casefold() in wanted]

    def _ask_one(self, question, failures):
        try:
            self._answers[question] = self.run_.ask(question)
        except GatewayError as error:
            failures[question] = error


def _grouped(questions):
    """({what makes one question of several names: questions}, the others)."""
    merged, single = defaultdict(list), []
    makers = {}
    for question in questions:
        if isinstance(question, FindByName):
            kind = (question.type, question.by)
            makers.setdefault(kind, partial(FindByName, question.type, by=question.by))
            merged[makers[kind]].append(question)
        elif isinstance(question, FindHolders):
            merged[FindHolders].append(question)
        else:
            single.append(question)
    return merged, single


def _searched(item, by):
    return str(item.details.get("sku") or item.details.get("Sku") or "") if by == "sku" else item.name


class PulledQuestions:
    """Stored, and answered when QuickBooks calls. An answer serves an operation only if it was handed out after the
    operation began to wait: what it says about names must not be older than the wish."""

    def __init__(self, run):
        self.run_ = run
        self._answers = defaultdict(dict)

    def of(self, operation_id):
        return self._answers[operation_id]

    def collect(self, asking):
        failures = {}
        for operation_id, questions in asking.items():
            error = self.run_.retrying(lambda env, i=operation_id, q=questions: self._of_operation(env, i, q))
            if error is not None:
                failures[operation_id] = error
        return failures

    def ask(self, operation_id, question):
        error = self.run_.retrying(lambda env: self._of_operation(env, operation_id, [question]))
        if error is not None:
            raise error
        return self._answers[operation_id][question]

    def since(self, env, question, tick, not_before=None):
        """The answer to what was handed out after `tick` and not before that time. Raises GatewayError; Retryable when
        there is none yet."""
        connection = self.run_.connection(env)
        row = env["qb.question"]._answered_since(connection, question, tick, not_before)
        if row:
            return row._answer(file_id=connection.realm_id or "", reading=self.run_.gateway.reading)
        try:
            if not_before or not env["qb.question"]._on_its_way(connection, question, tick):
                env["qb.question"]._store(connection, question)
        except ValueError as error:
            raise GatewayError(str(error), problem="unexpected", values={"error": str(error)}) from None
        raise Retryable("the next session of the Web Connector answers", problem=WAITING)

    def _of_operation(self, env, operation_id, questions):
        """Keeps the answers; returns the first error, None when all are there. Every missing question is stored, so
        that one session answers them all."""
        operation = env["qb.operation"].browse(operation_id)
        operation._mark_waiting_since()
        errors, lacking = [], []
        for question in questions:
            try:
                self._answers[operation_id][question] = self.since(env, question, operation.waiting_tick)
            except GatewayError as error:
                errors.append(error)
                if error.problem == WAITING:
                    lacking.append(digest_of(codec.dump_question(question)))
        operation.asks = lacking
        return min(errors, key=lambda error: error.problem == WAITING, default=None)
