"""The client id and secret of the Intuit app, one pair per connection and environment; the secret is
sealed."""

from odoo import fields, models

from .qb_seal import Unreadable, seal, unseal
from .qb_token import NOBODY


class QbAppKey(models.Model):
    _name = "qb.app.key"
    _description = "QuickBooks App Keys"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True, groups=NOBODY)
    environment = fields.Char(required=True, groups=NOBODY)
    client_id = fields.Char(groups=NOBODY)
    sealed_secret = fields.Text(groups=NOBODY)

    _one_per_environment = models.UniqueIndex("(connection_id, environment)")

    def _of(self, connection):
        """The pair of `connection`'s present environment, or empty."""
        return self.sudo().search(
            [("connection_id", "in", connection._origin.ids), ("environment", "=", connection.environment)],
            limit=1,
        )

    def _keep(self, connection, values):
        """Store a client id, or a secret in clear under `secret` (an empty one leaves the stored one
        alone)."""
        secret = values.pop("secret", None)
        if secret:
            values["sealed_secret"] = seal(secret.strip())
        key = self._of(connection)
        if key:
            key.write(values)
        elif values:
            key.create({"connection_id": connection.id, "environment": connection.environment, **values})

    def _copy_to(self, connection):
        """The same pairs for another connection to the same Intuit app."""
        for key in self.sudo():
            key.copy({"connection_id": connection.id})

    def _secret(self):
        """The secret in clear, or None when there is none that can be read."""
        try:
            return unseal(self.sealed_secret) if self.sealed_secret else None
        except Unreadable:
            return None
