"""One row per run of a connection's queue. Rows are only inserted: two runs at once never wait for each
other."""

from datetime import timedelta

from odoo import api, fields, models

KEEP_DAYS = 90


class QbConnectionRun(models.Model):
    _name = "qb.connection.run"
    _description = "QuickBooks Queue Run"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id")
    sent = fields.Integer(readonly=True)
    failed = fields.Integer(readonly=True)

    _latest = models.Index("(connection_id, id DESC)")
    _by_day = models.Index("(connection_id, create_date)")

    def _last_at(self, connections):
        """{id of the connection: when its queue ran last}."""
        self.flush_model()
        query = """
            SELECT c.id, (SELECT r.create_date FROM qb_connection_run r
                           WHERE r.connection_id = c.id ORDER BY r.id DESC LIMIT 1)
              FROM unnest(%s::int[]) AS c(id)
        """
        self.env.cr.execute(query, [connections.ids])
        return dict(self.env.cr.fetchall())

    @api.autovacuum
    def _gc_runs(self):
        """Keep what was done for three months; of runs that found nothing to do, only the last hour's."""
        now = fields.Datetime.now()
        idle = [("sent", "=", 0), ("failed", "=", 0), ("create_date", "<", now - timedelta(hours=1))]
        old = [("create_date", "<", now - timedelta(days=KEEP_DAYS))]
        latest = self._read_group([], ["connection_id"], ["id:max"])
        keep = [run_id for _connection, run_id in latest]
        gone = self.search(fields.Domain.OR([idle, old]) & fields.Domain("id", "not in", keep), limit=10_000)
        gone.unlink()
        return len(gone), 0
