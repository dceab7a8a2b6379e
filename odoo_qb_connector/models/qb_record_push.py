"""New records go to QuickBooks by themselves, as far as the connection's policy says so (docs/policies.md).

A push is a wish and nothing else. Only a strict policy asks before the record is saved, and only where a person is at
the screen who can do something about it.
"""

from odoo import SUPERUSER_ID, models

from .strict_check import StrictCheck

IMPORTING = "qb_importing"
"""In the context: these records come from QuickBooks and do not go back, or are nothing to it."""
IN_STOCK_OPERATION = "qb_in_stock_operation"
"""In the context: goods move now; whatever is made meanwhile is queued and never refused."""


def may_be_refused(env):
    """Whether somebody is there who reads a refusal and can act on it: a colleague at the screen. Shipments, scheduled
    actions, web shops and portal visitors go on, and what they make is queued."""
    if env.context.get(IN_STOCK_OPERATION) or env.uid == SUPERUSER_ID:
        return False
    return env.user._is_internal()


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_qualifying(self, qb_type):
        """Those of these records that a connection keeps as a `qb_type` by itself."""
        return self.browse()

    def _qb_push(self, qb_type, *, strictly=True):
        """Wish that those of these records that qualify exist in QuickBooks as a `qb_type`, where the policy says so.
        Raises UserError in words where a strict policy says no; never with `strictly` off."""
        if self.env.context.get(IMPORTING):
            return
        for connection, records in self._qb_qualifying(qb_type)._qb_by_connection().items():
            policy = connection._push_policy(qb_type)
            if policy == "manual" or not connection._accepts_wishes():
                continue
            check = StrictCheck(connection, qb_type) if policy == "strict" and strictly else None
            if check and may_be_refused(self.env):
                check.refuse_disconnected(records)
                check.refuse_unacceptable(records._qb_wish_push(connection, qb_type))
            else:
                records._qb_wish_push(connection, qb_type)

    def _qb_wish_push(self, connection, qb_type):
        reason = self.env._("New in Odoo")
        return self.env["qb.operation"]._wish(connection, self, "ensure", qb_type=qb_type, reason=reason)

    def _qb_check_renamed(self, qb_type):
        """These records have another name now. Raises UserError where a strict policy refuses it."""
        if self.env.context.get(IMPORTING) or not may_be_refused(self.env):
            return
        for connection, records in self._qb_qualifying(qb_type)._qb_by_connection().items():
            if connection._push_policy(qb_type) == "strict" and connection._accepts_wishes():
                check = StrictCheck(connection, qb_type)
                check.refuse_disconnected(records)
                linked = records.filtered(lambda record, c=connection: record._qb_link_for(c, qb_type))
                check.refuse_renamed(linked)
                check.refuse_unacceptable((records - linked)._qb_wish_push(connection, qb_type))

    def _qb_by_connection(self):
        """{connection: those of these records whose accounting goes there}."""
        found = {}
        for record in self:
            connection = record.sudo()._qb_connection()
            if connection:
                found[connection] = found.get(connection, self.browse()) | record
        return found
