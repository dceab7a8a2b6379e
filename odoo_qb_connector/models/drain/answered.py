"""From the answer of a message set of questions to the answers of each, and to whoever waits for them."""

from __future__ import annotations

import logging

from odoo import fields

from ...desktop import told
from ...desktop.decode import is_parse_refusal
from ...gateway import GatewayError, Remedy
from ..qb_question import MOST_TRIES
from ..qb_question_page import Complete, Page
from ..what_broke import what_broke

_logger = logging.getLogger(__name__)


def settle_questions(run, exchange_id):
    """Settle the stored answer of a set of questions and wake who waits for it. Whoever asked for a purpose is told by
    the next run of the queue: keeping a long list takes its time."""
    digests = run.retrying(lambda env: _settle(env, exchange_id))
    if digests:
        run.retrying(lambda env: wake_waiting(env, run.connection_id, digests))


def _settle(env, exchange_id):
    """Digests of the questions that are answered now."""
    exchange = env["qb.exchange"].browse(exchange_id)
    if exchange.state != "answered":
        return []
    questions = env["qb.question"].search([("exchange_id", "=", exchange_id), ("state", "=", "asked")])
    leaders = questions.filtered(lambda question: not question.leader_id)
    request, answer = exchange._wire_request(), exchange._wire_answer()
    exchange.state = "settled"
    if is_parse_refusal(answer) and len(leaders) > 1:
        # One that QuickBooks cannot read must not silence the others.
        questions._mark_open(alone=True)
    elif questions._is_status():
        questions._mark_answered()
    else:
        inquiries = told([question._inquiry() for question in leaders], request, answer)
        for leader, inquiry in zip(leaders, inquiries, strict=True):
            _keep(leader, questions.filtered(lambda one, leader=leader: one.leader_id == leader), inquiry)
    return questions.filtered(lambda question: question.state == "answered").mapped("digest")


def _keep(leader, followers, inquiry):
    """What came of the question that leads, for those that share its requests too."""
    if inquiry.error and _may_pass(inquiry.error) and leader.tries < MOST_TRIES:
        (leader | followers)._mark_open()
    elif not inquiry.is_done:
        leader._mark_further(inquiry)
        followers.write({"state": "open", "open_requests": leader.open_requests})
    else:
        leader._mark_answered(inquiry_now=inquiry, error=inquiry.error)
        followers._mark_answered(error=inquiry.error)
    if leader.streams:
        followers._keep_page(inquiry)


def _may_pass(error):
    """Not answered, as opposed to refused."""
    return error.remedy is not Remedy.PERSON


def wake_waiting(env, connection_id, digests):
    """Whatever waits for one of these answers looks whether it has all of them.

    Operations that are being prepared just now are touched too: then either they see the answer when they begin to
    wait, or PostgreSQL lets one of the two transactions try again.
    """
    env.cr.execute(
        """
        UPDATE qb_operation SET not_before = NULL
         WHERE connection_id = %s AND state IN ('pending', 'sending') AND waiting_since IS NOT NULL
           AND asks::jsonb ?| %s
        """,
        [connection_id, list(digests)],
    )
    env.cr.execute(
        "UPDATE qb_exchange SET look_at = %s, waits = FALSE WHERE connection_id = %s AND state = 'unknown'",
        [fields.Datetime.now(), connection_id],
    )
    env.invalidate_all()


def tell(run):
    """Hand answers to the connection where somebody asked for a purpose; what fails there is tried by the next
    run of the queue. Whether there was one."""
    with run.transaction() as env:
        domain = [("connection_id", "=", run.connection_id), ("purpose", "!=", False), ("state", "!=", "told")]
        waiting = [*domain, "|", ("state", "=", "answered"), ("page_ids", "!=", False)]
        ids = env["qb.question"].search(waiting, order="id").ids
    for question_id in ids:
        try:
            _tell_all(run, question_id)
        except Exception as error:  # noqa: BLE001  whoever asked may break as he likes: the others are told
            _logger.error("QuickBooks: the answer to question %s broke off with %s", question_id, what_broke(error))
    return bool(ids)


def _tell_all(run, question_id):
    """Pages in order, each in a transaction of its own; after the last the end. What the time of this run does not
    suffice for is the next run's."""
    while run.retrying(lambda env: _tell_page(run, env, question_id)):
        if not run.has_time():
            run.retrying(lambda env: run.connection(env)._wake())
            return
    run.retrying(lambda env: _tell(run, env, question_id))


def _tell_page(run, env, question_id):
    """Whether there was one to tell."""
    row = env["qb.question"].browse(question_id).exists()
    page = row.page_ids[:1] if row.streams else row.page_ids.browse()
    if not page:
        return False
    connection = run.connection(env)
    told = Page(page._rows(file_id=connection.realm_id or "", reading=run.gateway.reading), row.asked_tick)
    page.unlink()
    connection._qb_answered_page(row.purpose, row._question(), told)
    return True


def _tell(run, env, question_id):
    row = env["qb.question"].browse(question_id).exists()
    if row.state != "answered" or (row.streams and row.page_ids):
        return
    connection = run.connection(env)
    row.state = "told"
    connection._qb_answered(row.purpose, row._question(), _answer_of(run, row, connection))


def _answer_of(run, row, connection):
    """What is told: the answer, that every page was told, or the error."""
    if row.streams and not row.error:
        return Complete(row.asked_tick)
    try:
        return row._answer(file_id=connection.realm_id or "", reading=run.gateway.reading)
    except GatewayError as error:
        return error
