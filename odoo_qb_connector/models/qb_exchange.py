"""What crosses the wire: exact bytes, committed before they are sent (design 3 and 5)."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from ..gateway import Delivery, Member, WireAnswer, WireRequest
from .qb_question import tick


class QbExchange(models.Model):
    _name = "qb.exchange"
    _description = "QuickBooks Exchange"
    _order = "id desc"
    _rec_name = "key"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    key = fields.Char(
        required=True, readonly=True, help="QuickBooks' requestid: the same while the outcome is unknown."
    )
    state = fields.Selection(
        [
            ("ready", "Ready to be fetched"),
            ("sent", "Sent"),
            ("answered", "Answered"),
            ("unknown", "Answer lost"),
            ("settled", "Settled"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="sent",
    )
    writes = fields.Boolean(default=True, readonly=True, help="It changes something there; otherwise it only asks.")
    forgotten = fields.Boolean(readonly=True, help="QuickBooks was told that it may drop what it stored for this set.")
    method = fields.Char(readonly=True)
    path = fields.Char(readonly=True)
    params = fields.Char(readonly=True)
    content_type = fields.Char(readonly=True)
    body = fields.Binary(attachment=False, readonly=True)
    body_text = fields.Text("Sent", compute="_compute_texts")
    is_batch = fields.Boolean(readonly=True)
    sent_at = fields.Datetime(readonly=True)
    sends = fields.Integer(default=1, readonly=True)
    answered_at = fields.Datetime(readonly=True)
    status = fields.Integer("HTTP Status", readonly=True)
    answer = fields.Binary(attachment=False, readonly=True)
    answer_text = fields.Text("Answered", compute="_compute_texts")
    answer_headers = fields.Json(readonly=True)
    transport_note = fields.Char(readonly=True)
    look_at = fields.Datetime("Look Again At", readonly=True)
    waits = fields.Boolean(readonly=True, help="Its look-up waits for QuickBooks to call.")
    lost_at = fields.Datetime(readonly=True, help="When the loss was noticed.")
    lost_tick = fields.Integer(readonly=True)
    absent_counts_from = fields.Datetime(readonly=True, help="Not found counts from this moment on.")
    member_ids = fields.One2many("qb.exchange.member", "exchange_id", readonly=True)

    _key_uniq = models.Constraint("UNIQUE(connection_id, key)", "An exchange has its key for itself.")
    _lost = models.Index("(connection_id, look_at) WHERE state = 'unknown'")
    _fetched = models.Index("(connection_id, id) WHERE state IN ('ready', 'answered')")
    _stored_there = models.Index("(connection_id, id) WHERE forgotten IS NOT TRUE AND state = 'settled' AND writes")

    @api.depends("body", "answer")
    def _compute_texts(self):
        for exchange in self.with_context(bin_size=False):
            exchange.body_text = _readable(exchange.body)
            exchange.answer_text = _readable(exchange.answer)

    @api.model
    def _commit_request(self, connection, request, key_members=(), *, state="sent"):
        """One row for `request`; `key_members` are its member values, in order, operation ids in them. `state` is
        ready where QuickBooks fetches it itself."""
        exchange = self.create(
            {
                "connection_id": connection.id,
                "key": request.key,
                "method": request.method,
                "path": request.path,
                "params": json.dumps(request.params),
                "content_type": request.content_type,
                "body": b64encode(request.body),
                "is_batch": request.is_batch,
                "writes": request.writes,
                "state": state,
                "sent_at": fields.Datetime.now() if state == "sent" else False,
                "member_ids": [
                    fields.Command.create({**values, "sequence": position, "bid": member.bid, "verb": member.verb})
                    for position, (member, values) in enumerate(zip(request.members, key_members, strict=True))
                ],
            }
        )
        for member in exchange.member_ids:
            member.operation_id.exchange_id = exchange
        return exchange

    def _wire_request(self):
        """The request again, byte for byte."""
        self.ensure_one()
        return WireRequest(
            key=self.key,
            method=self.method,
            path=self.path,
            body=b64decode(self.with_context(bin_size=False).body or b""),
            params=tuple((name, value) for name, value in json.loads(self.params or "[]")),
            content_type=self.content_type or "application/json",
            members=tuple(
                Member(bid=member.bid, verb=member.verb, type=member.qb_type, marker=member.marker)
                for member in self.member_ids
            ),
            is_batch=self.is_batch,
            writes=self.writes,
        )

    def _wire_answer(self):
        """The answer as it came, or None."""
        self.ensure_one()
        if not self.answered_at:
            return None
        return WireAnswer(
            Delivery.ANSWERED,
            self.status or None,
            self.answer_headers or {},
            b64decode(self.with_context(bin_size=False).answer or b""),
            self.transport_note or "",
        )

    def _mark_lost(self, execution_limit):
        """The answer is missing: look at once, and once more when the request can no longer take effect.

        `execution_limit` in seconds, counted from now: nobody sends these bytes while the exchange is lost.
        """
        now = fields.Datetime.now()
        newly = self.filtered(lambda exchange: exchange.state in ("sent", "answered"))
        newly.write(
            {
                "absent_counts_from": now + timedelta(seconds=execution_limit),
                "lost_at": now,
                "lost_tick": tick(self.env),
            }
        )
        self.write({"state": "unknown", "look_at": now})

    def _close(self):
        """Settled, unless another worker has taken over some of it and still looks for it."""
        for exchange in self:
            open_there = exchange.member_ids.operation_id.filtered(
                lambda operation, exchange=exchange: (
                    operation.exchange_id == exchange and operation.state in ("sending", "unknown")
                )
            )
            if not open_there:
                exchange.state = "settled"

    @api.model
    def _forget_one(self, connection):
        """The key of a settled set that QuickBooks still remembers, "" when there is none. It counts as forgotten from
        now on: should the set that says so never go, QuickBooks merely remembers one more."""
        domain = [
            ("connection_id", "=", connection.id),
            ("state", "=", "settled"),
            ("writes", "=", True),
            ("forgotten", "!=", True),
        ]
        exchange = self.search(domain, order="id", limit=1)
        exchange.forgotten = True
        return exchange.key or ""

    def _withdraw(self):
        """Nobody fetched it yet: its operations go back into the queue. Whether it still could be taken back; of two
        transactions that hand it out and take it back, PostgreSQL lets one."""
        self.ensure_one()
        if self.state != "ready":
            return False
        self.state = "withdrawn"
        held = self.member_ids.operation_id.filtered(lambda operation: operation.exchange_id == self)
        held._mark_waiting(seconds=0, count=False)
        return True

    def _is_outdated(self):
        """Whether a record that it carries was deleted in Odoo since it was made ready, or a document changed: what
        lies here may be hours old, and the latest version goes.

        Customers and items count as they were: Odoo writes them all the time (ranks, costs), and they must get there
        for the documents that wait for them.
        """
        self.ensure_one()
        wanted = {}
        for member in self.member_ids:
            operation = member.operation_id
            wanted.setdefault((operation.res_model, bool(member.name)), set()).add(operation.res_id)
        return any(
            self._is_gone_or_changed(self.env[model].browse(ids), is_listed)
            for (model, is_listed), ids in wanted.items()
        )

    def _is_gone_or_changed(self, records, is_listed):
        alive = records.exists()
        if alive != records:
            return True
        return not is_listed and any(one.write_date and one.write_date > self.create_date for one in alive)

    @api.model
    def _withdraw_ready(self, connections):
        """Whatever of `connections` nobody has fetched goes back into the queue, to be built when it may go again."""
        for exchange in self.sudo().search([("connection_id", "in", connections.ids), ("state", "=", "ready")]):
            exchange._withdraw()

    def _lose_questions(self):
        """What it asked is asked again; it changed nothing there. Returns the questions."""
        self.state = "settled"
        asked = self.env["qb.question"].search([("exchange_id", "=", self.id), ("state", "=", "asked")])
        asked._mark_lost()
        return asked

    def _mark_sent_again(self):
        """The same bytes once more, under the same key."""
        for exchange in self:
            exchange.write({"state": "sent", "sent_at": fields.Datetime.now(), "sends": exchange.sends + 1})

    def _store_answer(self, answer: WireAnswer):
        self.write(
            {
                "status": answer.status or 0,
                "answer": b64encode(answer.body) if answer.body else False,
                "answer_headers": dict(answer.headers) or False,
                "transport_note": answer.note or False,
                "answered_at": fields.Datetime.now(),
            }
        )


class QbExchangeMember(models.Model):
    _name = "qb.exchange.member"
    _description = "QuickBooks Exchange Member"
    _order = "exchange_id, sequence"

    exchange_id = fields.Many2one("qb.exchange", required=True, ondelete="cascade", index=True)
    operation_id = fields.Many2one("qb.operation", ondelete="cascade", index=True)
    sequence = fields.Integer()
    bid = fields.Char("Place")
    verb = fields.Char()
    qb_type = fields.Char("QuickBooks Type")
    marker = fields.Char()
    target_id = fields.Char("QuickBooks Id")
    number = fields.Char()
    name = fields.Char()
    party_id = fields.Char()
    total = fields.Char(help="Odoo's total, exact, in the document's currency.")
    tax = fields.Char()
    untaxed = fields.Char("Before Tax", help="Of a document whose tax QuickBooks computes, instead of the total.")
    outcome = fields.Selection(
        [("written", "Written"), ("removed", "Removed"), ("failed", "Refused"), ("lost", "Lost")]
    )

    def _values_again(self):
        """The same member in another exchange."""
        self.ensure_one()
        names = ("qb_type", "marker", "target_id", "number", "name", "party_id", "total", "tax", "untaxed")
        return {"operation_id": self.operation_id.id, **{name: self[name] for name in names}}

    def _amount(self, name):
        """The exact Decimal of `total`, `tax` or `untaxed`, None when the object has none."""
        self.ensure_one()
        return Decimal(self[name]) if self[name] else None


def _readable(data):
    text = b64decode(data).decode("utf-8", "replace") if data else ""
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text
