"""Why a connection was lost, as data: the cause in a few words (subjects), what happened, and what to do.

`%(count)s` attempts in a row, `%(since)s` in the reader's time zone. What a person does at the QuickBooks PC is in
the contract of desktop.statuses (spec qbd 4.2).
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

LOST = "lost_"
"""In front of the problem of a lost connection, in what `qb.connection._hold` answers."""
SILENT = "web_connector_silent"
ABORTED = "desktop_session_aborted"

_AGAIN_ONLINE = _lt("Odoo asks again every ten minutes and goes on by itself; Reconnect asks at once.")
_AGAIN_DESKTOP = _lt("The Web Connector tries again at each of its calls, and the first one that succeeds goes on.")

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
    "desktop_busy": (
        _lt("QuickBooks Desktop is busy"),
        _lt("QuickBooks Desktop was busy in %(count)s attempts since %(since)s."),
        _lt("Look at the QuickBooks PC for a report, an update or another program that keeps QuickBooks busy."),
        _AGAIN_DESKTOP,
    ),
    "desktop_not_reachable": (
        _lt("QuickBooks Desktop could not be started"),
        _lt("The Web Connector called, but could not start QuickBooks, in %(count)s attempts since %(since)s."),
        _lt("Log in to Windows on the QuickBooks PC, start QuickBooks and let it finish its updates."),
        _AGAIN_DESKTOP,
    ),
    "desktop_dialog_open": (
        _lt("a window stands open in QuickBooks"),
        _lt("A window stands open in QuickBooks and keeps it from answering (%(count)s attempts since %(since)s)."),
        _lt("Answer or close it on the QuickBooks PC."),
        _AGAIN_DESKTOP,
    ),
    "desktop_wrong_mode": (
        _lt("the company file is open in the other mode"),
        _lt("The company file is open in another mode than asked for (%(count)s attempts since %(since)s)."),
        _lt(
            "Switch QuickBooks to multi-user mode. For work in single-user mode press Disconnect here first and "
            "Reconnect afterwards."
        ),
        _AGAIN_DESKTOP,
    ),
    "desktop_other_file": (
        _lt("another company file is open"),
        _lt("Another company file than this connection's is open in QuickBooks."),
        _lt("Open the right company file, or correct the path on the connection."),
        _AGAIN_DESKTOP,
    ),
    "desktop_no_file": (
        _lt("no company file is open"),
        _lt("No company file is open in QuickBooks."),
        _lt("Open the company file, or name its path on the connection."),
        _AGAIN_DESKTOP,
    ),
    "desktop_file_unopened": (
        _lt("the company file cannot be opened"),
        _lt("QuickBooks cannot open the company file."),
        _lt("Check the path and the name of the company file, on the connection and on the PC."),
        _AGAIN_DESKTOP,
    ),
    "desktop_version": (
        _lt("this QuickBooks cannot be used"),
        _lt("This version or edition of QuickBooks does not let programs in."),
        _lt("Update QuickBooks on that PC, or use an edition that programs may talk to."),
        _AGAIN_DESKTOP,
    ),
    "desktop_install": (
        _lt("QuickBooks is not installed properly"),
        _lt("QuickBooks is not installed properly on that PC, or not registered."),
        _lt("Repair QuickBooks there, and start it once by hand."),
        _AGAIN_DESKTOP,
    ),
    "desktop_several": (
        _lt("several QuickBooks run on that PC"),
        _lt("More than one QuickBooks runs on that PC, and the Web Connector cannot tell which is meant."),
        _lt("Close the other one."),
        _AGAIN_DESKTOP,
    ),
    "desktop_first_run": (
        _lt("QuickBooks has not given access yet"),
        _lt("QuickBooks has not been asked yet whether Odoo may have access."),
        _lt(
            "Open the company file as administrator in single-user mode, run the Web Connector once and allow access, "
            "also when QuickBooks is not running."
        ),
        _AGAIN_DESKTOP,
    ),
    "desktop_no_permission": (
        _lt("QuickBooks refuses access"),
        _lt("QuickBooks does not allow this application."),
        _lt("As administrator allow it in QuickBooks under Edit › Preferences › Integrated Applications."),
        _AGAIN_DESKTOP,
    ),
    "desktop_no_unattended": (
        _lt("QuickBooks may not be opened unattended"),
        _lt("QuickBooks is closed, and the application may not open it by itself."),
        _lt(
            "In QuickBooks under Edit › Preferences › Integrated Applications let it log in automatically, and choose "
            "its QuickBooks user."
        ),
        _AGAIN_DESKTOP,
    ),
    "desktop_certificate": (
        _lt("QuickBooks does not know the application any more"),
        _lt("QuickBooks no longer accepts the application's certificate."),
        _lt("Remove the application in the Web Connector and add its file again."),
        _AGAIN_DESKTOP,
    ),
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
