"""Wrong passwords by where they came from: a guesser is slowed down, and nobody else (desktop.password)."""

from datetime import timedelta

from odoo import api, fields, models

from ..desktop.password import FORGOTTEN_AFTER, Source


class QbDesktopSource(models.Model):
    _name = "qb.desktop.source"
    _description = "Wrong Web Connector Passwords"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade")
    address = fields.Char(required=True)
    failures = fields.Integer()
    last_at = fields.Datetime()

    _one_per_address = models.UniqueIndex("(connection_id, address)")

    def _row(self, connection, address):
        return self.search([("connection_id", "=", connection.id), ("address", "=", address)], limit=1)

    def _told(self, connection, address):
        """desktop.password.Source of `address`."""
        row = self._row(connection, address)
        return Source(row.failures, row.last_at or None) if row else Source()

    def _keep(self, connection, address, source):
        """Without failures there is nothing to remember."""
        row = self._row(connection, address)
        values = {"failures": source.failures, "last_at": source.last}
        if not source.failures:
            row.unlink()
        elif row:
            row.write(values)
        else:
            row.create({"connection_id": connection.id, "address": address, **values})

    @api.autovacuum
    def _gc_sources(self):
        limit = fields.Datetime.now() - max(FORGOTTEN_AFTER, timedelta(days=1))
        gone = self.search([("last_at", "<", limit)], limit=10_000)
        gone.unlink()
        return len(gone), 0
