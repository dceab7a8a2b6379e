"""A connection of the edition Desktop: what the Web Connector needs, who may come in, and what QuickBooks showed.

The calls are answered in desktop_store; what a person sees and presses is in qb_connection_desktop_screen.
"""

import secrets
from dataclasses import asdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..desktop.facts import company_facts
from ..desktop.qwc import new_guid
from .qb_connection import MANAGER
from .qb_connection_screen import RETRY_HELPS
from .qb_sentences import sentence
from .qb_token import NOBODY

FACTS_STALE = timedelta(days=1)
"""The connection's row is not written by every session: only when the company changed, and once a day."""
LONGEST_NAME = 30
BY_HAND = ("disconnected", "paused")
"""What a person chose: no session ends it."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    # The address is no password, it stands in the .qwc file and in the logs of proxies; it must stay readable to make
    # that file again. The password is hashed. No group reads either of them.
    desktop_token = fields.Char(copy=False, groups=NOBODY)
    desktop_password_hash = fields.Char(copy=False, groups=NOBODY)
    desktop_owner_id = fields.Char("OwnerID", readonly=True, copy=False, groups=MANAGER)
    desktop_file_id = fields.Char("FileID", readonly=True, copy=False, groups=MANAGER)
    desktop_app_name = fields.Char("Name in the Web Connector", readonly=True, copy=False)
    desktop_user_name = fields.Char("User Name", readonly=True, copy=False, groups=MANAGER)
    desktop_password_at = fields.Datetime("Password Made", readonly=True, copy=False)
    desktop_company_file = fields.Char(
        "Company File",
        copy=False,
        tracking=True,
        help="Full path on the QuickBooks PC, such as C:\\QuickBooks\\Company.qbw. It is opened when QuickBooks is "
        "closed. Left empty, the file that is open is used.",
    )
    desktop_minutes = fields.Integer(
        "Minutes between Calls",
        default=5,
        help="How often the Web Connector calls at most. It must run, with Auto-Run ticked.",
    )
    character_policy = fields.Selection(
        [("likeness", "Write their likeness"), ("refuse", "Refuse the document")],
        "Characters That QuickBooks Cannot Keep",
        default="likeness",
        required=True,
        help="QuickBooks Desktop keeps Western European letters. Others, such as the ł of Łódź or curly quotation "
        "marks, are written as the nearest it has (Lodz), or their document waits until a person has replaced them. "
        "What has no likeness, such as Chinese, is refused either way.",
    )
    desktop_seen_ids = fields.One2many("qb.desktop.seen", "connection_id", groups=NOBODY)

    _desktop_minutes_positive = models.Constraint("CHECK(desktop_minutes >= 0)", "Minutes cannot be negative.")
    _one_desktop_token = models.UniqueIndex("(desktop_token) WHERE desktop_token IS NOT NULL")

    # ------------------------------------------------------------------ life

    def _furnish(self):
        super()._furnish()  # pylint: disable=missing-return
        self._furnish_desktop()

    def write(self, vals):
        result = super().write(vals)
        if "edition" in vals:
            self._furnish_desktop()
        return result

    def _furnish_desktop(self):
        """Address, user name and GUIDs, made once: QuickBooks keeps them in the company file (spec qbd 2)."""
        for connection in self.filtered(lambda one: one.edition == "desktop" and not one.sudo().desktop_token):
            company = connection.company_id.name[:LONGEST_NAME].strip()
            connection.sudo().write(
                {
                    "desktop_token": secrets.token_urlsafe(24),
                    "desktop_owner_id": new_guid(),
                    "desktop_file_id": new_guid(),
                    "desktop_user_name": f"odoo-{connection.id}",
                    "desktop_app_name": f"Odoo {company} ({self.env.cr.dbname} {connection.id})",
                }
            )

    @api.constrains("desktop_company_file")
    def _check_company_file(self):
        for connection in self:
            path = (connection.desktop_company_file or "").strip()
            is_full = path[1:3] in (":\\", ":/") or path[:2] in ("\\\\", "//")
            if path and not (is_full and path.lower().endswith(".qbw")):
                raise ValidationError(
                    self.env._(
                        "%(path)s is no full path of a company file. It begins with a drive or a server and ends in "
                        ".qbw, such as C:\\QuickBooks\\Company.qbw. Leave it empty to use the file that is open.",
                        path=path,
                    )
                )

    # ------------------------------------------------------------------ the door

    @api.model
    def _of_desktop_token(self, token):
        """The active Desktop connection whose address ends in `token`, or none. Every token is compared, in constant
        time, so that the time of an answer says nothing."""
        found = self.browse()
        for connection in self.sudo().search([("edition", "=", "desktop"), ("desktop_token", "!=", False)]):
            if secrets.compare_digest(connection.desktop_token.encode(), token.encode("utf-8", "replace")):
                found = connection
        return found

    def _desktop_is_open(self):
        """Whether the Web Connector gets a session: something may go, or a person wants a look at QuickBooks."""
        return self._lets_in() or self._desktop_look_due()

    def _desktop_look_due(self):
        """Whether the next session opens QuickBooks even without anything to send: on a new connection to see the
        company, later because a person pressed Test. Not while it is disconnected or switched off."""
        self.ensure_one()
        connection = self.sudo()
        if not (connection.active and connection.enabled and connection._is_real_database()):
            return False
        if connection.status_ids.state == "new":
            return True
        if connection.status_ids.state in BY_HAND:
            return False
        return bool(connection.desktop_seen_ids.look_wanted_at) or connection._wants_a_try()

    def _desktop_postpone(self):
        """Seconds that the Web Connector shall stay away while the door is closed; 0 for its own interval."""
        return 0

    def _desktop_company(self, shown, company_file, version):
        """What the first call of a session showed (desktop.facts.Seen): remembered, and judged as Online is on
        connecting."""
        self.ensure_one()
        connection = self.sudo()
        self.env["qb.desktop.seen"].sudo()._of(connection)._company(shown, company_file, version)
        if shown.company is None or shown.preferences is None:
            return
        facts = company_facts(shown, connection.desktop_file_id)
        problem = connection._company_problem(facts)
        if problem:
            connection._refuse_company(problem)
        else:
            connection._accept_company(facts)

    def _refuse_company(self, problem):
        """Unlike `_stop` also on a connection that was never connected: the Web Connector shall not open QuickBooks
        again and again for nothing."""
        if self.status_ids.state not in BY_HAND and self.status_ids._set("stopped", problem):
            self._tell_responsible(problem.problem, problem.values)

    def _accept_company(self, facts):
        is_new = not self.realm_id
        if is_new:
            self.realm_id = self.desktop_file_id
        if self._facts_differ(facts):
            self._keep_facts(facts)
        self.desktop_seen_ids.write({"features": dict(facts.features)})
        if self.status_ids.state in ("new", *RETRY_HELPS):
            self._rouse_cron()
            self._go_on()
        if is_new:
            self.message_post(body=self.env._("Connected to %(company)s.", company=facts.name))

    def _facts_differ(self, facts):
        known = self._facts()
        stale = not self.facts_read_at or self.facts_read_at < fields.Datetime.now() - FACTS_STALE
        return stale or known is None or asdict(known) != asdict(facts)

    def _desktop_sentence(self, problem, values):
        """Words for the person in front of the Web Connector, in the responsible user's language."""
        connection = self.sudo()
        return sentence(connection.with_context(lang=connection.responsible_id.lang).env, problem, values)
