"""Run Now: all that waits for the schedule goes, and whoever pressed it gets one notice of what came of it."""

from datetime import timedelta

from odoo import api, fields, models

from .drain.claim import due_operations

KEEP_DAYS = 30

_TALLY = """
    SELECT operation.id,
           bool_or(one.state = 'failed' OR EXISTS (
               SELECT 1 FROM qb_operation_prerequisite needed
                 JOIN qb_operation first ON first.id = needed.prerequisite_id AND first.state = 'failed'
                WHERE needed.operation_id = one.id AND one.state = 'pending')),
           bool_and(one.state IN ('done', 'cancelled', 'merged'))
      FROM qb_operation operation
      JOIN qb_operation one ON one.id = coalesce(operation.merged_into_id, operation.id)
                            OR one.origin_id = coalesce(operation.merged_into_id, operation.id)
     WHERE operation.run_now_id = %s
  GROUP BY operation.id
"""
"""Of each released wish, with the documents that it caused: whether one was refused, and whether all are over."""


class QbRunNow(models.Model):
    _name = "qb.run.now"
    _description = "QuickBooks Run Now"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id")
    user_id = fields.Many2one("res.users", "Pressed By", required=True, ondelete="cascade")
    told_at = fields.Datetime()
    result = fields.Char()

    @api.model
    def _start(self, connection):
        """Release all that waits at `connection`; told when the queue has seen it."""
        run = self.sudo().create({"connection_id": connection.id, "user_id": self.env.uid})
        waiting = [("connection_id", "=", connection.id), ("state", "=", "pending")]
        operations = self.env["qb.operation"].sudo().search(waiting)
        operations.filtered(lambda operation: not operation.origin_id).run_now_id = run
        operations.filtered("scheduled")._release()
        operations.filtered("not_before").not_before = False
        return run

    def _tell(self):
        """One notice to whoever pressed it."""
        for run in self:
            sent, refused, held = run._tally()
            message = run.with_context(lang=run.user_id.lang)._message(sent, refused, held)
            run.write({"told_at": fields.Datetime.now(), "result": message})
            kind = "danger" if refused else "warning" if held else "success"
            run.user_id._bus_send(
                "simple_notification", {"type": kind, "message": message, "sticky": bool(refused or held)}
            )

    def _tally(self):
        """Released wishes as (sent, refused, held): held is what waits for something still."""
        self.env["qb.operation"].flush_model()
        self.env.cr.execute(_TALLY, [self.id])
        rows = self.env.cr.fetchall()
        refused = sum(1 for _id, failed, _over in rows if failed)
        sent = sum(1 for _id, failed, over in rows if over and not failed)
        return sent, refused, len(rows) - sent - refused

    def _message(self, sent, refused, held):
        counts = self.env._(
            "%(connection)s: %(sent)s sent, %(refused)s refused, %(held)s held.",
            connection=self.connection_id.name,
            sent=sent,
            refused=refused,
            held=held,
        )
        return f"{counts} {self._why_held()}".strip() if held else counts

    def _why_held(self):
        """Why what is held waits, in words, where one reason counts for all of it."""
        message = self.connection_id._waiting_message()
        if message:
            return message
        if self.connection_id.edition == "desktop":
            return self.env._("What is held goes with the next call of the Web Connector.")
        return self.env._("The queue says why, under QuickBooks › Queue.")

    @api.autovacuum
    def _gc_runs_now(self):
        old = self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=KEEP_DAYS))], limit=1000)
        old.unlink()
        return len(old), 0


class QbOperation(models.Model):
    _inherit = "qb.operation"

    run_now_id = fields.Many2one("qb.run.now", readonly=True, index="btree_not_null", ondelete="set null")


class QbConnection(models.Model):
    _inherit = "qb.connection"

    run_now_words = fields.Char("Last Run Now", compute="_compute_run_now_words", compute_sudo=True)

    def _compute_run_now_words(self):
        runs = self.env["qb.run.now"].sudo()
        for connection in self:
            run = runs.search([("connection_id", "=", connection._origin.id), ("told_at", "!=", False)], limit=1)
            connection.run_now_words = f"{run.result} ({run.user_id.name})" if run else False

    def action_run_now(self):
        """Let go all that waits for the schedule. Nothing to see until the notice comes, unless nothing can go."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("odoo_qb_connector.group_qb_user"):
            return False
        if not self.waiting_count:
            return self._notify("info", self.env._("Nothing waits for %(connection)s.", connection=self.name))
        run = self.env["qb.run.now"]._start(self)
        if self._hold():
            run._tell()
        self._rouse_cron()
        self._wake()
        return True

    def _tell_runs_now(self):
        """After a run of the queue: nothing that was released can go on at this moment."""
        self.ensure_one()
        open_runs = self.env["qb.run.now"].sudo().search([("connection_id", "=", self.id), ("told_at", "=", False)])
        if open_runs and not self._is_busy():
            open_runs._tell()

    def _is_busy(self):
        """Whether something is due, or on its way to a QuickBooks that answers at once."""
        if self._hold():
            return False
        self.env["qb.operation"].flush_model()
        if due_operations(self.env.cr, self.id, limit=1):
            return True
        on_its_way = [("connection_id", "=", self.id), ("state", "=", "sending"), ("exchange_id.state", "!=", "ready")]
        return bool(self.edition == "online" and self.env["qb.operation"].sudo().search_count(on_its_way, limit=1))
