"""An invoice that is cancelled in Odoo is voided or deleted in QuickBooks; reset to draft, it waits to be confirmed."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..documents import DocumentError, Problem
from ..gateway import Command, ObjectRef, ReadObject, Verb
from .account_move import QB_TYPES
from .account_move_reversal import OPEN
from .builders import removal_rule
from .qb_plan import Ask, Send, Settled
from .qb_sentences import sentence

REMOVALS = ("void", "delete")
CANCELLED = "cancelled"
"""A choice of a removal: it follows the cancelling in Odoo, and the rule of dates and payments decides."""
CHANGED = "changed"


class AccountMove(models.Model):
    _inherit = "account.move"

    def button_cancel(self):
        result = super().button_cancel()
        self._qb_wish_cancelled()
        return result

    def _qb_wish_cancelled(self):
        """Queue what is cancelled and may be in QuickBooks. INSERTs and nothing else."""
        reason = self.env._("Cancelled")
        for move in self.sudo().filtered(lambda move: move.state == "cancel" and move.move_type in QB_TYPES):
            settings = move._qb_channel()
            verb = settings.connection.cancelled_invoices
            goes = settings.automatic and verb in REMOVALS and settings.connection._accepts_wishes()
            if goes and move._qb_may_be_there(settings.connection):
                move._qb_wish(verb, reason=reason, choices={CANCELLED: True})

    def _qb_may_be_there(self, connection):
        return bool(self._qb_link_for(connection) or self._qb_open_operations(connection, "send", states=OPEN))

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare(self, operation, answers):
        """What was cancelled meanwhile does not go; what is confirmed again, is not removed any more."""
        if self.sudo().state == "cancel":
            return Settled(self.env._("%(document)s was cancelled before it left.", document=self.display_name))
        failed = self.sudo()._qb_open_operations(operation.connection_id, *REMOVALS, states=("failed",))
        in_vain = failed.filtered(lambda one: one._choice(CANCELLED) and one.id < operation.id)
        in_vain._mark_cancelled(self.env._("%(document)s is not cancelled any more.", document=self.display_name))
        return super()._qb_prepare(operation, answers)

    def _qb_prepare_removal(self, operation, answers):
        """A cancelled invoice is removed under the same rule as a returned one; what was asked for by a person's button
        is done as it was asked."""
        move = self.sudo()
        link = move._qb_link_for(operation.connection_id)[:1]
        if not link or not operation._choice(CANCELLED):
            return super()._qb_prepare_removal(operation, answers)
        if link._is_void() and operation.verb == "void":
            return Settled(self.env._("%(object)s is void in QuickBooks.", object=link.display_name))
        if move.state != "cancel":
            return Settled(self.env._("%(document)s is not cancelled any more.", document=move.display_name))
        return move._qb_plan_of_cancelling(operation, link, answers)

    def _qb_plan_of_cancelling(self, operation, link, answers):
        day = operation.connection_id._local_date(operation.create_date)
        problem = removal_rule.obstacle(self, operation.connection_id, day)
        if problem:
            raise self._qb_cancelled_stays(problem)
        question = ReadObject(ObjectRef(link.qb_type, link.qb_id, link.sync_token or ""))
        if question not in answers:
            return Ask([question])
        there = answers[question]
        if there is None:
            link._mark_deleted()
            return Settled(self.env._("It is not in QuickBooks any more."))
        problem = removal_rule.obstacle_there(self, there)
        if problem:
            raise self._qb_cancelled_stays(problem)
        target = ObjectRef(link.qb_type, link.qb_id, there.ref.token, link.kind or "")
        return Send(Command(self._qb_verb_of_removal(operation, link), target=target), qb_type=link.qb_type)

    @staticmethod
    def _qb_verb_of_removal(operation, link):
        """QuickBooks Online voids invoices; a credit memo is deleted there (spec qbo 5.9)."""
        can_void = operation.connection_id.edition == "desktop" or link.qb_type == "Invoice"
        return Verb.VOID if operation.verb == "void" and can_void else Verb.DELETE

    def _qb_cancelled_stays(self, problem):
        reason = sentence(self.env, problem.code, problem.values)
        return DocumentError(Problem("cancelled_stays", {"invoice": self.name, "reason": reason}))

    def _qb_acknowledged(self, operation, link, acknowledged):
        result = super()._qb_acknowledged(operation, link, acknowledged)
        link.voided_at = fields.Datetime.now() if operation.verb == "void" else False
        return result

    # ------------------------------------------------------------------ words

    @api.depends("state")
    def _compute_qb(self):
        return super()._compute_qb()

    def _qb_state_and_message(self, link, operations):
        state, message = super()._qb_state_and_message(link, operations)
        if link and self.state == "draft" and state in ("sent", "different"):
            return CHANGED, self.env._(
                "Reset to draft: QuickBooks still has %(number)s as it was sent. Confirm it, and it is updated there.",
                number=link.number or link.qb_id,
            )
        if link and self.state == "cancel" and state == "sent":
            return self._qb_cancelled_state(link)
        return state, message

    def _qb_cancelled_state(self, link):
        if link._is_void():
            return "skipped", self.env._("%(object)s is void in QuickBooks.", object=link.display_name)
        return CHANGED, self.env._("Cancelled in Odoo: QuickBooks still has %(object)s.", object=link.display_name)

    # ------------------------------------------------------------------ buttons

    def action_qb_remove_there(self):
        """Void (or, by policy, delete) in QuickBooks what was cancelled in Odoo; the same rule holds as by itself."""
        self.ensure_one()
        self._qb_check_sender()
        policy = self.sudo()._qb_connection().cancelled_invoices
        verb = policy if policy in REMOVALS else "void"
        reason = self.env._("Void There by %(user)s", user=self.env.user.name)
        operations = self._qb_wish(verb, reason=reason, choices={CANCELLED: True})
        if not operations:
            raise UserError(self._qb_why_not_in(self.sudo()._qb_connection()))
        return operations._show_result()


class QbLink(models.Model):
    _inherit = "qb.link"

    voided_at = fields.Datetime("Void There Since", readonly=True)

    def _is_void(self):
        self.ensure_one()
        return bool(self.voided_at)
