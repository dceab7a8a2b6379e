"""How a connection is: a row of its own, so that stopping it locks nothing that a new wish refers to (design
3)."""

from odoo import fields, models

from .qb_token import NOBODY

STATES = [
    ("new", "Not connected yet"),
    ("connected", "Connected"),
    ("disconnected", "Disconnected"),
    ("lost", "Disconnected by itself"),
    ("paused", "Disconnected for a while"),
    ("sign_in", "Sign in again"),
    ("stopped", "Stopped"),
]


class QbConnectionStatus(models.Model):
    _name = "qb.connection.status"
    _description = "QuickBooks Connection Status"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True, groups=NOBODY)
    state = fields.Selection(STATES, required=True, default="new")
    since = fields.Datetime(default=fields.Datetime.now)
    problem = fields.Char(help="A gateway error's problem: the sentence is made from it on display.")
    values = fields.Json()
    code = fields.Char()
    detail = fields.Text(help="QuickBooks' own words.")
    reference = fields.Char(help="The id that Intuit's support asks for.")

    _one_per_connection = models.UniqueIndex("(connection_id)")

    def _set(self, state, error=None):
        """Enter `state`; returns whether anything changed, so that one cause is told once."""
        self.ensure_one()
        problem = error.problem if error else False
        if self.state == state and (self.problem or False) == problem:
            return False
        self.write(
            {
                "state": state,
                "since": fields.Datetime.now(),
                "problem": problem,
                "values": {key: str(value) for key, value in error.values.items()} if error else False,
                "code": error.code if error else False,
                "detail": error.message if error else False,
                "reference": error.reference if error else False,
            }
        )
        return True
