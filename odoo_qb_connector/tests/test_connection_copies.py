"""A connection belongs to one database: copies, restores and neutralized databases do not talk (design 5)."""

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import ConnectionDown
from odoo.addons.odoo_qb_connector.models.qb_fingerprint import database_fingerprint
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import file_open

from .connection_case import MANAGER, some_tokens
from .real_database import RealDatabaseCase, create_clone, drop_clone, load_registry


@tagged("post_install", "-at_install")
class TestOtherDatabase(TransactionCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        self.connection = self.env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
        self.connection.status_ids.state = "connected"

    def elsewhere(self):
        """As if this database were a copy of the connection's own."""
        self.connection.fingerprint = "another database"

    def dialog(self, **values):
        values = {"connection_id": self.connection.id, **values}
        return self.env["qb.which.database"].with_user(self.manager).create(values)

    def test_depends_on_uuid_name_and_oid(self):
        before = database_fingerprint(self.env)
        self.assertEqual(database_fingerprint(self.env), before)
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self.assertNotEqual(database_fingerprint(self.env), before)

    def test_a_copy_does_not_talk_and_says_so(self):
        self.assertTrue(self.connection._is_open())
        self.elsewhere()
        self.assertFalse(self.connection._is_open())
        self.assertTrue(self.connection._accepts_wishes())
        self.assertIn("copy", self.connection.hold_what)
        with self.assertRaises(ConnectionDown) as caught:
            self.connection._gateway()
        self.connection._stop(caught.exception)
        self.assertEqual(self.connection.state, "connected")

    def test_the_real_one_goes_on_after_a_confirmation_and_looks_up_first(self):
        self.elsewhere()
        with self.assertRaises(UserError):
            self.dialog().action_real()
        self.assertFalse(self.connection._is_open())
        self.dialog(is_certain=True).action_real()
        self.assertTrue(self.connection._is_open())
        self.assertGreater(self.connection.look_up_before_create_until, fields.Datetime.now())

    def test_the_copy_forgets_its_sign_in_without_ending_the_real_ones(self):
        self.env["qb.token"]._keep(self.connection, some_tokens())
        self.elsewhere()
        with self.enter_registry_test_mode():
            self.dialog().action_copy()
        self.assertFalse(self.env["qb.token"].search([("connection_id", "=", self.connection.id)]))
        self.assertEqual((self.connection.state, self.connection.enabled), ("disconnected", False))

    def test_neutralized_wires_are_cut(self):
        self.env["qb.token"]._keep(self.connection, some_tokens())
        self.connection.write({"client_id": "id", "client_secret": "secret"})
        self.env.flush_all()
        with file_open("odoo_qb_connector/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse(self.env["qb.token"].search([]))
        self.assertFalse(self.env["qb.app.key"].search([("sealed_secret", "!=", False)]))
        self.assertFalse(self.connection.has_client_secret)
        self.assertFalse(self.connection.enabled)
        self.assertFalse(self.connection._is_open())
        self.assertEqual(self.connection.state, "disconnected")
        self.assertFalse(self.connection.with_context(active_test=False).cron_id.active)


@tagged("post_install", "-at_install")
class TestPlainCopy(RealDatabaseCase):
    def test_a_plain_copy_keeps_the_uuid_and_still_does_not_talk(self):
        with self.committed() as env:
            connection = env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
            connection.status_ids.state = "connected"
            self.assertTrue(connection._is_open())
            connection_id = connection.id
        source = self.real_registry
        self.close_connections()
        name = create_clone(self.database)
        self.addCleanup(drop_clone, name)
        type(self).real_registry = load_registry(name)
        self.addCleanup(setattr, type(self), "real_registry", source)
        with self.committed() as env:
            self.assertTrue(env["ir.config_parameter"].get_param("database.uuid"))
            self.assertFalse(env["qb.connection"].browse(connection_id)._is_open())

    def close_connections(self):
        """PostgreSQL copies a database only while nobody is connected to it."""
        import odoo.sql_db

        odoo.sql_db.close_db(self.database)
