"""Goods never wait for accounting: whatever is made while they move is queued, never refused (design 3)."""

from odoo import api, models

from .qb_record_push import IN_STOCK_OPERATION


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_in_stock(self):
        return self.with_context(**{IN_STOCK_OPERATION: True})

    @api.model_create_multi
    def create(self, vals_list):
        return super(StockPicking, self._qb_in_stock()).create(vals_list).with_env(self.env)

    def write(self, vals):
        return super(StockPicking, self._qb_in_stock()).write(vals)

    def button_validate(self):
        return super(StockPicking, self._qb_in_stock()).button_validate()

    def _action_done(self):
        return super(StockPicking, self._qb_in_stock())._action_done()


class StockMove(models.Model):
    _inherit = "stock.move"

    def _qb_in_stock(self):
        return self.with_context(**{IN_STOCK_OPERATION: True})

    @api.model_create_multi
    def create(self, vals_list):
        return super(StockMove, self._qb_in_stock()).create(vals_list).with_env(self.env)

    def write(self, vals):
        return super(StockMove, self._qb_in_stock()).write(vals)

    def _action_done(self, cancel_backorder=False):
        return super(StockMove, self._qb_in_stock())._action_done(cancel_backorder).with_env(self.env)
