"""A connection that reaches nothing becomes Disconnected by itself, is told once per cause, and goes on by itself.

Online the queue's runs are the attempts, and a cheap question now and then is the cure. On Desktop the sessions of the
Web Connector are both, and a Web Connector that no longer calls is a failure of its own. While it is lost nothing
fails: what is queued waits, and all of it goes afterwards (architecture 3.8).
"""

import contextlib
import logging
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..gateway import ConnectionDown, GatewayError, ReadCompany
from .qb_connection_lost_words import LOST, SILENT
from .quiet_hours import QuietHours

_logger = logging.getLogger(__name__)

SHORTEST_SILENCE = timedelta(hours=1)
SILENT_INTERVALS = 3
QUIET_DAYS = {"none": (), "sunday": (6,), "weekend": (5, 6), "friday": (4, 5)}
BLOCKING = ("disconnected", "lost", "sign_in", "stopped", "paused")


class QbConnection(models.Model):
    _inherit = "qb.connection"

    failures_allowed = fields.Integer(
        "Failed Attempts",
        default=3,
        help="After so many attempts in a row that reach nothing, the connection becomes Disconnected and says so.",
    )
    notify_partner_id = fields.Many2one(
        "res.partner",
        "Notify",
        check_company=True,
        tracking=True,
        help="Gets an e-mail when the connection is lost or stops: what it was and what to do. "
        "Empty: the responsible user.",
    )
    quiet_from = fields.Float(help="From this hour on nobody expects the QuickBooks PC to be on.")
    quiet_to = fields.Float()
    quiet_days = fields.Selection(
        [("none", "None"), ("sunday", "Sunday"), ("weekend", "Saturday and Sunday"), ("friday", "Friday and Saturday")],
        default="none",
        required=True,
    )
    health_ids = fields.One2many("qb.connection.health", "connection_id", "Health Row", groups=".")

    _failures_allowed_positive = models.Constraint("CHECK(failures_allowed > 0)", "At least one attempt must fail.")
    _quiet_hours_in_day = models.Constraint(
        "CHECK(quiet_from >= 0 AND quiet_from < 24 AND quiet_to >= 0 AND quiet_to < 24)",
        "Quiet hours lie between 00:00 and 23:59.",
    )

    def _furnish(self):
        self._health()
        return super()._furnish()

    def _health(self):
        """This connection's health row; made when it is not there yet."""
        self.ensure_one()
        connection = self.sudo()
        return connection.health_ids or connection.env["qb.connection.health"].create({"connection_id": connection.id})

    # ------------------------------------------------------------------ what others ask

    def _blocks_strict(self):
        """Whether a strict policy must refuse now, because QuickBooks cannot be asked: disconnected by anybody or
        anything. A connection that was never connected, or takes no wishes, blocks nothing; `_waiting_message` says
        why."""
        self.ensure_one()
        return self._accepts_wishes() and self.sudo().status_ids.state in BLOCKING

    def _lets_in(self):
        """Whether the Web Connector may open a session: also while the connection is lost, because a session that
        succeeds is what ends that."""
        hold = self._hold()
        return not hold or hold.startswith(LOST)

    def _wants_a_try(self):
        """Whether the next call of the Web Connector should open QuickBooks although there is nothing to send: it is
        lost, and no session that would show whether QuickBooks is back has got that far yet."""
        return self._hold().startswith(LOST) and not self._live_session().greeted

    # ------------------------------------------------------------------ attempts

    def _note_failure(self, problem, values=None, *, code="", message=""):
        """One attempt that reached nothing: `problem` of a gateway.GatewayError or of qb_connection_lost_words, with
        QuickBooks' own code and words. Counts only while connected: what a person disconnected fails by intention."""
        self.ensure_one()
        status = self.sudo().status_ids
        if status.state not in ("connected", "lost"):
            return
        health = self._health()
        health._add(problem, values or {})
        if status.state == "lost" or health._is_too_many(self.sudo().failures_allowed):
            self._lose(GatewayError(message, code=code, problem=problem, values=values))

    def _lose(self, error):
        """Disconnected by itself because of `error` (gateway.GatewayError), told once per cause."""
        connection, health = self.sudo(), self._health()
        values = {"count": health.failures, "since": health.first_failure_at, **error.values}
        known = {"code": error.code, "problem": error.problem, "reference": error.reference}
        connection.status_ids._set("lost", GatewayError(error.message, values=values, **known))
        if health._is_news(error.problem):
            connection._tell_responsible(LOST + error.problem, connection.status_ids.values)

    def _stop(self, error):
        """On Desktop there is nothing to press that could test whether the cause is gone: the next session that
        succeeds does. So what stops an online connection makes this one lost."""
        state = self.sudo().status_ids.state
        if state == "paused":
            return
        if self.sudo().edition != "desktop":
            super()._stop(error)
        elif state in ("connected", "lost") and error.problem != "other_database":
            self._health()._add(error.problem, error.values)
            self._lose(error)

    def _note_success(self):
        """QuickBooks was reached: what failed before is over, and a lost connection goes on."""
        self.ensure_one()
        if self.sudo().status_ids.state == "lost":
            self._heal()
        elif self._health().failures:
            self._health()._forget()

    def _note_call(self):
        """The Web Connector called: it is silent no more. Whether QuickBooks answers it is another question."""
        status = self.sudo().status_ids
        if status.state == "lost" and status.problem == SILENT:
            self._heal()

    def _heal(self):
        self.sudo().message_post(body=self.env._("QuickBooks can be reached again. What waited goes now."))
        self._go_on()

    def _go_on(self):
        self._health()._forget()
        self._release_waiting()
        return super()._go_on()

    def _release_waiting(self):
        """Back-offs were meant for a QuickBooks that was away: now all that waited goes at once."""
        domain = [("connection_id", "=", self.id)]
        waiting = [*domain, ("state", "=", "pending"), ("not_before", "!=", False)]
        self.env["qb.operation"].sudo().search(waiting).write({"not_before": False})
        now = fields.Datetime.now()
        lost = [*domain, ("state", "=", "unknown"), ("look_at", ">", now)]
        self.env["qb.exchange"].sudo().search(lost).write({"look_at": now})

    # ------------------------------------------------------------------ looking after it, once a minute

    def _look_after(self, report):
        """After a run of the queue that achieved `report` (drain.Report). Returns whether QuickBooks should be asked
        whether it is back: by the caller, outside of this transaction."""
        self.ensure_one()
        hold = self._hold()
        if not hold:
            self._judge_run(report)
            self._judge_silence()
        elif hold == "paused":
            self._look_after_pause()
        return hold.startswith(LOST) and self.sudo().edition == "online" and self._health()._take_probe()

    def _judge_run(self, report):
        """Online a run is an attempt when it asked or sent anything: failed when not one answer came."""
        if self.sudo().edition != "online":
            return
        if report.reached:
            self._note_success()
        elif report.trouble:
            problem = "unavailable" if report.trouble.problem == "outcome_unknown" else report.trouble.problem
            self._note_failure(problem, report.trouble.values, code=report.trouble.code, message=report.trouble.message)

    def _judge_silence(self):
        """A Web Connector that has not called for three of its intervals, an hour at least, outside of quiet hours."""
        connection = self.sudo()
        called_at = connection._called_at() if connection.edition == "desktop" else None
        if not called_at or connection.status_ids.state != "connected":
            return
        health = connection._health()
        health._listen(connection._last_run_at())
        begins = max(filter(None, (called_at, connection.status_ids.since, health.listening_since)))
        if connection._quiet_hours().awake(begins, fields.Datetime.now()) > connection._longest_silence():
            self._lose(GatewayError(problem=SILENT, values={"since": called_at}))

    def _last_run_at(self):
        return self.env["qb.connection.run"].search([("connection_id", "=", self.id)], limit=1).create_date

    def _quiet_hours(self):
        days = frozenset(QUIET_DAYS[self.quiet_days])
        return QuietHours(self.tz, begins=self.quiet_from, ends=self.quiet_to, days=days)

    def _longest_silence(self):
        """timedelta from which on silence counts as a failure."""
        return max(SILENT_INTERVALS * timedelta(minutes=self.desktop_minutes), SHORTEST_SILENCE)

    def _called_at(self):
        """When the Web Connector called last (naive UTC), False before its first call."""
        return self.sudo().desktop_seen_ids.called_at

    def _live_session(self):
        """The session of the Web Connector that has not ended (qb.desktop.session), or none."""
        return self.env["qb.desktop.session"].sudo()._live(self)

    # ------------------------------------------------------------------ asking whether it is back

    def _ask_whether_back(self):
        """One cheap question; the gateway.GatewayError that came instead of an answer, or None."""
        try:
            with contextlib.closing(self._gateway(interactive=True)) as gateway:
                return self._company_problem(gateway.ask(ReadCompany()))
        except GatewayError as error:
            _logger.info("QuickBooks connection %s is still not there: %s", self.id, error)
            return error

    def _note_probe(self, error):
        """What came of the question: gone on, stopped for another reason, or as it was."""
        if error is None:
            self._note_success()
        elif isinstance(error, ConnectionDown):
            self._stop(error)

    def action_reconnect(self):
        """Go on now. Online QuickBooks is asked first; Desktop cannot be asked from here: the next call shows it."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("lost", "paused"):
            raise UserError(self.env._("There is nothing to reconnect."))
        if self.edition == "online":
            return self._reconnect_online()
        self._resume()
        return self._notify("success", self.env._("Connected again. What waits goes at the Web Connector's next call."))

    def _reconnect_online(self):
        error = self._ask_whether_back()
        if error is not None and self.state == "lost":
            self._note_probe(error)
            return self._notify("warning", self._one_sentence(error))
        self._resume()
        if error is not None:
            self._note_probe(error)
            return self._notify("warning", self._one_sentence(error))
        return self._notify("success", self.env._("Connected again. What waited goes now."))
