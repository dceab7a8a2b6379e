"""Signing in to QuickBooks Online and out of it: the real OAuth flow (spec qbo 4)."""

import contextlib
import ipaddress
import secrets
import time
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.service.model import retrying
from odoo.tools.misc import hash_sign, verify_hash_signed

from ..gateway import ConnectionDown, GatewayError, ReadCompany, RightsMissing, SignInAgain, WrongKeys
from ..online import APP_BASE, SANDBOX_APP_BASE, Access, OnlineGateway, SignIn
from .qb_connection import MANAGER, is_loopback
from .qb_connection_engine import ACTIVITY
from .qb_fingerprint import database_fingerprint

CALLBACK = "/qb/oauth/callback"
SCOPE = "odoo_qb_connector.oauth"
SESSION_KEY = "qb_oauth"
LIFETIME = timedelta(minutes=10)
MOST_PENDING = 5
API_BASES = {
    "production": "https://quickbooks.api.intuit.com/v3",
    "sandbox": "https://sandbox-quickbooks.api.intuit.com/v3",
}
APP_BASES = {"production": APP_BASE, "sandbox": SANDBOX_APP_BASE}
PATIENCE = 60.0
"""Seconds that a person waits for an answer of QuickBooks at most (design 5, Send Now)."""


class SignInRefused(Exception):
    """A sign-in that ends in words. `problem` and `values` as in qb_connection_words; `connection` when it is
    known."""

    def __init__(self, problem, connection=None, detail="", **values):
        super().__init__(problem)
        self.problem = problem
        self.connection = connection
        self.detail = detail
        self.values = values


class QbConnection(models.Model):
    _inherit = "qb.connection"

    client_id = fields.Char(
        compute="_compute_keys", inverse="_inverse_client_id", compute_sudo=True, groups=MANAGER, copy=False
    )
    client_secret = fields.Char(
        compute="_compute_keys",
        inverse="_inverse_client_secret",
        compute_sudo=True,
        groups=MANAGER,
        copy=False,
        help="Stored encrypted and never shown again. Leave it empty to keep the one that is stored.",
    )
    has_client_secret = fields.Boolean(compute="_compute_keys", compute_sudo=True)
    redirect_address = fields.Char(compute="_compute_redirect")
    redirect_problem = fields.Char(compute="_compute_redirect")

    # ------------------------------------------------------------------ keys

    @api.depends("environment")
    def _compute_keys(self):
        for connection in self:
            key = self.env["qb.app.key"]._of(connection)
            connection.client_id = key.client_id
            connection.client_secret = False
            connection.has_client_secret = bool(key and key._secret())

    def _inverse_client_id(self):
        for connection in self:
            self.env["qb.app.key"]._keep(connection, {"client_id": (connection.client_id or "").strip() or False})

    def _inverse_client_secret(self):
        for connection in self:
            self.env["qb.app.key"]._keep(connection, {"secret": connection.client_secret})
        # What was typed leaves the cache, so that no answer to the browser can carry it back.
        self.invalidate_recordset(["client_secret", "has_client_secret"], flush=False)

    # ------------------------------------------------------------------ the redirect address

    @api.depends("environment")
    def _compute_redirect(self):
        base = self.get_base_url() if len(self) == 1 else self.env["qb.connection"].get_base_url()
        for connection in self:
            connection.redirect_address = base.rstrip("/") + CALLBACK
            connection.redirect_problem = connection._redirect_problem(connection.redirect_address)

    def _redirect_problem(self, address):
        """Why Intuit would refuse `address`, in words, or False (spec qbo 4.2)."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if self.environment == "production":
            if parts.scheme != "https" or is_loopback(host):
                return self.env._(
                    "Production keys need an https address that is not localhost, and this Odoo is known as "
                    "%(base)s. "
                    "Set the system parameter web.base.url to its public https address.",
                    base=f"{parts.scheme}://{parts.netloc}",
                )
            if _is_ip(host):
                return self.env._("Production keys need a host name: Intuit refuses a bare IP address.")
        elif parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
            return self.env._(
                "Development keys take https, or http on localhost only, and this Odoo is known as %(base)s. "
                "Open Odoo as http://localhost, or set the system parameter web.base.url.",
                base=f"{parts.scheme}://{parts.netloc}",
            )
        return False

    # ------------------------------------------------------------------ going to Intuit

    def action_connect(self):
        """Send the browser to Intuit's consent page."""
        self.ensure_one()
        self.check_access("write")
        if not request:
            raise UserError(self.env._("Connecting needs a browser."))
        if not self._is_real_database():
            raise UserError(self._words("other_database").what)
        if self.redirect_problem:
            raise UserError(self.redirect_problem)
        try:
            url = self._authorization_url(request.session)
        except GatewayError as error:
            raise UserError(self._one_sentence(error)) from error
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def _authorization_url(self, session):
        """Intuit's page, with a state that belongs to this session, user and connection for ten minutes."""
        nonce = secrets.token_urlsafe(24)
        pending = {"redirect": self.redirect_address, "started": time.time()}
        known = sorted(session.get(SESSION_KEY, {}).items(), key=lambda item: item[1]["started"])
        session[SESSION_KEY] = dict([*known[1 - MOST_PENDING :], (nonce, pending)])
        state = hash_sign(self.env["base"].sudo().env, SCOPE, [self.id, self.env.uid, nonce], expiration=LIFETIME)
        return self._intuit(pending["redirect"]).authorization_url(state)

    # ------------------------------------------------------------------ coming back from Intuit

    @api.model
    def _signed_in(self, session, params):
        """The connection that Intuit's answer `params` belongs to and the redirect address it was asked with.

        Takes the state out of the session, so it works once. Raises SignInRefused.
        """
        try:
            values = verify_hash_signed(self.env["base"].sudo().env, SCOPE, params.get("state") or "")
        except ValueError:
            values = None
        if not values:
            raise SignInRefused("state_invalid")
        connection_id, user_id, nonce = values
        pending = dict(session.get(SESSION_KEY, {}))
        begun = pending.pop(nonce, None)
        if begun is None or user_id != self.env.uid:
            raise SignInRefused("state_foreign")
        session[SESSION_KEY] = pending
        connection = self.browse(connection_id).exists()
        if not connection or not connection.has_access("write"):
            raise SignInRefused("state_foreign")
        if params.get("error"):
            raise SignInRefused("access_denied", connection, detail=params.get("error_description") or params["error"])
        if not params.get("code") or not params.get("realmId"):
            raise SignInRefused("state_invalid", connection)
        return connection, begun["redirect"]

    def _sign_in(self, code, realm_id, redirect):
        """Connect to the company that consented. Everything is asked first and stored last, in one short
        transaction of its own, because an authorization code works once and this request must not be
        repeated. Raises SignInRefused."""
        self.ensure_one()
        self._check_realm(realm_id)
        tokens, facts = self._ask_who_consented(code, realm_id, redirect)
        problem = self._company_problem(facts)
        if problem:
            raise SignInRefused(problem.problem, self, **problem.values)
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            retrying(partial(self.with_env(env)._store_sign_in, tokens, facts, realm_id), env)
        self.invalidate_recordset()
        self._read_lists_at_once()

    def _read_lists_at_once(self):
        """Fill the drop-downs with the accounts and codes of the company just connected. Not worth a failure:
        the button Refresh Lists does the same. A new transaction, because this one began before the
        sign-in."""
        with contextlib.suppress(GatewayError), self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr))._refresh_entries()

    def _check_realm(self, realm_id):
        """Refuse another company than the connection's own, and a company that is connected already."""
        if self.realm_id and self.realm_id != realm_id:
            raise SignInRefused("other_company", self, theirs=realm_id, ours=self.realm_id)
        other = self.sudo().search(
            [("realm_id", "=", realm_id), ("environment", "=", self.environment), ("id", "!=", self.id)],
            limit=1,
        )
        if other:
            raise SignInRefused("connected_elsewhere", self, other=other.name)

    def _ask_who_consented(self, code, realm_id, redirect):
        """Tokens for the code, and the facts of the company they open: the realm in the address bar is only a
        claim until the company itself answers under it."""
        try:
            intuit = self._intuit(redirect)
            tokens = intuit.exchange(code, realm_id)
            facts = self._ask_company(intuit, tokens, realm_id)
        except (RightsMissing, WrongKeys) as error:
            raise SignInRefused(error.problem, self, detail=error.message) from error
        except SignInAgain as error:
            raise SignInRefused("code_refused", self, detail=error.message) from error
        except GatewayError as error:
            raise SignInRefused(error.problem, self, detail=error.message, **error.values) from error
        return tokens, facts

    def _ask_company(self, intuit, tokens, realm_id):
        """gateway.CompanyFacts of `realm_id`, asked with `tokens` that nobody has stored yet."""
        return self._online(intuit, FreshTokens(tokens), realm_id, patience=PATIENCE).ask(ReadCompany())

    def _company_problem(self, facts):
        """gateway.ConnectionDown for a company that cannot work with this Odoo company, or None."""
        ours = self.company_id.currency_id.name
        if facts.currency != ours:
            return ConnectionDown(problem="currency_differs", values={"theirs": facts.currency, "ours": ours})
        if not facts.writable:
            return ConnectionDown(problem="company_suspended", values={"company": facts.name})
        return None

    def _store_sign_in(self, tokens, facts, realm_id):
        self.env["qb.token"]._keep(self, tokens)
        self.sudo().write({"realm_id": realm_id, "fingerprint": database_fingerprint(self.env)})
        self._keep_facts(facts)
        self._rouse_cron()
        self._go_on()
        self.message_post(
            body=self.env._("Connected to %(company)s (QuickBooks company id %(id)s).", company=facts.name, id=realm_id)
        )

    def _rouse_cron(self):
        """Neutralizing a copy switches the scheduled action off; a person who connects wants it on."""
        cron = self.sudo().with_context(active_test=False).cron_id
        if not cron.active:
            cron.active = True

    # ------------------------------------------------------------------ signing out

    def _sign_out(self):
        """Forget the sign-in and tell Intuit; returns whether Intuit confirmed it. Queuing goes on."""
        self.ensure_one()
        tokens = self._tokens().take_away()
        revoked = bool(tokens) and self._revoke(tokens)
        self.sudo().status_ids._set("disconnected")
        self.sudo().activity_unlink([ACTIVITY])
        self.message_post(body=self.env._("Disconnected from %(company)s.", company=self.qb_company_name))
        return revoked

    def _revoke(self, tokens):
        try:
            self._intuit(self.redirect_address).revoke(tokens)
        except GatewayError:
            # Here the sign-in is gone in any case; the person is told that Intuit was not.
            return False
        return True

    # ------------------------------------------------------------------ the online edition

    def _intuit(self, redirect):
        """Intuit's sign-in with this connection's keys. Raises gateway.WrongKeys when they are incomplete."""
        key = self.env["qb.app.key"]._of(self)
        secret = key._secret()
        if not key.client_id or not secret:
            raise WrongKeys(problem="keys_missing")
        where = self.sudo().discovery_url if self.environment == "own" else self.environment
        return SignIn(key.client_id, secret, redirect, where)

    def _gateway_online(self, *, interactive=False, patience=None):
        tokens = self._tokens()
        if tokens.load() is None:
            raise SignInAgain(problem=tokens.why_none())
        intuit = self._intuit(self.redirect_address)
        return self._online(intuit, tokens, self.realm_id, patience=patience or (PATIENCE if interactive else None))

    def _online(self, intuit, tokens, realm_id, *, patience):
        """The company `realm_id`, with `tokens` (gateway.TokenStore) renewed through `intuit`. `patience` is how many
        seconds an answer may take, None the edition's own."""
        connection = self.sudo()
        gateway = OnlineGateway(
            API_BASES.get(connection.environment) or connection.api_base,
            realm_id,
            connection._facts(),
            Access(tokens, intuit.renew),
            app_base=APP_BASES.get(connection.environment) or f"{connection.api_base.removesuffix('/v3')}/app",
            **({"read_timeout": patience} if patience else {}),
        )
        gateway.execution_limit = connection.execution_limit
        return gateway


class FreshTokens:
    """gateway.TokenStore of a grant that nobody has stored yet."""

    def __init__(self, tokens):
        self.tokens = tokens

    def load(self):
        return self.tokens

    def refresh(self, stale, renew):
        # A grant of this very second that is refused is not cured by renewing it.
        raise SignInAgain("QuickBooks does not accept the sign-in it has just given")


def _is_ip(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
