"""What a connection may be, who may say so, and its life: scheduled action, archive, deletion, companies."""

from odoo.addons.odoo_qb_connector.models.qb_connection import is_safe_address
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .connection_case import MANAGER, USER, own_address
from .job_common import a_stranger, company_facts


@tagged("post_install", "-at_install")
class RulesCase(TransactionCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        self.connections = self.env["qb.connection"]

    def make(self, **values):
        return self.connections.create({"name": "Books", "environment": "sandbox", **values})


class TestAddresses(RulesCase):
    def test_https_or_this_machine(self):
        good = (
            "https://books.example.com/v3",
            "http://localhost:8080/v3",
            "http://127.0.0.1/v3",
            "http://127.8.8.8:1/v3",
            "http://[::1]:80/v3",
        )
        bad = (
            "http://books.example.com/v3",
            "http://localhost.example.com/v3",
            "http://10.0.0.1/v3",
            "http://127.0.0.1.example.com/",
            "http://localhost@example.com/",
            "https://user:secret@example.com/",
            "ftp://localhost/",
            "file:///etc/passwd",
            "http://localhost:port/",
            "https:///v3",
            "",
        )
        for address in good:
            self.assertTrue(is_safe_address(address), address)
        for address in bad:
            self.assertFalse(is_safe_address(address), address)

    def test_checked_on_create_and_write_even_for_the_system(self):
        with self.assertRaises(ValidationError):
            self.connections.create(own_address(api_base="http://books.example.com/v3"))
        connection = self.connections.create(own_address())
        with self.assertRaises(ValidationError):
            connection.discovery_url = "http://books.example.com/"
        with self.assertRaises(ValidationError):
            connection.api_base = False

    def test_only_system_administrators_choose_one(self):
        connections = self.connections.with_user(self.manager)
        with self.assertRaises(AccessError):
            connections.create(own_address())
        with self.assertRaises(AccessError):
            connections.create({"name": "Books", "environment": "sandbox", "api_base": "https://example.com/v3"})
        with self.assertRaises(AccessError):
            connections.with_context(default_environment="own", default_api_base="http://localhost/v3").create(
                {"name": "Books", "discovery_url": "http://localhost/d"}
            )
        connection = connections.create({"name": "Books", "environment": "sandbox"})
        with self.assertRaises(AccessError):
            connection.environment = "own"
        theirs = self.connections.create(own_address(name="Theirs")).with_user(self.manager)
        for values in ({"api_base": "https://example.com/v3"}, {"discovery_url": False}):
            with self.assertRaises(AccessError):
                theirs.write(values)
        theirs.name = "Renamed"
        system = new_test_user(self.env, "qb-system", groups=f"{MANAGER},base.group_system")
        self.assertTrue(self.connections.with_user(system).create(own_address(name="Mine")))

    def test_the_redirect_address_per_environment(self):
        cases = (
            ("production", "https://erp.example.com", False),
            ("production", "http://erp.example.com", True),
            ("production", "http://localhost:8069", True),
            ("production", "https://localhost", True),
            ("production", "https://203.0.113.7", True),
            ("sandbox", "https://erp.example.com", False),
            ("sandbox", "http://localhost:8069", False),
            ("sandbox", "http://127.0.0.1:8069", False),
            ("sandbox", "http://erp.example.com", True),
        )
        for environment, base, refused in cases:
            with self.subTest(environment=environment, base=base):
                self.env["ir.config_parameter"].set_param("web.base.url", base)
                connection = self.make(environment=environment)
                self.assertEqual(connection.redirect_address, f"{base}/qb/oauth/callback")
                self.assertEqual(bool(connection.redirect_problem), refused)


class TestRules(RulesCase):
    def test_stays_what_it_is_once_connected(self):
        connection = self.make(realm_id="913")
        other = self.env["res.company"].create({"name": "Other"})
        for values in ({"environment": "production"}, {"company_id": other.id}, {"edition": "desktop"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                connection.write(values)
        connection.write({"environment": "sandbox", "company_id": connection.company_id.id, "name": "Same"})

    def test_before_that_everything_may_change(self):
        connection = self.make()
        connection.write({"environment": "production", "edition": "desktop"})

    def test_one_active_connection_per_company_there(self):
        self.make(realm_id="913")
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.make(realm_id="913")
            self.env.flush_all()

    def test_an_archived_one_makes_room(self):
        self.make(realm_id="913").active = False
        self.env.flush_all()
        self.assertTrue(self.make(realm_id="913"))
        self.env.flush_all()

    def test_the_responsible_is_an_active_internal_user_of_the_company(self):
        portal = new_test_user(self.env, "qb-portal", groups="base.group_portal")
        archived = new_test_user(self.env, "qb-archived", groups="base.group_user")
        archived.active = False
        stranger = a_stranger(self.env, "base.group_user")
        for user in (portal, archived, stranger):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self.make(responsible_id=user.id)
        self.assertTrue(self.make(responsible_id=self.manager.id))

    def test_made_by_a_script_a_manager_is_responsible(self):
        self.assertTrue(self.make().responsible_id.active)

    def test_a_responsible_who_left_holds_the_queue(self):
        connection = self.make(responsible_id=self.manager.id)
        connection.status_ids.state = "connected"
        self.assertTrue(connection._is_open())
        self.manager.active = False
        self.assertFalse(connection._is_open())
        self.assertIn("qb-manager", connection.hold_what)

    def test_the_time_zone_of_the_books(self):
        self.manager.tz = "America/Denver"
        self.assertEqual(self.connections.with_user(self.manager).create({"name": "Books"}).tz, "America/Denver")
        self.manager.tz = False
        self.env.company.partner_id.tz = "Europe/Paris"
        self.assertEqual(self.connections.with_user(self.manager).create({"name": "Books"}).tz, "Europe/Paris")

    def test_accounts_of_another_connection_are_refused(self):
        one, two = self.make(name="One"), self.make(name="Two")
        entry = self.env["qb.entry"].create({"connection_id": two.id, "type": "Account", "qb_id": "1", "name": "Sales"})
        tax = self.env["qb.entry"].create({"connection_id": one.id, "type": "TaxCode", "qb_id": "1", "name": "T"})
        two.income_account_id = entry
        with self.assertRaises(ValidationError):
            one.income_account_id = entry
        with self.assertRaises(ValidationError):
            one.expense_account_id = tax
        another = two._another()
        self.assertFalse(another.income_account_id, "a new connection is offered without the accounts of the old one")

    def test_a_new_one_is_offered_to_who_may_make_it(self):
        system = new_test_user(self.env, "qb-system", groups=f"{MANAGER},base.group_system")
        sandbox, own = self.make(name="Sandbox", realm_id="1"), self.connections.create(own_address(realm_id="2"))
        both = sandbox | own
        self.assertEqual(both.with_user(self.manager).mapped("offers_another"), [True, False])
        self.assertEqual(both.with_user(system).mapped("offers_another"), [True, True])
        once_own = self.make(name="Once own", realm_id="3", api_base="https://example.com/v3")
        self.assertFalse(once_own.with_user(self.manager).offers_another, "its address would be copied too")
        action = sandbox.with_user(self.manager).action_new_connection()
        self.assertEqual(self.connections.browse(action["res_id"]).name, "New QuickBooks company")
        for user, offered in ((self.manager, False), (system, True)):
            with Form(own.with_user(user)) as form:
                self.assertEqual(form.offers_another, offered)

    def test_the_default_connection_of_a_company(self):
        self.connections.search([]).active = False
        company = self.env.company
        self.assertFalse(self.connections._default_for(company))
        later = self.make(name="Later", sequence=20)
        first = self.make(name="First", sequence=5)
        self.assertEqual(self.connections._default_for(company), first)
        first.enabled = False
        self.assertEqual(self.connections._default_for(company), later)
        later.active = False
        self.assertEqual(self.connections._default_for(company), first, "switched off, but it can say so")
        first.active = False
        self.assertFalse(self.connections._default_for(company))
        other = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self.connections._default_for(other))


class TestLife(RulesCase):
    def test_a_scheduled_action_of_its_own(self):
        one, two = self.make(name="One"), self.make(name="Two")
        self.assertNotEqual(one.cron_id, two.cron_id)
        cron = one.cron_id
        self.assertEqual((cron.interval_number, cron.interval_type, cron.active), (1, "minutes", True))
        self.assertEqual(cron.user_id, self.env.ref("base.user_root"))
        self.assertIn(f"_cron_drain({one.id})", cron.code)

    def test_it_is_archived_and_deleted_with_the_connection(self):
        connection = self.make()
        cron = connection.cron_id
        connection.active = False
        self.assertFalse(cron.active)
        connection.active = True
        self.assertTrue(cron.active)
        action = cron.ir_actions_server_id
        connection.unlink()
        self.assertFalse(cron.exists() or action.exists())

    def test_a_manager_without_system_rights_makes_one(self):
        with Form(self.connections.with_user(self.manager)) as form:
            form.environment = "sandbox"
            form.client_id = "id"
            form.client_secret = "secret"
        connection = self.connections.browse(form.record.id)
        self.assertTrue(connection.cron_id and connection.has_client_secret)
        connection.with_user(self.manager).active = False
        self.assertFalse(connection.cron_id.active)

    def test_one_with_a_history_is_not_deleted(self):
        connection = self.make()
        self.env["qb.operation"]._wish(connection, self.env.user.partner_id, "ensure")
        with self.assertRaises(UserError):
            connection.unlink()
        with self.assertRaises(UserError):
            self.make(realm_id="913").unlink()

    def test_a_copy_starts_anew(self):
        connection = self.make(realm_id="913", qb_company_name="Acme")
        connection._keep_facts(company_facts())
        connection.status_ids.state = "connected"
        copy = connection.copy()
        self.assertEqual((copy.state, copy.realm_id, copy.facts), ("new", False, False))
        self.assertNotEqual(copy.cron_id, connection.cron_id)


class TestGroups(RulesCase):
    def test_users_read_and_managers_change(self):
        connection = self.make()
        user = new_test_user(self.env, "qb-user", groups=USER)
        self.assertEqual(connection.with_user(user).name, "Books")
        self.assertEqual(connection.with_user(user).state, "new")
        self.assertTrue(connection.with_user(user).hold_what)
        with self.assertRaises(AccessError):
            connection.with_user(user).client_id  # noqa: B018
        for method in (
            "action_connect",
            "action_test",
            "action_refresh_lists",
            "action_switch_off",
            "action_switch_on",
            "action_disconnect",
            "action_which_database",
            "action_new_connection",
        ):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(connection.with_user(user), method)()
        for wizard in ("qb.disconnect", "qb.switch.on", "qb.which.database"):
            with self.subTest(wizard=wizard), self.assertRaises(AccessError):
                self.env[wizard].with_user(user).create({"connection_id": connection.id})

    def test_others_see_nothing(self):
        self.make()
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        for model in ("qb.connection", "qb.entry", "qb.connection.run"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(employee).search([])

    def test_each_company_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env.ref("base.user_admin").company_ids += other
        theirs = self.make(name="Theirs", company_id=other.id)
        self.env["qb.entry"].create({"connection_id": theirs.id, "type": "Class", "qb_id": "1", "name": "East"})
        theirs._note_run(sent=1)
        for model, domain in (
            ("qb.connection", [("id", "=", theirs.id)]),
            ("qb.entry", [("connection_id", "=", theirs.id)]),
            ("qb.connection.run", [("connection_id", "=", theirs.id)]),
        ):
            self.assertFalse(self.env[model].with_user(self.manager).search(domain), model)
        self.manager.company_ids += other
        both = self.connections.with_user(self.manager).with_context(allowed_company_ids=other.ids)
        self.assertEqual(both.search([("id", "=", theirs.id)]), theirs)
