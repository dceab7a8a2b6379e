"""A QuickBooks company connected to an Odoo company."""

from odoo import api, fields, models


class QbConnection(models.Model):
    _name = "qb.connection"
    _description = "QuickBooks Connection"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    edition = fields.Selection([("online", "QuickBooks Online"), ("desktop", "QuickBooks Desktop")], default="online", required=True)
    enabled = fields.Boolean(default=True)
    responsible_id = fields.Many2one("res.users", required=True, default=lambda self: self.env.user)
    execution_limit = fields.Float(default=125.0)
    cron_id = fields.Many2one("ir.cron", readonly=True, copy=False)

    def _gateway(self, *, interactive=False):
        """The gateway of this connection's edition. Raises gateway.ConnectionDown when it cannot be used now."""
        raise NotImplementedError

    def _is_open(self):
        """Whether the drain may talk to QuickBooks now: connected, enabled, not held, the right database."""
        raise NotImplementedError

    def _stop(self, error):
        """Stop the connection for a `gateway.ConnectionDown`, with one sentence."""
        raise NotImplementedError

    def _wake(self, at=None):
        """Let the scheduled action run at `at` (naive UTC), or as soon as this transaction is committed."""
        self.cron_id.sudo()._trigger(at)

    @api.model
    def _cron_drain(self, connection_id):
        """Entry of a connection's own scheduled action."""
        self.env["qb.drain"]._run(self.browse(connection_id))
