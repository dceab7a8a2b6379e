"""What a customer owes according to QuickBooks: a copy with its age, read again in the background when somebody looks.

One row per customer says what was read last and whether it was asked for again. Looking never waits for QuickBooks:
it answers from the row and, at most once an hour, asks for a newer one.
"""

from datetime import timedelta

from babel.dates import format_timedelta
from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, formatLang, get_lang

from ..gateway import GatewayError

PURPOSE = "balance"
CUSTOMER = "Customer"
FRESH = timedelta(hours=1)
"""A customer is read once in this time, however many look."""
AFTER_FAILURE = timedelta(minutes=5)
TOGETHER = 30
"""Customers in one question."""


class QbBalance(models.Model):
    _name = "qb.balance"
    _description = "QuickBooks Open Balance"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, precompute=True)
    qb_id = fields.Char("QuickBooks Id", required=True, help="Of the customer there.")
    amount = fields.Char(help="Exact, as a decimal number; empty until it was read.")
    currency = fields.Char(help="ISO 4217.")
    read_at = fields.Datetime()
    asked_at = fields.Datetime(help="Since when somebody waits for a newer one; empty when nobody does.")
    not_before = fields.Datetime(help="Not asked for again before this moment.")
    gone = fields.Boolean(help="QuickBooks has no such customer any more.")

    _once = models.UniqueIndex("(connection_id, qb_id)")
    _asked = models.Index("(connection_id, id) WHERE asked_at IS NOT NULL")

    # ------------------------------------------------------------------ looking

    @api.model
    def _look(self, connection, qb_id):
        """The row of a customer (perhaps without an amount). A stale one is asked for in the background: by whoever
        gets it, while others that look at the same moment pass by."""
        balances = self.sudo()._of(connection, qb_id) or self.sudo()._begin(connection, qb_id)
        if balances._take():
            connection._ask_balances(balances)
        return balances

    def _of(self, connection, *qb_ids):
        return self.search([("connection_id", "=", connection.id), ("qb_id", "in", qb_ids)])

    def _begin(self, connection, qb_id):
        """The first look at a customer. Of two at the same moment the index lets one in; the other's request is a
        conflict, which Odoo runs again."""
        self.env.cr.execute(
            """
            INSERT INTO qb_balance (connection_id, company_id, qb_id, create_date, write_date)
                 VALUES (%s, %s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC') ON CONFLICT DO NOTHING
            """,
            [connection.id, connection.sudo().company_id.id, qb_id],
        )
        return self._of(connection, qb_id)

    def _take(self):
        """Whether a newer amount is to be asked for; never waits for another who takes it just now."""
        self.flush_recordset()
        now = fields.Datetime.now()
        self.env.cr.execute(
            """
            UPDATE qb_balance SET asked_at = %(now)s, not_before = %(next)s
             WHERE id IN (SELECT id FROM qb_balance
                           WHERE id = %(id)s AND (not_before IS NULL OR not_before <= %(now)s)
                             FOR UPDATE SKIP LOCKED)
            RETURNING id
            """,
            {"id": self.id, "now": now, "next": now + FRESH},
        )
        taken = bool(self.env.cr.fetchall())
        self.invalidate_recordset()
        return taken

    def _words(self):
        """The amount, its currency and its age."""
        self.ensure_one()
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", self.currency)])
        amount = formatLang(self.env, float(self.amount), digits=currency.decimal_places if currency else 2)
        minutes = (fields.Datetime.now() - self.read_at) // timedelta(minutes=1)
        if minutes < 1:
            return self.env._("%(amount)s %(currency)s, read just now", amount=amount, currency=self.currency)
        locale = babel_locale_parse(get_lang(self.env).code)
        age = format_timedelta(timedelta(minutes=-minutes), add_direction=True, threshold=1, locale=locale)
        return self.env._("%(amount)s %(currency)s, as of %(age)s", amount=amount, currency=self.currency, age=age)

    # ------------------------------------------------------------------ reading

    @api.model
    def _keep(self, connection, qb_ids, answer):
        """`answer` to ReadProfiles of the customers `qb_ids`: list[Profile], or the GatewayError that came instead."""
        asked = self.sudo()._of(connection, *qb_ids)
        if isinstance(answer, GatewayError):
            asked.write({"asked_at": False, "not_before": fields.Datetime.now() + AFTER_FAILURE})
            return
        found = {profile.object.ref.id: profile.object for profile in answer}
        home = (connection._facts() and connection._facts().currency) or connection.company_id.currency_id.name
        for balance in asked:
            balance.write(balance._values_of(found.get(balance.qb_id), home))

    @staticmethod
    def _values_of(there, home):
        now = fields.Datetime.now()
        values = {"asked_at": False, "not_before": now + FRESH, "gone": there is None}
        if there is None or there.balance is None:
            return values
        return {**values, "amount": str(there.balance), "currency": there.currency or home, "read_at": now}
