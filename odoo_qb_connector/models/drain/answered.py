"""From the answer of a message set of questions to the answers of each, and to whoever waits for them."""

from __future__ import annotations

import logging

from odoo import fields

from ...desktop import told
from ...desktop.decode import is_parse_refusal
from ...gateway import GatewayError, Remedy

_logger = logging.getLogger(__name__)

MOST_TRIES = 3
"""After so many sets a question that is never answered ends with the error it got."""


def settle_questions(run, exchange_id):
    """Settle the stored answer of a set of questions, wake who waits, and tell those who asked for a purpose."""
    asked = run.retrying(lambda env: _settle(run, env, exchange_id))
    if asked:
        tell(run)


def _settle(run, env, exchange_id):
    exchange = env["qb.exchange"].browse(exchange_id)
    if exchange.state != "answered":
        return False
    questions = env["qb.question"].search([("exchange_id", "=", exchange_id), ("state", "=", "asked")])
    leaders = questions.filtered(lambda question: not question.leader_id)
    request, answer = exchange._wire_request(), exchange._wire_answer()
    exchange.state = "settled"
    if is_parse_refusal(answer) and len(questions) > 1:
        # One that QuickBooks cannot read must not silence the others.
        questions._mark_open(alone=True)
        return True
    if questions._is_status():
        questions._mark_answered()
    else:
        inquiries = told([question._inquiry() for question in leaders], request, answer)
        for leader, inquiry in zip(leaders, inquiries, strict=True):
            _keep(leader, questions.filtered(lambda one, leader=leader: one.leader_id == leader), inquiry)
    wake_waiting(env, run.connection_id)
    return True


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


def _may_pass(error):
    """Not answered, as opposed to refused."""
    return error.remedy is not Remedy.PERSON


def wake_waiting(env, connection_id):
    """Whatever waits for answers looks whether its own is there."""
    env.flush_all()
    env.cr.execute(
        """
        UPDATE qb_operation SET not_before = NULL
         WHERE connection_id = %s AND state = 'pending' AND waiting_since IS NOT NULL
        """,
        [connection_id],
    )
    env.cr.execute(
        "UPDATE qb_exchange SET look_at = %s, waits = FALSE WHERE connection_id = %s AND state = 'unknown' AND waits",
        [fields.Datetime.now(), connection_id],
    )
    env.invalidate_all()


def tell(run):
    """Hand answers to the connection where somebody asked for a purpose; what fails there is tried by the next
    run of the queue."""
    with run.transaction() as env:
        domain = [("connection_id", "=", run.connection_id), ("state", "=", "answered"), ("purpose", "!=", False)]
        ids = env["qb.question"].search(domain).ids
    for question_id in ids:
        try:
            run.retrying(lambda env, i=question_id: _tell(run, env, i))
        except Exception:
            _logger.exception("QuickBooks: the answer to question %s could not be used", question_id)


def _tell(run, env, question_id):
    row = env["qb.question"].browse(question_id)
    if row.state != "answered":
        return
    connection = run.connection(env)
    row.state = "told"
    try:
        answer = row._answer(file_id=connection.realm_id or "", reading=run.gateway.reading)
    except GatewayError as error:
        answer = error
    connection._qb_answered(row.purpose, row._question(), answer)
