"""What the engine calls on a connection (architecture 3): cheap, without surprises, and never a write of its
row."""

from dataclasses import asdict
from datetime import date

from odoo import api, fields, models

from ..desktop import DesktopGateway
from ..gateway import CompanyFacts, ConnectionDown, SignInAgain, TaxModel, TokenExpired
from ..online.gateway import OnlineGateway
from .qb_connection_lost_words import LOST
from .qb_fingerprint import database_fingerprint
from .qb_token import StoredTokens

_LIMITS = {"online": OnlineGateway.limits, "desktop": DesktopGateway.limits}
ACTIVITY = "odoo_qb_connector.activity_type_connection"


class QbConnection(models.Model):
    _inherit = "qb.connection"

    # ------------------------------------------------------------------ which one, and may it

    def _accepts_wishes(self):
        """Whether new wishes are queued. True while disconnected or stopped: they go once it is connected
        again."""
        self.ensure_one()
        return self.sudo().active and self.sudo().enabled

    def _is_open(self):
        """Whether the drain may talk to QuickBooks now. No network."""
        return not self._hold()

    def _hold(self):
        """Why nothing goes now, as a problem of qb_connection_words; "" when it goes."""
        self.ensure_one()
        connection = self.sudo()
        status = connection.status_ids
        if not connection.active:
            return "archived"
        if not connection._is_real_database():
            return "other_database"
        if status.state in ("sign_in", "stopped"):
            return status.problem or "connection_down"
        if status.state == "lost":
            return f"{LOST}{status.problem}"
        if status.state == "paused":
            return "paused"
        if status.state != "connected":
            return "not_connected" if status.state == "new" else "disconnected"
        if not connection.enabled:
            return "switched_off"
        return "" if connection._responsible_is_fit() else "no_responsible"

    def _waiting_message(self):
        """Why wishes of this connection wait, in words; False when nothing holds them."""
        self.ensure_one()
        hold = self._hold()
        if not hold:
            return False
        words = self.sudo()._words(hold, self.sudo().status_ids.values)
        return f"{words.what} {words.press}"

    def _is_real_database(self):
        """Whether this is the database that the connection was made in (design 5, Copies)."""
        return self.sudo().fingerprint == database_fingerprint(self.env)

    # ------------------------------------------------------------------ the way to QuickBooks

    def _gateway(self, *, interactive=False, patience=None):
        """The gateway of this connection's edition, with short time-outs when a person waits for it
        (`interactive`), or with `patience` seconds for each answer.

        Raises gateway.ConnectionDown when it cannot be used; looks at the sign-in, not at Enable: see
        `_is_open`.
        """
        self.ensure_one()
        if not self._is_real_database():
            raise ConnectionDown("Another database than the connection's own", problem="other_database")
        return getattr(self.sudo(), f"_gateway_{self.edition}")(interactive=interactive, patience=patience)

    def _limits(self):
        """documents.Limits of this edition: what its gateway says, without making one."""
        return _LIMITS[self.sudo().edition]

    def _as_responsible(self, record):
        """`record` as the responsible user sees it, in this connection's company only."""
        company, user = self.company_id, self.responsible_id
        context = {"allowed_company_ids": company.ids, "lang": user.lang, "tz": user.tz}
        return record.with_user(user).with_context(**context).with_company(company)

    def _tokens(self):
        """gateway.TokenStore of this connection."""
        return StoredTokens(self.env.registry, self.id)

    # ------------------------------------------------------------------ what it knows of the company

    def _facts(self):
        """gateway.CompanyFacts as last read, or None before the first connect."""
        self.ensure_one()
        data = self.sudo().facts
        if not data:
            return None
        closing = data.get("closing_date")
        return CompanyFacts(
            **{
                **data,
                "tax_model": TaxModel(data["tax_model"]),
                "closing_date": date.fromisoformat(closing) if closing else None,
            }
        )

    def _keep_facts(self, facts):
        """Store the snapshot."""
        data = asdict(facts)
        data["tax_model"] = facts.tax_model.value
        data["closing_date"] = facts.closing_date.isoformat() if facts.closing_date else None
        self.sudo().write({"facts": data, "qb_company_name": facts.name, "facts_read_at": fields.Datetime.now()})

    # ------------------------------------------------------------------ stopping and going on

    def _stop(self, error):
        """Nothing goes any more until a person acts on `error` (a gateway.ConnectionDown). Told once per
        cause: calling it again changes nothing. Only the status row is written. An expired access token is no
        stop (design 5)."""
        self.ensure_one()
        if isinstance(error, TokenExpired) or error.problem == "other_database":
            return
        status = self.sudo().status_ids
        if status.state in ("new", "disconnected"):
            return
        if status._set("sign_in" if isinstance(error, SignInAgain) else "stopped", error):
            self.sudo()._tell_responsible(error.problem, error.values)

    def _go_on(self):
        """Connected, and whatever stopped it is over."""
        self.ensure_one()
        connection = self.sudo()
        connection.status_ids._set("connected")
        connection.activity_unlink([ACTIVITY])
        connection._wake()

    def _tell_responsible(self, problem, values):
        """One to-do for the responsible user, else for a QuickBooks manager who may open the connection."""
        self.ensure_one()
        managers = self.env.ref("odoo_qb_connector.group_qb_manager").all_user_ids
        candidates = self.responsible_id | managers.filtered(lambda user: self.company_id in user.company_ids)
        user = next((one for one in candidates if one.active and self.with_user(one).has_access("read")), None)
        if user is None:
            return
        words = self.with_context(lang=user.lang)._words(problem, values)
        self.activity_unlink([ACTIVITY])
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY, summary=words.what, note=words.press, user_id=user.id
        )

    def _wake(self, at=None):
        """Let the scheduled action run at `at` (naive UTC), or as soon as this transaction is committed."""
        cron = self.sudo().cron_id
        if cron:
            cron._trigger(at)

    def _note_run(self, *, sent=0, failed=0):
        """Record that the queue ran just now."""
        self.ensure_one()
        self.env["qb.connection.run"].sudo().create({"connection_id": self.id, "sent": sent, "failed": failed})

    @api.model
    def _cron_drain(self, connection_id):
        """Entry of a connection's own scheduled action."""
        self.env["qb.drain"]._run(self.browse(connection_id))
