"""What makes the queue invoice an order, beside a done delivery: the last open delivery cancelled, and money.

Each of these states a wish for the order and nothing else: two deliveries may end at the same moment in two
transactions that do not see each other, so only the queue, afterwards, can tell whether an order is due
(docs/channels.md).
"""

from odoo import api, models

from .qb_channel import ON_PAYMENT


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _qb_wish_when(self, moments, reason):
        """Queue those of these orders whose channel invoices at one of `moments` (qb.channel.invoice_when). INSERTs and
        nothing else."""
        channels = self.env["qb.channel"]
        for (company, team), orders in self.sudo().grouped(lambda order: (order.company_id, order.team_id)).items():
            settings = channels._settings(company, team)
            if settings.channel.invoice_when in moments:
                channels._wish_under(settings, orders, reason)


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_cancel(self):
        open_moves = self.sudo().filtered(lambda move: move.state not in ("done", "cancel"))
        orders = open_moves.sale_line_id.order_id
        result = super()._action_cancel()
        orders._qb_wish_when(("delivered",), self.env._("Nothing more to deliver"))
        return result


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _post_process(self):
        result = super()._post_process()
        paid = self.sudo().filtered(lambda one: one.state in ("authorized", "done"))
        paid.sale_order_ids._qb_wish_when(ON_PAYMENT, self.env._("Paid"))
        return result


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        moves = (partials.debit_move_id | partials.credit_move_id).move_id.sudo()
        invoices = moves.filtered(lambda move: move.move_type == "out_invoice")
        orders = invoices.invoice_line_ids.sale_line_ids.order_id
        orders._qb_wish_when(ON_PAYMENT, self.env._("Paid"))
        return partials


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_awaiting_payment(self, settings):
        """Those of these invoices that go when their order is paid: not what is in QuickBooks already and was
        corrected, nor what belongs to no order."""
        if settings.channel.invoice_when not in ON_PAYMENT:
            return self.browse()
        return self.filtered(
            lambda move: (
                move.move_type == "out_invoice"
                and move.invoice_line_ids.sale_line_ids
                and not move._qb_link_for(settings.connection)
            )
        )
