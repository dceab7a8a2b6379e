"""Solved cards go one day; what they held stays in the history, each operation with its own sentence and cause."""

from datetime import timedelta

from odoo import api, fields, models

from .qb_exchange_vacuum import AT_ONCE


class QbIssue(models.Model):
    _inherit = "qb.issue"

    @api.autovacuum
    def _drop_solved(self):
        """Delete cards that were solved longer ago than the bytes of an exchange are kept (qb_exchange_vacuum); 0 keeps
        them. Open and dismissed ones stay: their documents are not sent."""
        days = self.env["qb.exchange"]._days_kept()
        if not days:
            return 0, 0
        limit = fields.Datetime.now() - timedelta(days=days)
        solved = [("state", "=", "solved"), ("closed_at", "<", limit)]
        old = self.search(solved, order="id", limit=AT_ONCE)
        count = len(old)
        old.unlink()
        return count, count == AT_ONCE and self.search_count(solved)
