"""Sentences for the person in front of the Web Connector. It shows them in its status column and its log."""

from collections import defaultdict

from odoo.tools.translate import LazyTranslate

from .qb_sentences import SENTENCES, sentence

_lt = LazyTranslate(__name__)

SESSION_SENTENCES = {
    "web_connector_old": _lt(
        "This Web Connector is old. Install the newest one from Intuit; this one may work for now."
    ),
    "desktop_session_over": _lt("This session is over. Press Update Selected to begin a new one."),
    "desktop_nothing_more": _lt("Odoo has nothing more to send just now."),
    "desktop_session_done": _lt("Everything that Odoo had ready is done: %(count)s message sets."),
    "desktop_interactive_rejected": _lt("Nothing was changed."),
    "desktop_unexpected_answer": _lt(
        "QuickBooks answered something that Odoo had not asked. It was kept and not used. Press Update Selected again."
    ),
    "desktop_session_aborted": _lt(
        "The session broke off before QuickBooks had answered. What was on its way is looked up in QuickBooks by "
        "itself, and nothing is sent twice."
    ),
    "desktop_other_file": _lt(
        "QuickBooks has another company file open (%(file)s) than the one of this connection. Nothing was sent. Open "
        "the right file, or make a connection of its own for this one in Odoo."
    ),
}


def session_sentence(env, problem, values):
    """The sentence for `problem`: one of a session, else one of qb_sentences."""
    text = SESSION_SENTENCES.get(problem)
    if text is None or problem in SENTENCES:
        return sentence(env, problem, values)
    words = env._(text)
    return words % defaultdict(str, values)
