"""After a lost answer of a message set: `desktop.Recovery` says what to do, stored questions bring the answers
(architecture 4.4). Nothing crosses a wire here, so a step is one transaction."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from odoo import fields

from ...desktop import recovery
from ...desktop.questions import SetStatus
from ...gateway import GatewayError, Member
from .look import CLOCK_SKEW, LONGEST_WAIT, RETRY_SECONDS, Doubt, LookUp
from .pulled import PulledSettlement, guarded
from .questions import WAITING

_logger = logging.getLogger(__name__)

ASK_AGAIN = timedelta(hours=1)


class PulledLookUp(LookUp):
    """Takes each lost set as far as the answers that are there allow."""

    def _look(self, exchange_id):
        return guarded(exchange_id, lambda: self.run_.retrying(lambda env: self._step(env, exchange_id)))

    def _step(self, env, exchange_id):
        """Whether anything was decided."""
        self.now = fields.Datetime.now()
        exchange = env["qb.exchange"].browse(exchange_id)
        lost = exchange.member_ids.filtered(self._is_lost)
        if exchange.state != "unknown" or not lost:
            exchange._close()
            return False
        machine = self._machine(exchange, lost)
        try:
            machine = self._with_status(exchange, machine)
            machine = self._with_answers(exchange, machine)
        except GatewayError as error:
            self._wait(exchange, error)
            return False
        self._settle(exchange, machine)
        return True

    # ------------------------------------------------------------------ the machine

    def _machine(self, exchange, lost):
        suspects = tuple(self._suspect(member) for member in lost)
        return recovery.Recovery(
            key=exchange.key,
            suspects=suspects,
            sent_at=(exchange.sent_at or exchange.create_date) - CLOCK_SKEW,
            absent_counts_from=exchange.absent_counts_from,
        )

    @staticmethod
    def _suspect(member):
        return recovery.Suspect(
            Member(bid=member.bid, verb=member.verb, type=member.qb_type, marker=member.marker or ""),
            target_id=member.target_id or "",
            number=member.number or "",
            name=member.name or "",
            party_id=member.party_id or "",
            total=member._amount("total"),
            untaxed=member._amount("untaxed"),
        )

    def _with_status(self, exchange, machine):
        """What QuickBooks stored for the set. Raises GatewayError when that is not known yet."""
        question = SetStatus(exchange.key)
        answer = self.run_.questions.since(exchange.env, question, exchange.lost_tick)
        lost = recovery.status_request(exchange._wire_request())
        told = machine.on_status(_only(lost, machine), answer)
        if not told.asked:
            self._forget(exchange, question)
            self.run_.questions.since(exchange.env, question, exchange.lost_tick)
        return told

    def _with_answers(self, exchange, machine):
        """What the books hold of what the status left open. Raises GatewayError when that is not known yet."""
        step = machine.step(self.now)
        if not isinstance(step, recovery.LookUp):
            return machine
        not_before = exchange.absent_counts_from if self.now >= exchange.absent_counts_from else None
        answers, missing = {}, []
        for bid, question in step.questions.items():
            try:
                answers[bid] = self.run_.questions.since(exchange.env, question, exchange.lost_tick, not_before)
            except GatewayError as error:
                missing.append(error)
                if error.problem != WAITING:
                    self._forget(exchange, question)
        if missing:
            raise min(missing, key=lambda error: error.problem == WAITING)
        return machine.on_answers(answers, self.now)

    def _forget(self, exchange, question):
        """An answer that is none: asked anew."""
        exchange.env["qb.question"]._answered_since(
            exchange.connection_id, question, exchange.lost_tick
        ).asked_tick = False

    # ------------------------------------------------------------------ what follows

    def _settle(self, exchange, machine):
        by_bid = {member.bid: member for member in exchange.member_ids}
        for bid, verdict in machine.outcomes.items():
            found = Doubt(verdict.candidate) if isinstance(verdict, recovery.Doubt) else verdict
            self._settle_found(exchange, by_bid[bid], found)
        step = machine.step(self.now)
        if isinstance(step, recovery.WaitUntil):
            exchange.write({"look_at": step.moment.replace(microsecond=0) + timedelta(seconds=1), "waits": False})
            return
        if isinstance(step, recovery.SendAgain):
            self._send_afresh([by_bid[bid] for bid in step.bids])
        exchange._close()

    def _settlement(self, exchange):
        return PulledSettlement(self.run_, exchange.id)

    def _send_afresh(self, members):
        """Certainly not there: built anew, in a set of its own. The old set is never sent again."""
        for member in members:
            member.outcome = "failed"
            member.operation_id._mark_lost_again(self.run_.words(member.env, "breaks_quickbooks"))

    def _wait(self, exchange, error):
        """For the next call of the Web Connector; what went wrong otherwise is said on the record and tried again."""
        if error.problem == WAITING:
            exchange.write({"look_at": fields.Datetime.now() + ASK_AGAIN, "waits": True})
            return
        _logger.info("QuickBooks: message set %s could not be looked up: %s", exchange.key, error)
        held = exchange.member_ids.filtered(self._is_lost).operation_id
        held._mark_unknown(
            self.run_.words(exchange.env, error.problem, error.values), detail=error.message, reference=error.reference
        )
        age = (fields.Datetime.now() - exchange.lost_at).total_seconds()
        seconds = min(max(RETRY_SECONDS, age / 4), LONGEST_WAIT)
        exchange.write({"look_at": fields.Datetime.now() + timedelta(seconds=seconds), "waits": False})


def _only(request, machine):
    """The status question speaks of the whole set; the machine of those still in doubt."""
    wanted = {one.member.bid for one in machine.suspects}
    return replace(request, members=tuple(member for member in request.members if member.bid in wanted))
