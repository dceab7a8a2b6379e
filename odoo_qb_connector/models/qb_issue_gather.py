"""Cards out of failures: joined, made and closed by one transaction of the drain, after what it settled is committed.

An operation's failure writes its cause on its own row, and nothing else: it neither waits for other runs nor can it
fail on a card. Whoever runs next makes of it what is missing (architecture, Issues).
"""

from odoo import api, fields, models

from .qb_issue import IS_HELD, NOT_SUPERSEDED

_OPEN = f"""
    o.connection_id = %(connection)s AND o.state = 'failed' AND o.issue_id IS NULL AND o.verb <> 'find'
    AND {NOT_SUPERSEDED}
"""
# Failures from before there were causes are about their record.
_KEY = "COALESCE(o.cause_key, concat_ws('/', COALESCE(o.error_problem, 'failed'), o.res_model || ',' || o.res_id))"

# On a conflict with what another transaction has just made, REPEATABLE READ reports a serialization failure, which the
# drain and, at a button, Odoo begin anew; a violated index would be an error in front of the person.
_MAKE = f"""
    INSERT INTO qb_issue (connection_id, company_id, state, key, problem, kind, cause, error, began_at, last_at,
                          create_uid, create_date, write_uid, write_date)
    SELECT DISTINCT ON ({_KEY}) o.connection_id, o.company_id, 'open', {_KEY}, o.error_problem,
           COALESCE(o.cause_kind, 'record'), o.cause, o.error, %(now)s, %(now)s, %(user)s, %(now)s, %(user)s, %(now)s
      FROM qb_operation o
     WHERE {_OPEN}
       AND NOT EXISTS (
           SELECT 1 FROM qb_issue i
            WHERE i.connection_id = o.connection_id AND i.state = 'open' AND i.key = {_KEY})
     ORDER BY {_KEY}, o.id
    ON CONFLICT (connection_id, key) WHERE state = 'open' DO NOTHING
"""
# The card is touched as well: whoever closes it at this moment, or joins it, begins anew on a fresh snapshot.
_JOIN = f"""
    WITH joined AS (
        UPDATE qb_operation o SET issue_id = i.id
          FROM qb_issue i
         WHERE {_OPEN} AND i.connection_id = o.connection_id AND i.state = 'open' AND i.key = {_KEY}
        RETURNING i.id)
    UPDATE qb_issue SET last_at = %(now)s WHERE id IN (SELECT id FROM joined)
"""
_SOLVE = f"""
    UPDATE qb_issue i SET state = 'solved', closed_at = %(now)s, checking_since = NULL
     WHERE i.state = 'open' AND {{among}}
       AND NOT EXISTS (SELECT 1 FROM qb_operation o WHERE o.issue_id = i.id AND {IS_HELD})
"""


class QbIssue(models.Model):
    _inherit = "qb.issue"

    @api.model
    def _gather(self, connection):
        """Give each failure of `connection` its card and close the cards that hold nothing. Where two do it at once,
        PostgreSQL lets one of them begin anew (`Transactions.retrying`)."""
        self.env.flush_all()
        values = {"connection": connection.id, "now": fields.Datetime.now(), "user": self.env.uid}
        self.env.cr.execute(f"SELECT 1 FROM qb_operation o WHERE {_OPEN} LIMIT 1", values)
        if self.env.cr.fetchone():
            self.env.cr.execute(_MAKE, values)
            self.env.cr.execute(_JOIN, values)
        self.env.cr.execute(_SOLVE.format(among="i.connection_id = %(connection)s"), values)
        self.env.invalidate_all()

    def _solve(self):
        """Close those of these cards that hold nothing any more."""
        if self:
            self.env.flush_all()
            values = {"ids": self.ids, "now": fields.Datetime.now()}
            self.env.cr.execute(_SOLVE.format(among="i.id = ANY(%(ids)s)"), values)
            self.env.invalidate_all()
