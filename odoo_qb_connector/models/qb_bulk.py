"""One action of a person on many records: its progress, what was done, and what was not and why."""

from odoo import api, fields, models

OVER = ("done", "merged", "failed", "cancelled")
KEEP_DAYS = 90


class QbBulk(models.Model):
    _name = "qb.bulk"
    _description = "QuickBooks Action on Many"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, default=lambda self: self.env.company
    )
    res_model = fields.Char("Record Type", required=True, readonly=True)
    operation_ids = fields.One2many("qb.operation", "bulk_id", "What Came of It", readonly=True)
    left_out = fields.Text(readonly=True, help="Records that nothing was queued for, a line each with the reason.")
    left_out_count = fields.Integer(readonly=True)
    total = fields.Integer(compute="_compute_counts", compute_sudo=True)
    done_count = fields.Integer("Done", compute="_compute_counts", compute_sudo=True)
    failed_count = fields.Integer("Not Done", compute="_compute_counts", compute_sudo=True)
    waiting_count = fields.Integer("Waiting", compute="_compute_counts", compute_sudo=True)
    progress = fields.Float(compute="_compute_counts", compute_sudo=True, help="Percent that is over.")
    waiting_message = fields.Char(compute="_compute_waiting_message", compute_sudo=True)

    @api.depends("operation_ids.state", "left_out_count")
    def _compute_counts(self):
        """From one grouped query: thousands of operations are not read one by one."""
        groups = self.env["qb.operation"]._read_group([("bulk_id", "in", self.ids)], ["bulk_id", "state"], ["__count"])
        counts = {}
        for bulk, state, count in groups:
            counts.setdefault(bulk.id, {})[state] = count
        for bulk in self:
            own = counts.get(bulk.id, {})
            over = sum(own.get(state, 0) for state in OVER)
            total = sum(own.values())
            bulk.total = total + bulk.left_out_count
            bulk.done_count = own.get("done", 0) + own.get("merged", 0)
            bulk.failed_count = own.get("failed", 0) + own.get("cancelled", 0) + bulk.left_out_count
            bulk.waiting_count = total - over
            bulk.progress = 100.0 * (over + bulk.left_out_count) / bulk.total if bulk.total else 100.0

    def _compute_waiting_message(self):
        """Why what waits is not on its way, in words; False when nothing holds it."""
        for bulk in self:
            waiting = bulk.operation_ids.search(
                [("bulk_id", "=", bulk.id), ("state", "not in", OVER)], limit=1, order="id"
            )
            bulk.waiting_message = bool(waiting) and (
                waiting.connection_id._waiting_message() or (waiting._waits_for_call() and waiting._waiting_for_call())
            )

    @api.model
    def _start(self, name, records, *, left_out=()):
        """The row that `_wish(..., bulk=)` is given for an action called `name` on `records`. `left_out` are pairs of a
        record that nothing is queued for, and why."""
        return self.sudo().create(
            {
                "name": name,
                "res_model": records._name,
                "left_out": "\n".join(f"{record.display_name}: {why}" for record, why in left_out) or False,
                "left_out_count": len(left_out),
            }
        )

    def _open(self):
        """The action that shows how far it is."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_operations(self):
        """All of them, for sending again what failed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "qb.operation",
            "views": [(False, "list"), (False, "form")],
            "domain": [("bulk_id", "=", self.id)],
            "context": {"search_default_by_state": 1},
        }

    @api.autovacuum
    def _gc_bulks(self):
        """The operations stay: they are the history."""
        limit = fields.Date.subtract(fields.Date.today(), days=KEEP_DAYS)
        old = self.search([("create_date", "<", limit)], limit=1000)
        old.unlink()
        return len(old), 0
