"""After a restore Odoo may have forgotten what it sent: every create is looked up first (design 5, Copies)."""

from __future__ import annotations

from functools import partial

from odoo import fields

from ...documents import CreditApplication
from ...gateway import FindByMarker, GatewayError, Verb


class AfterRestore:
    """While the connection says so, sends nothing that QuickBooks may hold already.

    Same number, party and total with one of our tokens: it was ours before the restore, so it is linked. Same number
    without a token of ours: a person decides. The tokens themselves were forgotten with the restore.
    """

    def __init__(self, run, settle, question_failed):
        self.run_ = run
        self._settle = settle
        self._question_failed = question_failed

    def is_on(self):
        with self.run_.transaction() as env:
            until = self.run_.connection(env).look_up_before_create_until
        return bool(until and fields.Datetime.now() < until)

    def unknown_there(self, ready):
        """Those of `ready` that QuickBooks does not hold; the others are settled."""
        return [item for item in ready if item.plan.command.verb is not Verb.CREATE or self._is_unknown(item)]

    def _is_unknown(self, item):
        values = item.member_values()
        if values["name"] or isinstance(item.plan.command.document, CreditApplication):
            return True  # names, and what is applied already, are looked up before they are created anyhow
        question = FindByMarker(
            type=values["qb_type"],
            marker=values["marker"],
            number=values["number"],
            party_id=values["party_id"],
            total=item.plan.total,
        )
        try:
            candidates = self.run_.questions.ask(item.operation_id, question)
        except GatewayError as error:
            self._settle(item.operation_id, partial(self._question_failed, error=error))
            return False
        return self._judge(item, values, candidates)

    def _judge(self, item, values, candidates):
        held = self.run_.gateway.held_number(values["number"])
        same = [
            candidate
            for candidate in candidates
            if (candidate.number, candidate.party_id) == (held, values["party_id"])
            and not _is_another(candidate, values["number"])
        ]
        ours = next((each for each in same if each.marker and each.total == item.plan.total), None)
        if ours:
            self._settle(item.operation_id, lambda operation: self._adopt(operation, item, ours))
        elif same:
            self._settle(item.operation_id, lambda operation: self._ask_person(operation, item, same[0]))
        return not same

    def _adopt(self, operation, item, candidate):
        link = operation.env["qb.link"]._acknowledge(
            operation.connection_id,
            operation._record(),
            candidate,
            total=item.plan.total,
            tax=item.plan.tax,
            url=self.run_.gateway.url(candidate.ref),
        )
        note = operation.env._("Found in QuickBooks after the restore: %(object)s.", object=link.display_name)
        operation._mark_done(note)

    def _ask_person(self, operation, item, candidate):
        values = {"type": candidate.ref.type, "number": candidate.number, "id": candidate.ref.id}
        text = self.run_.words(operation.env, "possible_duplicate", values)
        operation._mark_doubtful(text, candidate, total=item.plan.total, tax=item.plan.tax)


def _is_another(candidate, number):
    """One of our documents whose shortened number is the same; the whole one stands in its memo."""
    return bool(candidate.marker) and candidate.number != number and number not in str(candidate.details.get("note"))
