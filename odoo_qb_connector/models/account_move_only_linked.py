"""What a channel only links is another program's: nothing of it is changed, removed or ordered in QuickBooks."""

from odoo import models

from .qb_plan import Settled


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_prepare_removal(self, operation, answers):
        if self.sudo()._qb_only_links():
            return Settled(self._qb_untouched_words())
        return super()._qb_prepare_removal(operation, answers)

    def _qb_prepare_update(self, operation, answers):
        if self.sudo()._qb_only_links():
            return Settled(self._qb_untouched_words())
        return super()._qb_prepare_update(operation, answers)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _qb_no_order(self, link):
        if self._qb_channel().channel.existing == "link":
            return self.env["account.move"]._qb_untouched_words()
        return super()._qb_no_order(link)
