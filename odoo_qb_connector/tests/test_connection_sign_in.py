"""Signing in to QuickBooks Online: the real OAuth flow against the simulator, through Odoo's own server."""

import logging
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode, urlsplit

from odoo.addons.odoo_qb_connector.models import qb_connection_sign_in
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .connection_case import MANAGER, USER, own_address, path_of
from .online_company import OnlineCompany, ReachesSimulator, needs_simulator

OFFER = "New Connection for the Other Company"
RPC = "/web/dataset/call_kw/qb.connection/"


class Refusal(Exception):
    """Odoo answered a call of the browser with an error."""


@needs_simulator
@tagged("post_install", "-at_install")
class SignInCase(ReachesSimulator, HttpCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        self.connection = self.env["qb.connection"].create(own_address())
        self.company = OnlineCompany()
        self.authenticate("qb-manager", "qb-manager")

    def call(self, method, records=None, args=(), **kwargs):
        """A method of a connection as the browser calls it. Raises Refusal with the words of the error."""
        params = {
            "model": "qb.connection",
            "method": method,
            "args": [(records or self.connection).ids, *args],
            "kwargs": kwargs,
        }
        answer = self.url_open(RPC + method, json={"jsonrpc": "2.0", "method": "call", "params": params}).json()
        self.env.invalidate_all()
        if "error" in answer:
            raise Refusal(answer["error"]["data"]["message"])
        return answer["result"]

    def begin(self, connection=None):
        """Press Connect; returns Intuit's address."""
        return self.call("action_connect", connection)["url"]

    def come_back(self, address):
        """The browser follows Intuit's redirect; returns Odoo's answer."""
        response = self.url_open(path_of(address), allow_redirects=False)
        self.env.invalidate_all()
        return response

    def connect(self, company=None, connection=None):
        return self.come_back((company or self.company).consent(self.begin(connection)))

    def assertRefused(self, response, *words):
        self.assertEqual(response.status_code, 403)
        for word in words:
            self.assertIn(word, response.text)


class TestConnect(SignInCase):
    def test_connects_to_the_company_that_consented(self):
        answer = self.connect()
        self.assertEqual(answer.status_code, 303, answer.text)
        self.assertIn(f"/odoo/quickbooks-connections/{self.connection.id}", answer.headers["Location"])
        self.assertEqual(self.connection.state, "connected")
        self.assertEqual(self.connection.realm_id, self.company.realm_id)
        self.assertEqual(self.connection.home_currency, "USD")
        self.assertTrue(self.connection.qb_company_name)
        self.assertTrue(self.connection._is_open())
        self.assertIn(self.company.realm_id, self.connection.message_ids[0].body)
        self.assertEqual(self.connection.message_ids[0].author_id, self.manager.partner_id)

    def test_the_accounts_can_be_chosen_at_once(self):
        self.connect()
        self.assertTrue(self.connection.entries_read_at)
        self.assertTrue(self.env["qb.entry"].search([("connection_id", "=", self.connection.id)]))

    def test_lists_that_cannot_be_read_do_not_undo_the_sign_in(self):
        address = self.company.consent(self.begin())
        self.company.order("error", status=503, match={"operation": "query"}, count=50)
        self.assertEqual(self.come_back(address).status_code, 303)
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.connection.entries_read_at)

    def test_the_grant_works_and_is_stored_sealed(self):
        self.connect()
        tokens = self.connection._tokens().load()
        self.assertTrue(self.company.accepts(tokens.access_token))
        self.env.cr.execute("SELECT sealed FROM qb_token WHERE connection_id = %s", [self.connection.id])
        sealed = self.env.cr.fetchone()[0]
        self.assertNotIn(tokens.access_token, sealed)
        self.assertNotIn(tokens.refresh_token, sealed)
        self.assertGreater(tokens.refresh_expires_at, self.env.cr.now() + timedelta(days=90))

    def test_nothing_secret_in_logs_or_chatter(self):
        with self.assertLogs(level=logging.DEBUG) as logs:
            logging.getLogger("odoo.sql_db").setLevel(logging.DEBUG)
            self.addCleanup(logging.getLogger("odoo.sql_db").setLevel, logging.NOTSET)
            self.connect()
            self.connection._gateway()
        tokens = self.connection._tokens().load()
        written = "\n".join(logs.output) + "\n".join(self.connection.message_ids.mapped("body"))
        for secret in (tokens.access_token, tokens.refresh_token, own_address()["client_secret"]):
            self.assertNotIn(secret, written)

    def test_every_call_has_a_time_out(self):
        import requests

        seen = []
        send = requests.Session.request

        def watch(session, method, url, **more):
            seen.append((url, more.get("timeout")))
            return send(session, method, url, **more)

        address = self.company.consent(self.begin())
        with patch.object(requests.Session, "request", watch):
            self.begin()
            self.come_back(address)
            self.connection._tokens().refresh(self.connection._tokens().load(), self._renew())
        outgoing = [(url, timeout) for url, timeout in seen if urlsplit(url).port == urlsplit(address_of()).port]
        self.assertGreaterEqual(len(outgoing), 4)
        for url, timeout in outgoing:
            self.assertTrue(timeout and all(timeout), f"no time-out on {url}")

    def _renew(self):
        return self.connection._intuit(self.connection.redirect_address).renew

    def test_says_where_the_key_lives(self):
        self.assertIn("odoo_qb_connector.key", self.connection.key_words)
        self.assertIn("backup", self.connection.key_words)

    def test_only_managers_connect(self):
        new_test_user(self.env, "qb-user", groups=USER)
        self.authenticate("qb-user", "qb-user")
        with self.assertRaises(Refusal) as caught, mute_logger("odoo.http"):
            self.begin()
        self.assertIn("qb.connection", str(caught.exception))


def address_of():
    return own_address()["api_base"]


class TestState(SignInCase):
    """The state belongs to session, user and connection, lives ten minutes and works once."""

    def test_works_once(self):
        address = self.company.consent(self.begin())
        self.assertEqual(self.come_back(address).status_code, 303)
        self.assertRefused(self.come_back(address), "used already")

    def test_forged(self):
        address = self.company.consent(self.begin())
        query = parse_qs(urlsplit(address).query)
        for state in ("", "nonsense", "ä" * 9, query["state"][0][:-4] + "AAAA"):
            forged = {name: values[0] for name, values in query.items()} | {"state": state}
            self.assertRefused(self.come_back(f"/qb/oauth/callback?{urlencode(forged)}"), "not belong")
        self.assertEqual(self.connection.state, "new")

    def test_older_than_ten_minutes(self):
        self.assertEqual(qb_connection_sign_in.LIFETIME, timedelta(minutes=10))
        with patch.object(qb_connection_sign_in, "LIFETIME", timedelta(seconds=-1)):
            address = self.company.consent(self.begin())
        self.assertRefused(self.come_back(address), "ten minutes")
        self.assertEqual(self.connection.state, "new")

    def test_of_another_session(self):
        address = self.company.consent(self.begin())
        self.authenticate("qb-manager", "qb-manager")
        self.assertRefused(self.come_back(address), "another user or browser")
        self.assertEqual(self.connection.state, "new")

    def test_of_another_user_in_the_same_session(self):
        address = self.company.consent(self.begin())
        other = new_test_user(self.env, "qb-other", groups=MANAGER)
        mine = qb_connection_sign_in.QbConnection._signed_in
        with patch.object(
            qb_connection_sign_in.QbConnection,
            "_signed_in",
            lambda model, session, params: mine(model.with_user(other), session, params),
        ):
            self.assertRefused(self.come_back(address), "another user or browser")

    def test_without_rights_by_now(self):
        address = self.company.consent(self.begin())
        self.manager.group_ids -= self.env.ref("odoo_qb_connector.group_qb_manager")
        self.assertRefused(self.come_back(address))
        self.assertEqual(self.connection.state, "new")


class TestRefused(SignInCase):
    def test_the_person_says_no(self):
        address = self.company.consent(self.begin(), decision="cancel")
        self.assertRefused(self.come_back(address), "not to give access")
        self.assertEqual(self.connection.state, "new")

    def test_the_realm_is_a_claim_until_the_company_answers(self):
        other = OnlineCompany()
        address = self.company.consent(self.begin())
        answer = self.come_back(address.replace(self.company.realm_id, other.realm_id))
        self.assertRefused(answer, "Company admin")
        self.assertFalse(self.connection.realm_id)
        self.assertFalse(self.connection._tokens().exists())

    def test_another_company_than_the_connections_own(self):
        self.connect()
        before = self.connection._tokens().load()
        other = OnlineCompany()
        answer = self.connect(other)
        self.assertRefused(answer, "another QuickBooks company", other.realm_id)
        self.assertEqual(self.connection.realm_id, self.company.realm_id)
        self.assertEqual(self.connection._tokens().load(), before)
        self.assertEqual(self.connection.state, "connected")

    def test_the_offered_new_connection_connects(self):
        # An own address is for system administrators only, and so is a copy of it.
        self.manager.group_ids += self.env.ref("base.group_system")
        self.connect()
        other = OnlineCompany()
        refusal = self.connect(other)
        self.assertRefused(refusal, OFFER, "or make a new connection for the other company.")
        token = refusal.text.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.url_open(self.another(), data={"csrf_token": token}, allow_redirects=False)
        self.assertEqual(answer.status_code, 303, answer.text)
        fresh = self.env["qb.connection"].search([("id", ">", self.connection.id)])
        self.assertEqual((fresh.state, fresh.realm_id), ("new", False))
        self.connect(other, fresh)
        self.assertEqual((fresh.state, fresh.realm_id), ("connected", other.realm_id))

    def test_who_may_not_copy_an_own_address_is_told_who_may(self):
        self.connect()
        refusal = self.connect(OnlineCompany())
        self.assertRefused(refusal, "a new connection for the other company has to be made by a system administrator.")
        self.assertNotIn(OFFER, refusal.text)
        self.assertNotIn("/qb/oauth/another", refusal.text)
        before = self.env["qb.connection"].search_count([])
        token = Request.csrf_token(self)
        with mute_logger("odoo.http"):
            answer = self.url_open(self.another(), data={"csrf_token": token}, allow_redirects=False)
        self.assertEqual((answer.status_code, self.env["qb.connection"].search_count([])), (403, before))

    def another(self):
        return f"/qb/oauth/another/{self.connection.id}"

    def test_a_company_that_another_connection_has(self):
        self.connect()
        second = self.env["qb.connection"].create(own_address(name="Second"))
        self.assertRefused(self.connect(connection=second), "connected already", "Books")
        self.assertEqual(second.state, "new")

    def test_another_home_currency(self):
        self.assertRefused(self.connect(OnlineCompany("ca")), "CAD", "USD")
        self.assertEqual(self.connection.state, "new")
        self.assertFalse(self.connection._tokens().exists())

    def test_a_suspended_company(self):
        self.company.suspend()
        self.assertRefused(self.connect(), "subscription")
        self.assertEqual(self.connection.state, "new")

    def test_missing_rights_name_the_role(self):
        for code in (120, 3100, 5020):
            with self.subTest(code=code):
                self.company.order("fault", code=code, match={"entity": "CompanyInfo"})
                self.assertRefused(self.connect(), "Company admin")
                self.assertEqual(self.connection.state, "new")

    def test_wrong_secret(self):
        address = self.company.consent(self.begin())
        self.connection.client_secret = "wrong"
        self.assertRefused(self.come_back(address), "client id and client secret")

    def test_an_unreachable_intuit_is_said_in_words(self):
        self.connection.discovery_url = "http://localhost:9/discovery"
        with self.assertRaises(Refusal) as caught, mute_logger("odoo.http"):
            self.begin()
        self.assertIn("could not be reached", str(caught.exception))


class TestReconnect(SignInCase):
    def wish(self):
        partner = self.env["res.partner"].create({"name": "Azure"})
        return self.env["qb.operation"]._wish(self.connection, partner, "ensure")

    def test_same_company_keeps_links_mappings_and_queue(self):
        self.connect()
        partner = self.env["res.partner"].create({"name": "Linked"})
        link = self.env["qb.link"].create(
            {
                "connection_id": self.connection.id,
                "res_model": "res.partner",
                "res_id": partner.id,
                "qb_type": "Customer",
                "qb_id": "7",
            }
        )
        self.connection._refresh_entries()
        entry = self.env["qb.entry"].search([("connection_id", "=", self.connection.id)], limit=1)
        self.connection.income_account_id = self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", "Account"), ("kind", "=", "Income")], limit=1
        )
        account = self.connection.income_account_id
        self.connection._sign_out()
        wish = self.wish()
        self.assertTrue(self.connection._accepts_wishes())
        self.assertFalse(self.connection._is_open())
        self.assertEqual(self.connect().status_code, 303)
        self.assertTrue(self.connection._is_open())
        self.assertTrue(link.exists() and entry.exists())
        self.assertEqual(link.state, "linked")
        self.assertEqual(self.connection.income_account_id, account)
        self.assertEqual(wish.state, "pending")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", self.connection.cron_id.id)]))

    def test_disconnect_revokes_and_queuing_goes_on(self):
        self.connect()
        tokens = self.connection._tokens().load()
        wizard = self.env["qb.disconnect"].with_user(self.manager).create({"connection_id": self.connection.id})
        self.assertEqual(wizard.action_disconnect()["params"]["type"], "success")
        self.assertEqual(self.connection.state, "disconnected")
        self.assertFalse(self.company.accepts(tokens.access_token))
        self.assertFalse(self.connection._tokens().exists())
        self.assertTrue(self.connection._accepts_wishes())

    def test_disconnect_although_intuit_cannot_be_told(self):
        self.connect()
        self.connection.discovery_url = "http://localhost:9/discovery"
        wizard = self.env["qb.disconnect"].with_user(self.manager).create({"connection_id": self.connection.id})
        self.assertEqual(wizard.action_disconnect()["params"]["type"], "warning")
        self.assertEqual(self.connection.state, "disconnected")
        self.assertFalse(self.connection._tokens().exists())

    def test_access_withdrawn_in_quickbooks_stops_with_one_sentence(self):
        self.connect()
        self.company.disconnect()
        answer = self.call("action_test")
        self.assertEqual(answer["params"]["type"], "danger")
        self.assertEqual(self.connection.state, "sign_in")
        self.assertIn("Reconnect", self.connection.hold_press)
        self.assertEqual(self.connect().status_code, 303)
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.connection.activity_ids)

    def test_missing_rights_stop_once_and_test_goes_on(self):
        self.connect()
        for code in (120, 3100, 5020):
            with self.subTest(code=code):
                self.company.order("fault", code=code, match={"entity": "CompanyInfo"})
                self.call("action_test")
                self.assertEqual(self.connection.state, "stopped")
                self.assertIn("Company admin", self.connection.hold_what)
                self.assertEqual(len(self.connection.activity_ids), 1)
                self.assertEqual(self.call("action_test")["params"]["type"], "success")
                self.assertEqual(self.connection.state, "connected")
                self.assertFalse(self.connection.activity_ids)
