"""What waits because a customer, vendor or item is gone in QuickBooks, and goes by itself once it is linked again."""

from odoo import api, fields, models

REFERENCE_PROBLEMS = ("bad_reference", "inactive_reference")


class QbOperation(models.Model):
    _inherit = "qb.operation"

    verb = fields.Selection(
        selection_add=[("find", "Look for it there")],
        ondelete={"find": "cascade"},
    )

    _failed_problem = models.Index("(connection_id, error_problem) WHERE state = 'failed'")

    @api.model
    def _release_waiting_for(self, link):
        """The record of `link` is linked again: what failed for want of it goes once more. Writes rows of the connector
        only."""
        failed = [("connection_id", "=", link.connection_id.id), ("state", "=", "failed")]
        own = [("res_model", "=", link.res_model), ("res_id", "=", link.res_id), ("qb_type", "=", link.qb_type)]
        ensures = self.search([*failed, *own, ("verb", "=", "ensure")])
        documents = self.search([*failed, ("error_problem", "in", REFERENCE_PROBLEMS), ("verb", "=", "send")])
        released = ensures | documents.filtered(lambda operation: operation._refers_to(link))
        released._mark_waiting(seconds=0, count=False)
        if released:
            link.connection_id._wake()

    def _sentence_code(self, problem):
        """The sentence for `problem`. A customer, vendor or item that is gone is said in words of its own: sending it
        again would not bring it back."""
        return "entry_gone" if problem == "gone" and self.qb_type else problem

    def _wish_find_inactive(self):
        """QuickBooks refused this document because something it names is inactive, and does not say what: it is looked
        for, and the document goes again when it was found."""
        self.ensure_one()
        reason = self.env._("Something that it names is inactive in QuickBooks")
        return self._wish(self.connection_id, self._record(), "find", reason=reason, origin=self)

    def _refers_to(self, link):
        """Whether the document of this wish names the record of `link`."""
        self.ensure_one()
        record = self._record().sudo().exists()
        return bool(record) and any(
            (one._name, one.id) == (link.res_model, link.res_id) for one in record._qb_referred()
        )
