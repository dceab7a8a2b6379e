"""A question that QuickBooks answers when it calls the next time (architecture 4.3): the one mechanism for what
preparing, looking up, linking and importing want to know of a QuickBooks that cannot be called."""

import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models

from ..desktop.questions import SetStatus, codec, inquiry
from ..gateway import ListEntries, ListProfiles, Retryable
from .qb_entry import LONG_LISTS

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
    streams = fields.Boolean(help="A long list: told page by page as it comes, and forgotten when told.")
    session = fields.Char(help="The session whose iterator goes on.")
    open_requests = fields.Json()
    page_ids = fields.One2many("qb.question.page", "question_id", "What Came So Far")
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
                ("asked_tick", "=", 0),
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
                "streams": bool(purpose) and is_long(question),
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
        """What is still to be asked. What came before lies in its pages, so that no page is read or written again with
        each that follows."""
        self.ensure_one()
        return codec.load_inquiry(self._question(), self.open_requests or [], [])

    def _answer(self, *, file_id, reading):
        """What `gateway.question` promises for it; of what shares another's requests, what that one was told. Raises
        GatewayError."""
        self.ensure_one()
        if self.error:
            raise codec.load_error(self.error)
        if self.question["kind"] == "SetStatus":
            return self.exchange_id._wire_answer()
        source = self.leader_id or self
        responses = [one for page in source.page_ids for one in json.loads(page.responses)]
        whole = codec.load_inquiry(self._question(), source.open_requests or [], responses)
        return whole.answer(file_id=file_id, reading=reading)

    @api.model
    def _forget_answers(self, connections):
        """After a restore: what was answered before it is asked again."""
        answered = [("connection_id", "in", connections.ids), ("state", "in", ("answered", "told"))]
        self.sudo().search(answered).asked_tick = False

    def _is_status(self):
        """The stored outcome of a set cannot be asked together with anything."""
        return len(self) == 1 and self.question["kind"] == "SetStatus"

    def _lead(self):
        """Of these questions those that stand for all: equal requests (every SKU reads the same list) go once. What is
        told page by page keeps no page for others."""
        first = {}
        for question in self:
            leader = first.setdefault((question.streams, *(question.open_requests or ())), question)
            question.leader_id = leader if leader != question else False
        return self.filtered(lambda question: not question.leader_id)

    def _mark_open(self, *, alone=None):
        """To be asked again from the beginning: its session is over, or it was not answered."""
        self.page_ids.unlink()
        for question in self:
            fresh = [] if question._is_status() else codec.dump_open(inquiry(question._question()))
            question.write(
                {
                    "state": "open",
                    "exchange_id": False,
                    "leader_id": False,
                    "session": False,
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
        """Answered so far, with pages to come: asked again in the same session. `inquiry_now` holds what came now."""
        self._keep_page(inquiry_now)
        # This time it was answered; what failed before counts on, or a list that breaks at its second page would be
        # begun anew for ever.
        tries = max(self.tries - 1, 0)
        self.write({"state": "open", "tries": tries, "open_requests": codec.dump_open(inquiry_now)})

    def _mark_answered(self, *, inquiry_now=None, error=None):
        """`inquiry_now` holds what came last, for those that lead; `error` is a definite refusal."""
        if inquiry_now:
            self._keep_page(inquiry_now)
            self.open_requests = []
        self.write(
            {
                "state": "answered",
                "answered_at": fields.Datetime.now(),
                "error": codec.dump_error(error) if error else False,
            }
        )

    def _keep_page(self, inquiry_now):
        """Store what came now, once."""
        responses = codec.dump_responses(inquiry_now)
        if responses:
            self.env["qb.question.page"].create(
                [{"question_id": question.id, "responses": json.dumps(responses)} for question in self]
            )

    @api.autovacuum
    def _gc_questions(self):
        """Answers are of the moment: nobody needs them two days later."""
        old = self.search(
            [("state", "in", ("answered", "told")), ("answered_at", "<", fields.Datetime.now() - KEEP)], limit=10_000
        )
        old.unlink()
        return len(old), 0


def is_long(question):
    """Whether it reads a list that may have thousands of entries."""
    return isinstance(question, ListProfiles) or (isinstance(question, ListEntries) and question.type in LONG_LISTS)


def digest_of(data):
    """Of a dumped question."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
