"""A question that QuickBooks answers when it calls the next time (architecture 4.3): the one mechanism for what
preparing, looking up, linking and importing want to know of a QuickBooks that cannot be called."""

import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models

from ..desktop.questions import SetStatus, codec, inquiry
from ..gateway import Retryable

KEEP = timedelta(days=2)
MOST_TRIES = 3
"""After so many sets a question that is never answered ends with an error."""


def tick(env):
    """A number that grows with every call, in this database: what came before what is decided without clocks."""
    env.cr.execute("SELECT nextval('qb_question_id_seq')")
    return env.cr.fetchone()[0]


class QbQuestion(models.Model):
    _name = "qb.question"
    _description = "QuickBooks Question"
    _order = "id"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, precompute=True)
    digest = fields.Char(required=True, help="The same for equal questions.")
    question = fields.Json(required=True)
    purpose = fields.Char(help="Who is told the answer (qb.connection, _qb_answered); empty: the queue looks itself.")
    state = fields.Selection(
        [("open", "Waiting"), ("asked", "Asked"), ("answered", "Answered"), ("told", "Answered and told")],
        required=True,
        default="open",
    )
    alone = fields.Boolean(help="It travels in a message set of its own.")
    exchange_id = fields.Many2one("qb.exchange", index="btree_not_null", ondelete="set null")
    leader_id = fields.Many2one("qb.question", ondelete="cascade", help="The same requests: its answer counts here.")
    session = fields.Char(help="The session whose iterator goes on.")
    open_requests = fields.Json()
    responses = fields.Text(prefetch=False, help="JSON list of the responses so far.")
    tries = fields.Integer(help="How often it was handed out without an answer.")
    error = fields.Json()
    asked_tick = fields.Integer(help="When it was handed out first (tick): what the answer is as fresh as.")
    asked_at = fields.Datetime()
    answered_at = fields.Datetime()

    _waiting = models.Index("(connection_id, id) WHERE state IN ('open', 'asked')")
    _same = models.Index("(connection_id, digest, id)")

    @api.model
    def _store(self, connection, question, *, purpose=""):
        """The row that asks `question` at the next call; one that is not yet handed out serves several askers.

        Raises ValueError for a question that gives nothing to look by.
        """
        data = codec.dump_question(question)
        digest = digest_of(data)
        waiting = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("digest", "=", digest),
                ("state", "=", "open"),
                ("responses", "=", False),
                ("purpose", "=", purpose or False),
            ],
            limit=1,
        )
        if waiting:
            return waiting
        requests = [] if isinstance(question, SetStatus) else codec.dump_open(inquiry(question))
        return self.sudo().create(
            {
                "connection_id": connection.id,
                "digest": digest,
                "question": data,
                "purpose": purpose or False,
                "alone": isinstance(question, SetStatus),
                "open_requests": requests,
            }
        )

    @api.model
    def _answered_since(self, connection, question, since, not_before=None):
        """The newest row that was handed out after the tick `since` and is answered, or empty. `not_before` is a time
        (naive UTC) before which an answer proves nothing."""
        moment = [("asked_at", ">=", not_before)] if not_before else []
        return self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("digest", "=", digest_of(codec.dump_question(question))),
                ("state", "in", ("answered", "told")),
                ("asked_tick", ">", since),
                *moment,
            ],
            order="id desc",
            limit=1,
        )

    @api.model
    def _lacks(self, connection, digests, since):
        """Whether one of these questions has no answer that was handed out after the tick `since`."""
        answered = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("digest", "in", digests),
                ("state", "in", ("answered", "told")),
                ("asked_tick", ">", since),
            ]
        )
        return bool(set(digests) - set(answered.mapped("digest")))

    @api.model
    def _on_its_way(self, connection, question, since):
        """Whether it was handed out after the tick `since` and its answer is still to come."""
        domain = [
            ("connection_id", "=", connection.id),
            ("digest", "=", digest_of(codec.dump_question(question))),
            ("state", "=", "asked"),
            ("asked_tick", ">", since),
        ]
        return bool(self.sudo().search_count(domain, limit=1))

    def _question(self):
        self.ensure_one()
        return codec.load_question(self.question)

    def _inquiry(self):
        """How far it got; of what shares another's requests, how far that one got."""
        self.ensure_one()
        source = self.leader_id or self
        return codec.load_inquiry(self._question(), source.open_requests or [], json.loads(source.responses or "[]"))

    def _answer(self, *, file_id, reading):
        """What `gateway.question` promises for it. Raises GatewayError."""
        self.ensure_one()
        if self.error:
            raise codec.load_error(self.error)
        if self.question["kind"] == "SetStatus":
            return self.exchange_id._wire_answer()
        return self._inquiry().answer(file_id=file_id, reading=reading)

    @api.model
    def _forget_answers(self, connections):
        """After a restore: what was answered before it is asked again."""
        answered = [("connection_id", "in", connections.ids), ("state", "in", ("answered", "told"))]
        self.sudo().search(answered).asked_tick = False

    def _is_status(self):
        """The stored outcome of a set cannot be asked together with anything."""
        return len(self) == 1 and self.question["kind"] == "SetStatus"

    def _lead(self):
        """Of these questions those that stand for all: equal requests (every SKU reads the same list) go once."""
        first = {}
        for question in self:
            leader = first.setdefault(tuple(question.open_requests or ()), question)
            question.leader_id = leader if leader != question else False
        return self.filtered(lambda question: not question.leader_id)

    def _mark_open(self, *, alone=None):
        """To be asked again from the beginning: its session is over, or it was not answered."""
        for question in self:
            fresh = [] if question._is_status() else codec.dump_open(inquiry(question._question()))
            question.write(
                {
                    "state": "open",
                    "exchange_id": False,
                    "leader_id": False,
                    "session": False,
                    "responses": False,
                    "open_requests": fresh,
                    "asked_tick": False,
                    "asked_at": False,
                    "alone": question.alone if alone is None else alone,
                }
            )

    def _mark_lost(self):
        """The set that it travelled in never came back. It goes alone from now on, in case it is what breaks
        QuickBooks; after a few times whoever asks is told that there is no answer."""
        for question in self:
            if question.tries < MOST_TRIES:
                question._mark_open(alone=True)
            else:
                question._mark_answered(error=Retryable("its answer was lost again and again", problem="busy"))

    def _mark_further(self, inquiry_now):
        """Answered so far, with pages to come: asked again in the same session."""
        self.write(
            {
                "state": "open",
                "tries": 0,
                "open_requests": codec.dump_open(inquiry_now),
                "responses": json.dumps(codec.dump_responses(inquiry_now)),
            }
        )

    def _mark_answered(self, *, inquiry_now=None, error=None):
        """`inquiry_now` holds all that came, for those that lead; `error` is a definite refusal."""
        kept = {"responses": json.dumps(codec.dump_responses(inquiry_now)), "open_requests": []} if inquiry_now else {}
        self.write(
            {
                **kept,
                "state": "answered",
                "answered_at": fields.Datetime.now(),
                "error": codec.dump_error(error) if error else False,
            }
        )

    @api.autovacuum
    def _gc_questions(self):
        """Answers are of the moment: nobody needs them two days later."""
        old = self.search(
            [("state", "in", ("answered", "told")), ("answered_at", "<", fields.Datetime.now() - KEEP)], limit=10_000
        )
        old.unlink()
        return len(old), 0


def digest_of(data):
    """Of a dumped question."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
