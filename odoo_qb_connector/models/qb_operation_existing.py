"""Several documents in QuickBooks may be the one that a channel only links: a person chooses."""

from odoo import models

from .builders.amounts import amount


class QbOperation(models.Model):
    _inherit = "qb.operation"

    def action_choose_existing(self):
        """The dialog in which a person says which document in QuickBooks this one is."""
        self.ensure_one()
        self.check_access("read")
        return self.env["qb.choose.existing"]._offer(self)

    def _choose(self, qb_type, qb_id):
        """Link the document in QuickBooks that a person chose; its amounts are compared with Odoo's."""
        record = self._record().sudo()
        total, tax = (amount(one, record.currency_id) for one in (record.amount_total, record.amount_tax))
        candidate = {"candidate_type": qb_type, "candidate_id": qb_id}
        self.sudo().write({**candidate, "candidate_total": str(total), "candidate_tax": str(tax)})
        self.action_link_candidate()
