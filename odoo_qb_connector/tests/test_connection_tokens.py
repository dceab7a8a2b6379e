"""The sign-in rows: who can read them, what a missing key means, and the single-flight refresh."""

import threading
from unittest.mock import patch

from odoo.addons.odoo_qb_connector.gateway import SignInAgain, Unavailable
from odoo.addons.odoo_qb_connector.models import qb_token
from odoo.addons.odoo_qb_connector.models.qb_seal import Unreadable
from odoo.addons.odoo_qb_connector.models.qb_token import StoredTokens
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from .connection_case import MANAGER, connect_directly, own_address, some_tokens
from .online_company import OnlineCompany, ReachesSimulator, needs_simulator
from .real_database import RealDatabaseCase

PATIENCE = 30
SECRET = "a-secret-of-the-app"


class Unopened:
    """Stands for a server on which the key is missing."""

    @staticmethod
    def unseal(_sealed):
        raise Unreadable


@tagged("post_install", "-at_install")
class TestTokenRows(TransactionCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=f"{MANAGER},base.group_system")
        self.connection = self.env["qb.connection"].create(own_address(client_secret=SECRET))
        self.env["qb.token"]._keep(self.connection, some_tokens())
        self.connection.status_ids.state = "connected"

    def test_no_group_reads_searches_or_exports_them(self):
        for model, field in (
            ("qb.token", "sealed"),
            ("qb.app.key", "sealed_secret"),
            ("qb.connection.status", "detail"),
        ):
            rows = self.env[model].with_user(self.manager)
            with self.subTest(model=model):
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(rows.has_access(operation))
                with self.assertRaises(AccessError):
                    rows.search([])
                row = rows.browse(self.env[model].search([], limit=1).id)
                for attempt in (row.read, lambda row=row, field=field: row.export_data([field])):
                    with self.assertRaises(AccessError):
                        attempt()

    def test_their_fields_are_closed_even_where_the_model_were_open(self):
        for model, secret in (("qb.token", "sealed"), ("qb.app.key", "sealed_secret")):
            rows = self.env[model].with_user(self.manager)
            self.assertFalse(rows._has_field_access(rows._fields[secret], "read"))

    def test_the_secret_never_comes_back(self):
        connection = self.connection.with_user(self.manager)
        self.assertTrue(connection.has_client_secret)
        self.assertFalse(connection.client_secret)
        answer = connection.web_save(
            {"client_secret": "typed-just-now"},
            {"client_secret": {}, "client_id": {}, "has_client_secret": {}},
        )
        self.assertNotIn("typed-just-now", str(answer))
        self.assertFalse(answer[0]["client_secret"])
        self.assertNotIn("typed-just-now", str(connection.read()))
        self.assertNotIn("typed-just-now", str(connection.export_data(["client_secret"])))
        self.assertEqual(self.env["qb.app.key"]._of(self.connection)._secret(), "typed-just-now")

    def test_an_empty_secret_keeps_the_stored_one(self):
        self.connection.write({"client_secret": False, "client_id": "other"})
        key = self.env["qb.app.key"]._of(self.connection)
        self.assertEqual((key.client_id, key._secret()), ("other", SECRET))

    def test_keys_are_kept_per_environment(self):
        connection = self.env["qb.connection"].create(
            {
                "name": "Two",
                "environment": "sandbox",
                "client_id": "development",
                "client_secret": "dev-secret",
            }
        )
        connection.environment = "production"
        self.assertEqual((connection.client_id, connection.has_client_secret), (False, False))
        connection.write({"client_id": "live", "client_secret": "live-secret"})
        connection.environment = "sandbox"
        self.assertEqual((connection.client_id, connection.has_client_secret), ("development", True))
        self.assertEqual(self.env["qb.app.key"]._of(connection)._secret(), "dev-secret")

    def test_the_secret_is_sealed_in_the_database(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT sealed_secret FROM qb_app_key WHERE connection_id = %s", [self.connection.id])
        self.assertNotIn(SECRET, self.env.cr.fetchone()[0])

    def test_nothing_secret_in_the_sql_log(self):
        with self.assertLogs("odoo.sql_db", "DEBUG") as logs:
            self.connection.client_secret = "typed-just-now"
            self.env["qb.token"]._keep(self.connection, some_tokens("access-2", "refresh-2"))
            self.env.flush_all()
        self.assertIn("qb_app_key", "".join(logs.output))
        for secret in ("typed-just-now", "access-2", "refresh-2"):
            self.assertNotIn(secret, "".join(logs.output))

    def test_without_the_key_it_says_sign_in_again_and_loses_nothing(self):
        wish = self.env["qb.operation"]._wish(
            self.connection, self.env["res.partner"].create({"name": "Azure"}), "ensure"
        )
        with self.enter_registry_test_mode():
            missing = patch.object(qb_token, "unseal", Unopened.unseal)
            with missing, self.assertRaises(SignInAgain) as caught:
                self.connection._gateway()
            self.connection._stop(caught.exception)
            self.assertEqual(self.connection.state, "sign_in")
            self.assertFalse(self.connection._is_open())
            self.assertIn("key", self.connection.hold_what)
            self.assertEqual(wish.state, "pending")
            # The key is back: what it sealed is still there.
            self.assertEqual(self.connection._tokens().load().refresh_token, "refresh-1")


@tagged("post_install", "-at_install")
class TestRefresh(RealDatabaseCase):
    """On real cursors: the row lock of another worker cannot be seen on Odoo's test cursor."""

    def setUp(self):
        super().setUp()
        self.old = some_tokens("old-access", "old-refresh")
        self.new = some_tokens("new-access", "new-refresh")
        with self.committed() as env:
            connection = env["qb.connection"].create(own_address(name=self._testMethodName))
            env["qb.token"]._keep(connection, self.old)
            self.connection_id = connection.id
        self.store = StoredTokens(self.real_registry, self.connection_id)
        self.renewals = []

    def renew(self, tokens):
        self.renewals.append(tokens.refresh_token)
        return self.new

    def wait_until_blocked(self):
        """Until a backend of this database waits for another one's lock."""
        pause = threading.Event()
        for _attempt in range(PATIENCE * 100):
            with self.committed() as env:
                env.cr.execute(
                    """SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'"""
                )
                if env.cr.fetchone()[0]:
                    return
            pause.wait(0.01)
        self.fail("nobody waited for the row lock")

    def in_thread(self, work):
        outcome = {}

        def run():
            try:
                outcome["result"] = work()
            except Exception as error:  # noqa: BLE001 - the test looks at it
                outcome["error"] = error

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread, outcome

    def test_the_new_pair_is_committed_before_it_is_used(self):
        self.assertEqual(self.store.refresh(self.old, self.renew), self.new)
        self.assertEqual(StoredTokens(self.real_registry, self.connection_id).load(), self.new)

    def test_two_at_once_renew_once(self):
        began, go_on = threading.Event(), threading.Event()

        def slowly(tokens):
            began.set()
            self.assertTrue(go_on.wait(PATIENCE))
            return self.renew(tokens)

        first, one = self.in_thread(lambda: self.store.refresh(self.old, slowly))
        self.assertTrue(began.wait(PATIENCE))
        second, other = self.in_thread(lambda: self.store.refresh(self.old, self.renew))
        self.wait_until_blocked()
        go_on.set()
        first.join(PATIENCE)
        second.join(PATIENCE)
        self.assertEqual((one.get("result"), other.get("result")), (self.new, self.new), (one, other))
        self.assertEqual(self.renewals, ["old-refresh"])

    def test_after_a_failed_renewal_the_next_worker_tries_itself(self):
        began, go_on = threading.Event(), threading.Event()

        def fails(_tokens):
            began.set()
            self.assertTrue(go_on.wait(PATIENCE))
            raise Unavailable("down")

        first, one = self.in_thread(lambda: self.store.refresh(self.old, fails))
        self.assertTrue(began.wait(PATIENCE))
        second, other = self.in_thread(lambda: self.store.refresh(self.old, self.renew))
        self.wait_until_blocked()
        go_on.set()
        first.join(PATIENCE)
        second.join(PATIENCE)
        self.assertIsInstance(one.get("error"), Unavailable)
        self.assertEqual(other.get("result"), self.new)

    def test_who_comes_later_gets_what_was_stored(self):
        self.store.refresh(self.old, self.renew)
        self.assertEqual(self.store.refresh(self.old, self.renew), self.new)
        self.assertEqual(len(self.renewals), 1)

    def test_disconnecting_waits_for_a_refresh_and_takes_what_it_stored(self):
        began, go_on = threading.Event(), threading.Event()

        def slowly(tokens):
            began.set()
            self.assertTrue(go_on.wait(PATIENCE))
            return self.renew(tokens)

        first, one = self.in_thread(lambda: self.store.refresh(self.old, slowly))
        self.assertTrue(began.wait(PATIENCE))
        second, taken = self.in_thread(self.store.take_away)
        self.wait_until_blocked()
        go_on.set()
        first.join(PATIENCE)
        second.join(PATIENCE)
        self.assertEqual((one.get("result"), taken.get("result")), (self.new, self.new), (one, taken))
        self.assertFalse(self.store.exists())

    def test_refresh_after_disconnecting_says_sign_in_again(self):
        self.store.take_away()
        with self.assertRaises(SignInAgain):
            self.store.refresh(self.old, self.renew)
        self.assertFalse(self.renewals)

    def test_a_new_wish_does_not_wait_for_a_refresh(self):
        began, go_on = threading.Event(), threading.Event()

        def slowly(tokens):
            began.set()
            self.assertTrue(go_on.wait(PATIENCE))
            return self.renew(tokens)

        first, _one = self.in_thread(lambda: self.store.refresh(self.old, slowly))
        self.assertTrue(began.wait(PATIENCE))
        with self.committed() as env:
            env.cr.execute("SET LOCAL lock_timeout = '1s'")
            partner = env["res.partner"].create({"name": "Azure"})
            env["qb.operation"]._wish(env["qb.connection"].browse(self.connection_id), partner, "ensure")
        go_on.set()
        first.join(PATIENCE)


@needs_simulator
@tagged("post_install", "-at_install")
class TestRefreshAtIntuit(ReachesSimulator, RealDatabaseCase):
    """Two workers and one Intuit that treats a reused refresh token as an attack (spec qbo 4.3)."""

    def test_two_gateways_refresh_once(self):
        company = OnlineCompany(switches={"refresh_rotation_seconds": 0, "refresh_reuse_kills_winner": True})
        with self.committed() as env:
            connection = env["qb.connection"].create(own_address(name="Race"))
            connect_directly(connection, company)
            connection_id = connection.id
        order = company.order("delay_before", ms=PATIENCE * 1000, match={"operation": "refresh"})
        results = []

        def work():
            with self.committed() as env:
                connection = env["qb.connection"].browse(connection_id)
                stale = connection._tokens().load()
                renew = connection._intuit(connection.redirect_address).renew
                results.append(connection._tokens().refresh(stale, renew))

        workers = [threading.Thread(target=work, daemon=True) for _ in "ab"]
        workers[0].start()
        company.wait_for(order)
        workers[1].start()
        TestRefresh.wait_until_blocked(self)
        company.release(order)
        for worker in workers:
            worker.join(PATIENCE)
        self.assertEqual(len(results), 2)
        self.assertEqual(results[0], results[1])
        self.assertEqual(len(company.requests("refresh")), 1)
        self.assertTrue(company.accepts(results[0].access_token))
