"""What the cards of the dashboard say."""

from markupsafe import Markup, escape
from odoo.tools import format_date

SHORT_DAY = "MMM d"


def badge(connection):
    """(level, words): how a connection is, in two or three words; the level is a Bootstrap colour."""
    _ = connection.env._
    words = {
        "switched_off": ("warning", _("Switched off")),
        "other_database": ("danger", _("Copied database")),
        "no_responsible": ("danger", _("No responsible user")),
    }
    if connection.hold in words:
        return words[connection.hold]
    if not connection.hold and connection.is_overdue:
        return "danger", _("Queue overdue")
    labels = dict(connection._fields["state"]._description_selection(connection.env))
    levels = {"connected": "success", "new": "info", "disconnected": "warning", "paused": "warning"}
    return levels.get(connection.state, "danger"), labels.get(connection.state, "")


def overdue(env):
    return env._(
        "Something is due, but the queue has not run for more than five minutes. Ask your administrator whether Odoo's "
        "scheduled actions run."
    )


def on_its_way(env, now):
    """What happens to what is on its way (dashboard_counts.Now)."""
    _ = env._
    if not now.on_its_way:
        return ""
    if not now.at_work:
        return _("Ready for the next call of the Web Connector")
    return _("%(ended)s of %(total)s", ended=now.ended, total=now.ended + now.on_its_way + now.due)


def graph_title(env):
    return env._("Sent"), env._("Failed")


def day(env, date):
    """A day as the axis has it."""
    return format_date(env, date, date_format=SHORT_DAY)


def nothing_connected(env, may_connect):
    """The page without any connection (HTML)."""
    if may_connect:
        title = env._("Connect Odoo to QuickBooks")
        text = env._(
            "Press New, choose QuickBooks Online or QuickBooks Desktop, and follow the form. From then on this page "
            "shows what waits, what was sent, and what needs a hand."
        )
    else:
        title = env._("No QuickBooks company is connected yet")
        text = env._("Ask a QuickBooks manager to connect one. This page then shows what waits and what was sent.")
    return Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>') % (escape(title), escape(text))
