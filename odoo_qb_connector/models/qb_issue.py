"""One root cause that keeps things from QuickBooks, with everything that it holds (architecture, Issues)."""

from collections import Counter

from odoo import api, fields, models

from . import issue_sentences
from .issue_causes import KINDS

STATES = [("open", "Open"), ("dismissed", "Dismissed"), ("solved", "Solved")]


class QbIssue(models.Model):
    _name = "qb.issue"
    _description = "QuickBooks Issue"
    _order = "last_at desc, id desc"

    connection_id = fields.Many2one(
        "qb.connection", "QuickBooks Company", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, precompute=True, index=True)
    state = fields.Selection(STATES, required=True, default="open", readonly=True)
    key = fields.Char(required=True, readonly=True)
    problem = fields.Char("Problem Kind", readonly=True)
    kind = fields.Selection(KINDS, "About", readonly=True, required=True, default="record")
    cause = fields.Json(readonly=True)
    error = fields.Char("In Full", readonly=True, help="What the first document that it held says.")
    began_at = fields.Datetime("Since", readonly=True)
    last_at = fields.Datetime("Last Failure", readonly=True)
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", "Dismissed By", readonly=True, ondelete="set null")
    checking_since = fields.Datetime(readonly=True, help="Since when an answer of QuickBooks Desktop is awaited.")
    check_error = fields.Char(
        readonly=True, help="Why the last check read nothing: QuickBooks Desktop's answer, in words."
    )
    operation_ids = fields.One2many("qb.operation", "issue_id")

    title = fields.Char("What Happened", compute="_compute_words", compute_sudo=True)
    press = fields.Text("What to Do", compute="_compute_words", compute_sudo=True)
    held_ids = fields.Many2many("qb.operation", compute="_compute_held", compute_sudo=True)
    held_count = fields.Integer("Held", compute="_compute_held", compute_sudo=True)
    failed_count = fields.Integer(compute="_compute_held", compute_sudo=True)
    held_words = fields.Char("Holds", compute="_compute_held", compute_sudo=True)

    # The one card of a cause, whoever is first; what was dismissed or solved leaves its place to the next.
    _one_card = models.UniqueIndex("(connection_id, key) WHERE state = 'open'")

    # ------------------------------------------------------------------ words

    @api.depends("problem", "kind", "cause", "error", "state")
    @api.depends_context("lang")
    def _compute_words(self):
        for issue in self:
            issue.title = issue_sentences.title(issue)
            issue.press = issue_sentences.press(issue)

    @api.depends("title")
    def _compute_display_name(self):
        for issue in self:
            issue.display_name = issue.title

    # ------------------------------------------------------------------ what it holds

    @api.depends("operation_ids.state", "operation_ids.issue_id")
    @api.depends_context("lang")
    def _compute_held(self):
        held = self._held_rows()
        for issue in self:
            rows = held.get(issue._origin.id, [])
            # A wish that failed and the one that stands in for it are about one record.
            kinds = {(row["res_model"], row["res_id"]): row["qb_type"] or "" for row in rows}
            issue.held_ids = [row["id"] for row in rows]
            issue.held_count = len(kinds)
            issue.failed_count = sum(row["state"] == "failed" for row in rows)
            issue.held_words = issue_sentences.held(issue.env, Counter(kinds.values()))

    def _held_rows(self):
        """{id of the issue: rows of operations}: what failed of it or is on its way again, and what waits for those.
        One query, and no operation is read, however many they are."""
        self.env["qb.operation"].flush_model()
        self.env.cr.execute(_HELD.format(issues="%s"), [self.ids])
        found = {}
        for row in self.env.cr.dictfetchall():
            found.setdefault(row["issue_id"], []).append(row)
        return found

    def _counts(self, connections):
        """{id of the connection: (its open cards, documents, customers and products that they hold)}."""
        self.env["qb.operation"].flush_model()
        self.flush_model()
        self.env.cr.execute(_COUNTS, [connections.ids, connections.ids])
        return {connection_id: counts for connection_id, *counts in self.env.cr.fetchall()}

    def _failed(self):
        """What it holds that only a person, or a new try, sets going."""
        return self.held_ids.filtered(lambda operation: operation.state == "failed")


NOT_SUPERSEDED = """
    NOT EXISTS (
        SELECT 1 FROM qb_operation n
         WHERE n.connection_id = o.connection_id AND n.res_model = o.res_model AND n.res_id = o.res_id
           AND n.verb = o.verb AND n.qb_type IS NOT DISTINCT FROM o.qb_type AND n.id > o.id
           AND n.state IN ('pending', 'sending', 'unknown', 'failed'))
"""
"""SQL: a newer wish for the same stands in for the operation `o`."""

IS_HELD = f"(o.state IN ('pending', 'sending', 'unknown') OR (o.state = 'failed' AND {NOT_SUPERSEDED}))"

_HELD = f"""
    WITH RECURSIVE held(issue_id, id) AS (
        SELECT o.issue_id, o.id FROM qb_operation o WHERE o.issue_id = ANY({{issues}}) AND {IS_HELD}
         UNION
        SELECT h.issue_id, w.id
          FROM held h
          JOIN qb_operation_prerequisite r ON r.prerequisite_id = h.id
          JOIN qb_operation w ON w.id = r.operation_id AND w.state = 'pending')
    SELECT h.issue_id, o.id, o.res_model, o.res_id, o.qb_type, o.state
      FROM held h JOIN qb_operation o ON o.id = h.id
     ORDER BY o.state = 'failed' DESC, o.id
"""
_OPEN = "ARRAY(SELECT id FROM qb_issue WHERE connection_id = ANY(%s) AND state = 'open')"
_COUNTS = f"""
    SELECT i.connection_id, count(DISTINCT i.id),
           count(DISTINCT (h.res_model, h.res_id)) FILTER (WHERE h.id IS NOT NULL)
      FROM qb_issue i
 LEFT JOIN ({_HELD.format(issues=_OPEN)}) h ON h.issue_id = i.id
     WHERE i.connection_id = ANY(%s) AND i.state = 'open'
  GROUP BY i.connection_id
"""
