"""The bytes of settled exchanges are kept for as long as somebody may ask for them, and no longer."""

from base64 import b64encode
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.base.models.ir_autovacuum import is_autovacuum
from odoo.addons.odoo_qb_connector.models import qb_exchange_vacuum as vacuum
from odoo.tests import TransactionCase, tagged

SENT, ANSWERED = b64encode(b'{"DocNumber": "1"}'), b64encode(b'{"Invoice": {}}')


@tagged("post_install", "-at_install")
class TestVacuum(TransactionCase):
    def setUp(self):
        super().setUp()
        self.connection = self.env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
        self.parameters = self.env["ir.config_parameter"]

    def exchange(self, key, days, state="settled"):
        exchange = self.env["qb.exchange"].create(
            {
                "connection_id": self.connection.id,
                "key": key,
                "state": state,
                "body": SENT,
                "answer": ANSWERED,
                "member_ids": [fields.Command.create({"bid": "b0", "number": key, "total": "108.00"})],
            }
        )
        self.env.flush_all()
        since = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute("UPDATE qb_exchange SET create_date = %s WHERE id = %s", [since, exchange.id])
        exchange.invalidate_recordset()
        return exchange

    def drop(self):
        done = self.env["qb.exchange"]._drop_old_bytes()
        self.env.invalidate_all()
        return done

    def assert_kept(self, *exchanges):
        for exchange in exchanges:
            self.assertEqual((exchange.body, exchange.answer), (SENT, ANSWERED), exchange.key)

    def test_odoo_calls_it_every_day(self):
        self.assertTrue(is_autovacuum(type(self.env["qb.exchange"])._drop_old_bytes))

    def test_old_bytes_go_and_the_history_stays(self):
        old, young = self.exchange("old", 401), self.exchange("young", 399)
        withdrawn = self.exchange("withdrawn", 401, "withdrawn")
        self.assertEqual(self.drop(), (2, 0))
        for exchange in (old, withdrawn):
            self.assertEqual((exchange.body, exchange.answer, exchange.body_text), (False, False, ""))
            self.assertEqual((exchange.member_ids.number, exchange.member_ids.total), (exchange.key, "108.00"))
        self.assert_kept(young)
        self.assertEqual(self.drop(), (0, 0))

    def test_what_is_open_keeps_its_bytes_however_old_it_is(self):
        states = ("ready", "sent", "answered", "unknown")
        exchanges = [self.exchange(state, 5000, state) for state in states]
        self.assertEqual(self.drop(), (0, 0))
        self.assert_kept(*exchanges)

    def test_the_days_can_be_set(self):
        old, older = self.exchange("old", 31), self.exchange("older", 401)
        for setting in ("0", "never", "-5"):
            self.parameters.set_param(vacuum.KEEP, setting)
            self.assertEqual(self.drop(), (0, 0), setting)
        self.assert_kept(old, older)
        self.parameters.set_param(vacuum.KEEP, "30")
        self.assertEqual(self.drop(), (2, 0))
        self.assertEqual((old.body, older.body), (False, False))

    def test_in_portions(self):
        for number in range(3):
            self.exchange(f"old {number}", 500)
        with patch.object(vacuum, "AT_ONCE", 2):
            self.assertEqual([self.drop(), self.drop()], [(2, 1), (1, 0)])
