"""Why a connection was lost, as data: the cause in a few words (subjects), what happened, and what to do.

`%(count)s` attempts in a row, `%(since)s` in the reader's time zone. What a person does at the QuickBooks PC is in
the contract of desktop.statuses (spec qbd 4.2).
"""

from odoo.tools.translate import LazyTranslate

from .desktop_sentences import OF_CONNECTIONS

_lt = LazyTranslate(__name__)

LOST = "lost_"
"""In front of the problem of a lost connection, in what `qb.connection._hold` answers."""
SILENT = "web_connector_silent"
ABORTED = "desktop_session_aborted"

_AGAIN_ONLINE = _lt("Odoo asks again every ten minutes and goes on by itself; Reconnect asks at once.")
_AGAIN_DESKTOP = _lt("The Web Connector tries again at each of its calls, and the first one that succeeds goes on.")

CAUSES_ON_DESKTOP = {
    "desktop_busy": _lt("QuickBooks Desktop is busy"),
    "desktop_not_reachable": _lt("QuickBooks Desktop could not be started"),
    "desktop_dialog_open": _lt("a window stands open in QuickBooks"),
    "desktop_wrong_mode": _lt("the company file is open in the other mode"),
    "desktop_other_file": _lt("another company file is open"),
    "desktop_no_file": _lt("no company file is open"),
    "desktop_file_unopened": _lt("the company file cannot be opened"),
    "desktop_version": _lt("this QuickBooks cannot be used"),
    "desktop_install": _lt("QuickBooks is not installed properly"),
    "desktop_several": _lt("several QuickBooks run on that PC"),
    "desktop_first_run": _lt("QuickBooks has not given access yet"),
    "desktop_no_permission": _lt("QuickBooks refuses access"),
    "desktop_no_unattended": _lt("QuickBooks may not be opened unattended"),
    "desktop_certificate": _lt("QuickBooks does not know the application any more"),
}
"""What happened and what to do then: `desktop_sentences.OF_CONNECTIONS`."""

REASONS = {
    # problem: (cause, what happened, what to do, how it goes on)
    "unavailable": (
        _lt("QuickBooks Online cannot be reached"),
        _lt("QuickBooks Online could not be reached in %(count)s attempts since %(since)s."),
        _lt("Look whether the Odoo server reaches the internet, and at status.quickbooks.intuit.com."),
        _AGAIN_ONLINE,
    ),
    "busy": (
        _lt("QuickBooks Online answers with errors"),
        _lt("QuickBooks Online answered with errors of its own in %(count)s attempts since %(since)s."),
        _lt("Look at status.quickbooks.intuit.com; there is nothing to correct in Odoo."),
        _AGAIN_ONLINE,
    ),
    "throttled": (
        _lt("QuickBooks Online holds requests back"),
        _lt("QuickBooks Online has been holding all requests back since %(since)s, because there were too many."),
        _lt("Look whether another program works on the same QuickBooks company, and let it pause."),
        _AGAIN_ONLINE,
    ),
    SILENT: (
        _lt("the Web Connector is silent"),
        _lt("The Web Connector on the QuickBooks PC has not called since %(since)s."),
        _lt(
            "Look whether that PC is on and signed in to Windows, whether the Web Connector runs there with Auto-Run "
            "ticked, and whether the PC reaches Odoo."
        ),
        _lt("It goes on by itself at the next call; press Update Selected in the Web Connector to call at once."),
    ),
    ABORTED: (
        _lt("sessions of the Web Connector break off"),
        _lt("%(count)s sessions of the Web Connector in a row broke off before QuickBooks had answered."),
        _lt(
            "Look at the QuickBooks PC: whether QuickBooks hangs or shows a window, and what the Web Connector says "
            "under View Log."
        ),
        _AGAIN_DESKTOP,
    ),
    **{problem: (cause, *OF_CONNECTIONS[problem], _AGAIN_DESKTOP) for problem, cause in CAUSES_ON_DESKTOP.items()},
}
"""A problem that is not here is said in the words of `qb_connection_words`."""

CAUSES = {
    "sign_in_again": _lt("QuickBooks asks to sign in again"),
    "key_missing": _lt("the stored sign-in cannot be read"),
    "wrong_keys": _lt("Intuit does not accept the keys"),
    "keys_missing": _lt("the keys are missing"),
    "rights_missing": _lt("a role in QuickBooks is missing"),
    "company_suspended": _lt("the QuickBooks company can only be read"),
    "company_reset": _lt("the QuickBooks company was wiped"),
    "quota_exhausted": _lt("the monthly allowance of reads is used up"),
    "currency_differs": _lt("the currencies differ"),
    "paused": _lt("until somebody presses Reconnect"),
    "connection_down": _lt("QuickBooks refuses to talk"),
}
"""Causes in a few words of what else holds a connection."""
