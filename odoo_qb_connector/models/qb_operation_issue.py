"""Which cause an operation failed of. Written on its own row only: cards are made of it later (qb_issue_gather), so
that two runs that fail for the same reason never wait for each other."""

import logging

from odoo import api, fields, models

from .issue_causes import KINDS, cause_of
from .qb_issue import NOT_SUPERSEDED

_logger = logging.getLogger(__name__)

_HELD_BY_KINDS = f"""
    SELECT o.id
      FROM qb_operation o
      LEFT JOIN qb_issue i ON i.id = o.issue_id
     WHERE o.connection_id = %(connection)s AND o.state = 'failed' AND o.cause_kind = ANY(%(kinds)s)
       AND i.state IS DISTINCT FROM 'dismissed' AND {NOT_SUPERSEDED}
     ORDER BY o.id
"""


class QbOperation(models.Model):
    _inherit = "qb.operation"

    issue_id = fields.Many2one("qb.issue", readonly=True, index="btree_not_null", ondelete="set null")
    cause_key = fields.Char(readonly=True, help="Equal keys of one connection are one root cause.")
    cause_kind = fields.Selection(KINDS, "Kind of Cause", readonly=True)
    cause = fields.Json(readonly=True, help="The thing that the problem is about.")

    _without_card = models.Index("(connection_id) WHERE state = 'failed' AND issue_id IS NULL")
    _failed_of_kind = models.Index("(connection_id, cause_kind) WHERE state = 'failed'")

    # ------------------------------------------------------------------ verbs that change the state

    def _mark_failed(self, sentence, *, problem="", values=None, **more):
        """As before; `values` are those of the problem, from which its cause is read."""
        result = super()._mark_failed(sentence, problem=problem, **more)
        for operation in self:
            operation.write({"issue_id": False, **operation._cause_values(problem, values or {})})
        return result

    def _cause_values(self, problem, values):
        try:
            cause = cause_of((self.res_model, self.res_id), self.qb_type, problem, values)
        except Exception:
            # A card is a comfort, the queue is not: a value nobody foresaw must not hold an answer.
            _logger.exception("QuickBooks: the cause of %s could not be read", problem)
            cause = cause_of((self.res_model, self.res_id), self.qb_type, "", {})
        return {"cause_key": cause.key, "cause_kind": cause.kind, "cause": dict(cause.details) or False}

    def _mark_behind(self, prerequisites):
        """What it waits for now is something else."""
        result = super()._mark_behind(prerequisites)
        self.issue_id = False
        return result

    # ------------------------------------------------------------------ going again

    @api.model
    def _not_put_aside(self):
        """Domain of what nobody dismissed: a fix sets nothing else going."""
        return ["|", ("issue_id", "=", False), ("issue_id.state", "!=", "dismissed")]

    @api.model
    def _held_by_kinds(self, connection, kinds):
        """What failed for causes of these kinds and nobody put aside, in one query."""
        self.flush_model()
        self.env["qb.issue"].flush_model(["state"])
        self.env.cr.execute(_HELD_BY_KINDS, {"connection": connection.id, "kinds": list(kinds)})
        return self.sudo().browse(operation_id for (operation_id,) in self.env.cr.fetchall())

    def _go_again(self):
        """Put failed operations back to go now; returns how many."""
        failed = self.sudo().filtered(lambda operation: operation.state == "failed")
        failed._mark_waiting(seconds=0, count=False)
        for connection in failed.connection_id:
            connection._wake()
        return len(failed)

    def action_cancel(self):
        issues = self.sudo().issue_id
        result = super().action_cancel()
        issues._solve()
        return result
