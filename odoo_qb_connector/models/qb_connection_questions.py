"""Questions of a connection itself, which no document waits for: asked by the next call of the Web Connector."""

from odoo import models


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _ask_later(self, question, purpose):
        """Let the next session ask `question` (gateway.question); `_qb_answered` is told the answer."""
        self.ensure_one()
        self.env["qb.question"]._store(self, question, purpose=purpose)

    def _asked_since(self, purpose):
        """Since when (naive UTC) a question of this purpose has been waiting for its answer; False when none is."""
        self.ensure_one()
        waiting = [
            ("connection_id", "=", self.id),
            ("purpose", "=", purpose),
            ("state", "in", ("open", "asked")),
        ]
        return self.env["qb.question"].sudo().search(waiting, order="id", limit=1).create_date

    def _last_asked(self, purpose):
        """When (naive UTC) the newest question of this purpose was put, answered or not; False when none is kept."""
        self.ensure_one()
        rows = [("connection_id", "=", self.id), ("purpose", "=", purpose)]
        return self.env["qb.question"].sudo().search(rows, order="id desc", limit=1).create_date

    def _qb_answered(self, purpose, question, answer):
        """QuickBooks answered `question`, asked for `purpose`: what `gateway.question` promises for it, or the
        gateway.GatewayError with which it refused. Called with superuser rights, in a transaction of its own."""
        self.ensure_one()
        getattr(self, f"_answered_{purpose}")(question, answer)
