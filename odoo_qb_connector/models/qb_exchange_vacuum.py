"""The exact bytes of what is long settled are dropped one day: numbers, totals and outcomes stay, in its members and
in the history."""

from datetime import timedelta

from odoo import api, fields, models

KEEP = "odoo_qb_connector.keep_bytes_days"
DAYS = 400
"""A fiscal year and the weeks in which its books are closed."""
AT_ONCE = 1000


class QbExchange(models.Model):
    _inherit = "qb.exchange"

    @api.autovacuum
    def _drop_old_bytes(self):
        """Forget what crossed the wire more than the system parameter's days ago; 0 keeps it for ever. Nothing open is
        touched: it may have to be sent again, byte for byte."""
        days = self._days_kept()
        if not days:
            return 0, 0
        domain = [
            ("state", "in", ("settled", "withdrawn")),
            ("create_date", "<", fields.Datetime.now() - timedelta(days=days)),
            "|",
            ("body", "!=", False),
            ("answer", "!=", False),
        ]
        old = self.search(domain, order="id", limit=AT_ONCE)
        old.write({"body": False, "answer": False})
        return len(old), len(old) == AT_ONCE and self.search_count(domain)

    def _days_kept(self):
        """What the parameter says; a text that is no number of days drops nothing."""
        wanted = (self.env["ir.config_parameter"].sudo().get_param(KEEP) or str(DAYS)).strip()
        return int(wanted) if wanted.isdecimal() else 0
