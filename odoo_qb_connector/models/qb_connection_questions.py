"""Questions of a connection itself, which no document waits for: asked by the next call of the Web Connector."""

from odoo import models


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _ask_later(self, question, purpose, *, alone=False):
        """Let the next session ask `question` (gateway.question); `_qb_answered` is told the answer. `alone`: in a
        message set of its own."""
        self.ensure_one()
        row = self.env["qb.question"]._store(self, question, purpose=purpose)
        if alone:
            row.alone = True

    def _asked_since(self, purpose):
        """Since when (naive UTC) a question of this purpose has been waiting for its answer; False when none is."""
        self.ensure_one()
        waiting = [
            ("connection_id", "=", self.id),
            ("purpose", "=", purpose),
            ("state", "in", ("open", "asked")),
        ]
        return self.env["qb.question"].sudo().search(waiting, order="id", limit=1).create_date

    def _is_all_told(self, purpose):
        """Whether every question of this purpose is answered, and whoever asked was told."""
        self.ensure_one()
        rows = [("connection_id", "=", self.id), ("purpose", "=", purpose), ("state", "!=", "told")]
        return not self.env["qb.question"].sudo().search_count(rows, limit=1)

    def _last_asked(self, purpose):
        """When (naive UTC) the newest question of this purpose was put, answered or not; False when none is kept."""
        self.ensure_one()
        rows = [("connection_id", "=", self.id), ("purpose", "=", purpose)]
        return self.env["qb.question"].sudo().search(rows, order="id desc", limit=1).create_date

    def _qb_answered_page(self, purpose, question, page):
        """QuickBooks told a page (qb_question_page.Page) of the long list that `question` asks, for `purpose`. A list
        whose session ended begins anew with its first page: whoever is told must not mind hearing it again. Called with
        superuser rights, in a transaction of its own."""
        self._tell_purpose(purpose, "_page", question, page)

    def _qb_answered(self, purpose, question, answer):
        """QuickBooks answered `question`, asked for `purpose`: what `gateway.question` promises for it, of a long list
        that every page was told (qb_question_page.Complete), or the gateway.GatewayError with which it refused. Called
        with superuser rights, in a transaction of its own."""
        self._tell_purpose(purpose, "", question, answer)

    def _tell_purpose(self, purpose, what, *told):
        """A purpose "import:7" is told to `_answered_import` with "7" as the last argument."""
        self.ensure_one()
        name, _colon, which = purpose.partition(":")
        getattr(self, f"_answered_{name}{what}")(*told, *([which] if which else []))
