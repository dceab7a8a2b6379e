"""After a lost answer: look before acting (design 5, the second defence)."""

from __future__ import annotations

import logging
from datetime import timedelta

from odoo import fields

from ...gateway import (
    ConnectionDown,
    FindByMarker,
    GatewayError,
    ObjectRef,
    QuotaExhausted,
    ReadObject,
    Removed,
    Retryable,
    Written,
)
from .claim import CONFLICTS
from .settle import Settlement

_logger = logging.getLogger(__name__)

AT_ONCE = 20
RETRY_SECONDS = 20
LONGEST_WAIT = 3600
MARGIN = timedelta(seconds=1)
CLOCK_SKEW = timedelta(minutes=5)


class Doubt:
    """Number, party and amount are equal but our token is missing: only a person can tell."""

    def __init__(self, candidate):
        self.candidate = candidate


ABSENT = object()


class LookUp:
    """Looks up lost exchanges that are due: adopts what is there, sends again what is not."""

    def __init__(self, run):
        self.run_ = run

    def run(self):
        """Whether anything was looked up."""
        with self.run_.transaction() as env:
            ids = self._due(env).ids
        looked = [self._look(exchange_id) for exchange_id in ids]
        return any(looked)

    def _due(self, env):
        exchanges = env["qb.exchange"].search(
            [
                ("connection_id", "=", self.run_.connection_id),
                ("state", "=", "unknown"),
                ("look_at", "<=", fields.Datetime.now()),
            ],
            order="look_at, id",
        )
        if self.run_.only:
            family = env["qb.operation"].browse(self.run_.only)._effective()
            exchanges = exchanges.filtered(lambda exchange: exchange.member_ids.operation_id & family)
        return exchanges[:AT_ONCE]

    # ------------------------------------------------------------------ one exchange

    def _look(self, exchange_id):
        try:
            members = self.run_.retrying(lambda env: self._take_over(env, exchange_id))
        except CONFLICTS:
            return False
        if not members:
            return False
        try:
            verdicts = {member_id: self._verdict(question) for member_id, question in members.items()}
        except ConnectionDown as error:
            reason = error
            self.run_.retrying(lambda env: self._look_later(env, exchange_id, reason))
            if not isinstance(error, QuotaExhausted):
                self.run_.stop(error)
            return False
        except GatewayError as error:
            _logger.info("QuickBooks: exchange %s could not be looked up: %s", exchange_id, error)
            reason = error
            self.run_.retrying(lambda env: self._look_later(env, exchange_id, reason))
            return True
        again = self.run_.retrying(lambda env: self._judge(env, exchange_id, verdicts))
        if again:
            self.run_.send([(exchange_id, again)])
        return True

    def _take_over(self, env, exchange_id):
        """Claim the lost members; returns what to ask for each, {} when another worker looks already."""
        exchange = env["qb.exchange"].browse(exchange_id)
        lost = exchange.member_ids.filtered(self._is_lost)
        if exchange.state != "unknown" or any(member.operation_id.claim_id for member in lost):
            return {}
        if not lost:
            exchange.state = "settled"
            return {}
        lost.operation_id.write({"claim_id": self.run_.claim.id, "claimed_at": fields.Datetime.now()})
        return {member.id: self._question(exchange, member) for member in lost}

    @staticmethod
    def _is_lost(member):
        return member.operation_id.state == "unknown" and member.operation_id.exchange_id == member.exchange_id

    @staticmethod
    def _question(exchange, member):
        if member.target_id:
            return member.verb, member.marker, ReadObject(ObjectRef(member.qb_type, member.target_id)), None
        question = FindByMarker(
            type=member.qb_type,
            marker=member.marker or "",
            number=member.number or "",
            name=member.name or "",
            party_id=member.party_id or "",
            total=member._amount("total"),
            sent_after=exchange.create_date - CLOCK_SKEW,
        )
        return member.verb, member.marker, question, (member._amount("total"), member._amount("untaxed"))

    # ------------------------------------------------------------------ what QuickBooks says

    def _verdict(self, asked):
        verb, marker, question, amounts = asked
        answer = self.run_.ask(question)
        if isinstance(question, ReadObject):
            return self._verdict_on_change(verb, marker, question.ref, answer)
        return self._verdict_on_create(marker, question, answer, amounts)

    @staticmethod
    def _verdict_on_change(verb, marker, ref, current):
        if verb == "delete":
            return Removed(ref) if current is None else ABSENT
        if current is None:
            return ABSENT
        if verb == "void":
            return Written(current) if current.total == 0 else ABSENT
        return Written(current) if marker and current.marker == marker else ABSENT

    @staticmethod
    def _verdict_on_create(marker, question, candidates, amounts):
        if question.name:
            found = next((item for item in candidates if item.active and item.name == question.name), None)
            return Written(found) if found else ABSENT
        for candidate in candidates:
            if candidate.marker == marker:
                return Written(candidate)
        for candidate in candidates:
            same = (candidate.number, candidate.party_id) == (question.number, question.party_id)
            if same and candidate.is_worth(*amounts) and question.number and not candidate.marker:
                return Doubt(candidate)
        return ABSENT

    # ------------------------------------------------------------------ what follows

    def _judge(self, env, exchange_id, verdicts):
        """Settle what was found. Returns the request to send again, byte for byte, when nothing of it is there and it
        can no longer take effect; otherwise None."""
        exchange = env["qb.exchange"].browse(exchange_id)
        absent = env["qb.exchange.member"]
        for member in exchange.member_ids.filtered(lambda member: member.id in verdicts):
            verdict = verdicts[member.id]
            if member.operation_id.claim_id != self.run_.claim.id:
                continue
            if verdict is ABSENT:
                absent |= member
            else:
                self._settle_found(exchange, member, verdict)
        if not absent:
            exchange._close()
            return None
        return self._judge_absent(exchange, absent)

    def _settle_found(self, exchange, member, verdict):
        operation = member.operation_id
        if isinstance(verdict, Doubt):
            values = {
                "type": member.qb_type,
                "number": verdict.candidate.number,
                "id": verdict.candidate.ref.id,
            }
            text = self.run_.words(operation.env, "possible_duplicate", values)
            operation._mark_doubtful(text, verdict.candidate, total=member._amount("total"), tax=member._amount("tax"))
        else:
            self._settlement(exchange).settle_member(member, verdict)
        self.run_.report.count(operation.state)

    def _settlement(self, exchange):
        return Settlement(self.run_, exchange.id)

    def _judge_absent(self, exchange, absent):
        operations = absent.operation_id
        if fields.Datetime.now() < exchange.absent_counts_from:
            # It may still be running at Intuit's: absent now is no proof.
            operations.claim_id = False
            exchange.look_at = exchange.absent_counts_from + MARGIN
            return None
        if absent != exchange.member_ids:
            # Some of it is there: the whole again could double those, so the rest goes fresh.
            absent.outcome = "failed"
            operations._mark_waiting(seconds=0)
            exchange.state = "settled"
            return None
        for operation in operations:
            operation.write({"state": "sending", "attempts": operation.attempts + 1})
        exchange._mark_sent_again()
        return exchange._wire_request()

    def _look_later(self, env, exchange_id, error):
        """QuickBooks did not say whether it is there. Asked again ever more seldom, and said on the record when waiting
        alone will not help."""
        exchange = env["qb.exchange"].browse(exchange_id)
        held = exchange.member_ids.operation_id.filtered(lambda operation: operation.claim_id == self.run_.claim.id)
        if isinstance(error, Retryable):
            held.claim_id = False
        else:
            held._mark_unknown(
                self.run_.words(env, error.problem, error.values), detail=error.message, reference=error.reference
            )
        age = (fields.Datetime.now() - exchange.sent_at).total_seconds()
        seconds = getattr(error, "retry_after", None) or min(max(RETRY_SECONDS, age / 4), LONGEST_WAIT)
        exchange.look_at = fields.Datetime.now() + timedelta(seconds=seconds)
