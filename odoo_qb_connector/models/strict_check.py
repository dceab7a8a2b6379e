"""Before a strict record is saved: would QuickBooks take it?

The queue's own preparation is played through: it links, creates or refuses exactly as it will later. Online its
questions are asked at once; on Desktop, which cannot be asked now, the cached lists answer them.
"""

from odoo.exceptions import UserError

from ..documents import DocumentError, Party, Problem
from ..gateway import ConnectionDown, FindByName, FindHolders, GatewayError, Verb
from .builders.party_search import role_words
from .drain.questions import PushedQuestions
from .known_names import KnownNames
from .policy_sentences import KINDS
from .qb_plan import Ask, Send
from .qb_sentences import SENTENCES, sentence

ITEM = "Item"
ROUNDS = 4
PATIENCE = 10.0
"""Seconds that QuickBooks has for each answer: a person looks at a form that does not save. Renewing the sign-in keeps
its own time: an answer given up there would be a lost sign-in."""


class StrictCheck:
    """For records that become a `qb_type` (Customer, Vendor, Item) at `connection`. Reads only; every refusal is a
    UserError that says what happened, why, and what to press."""

    def __init__(self, connection, qb_type):
        self.connection = connection
        self.env = connection.env
        self.qb_type = qb_type

    def refuse_disconnected(self, records):
        """Nobody can be asked while QuickBooks is disconnected, by whomever or whatever."""
        if records and self.connection._blocks_strict():
            raise self._refusal("strict_disconnected", records[0], self.connection._waiting_message())

    def refuse_unacceptable(self, operations):
        """Wishes (qb.operation) of records that are just being saved: those that would fail are refused now."""
        if operations and self.connection._is_open():
            self._asking(lambda gateway: self._play(gateway, operations), operations[0]._record())

    def refuse_renamed(self, records):
        """Linked records under a new name: is it free?"""
        if records and self.connection._is_open():
            self._asking(lambda gateway: self._check_names(gateway, records), records[0])

    # ------------------------------------------------------------------ asking

    def _asking(self, check, record):
        """Run `check(gateway)`; what QuickBooks does not answer is a refusal too."""
        gateway = None
        try:
            gateway = self.connection._gateway(patience=PATIENCE)
            check(gateway)
        except GatewayError as error:
            code = "strict_disconnected" if isinstance(error, ConnectionDown) else "strict_unreachable"
            raise self._refusal(code, record, self._words_of(error)) from error
        finally:
            if gateway is not None:
                gateway.close()

    def _questions(self, gateway):
        """Asked at once, equal ones together; or looked up in what Odoo knows of QuickBooks Desktop."""
        return PushedQuestions(KnownNames(self.connection) if gateway.pulls else Impatient(gateway))

    def _play(self, gateway, operations):
        """Prepare `operations` as the queue does, until each has its plan. Raises UserError, GatewayError."""
        questions, waiting = self._questions(gateway), operations
        for _round in range(ROUNDS):
            plans = {operation: self._plan(operation, questions) for operation in waiting}
            renamed = self._check_creations(gateway, questions, plans)
            asking = {operation.id: plan.questions for operation, plan in plans.items() if isinstance(plan, Ask)}
            failures = questions.collect(asking)
            if failures and not gateway.pulls:
                raise next(iter(failures.values()))
            # What the lists in Odoo cannot answer is left to QuickBooks itself.
            waiting = renamed | operations.browse([each for each in asking if each not in failures])

    def _plan(self, operation, questions):
        connection = self.connection
        record = operation._record().with_user(connection.responsible_id).with_company(connection.company_id)
        try:
            return record._qb_prepare(operation, questions.of(operation.id))
        except DocumentError as error:
            raise self._refused(operation._record(), error.problems) from error

    def _check_creations(self, gateway, questions, plans):
        """What would be created: is it written as QuickBooks wants it, and has nobody of another kind the name? Returns
        those that go again under another name, as the policy for clashes has it."""
        creations = {
            operation: plan.command
            for operation, plan in plans.items()
            if isinstance(plan, Send) and plan.command.verb is Verb.CREATE
        }
        for operation, command in creations.items():
            problems = gateway.problems(command)
            if problems:
                raise self._refused(operation._record(), problems)
        parties = [each for each, command in creations.items() if isinstance(command.document, Party)]
        names = {each: FindHolders((creations[each].document.name,)) for each in parties}
        self._collect(questions, names)
        renamed = [each for each in parties if self._goes_renamed(each, names[each], questions)]
        return self.env["qb.operation"].sudo().union(*renamed)

    def _goes_renamed(self, operation, question, questions):
        """Whether somebody has the name and the policy puts a suffix behind it. Raises UserError where it asks."""
        holders = questions.of(operation.id)[question]
        if not holders:
            return False
        if self.connection.clash_policy == "ask" or operation.refused_names:
            self._refuse_holders(operation._record(), holders)
        operation.refused_names = list(question.names)
        return True

    def _check_names(self, gateway, records):
        questions = self._questions(gateway)
        names = {record: self._name_question(record) for record in records}
        self._collect(questions, names)
        for record, question in names.items():
            own = record._qb_link_for(self.connection, self.qb_type).mapped("qb_id")
            others = [one for one in questions.of(record.id)[question] if one.ref.id not in own]
            same_kind = [one for one in others if one.ref.type == self.qb_type]
            self._refuse_holders(record, others if self.connection.clash_policy == "ask" else same_kind)

    def _collect(self, questions, asked):
        """Answer one question of each record or operation. Raises GatewayError."""
        failures = questions.collect({each.id: [question] for each, question in asked.items()})
        if failures:
            raise next(iter(failures.values()))

    def _name_question(self, record):
        """Who has the name that `record` has now. Raises UserError when it has none."""
        wish = self.env["qb.operation"].sudo().new({"connection_id": self.connection.id, "qb_type": self.qb_type})
        name = record.sudo()._qb_new_name(wish)
        if not name:
            code = "item_name_missing" if self.qb_type == ITEM else "party_name_missing"
            raise self._refused(record, [Problem(code)])
        return FindByName(ITEM, (name,)) if self.qb_type == ITEM else FindHolders((name,))

    def _refuse_holders(self, record, holders):
        """Names are unique: whoever has it stands in the way."""
        if not holders:
            return
        holder = next((one for one in holders if one.active), holders[0])
        if self.qb_type == ITEM:
            raise self._refused(record, [Problem("strict_item_name_held", {"name": holder.name})])
        code = "party_name_held" if holder.active else "party_name_held_inactive"
        values = {"name": holder.name, "holder": role_words(self.env, holder.ref.type)}
        raise self._refused(record, [Problem(code, values)])

    # ------------------------------------------------------------------ words

    def _refused(self, record, problems):
        return self._refusal("strict_refused", record, " ".join(dict.fromkeys(map(self._reason, problems))))

    def _reason(self, problem):
        return sentence(self.env, self._strict_code(problem.code), problem.values)

    @staticmethod
    def _strict_code(code):
        """The same reason without the advice to send again what was never saved, or the promise to do so."""
        return f"strict_{code}" if f"strict_{code}" in SENTENCES else code

    def _words_of(self, error):
        if isinstance(error, ConnectionDown):
            words = self.connection.sudo()._words(error.problem, error.values)
            return f"{words.what} {words.press}"
        values = {"message": error.message, "code": error.code, "seconds": int(PATIENCE), **error.values}
        return sentence(self.env, self._strict_code(error.problem), values)

    def _refusal(self, code, record, why):
        name = record.with_context(display_default_code=False).display_name or ""
        values = {"name": name, "why": why, "policy": self.env._(KINDS[self.qb_type])}
        return UserError(sentence(self.env, code, values))


class Impatient:
    """Asks `gateway` until it once does not answer: whoever saves shall not wait for one time-out after the other."""

    def __init__(self, gateway):
        self._gateway = gateway
        self._error = None

    def ask(self, question):
        """The answer. Raises GatewayError, ever the same one from the first on."""
        if self._error:
            raise self._error
        try:
            return self._gateway.ask(question)
        except GatewayError as error:
            self._error = error
            raise
