"""An answer that nothing was made of: not asked for, or of a session that is over. Kept as evidence (design 4.4)."""

import hashlib
from base64 import b64encode
from datetime import timedelta

from odoo import api, fields, models

KEEP = timedelta(days=90)
LARGEST = 1024 * 1024


class QbStrayAnswer(models.Model):
    _name = "qb.stray.answer"
    _description = "QuickBooks Answer Out of Turn"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, precompute=True)
    session = fields.Char(readonly=True, help="Which session, without its ticket.")
    reason = fields.Selection(
        [("session_over", "Its session was over"), ("not_asked", "Nothing like it was asked")], readonly=True
    )
    answer = fields.Binary(attachment=False, readonly=True)
    size = fields.Integer("Bytes", readonly=True)
    headers = fields.Json(readonly=True)
    note = fields.Char(readonly=True)

    @api.model
    def _keep(self, connection, ticket, answer, reason):
        """Of a huge one the beginning: whoever sends us megabytes out of turn fills no database."""
        return self.create(
            {
                "connection_id": connection.id,
                "session": hashlib.sha256(ticket.encode()).hexdigest(),
                "reason": reason,
                "answer": b64encode(answer.body[:LARGEST]) if answer.body else False,
                "size": len(answer.body),
                "headers": dict(answer.headers) or False,
                "note": (answer.note or "")[:1000] or False,
            }
        )

    @api.autovacuum
    def _gc_answers(self):
        old = self.search([("create_date", "<", fields.Datetime.now() - KEEP)], limit=10_000)
        old.unlink()
        return len(old), 0
