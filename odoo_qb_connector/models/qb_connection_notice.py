"""Telling people that a connection stopped: the sentences of a lost or paused one, and the e-mail."""

import logging

from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .desktop_sentences import OF_CONNECTIONS
from .qb_connection_lost_words import CAUSES, LOST, REASONS
from .qb_connection_words import Words

_logger = logging.getLogger(__name__)

TEMPLATE = "odoo_qb_connector.mail_template_connection"


class QbConnection(models.Model):
    _inherit = "qb.connection"

    # ------------------------------------------------------------------ words

    def _words(self, problem, values=None):
        if problem.startswith(LOST):
            problem = problem.removeprefix(LOST)
            if problem in REASONS:
                return self._lost_words(problem, values or {})
        return super()._words(problem, values)

    def _lost_words(self, problem, values):
        _cause, what, press, onward = REASONS[problem]
        count, since = values.get("count", ""), self._since_words(values.get("since"))
        what, press, onward = (self.env._(text) for text in (what, press, onward))
        if problem in OF_CONNECTIONS:
            often = self.env._("So it was in %(count)s attempts in a row since %(since)s.", count=count, since=since)
            return Words(f"{what} {often}" if count and count != 1 else what, f"{press} {onward}")
        return Words(what % {"count": count, "since": since}, f"{press} {onward}")

    def _since_words(self, since):
        return self._moment_words(fields.Datetime.to_datetime(since)) if since else ""

    def _words_paused(self, _, values):
        health = self._health()
        user = health.paused_by_id.name or _("somebody")
        if health.paused_until:
            until = self._moment_words(health.paused_until)
            what = _("Disconnected by %(user)s until %(until)s.", user=user, until=until)
        else:
            what = _("Disconnected by %(user)s until somebody reconnects; a reminder comes every day.", user=user)
        if self.edition == "desktop":
            what = f"{what} {self._file_words()}"
        return Words(what, _("What is queued meanwhile is kept, and all of it goes after Reconnect."))

    def _cause(self, problem):
        """Why nothing goes, in a few words."""
        words = REASONS.get(problem.removeprefix(LOST))
        return self.env._(words[0] if words else CAUSES.get(problem, CAUSES["connection_down"]))

    # ------------------------------------------------------------------ the e-mail

    def _tell_responsible(self, problem, values):
        """The to-do, and an e-mail to the notification contact."""
        self._send_notice(problem, values)
        return super()._tell_responsible(problem, values)

    def _notice_partner(self):
        return self.notify_partner_id or self.responsible_id.partner_id

    def _send_notice(self, problem, values):
        """One e-mail that says what it was and what to do. A template that somebody broke must not keep the connection
        from stopping: the to-do is there in any case."""
        partner = self._notice_partner()
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not template or not partner.email:
            return
        # What was written before is none of the e-mail's business: its errors belong to whoever wrote it.
        self.env.flush_all()
        try:
            with self.env.cr.savepoint():
                template.with_context(**self._notice_context(partner, problem, values)).send_mail(
                    self.id,
                    email_layout_xmlid="mail.mail_notification_light",
                    email_values={"recipient_ids": [fields.Command.set(partner.ids)]},
                )
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.exception("QuickBooks: the e-mail about connection %s could not be made", self.id)

    def _notice_context(self, partner, problem, values):
        """What the template shows, in the language and time zone of who reads it."""
        connection = self.with_context(lang=partner.lang or self.env.lang, tz=partner.tz or self.tz)
        words = connection._words(problem, values)
        return {
            "lang": connection.env.lang,
            "qb_cause": connection._cause(problem),
            "qb_what": words.what,
            "qb_press": words.press,
            "qb_waiting": self.waiting_count,
            "qb_address": f"{self.get_base_url()}/odoo/quickbooks-connections/{self.id}",
        }
