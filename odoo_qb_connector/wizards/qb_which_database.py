"""After a copy or a restore a person says whether this is the database that talks to QuickBooks (design 5,
Copies)."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.qb_fingerprint import database_fingerprint

LOOK_UP_DAYS = 30
"""How long everything is looked up before it is created: what was lost in a restore is typed again within
days."""


class QbWhichDatabase(models.TransientModel):
    _name = "qb.which.database"
    _description = "Which Database Talks to QuickBooks"

    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    qb_company_name = fields.Char(related="connection_id.qb_company_name")
    database = fields.Char(compute="_compute_database")
    is_certain = fields.Boolean("No other database is sending to this QuickBooks company")

    def _compute_database(self):
        self.database = self.env.cr.dbname

    def action_real(self):
        """This database goes on; until the flag runs out the engine looks everything up before it creates
        it."""
        connection = self.connection_id
        connection.check_access("write")
        if not self.is_certain:
            raise UserError(self.env._("Confirm first that no other database is sending to this QuickBooks company."))
        connection.sudo().write(
            {
                "fingerprint": database_fingerprint(self.env),
                "look_up_before_create_until": fields.Datetime.now() + timedelta(days=LOOK_UP_DAYS),
            }
        )
        connection._rouse_cron()
        connection._wake()
        connection.message_post(
            body=self.env._("%(user)s confirmed that this is the real database.", user=self.env.user.name)
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_copy(self):
        """This is a copy: forget the sign-in without telling Intuit, which would cut off the real
        database."""
        connection = self.connection_id
        connection.check_access("write")
        connection._tokens().take_away()
        connection.sudo().enabled = False
        connection.sudo().status_ids._set("disconnected")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
