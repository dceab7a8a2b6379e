"""The outbox: one row is one wish for QuickBooks, and afterwards the history a user reads (design 4 and 5)."""

import random
from datetime import timedelta

from odoo import api, fields, models

from ..documents import new_marker
from .moments import moment_words
from .qb_question import tick
from .schedule import NEVER

HELD = ("sending", "unknown")
FINAL = ("done", "failed", "cancelled", "merged")

ASK_AGAIN = timedelta(minutes=10)
"""An answer wakes whoever waits for it; this is for the one that is missed."""

MOST_LOSSES = 6

FIRST_DELAY = 30
LONGEST_DELAY = 3600


def back_off(attempts, chance=random.random):
    """Seconds until the next attempt: doubling from 30 s to one hour, give or take a fifth so that many do not march
    in step. `chance` yields a float in [0, 1)."""
    return min(FIRST_DELAY * 2 ** max(attempts - 1, 0), LONGEST_DELAY) * (0.8 + 0.4 * chance())


class QbOperation(models.Model):
    _name = "qb.operation"
    _description = "QuickBooks Operation"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="restrict", index=True)
    # Precomputed: a wish is one INSERT, and an UPDATE behind it would wait for locks.
    company_id = fields.Many2one(related="connection_id.company_id", store=True, precompute=True, index=True)
    res_model = fields.Char("Record Type", required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    record_name = fields.Char("Document", compute="_compute_record_name", compute_sudo=True)
    verb = fields.Selection(
        [
            ("send", "Send"),
            ("ensure", "Create or link"),
            ("update", "Update there"),
            ("delete", "Delete there"),
            ("void", "Void there"),
            ("unlink", "Unlink"),
        ],
        required=True,
    )
    qb_type = fields.Char(
        "QuickBooks Type", help="What a customer, vendor or product shall be there; empty: a document."
    )
    choices = fields.Json(readonly=True, help="What a person chose in a dialog, such as the name in QuickBooks.")
    changed = fields.Json(
        readonly=True, help="Of an update: the fields of the document that were changed in Odoo; empty: all of them."
    )
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("sending", "Sending"),
            ("unknown", "Checking"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
            ("merged", "Merged"),
        ],
        required=True,
        default="pending",
    )
    reason = fields.Char(help="What caused this wish.")
    not_before = fields.Datetime(help="Not tried again before this moment.")
    waiting_since = fields.Datetime(
        readonly=True, help="Since when it waits for QuickBooks to call: for an answer, or to be fetched."
    )
    waiting_tick = fields.Integer(readonly=True, help="The same as a tick: only younger answers count.")
    asks = fields.Json(readonly=True, help="Digests of the questions whose answers it lacks.")
    losses = fields.Integer(readonly=True, help="How often it was fetched, its answer was lost, and it was not there.")
    attempts = fields.Integer(readonly=True)
    marker = fields.Char(required=True, default=lambda self: new_marker(), copy=False)
    origin_id = fields.Many2one("qb.operation", "Caused By", index="btree_not_null", ondelete="set null")
    merged_into_id = fields.Many2one("qb.operation", index="btree_not_null", ondelete="set null")
    prerequisite_ids = fields.Many2many(
        "qb.operation", "qb_operation_prerequisite", "operation_id", "prerequisite_id", "Waits For"
    )
    bulk_id = fields.Many2one("qb.bulk", "Action on Many", readonly=True, index="btree_not_null", ondelete="set null")
    claim_id = fields.Char(index="btree_not_null", help="Random id of the claim; settling requires it still to match.")
    claimed_at = fields.Datetime()
    exchange_id = fields.Many2one("qb.exchange", "Last Exchange", index="btree_not_null", ondelete="set null")
    done_at = fields.Datetime("Finished")
    note = fields.Char("Result", help="How it ended, in a sentence.")
    error = fields.Char("Problem", help="What happened, why, and what to press.")
    outcome = fields.Char("What Came of It", compute="_compute_outcome", compute_sudo=True)
    error_problem = fields.Char("Problem Kind")
    candidate_type = fields.Char(help="The object in QuickBooks that may be this document already.")
    candidate_id = fields.Char()
    candidate_total = fields.Char(help="Odoo's total, exact.")
    candidate_tax = fields.Char()
    candidates = fields.Json(
        readonly=True, help="Several documents in QuickBooks that may be this one (type, id, date): a person chooses."
    )
    link_candidate = fields.Boolean(help="A person said that the candidate is this document.")
    error_code = fields.Char("QuickBooks Code")
    error_detail = fields.Text("QuickBooks' Words")
    error_reference = fields.Char("Intuit Reference", help="The id that Intuit's support asks for.")

    refused_names = fields.Json(readonly=True, help="Names that QuickBooks said somebody else has.")
    refused_references = fields.Char(
        readonly=True, help="Ids of customers and items that QuickBooks no longer knew when this was sent."
    )

    # The per-record lock: at most one operation of a record is on its way. A second claim fails here and is skipped.
    _on_its_way = models.UniqueIndex("(connection_id, res_model, res_id) WHERE state IN ('sending', 'unknown')")
    _due = models.Index("(connection_id, id) WHERE state = 'pending'")
    _waiting_record = models.Index("(connection_id, res_model, res_id, id) WHERE state = 'pending'")
    _by_record = models.Index("(res_model, res_id, id)")
    # What the dashboard counts by day is answered by the index alone.
    _finished = models.Index("(connection_id, done_at) INCLUDE (state, exchange_id) WHERE done_at IS NOT NULL")

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for operation in self:
            record = operation._record().exists() if operation.res_model in self.env else None
            operation.record_name = record.display_name if record else f"{operation.res_model} {operation.res_id}"

    @api.depends(
        "state",
        "error",
        "note",
        "waiting_since",
        "exchange_id.state",
        "exchange_id.waits",
        "prerequisite_ids.state",
        "prerequisite_ids.waiting_since",
    )
    def _compute_outcome(self):
        for operation in self:
            operation.outcome = operation._outcome()

    def _outcome(self):
        """One sentence for lists: how it ended, or why it has not."""
        self.ensure_one()
        if self.state == "pending" and self._failed_prerequisites():
            return self.env._(
                "Waits for %(records)s, which needs a hand.",
                records=", ".join(self._failed_prerequisites().mapped("record_name")),
            )
        if self._waits_for_call():
            return self._waiting_for_call()
        return self.error if self.error and self.state not in ("done", "cancelled", "merged") else self.note

    def _waits_for_call(self):
        """Nothing goes on until QuickBooks calls: it is ready to be fetched, or it waits for an answer, itself or what
        it needs first."""
        self.ensure_one()
        return bool(self._waits_for_call_since())

    def _waits_for_call_since(self):
        """Since when it waits for a call, itself or the first of what it needs; False when it does not."""
        self.ensure_one()
        if self.state == "unknown":
            return self.exchange_id.waits and self.exchange_id.lost_at
        if self.state == "sending":
            return self.exchange_id.state == "ready" and self.waiting_since
        if self.state != "pending":
            return False
        moments = [other._waits_for_call_since() for other in self.prerequisite_ids]
        return min(filter(None, [self.waiting_since, *moments]), default=False)

    def _waiting_for_call(self):
        """In words, since when; what keeps QuickBooks from calling stands at the connection."""
        moment = moment_words(self.env, self._waits_for_call_since())
        if self.state == "unknown":
            return self.env._(
                "Checking: the answer was lost. QuickBooks is asked with the next call of the Web Connector, which is "
                "awaited since %(moment)s.",
                moment=moment,
            )
        return self.env._(
            "Waiting for QuickBooks Desktop since %(moment)s. It goes when the Web Connector runs the next time.",
            moment=moment,
        )

    @api.depends("record_name", "verb")
    def _compute_display_name(self):
        labels = dict(self._fields["verb"]._description_selection(self.env))
        for operation in self:
            operation.display_name = f"{labels.get(operation.verb, '')} · {operation.record_name}"

    def _record(self):
        """The Odoo record this wish is about (perhaps deleted meanwhile)."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    def _choice(self, name, default=None):
        """What a person chose under `name` in the dialog that made this wish; `default` when nobody did."""
        self.ensure_one()
        return (self.choices or {}).get(name, default)

    # ------------------------------------------------------------------ wishing

    @api.model
    def _wish(
        self,
        connection,
        records,
        verb,
        *,
        qb_type=None,
        reason="",
        origin=None,
        choices=None,
        candidate=None,
        bulk=None,
        changed=None,
        scheduled=False,
    ):
        """INSERT one wish per record and wake the connection. Nothing is looked up and nothing is updated, so that the
        business transaction around it can neither block nor fail on it (design 4.1).

        `qb_type` is what a record that can be several things shall be there, by default what it usually is. `choices`
        is what a person chose in a dialog (dict); `candidate` the object (type, id) that a person said it is: it is
        read and linked, nothing is created. `bulk` (qb.bulk) is the action on many records that wished this. `changed`
        are the document fields that an update is about. `scheduled`: it goes when the connection's schedule says so.
        """
        shared = {
            "connection_id": connection.id,
            "verb": verb,
            "reason": reason,
            "origin_id": origin.id if origin else False,
            "choices": choices or False,
            "bulk_id": bulk.id if bulk else False,
            "changed": sorted(changed) if changed else False,
            **self._candidate_values(candidate),
            **self._planned_values(connection, scheduled),
        }
        operations = self.sudo().create(
            [
                {
                    **shared,
                    "res_model": record._name,
                    "res_id": record.id,
                    "qb_type": qb_type or record._qb_type_wanted(),
                }
                for record in records
            ]
        )
        planned = operations[:1].planned_at
        if planned != NEVER:
            connection.sudo()._wake(planned or None)
        return operations

    @staticmethod
    def _candidate_values(candidate):
        if not candidate:
            return {}
        return {"candidate_type": candidate[0], "candidate_id": candidate[1], "link_candidate": True}

    # ------------------------------------------------------------------ verbs that change the state

    def _mark_done(self, note=""):
        """Finished. What failed before for the same record and verb is answered by this success."""
        self.write({**self._no_error(), "state": "done", "note": note, "done_at": fields.Datetime.now()})
        for operation in self:
            operation._same_wishes("failed").write({"state": "merged", "merged_into_id": operation.id})

    def _mark_failed(self, sentence, *, problem="", code="", detail="", reference=""):
        """A person must act; `sentence` tells which and how."""
        self.write(
            {
                "state": "failed",
                "claim_id": False,
                "waiting_since": False,
                "done_at": fields.Datetime.now(),
                "error": sentence,
                "error_problem": problem,
                "error_code": code,
                "error_detail": detail,
                "error_reference": reference,
            }
        )

    def _mark_doubtful(self, sentence, candidate, *, total=None, tax=None):
        """`candidate` (gateway.Acknowledged) may be this document but lacks our token: only a person can tell.

        `total` and `tax` are Odoo's (Decimal), compared when it is linked."""
        self._mark_failed(sentence, problem="possible_duplicate")
        self.write(
            {
                "candidate_type": candidate.ref.type,
                "candidate_id": candidate.ref.id,
                "candidate_total": str(total) if total is not None else False,
                "candidate_tax": str(tax) if tax is not None else False,
            }
        )

    def _offer(self, qb_type, qb_id):
        """The object that this record may be, or stands in its way: a person may link it or open whom it belongs to."""
        self.write({"candidate_type": qb_type, "candidate_id": qb_id})

    def _mark_waiting(self, *, seconds=None, sentence="", problem="", count=True, code="", detail="", reference=""):
        """Back into the queue with a new marker: what was sent under the old one is known not to exist.

        `seconds` until the next try; None is the back-off of its attempts. `count` adds an attempt.
        """
        for operation in self:
            attempts = operation.attempts + (1 if count else 0)
            delay = back_off(attempts) if seconds is None else seconds
            operation.write(
                {
                    "state": "pending",
                    "claim_id": False,
                    "exchange_id": False,
                    "marker": new_marker(),
                    "attempts": attempts,
                    "done_at": False,
                    "waiting_since": False,
                    "not_before": fields.Datetime.now() + timedelta(seconds=delay) if delay else False,
                    "error": sentence,
                    "error_problem": problem,
                    "error_code": code,
                    "error_detail": detail,
                    "error_reference": reference,
                }
            )

    def _mark_behind(self, prerequisites):
        """Back into the queue, behind other operations."""
        self.write(
            {
                **self._no_error(),
                "state": "pending",
                "prerequisite_ids": [fields.Command.set(prerequisites.ids)],
            }
        )

    def _mark_asking(self):
        """Back into the queue until QuickBooks calls and answers. What was said about it before stays said."""
        self.write(
            {
                "state": "pending",
                "claim_id": False,
                "exchange_id": False,
                # The answer may have come since it was asked for; whoever brings it touches this row too, so that one
                # of the two sees the other.
                "not_before": fields.Datetime.now() + ASK_AGAIN if self._lacks_answers() else False,
            }
        )

    def _lacks_answers(self):
        return self.env["qb.question"]._lacks(self.connection_id, self.asks or [], self.waiting_tick)

    def _mark_handed_over(self):
        """The exchange holds it now, no process does: QuickBooks fetches it when it calls."""
        self.write({"claim_id": False})
        self._mark_waiting_since()

    def _mark_waiting_since(self):
        """From now on, unless it waits already."""
        for operation in self.filtered(lambda operation: not operation.waiting_since):
            operation.write({"waiting_since": fields.Datetime.now(), "waiting_tick": tick(self.env)})

    def _mark_lost_again(self, sentence):
        """It was fetched, the answer was lost, and it is certainly not there: once more, alone and ever later; when
        that goes on, `sentence` for a person."""
        for operation in self:
            losses = operation.losses + 1
            if losses >= MOST_LOSSES:
                operation._mark_failed(sentence, problem="breaks_quickbooks")
            else:
                operation._mark_waiting(seconds=0 if losses == 1 else None)
            operation.losses = losses if losses < MOST_LOSSES else 0

    def _mark_unknown(self, sentence, *, detail="", reference=""):
        """The answer was lost; the exchange says when to look."""
        self.write(
            {
                "state": "unknown",
                "claim_id": False,
                "waiting_since": False,
                "error": sentence,
                "error_problem": "outcome_unknown",
                "error_detail": detail,
                "error_reference": reference,
            }
        )

    def _mark_cancelled(self, note):
        self.write({**self._no_error(), "state": "cancelled", "note": note, "done_at": fields.Datetime.now()})

    @staticmethod
    def _no_error():
        return {
            "claim_id": False,
            "not_before": False,
            "waiting_since": False,
            "error": False,
            "error_problem": False,
            "error_code": False,
            "error_detail": False,
            "error_reference": False,
        }

    def _same_wishes(self, *states):
        """Other operations that want the same of the same record, in one of these states."""
        self.ensure_one()
        return self.search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("res_model", "=", self.res_model),
                ("res_id", "=", self.res_id),
                ("verb", "=", self.verb),
                ("qb_type", "=", self.qb_type),
                ("state", "in", states),
                ("id", "!=", self.id),
            ]
        )

    # ------------------------------------------------------------------ buttons

    def action_send_again(self):
        """Put failed and waiting operations at the front of their record, to go now."""
        self.check_access("read")
        self.sudo()._withdraw_ready()
        again = self.sudo().filtered(lambda operation: operation.state in ("failed", "pending"))
        for operation in again:
            operation._mark_waiting(seconds=0, count=False)
        for connection in again.connection_id:
            connection._wake()
        return True

    def action_link_candidate(self):
        """It is the same document: link it, send nothing."""
        self.check_access("read")
        doubtful = self.sudo().filtered(lambda operation: operation.state == "failed" and operation.candidate_id)
        doubtful.link_candidate = True
        for operation in doubtful:
            if operation.verb == "ensure":
                # What spoke against it was read and accepted: it is not said a second time.
                operation.choices = {**(operation.choices or {}), "accepted": operation.error_problem}
            operation._same_wishes("sending")._withdraw_ready()
            # Older sends of the record would create it a second time before the link is there.
            operation._same_wishes("pending", "failed").filtered(lambda other, own=operation: other.id < own.id).write(
                {"state": "merged", "merged_into_id": operation.id}
            )
        return doubtful.action_send_again()

    def action_cancel(self):
        """Take waiting and failed wishes out of the queue, and what QuickBooks has not fetched yet; what is on its way
        cannot be called back."""
        self.check_access("read")
        note = self.env._("Cancelled by %(user)s", user=self.env.user.name)
        self.sudo()._withdraw_ready()
        self.sudo().filtered(lambda operation: operation.state in ("failed", "pending"))._mark_cancelled(note)
        return True

    def _withdraw_ready(self):
        """Take back what QuickBooks has not fetched yet; what travels with it goes again by itself."""
        for exchange in self.filtered(lambda operation: operation.state == "sending").exchange_id:
            if exchange._withdraw():
                exchange.connection_id._wake()

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _show_result(self, otherwise=None):
        """Send these now, once the transaction is committed, and show what came of it; where that is a problem and
        `otherwise` is given, do that action instead."""
        self.env["qb.drain"]._run_after_commit(self)
        params = {"operation_ids": self.ids, **({"otherwise": otherwise} if otherwise else {})}
        return {"type": "ir.actions.client", "tag": "qb_show_result", "params": params}

    def result_for_user(self):
        """What the screen shows after Send Now: type and message of these wishes, following merges and what they
        caused. `busy`: it is not over yet, so ask again.

        Called by the client action `qb_show_result` once the transaction that wished has been committed and drained.
        """
        self.check_access("read")
        operations = self.sudo()._effective()
        failed = operations.filtered(lambda operation: operation.error and not operation._waits_for_call())
        if failed:
            kind = "danger" if "failed" in failed.mapped("state") else "warning"
            return {"type": kind, "message": "\n".join(dict.fromkeys(failed.mapped("error")))}
        busy = operations.filtered(lambda operation: operation.state not in FINAL)
        if busy:
            waiting = busy.filtered(lambda operation: operation._waits_for_call())
            return (waiting or busy)[0]._result_so_far()
        return {
            "type": "success",
            "message": "\n".join(dict.fromkeys(note for note in operations.mapped("note") if note))
            or self.env._("Sent to QuickBooks."),
        }

    def _result_so_far(self):
        """Why this wish has not gone yet, in words."""
        self.ensure_one()
        held = self.connection_id._waiting_message()
        if held:
            return {"type": "info", "message": held}
        if self._waits_for_call():
            return {"type": "info", "message": self._waiting_for_call()}
        if self.state != "pending" or self._other_on_its_way():
            message = self.env._("It is being sent right now. What you changed meanwhile goes right behind it.")
        else:
            message = self.env._("It is in the queue and goes as soon as possible.")
        return {"type": "info", "message": message, "busy": True}

    def _other_on_its_way(self):
        return self.search_count(
            [
                ("connection_id", "=", self.connection_id.id),
                ("res_model", "=", self.res_model),
                ("res_id", "=", self.res_id),
                ("state", "in", HELD),
            ],
            limit=1,
        )

    def _effective(self):
        """These operations and all that they merged into, wait for, caused, or stand behind in their record's queue."""
        family = self
        new = self
        while new:
            new = (new.merged_into_id | new.prerequisite_ids | new._caused() | new._waiting_before()) - family
            family |= new
        return family.filtered(lambda operation: operation.state != "merged")

    def _caused(self):
        return self.search([("origin_id", "in", self.ids)])

    def _waiting_before(self):
        """Older wishes of the same records that wait: first in, first out."""
        waiting = self.filtered(lambda operation: operation.state == "pending")
        return self.browse().union(*(operation._same_record("pending") for operation in waiting))

    def _same_record(self, state):
        self.ensure_one()
        return self.search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("res_model", "=", self.res_model),
                ("res_id", "=", self.res_id),
                ("state", "=", state),
                ("id", "<", self.id),
            ]
        )

    def _failed_prerequisites(self):
        """What these operations wait for in vain, in words for the record: a person has to act there."""
        return self.prerequisite_ids.filtered(lambda operation: operation.state == "failed")
