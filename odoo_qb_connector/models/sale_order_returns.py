"""What an order says and sends of its returns, and which of its invoices count in the books."""

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _compute_qb(self):
        """What came back is read for all orders of a list together."""
        orders = self.sudo()
        orders.invoice_ids.reversal_move_ids.mapped("qb_reversal")
        (orders.picking_ids.location_id | orders.picking_ids.location_dest_id).mapped("usage")
        return super()._compute_qb()

    def _qb_posted_invoices(self):
        """Without those that came back by deletion: another one took their place, or none."""
        invoices = super()._qb_posted_invoices()
        taken_back = invoices.filtered(lambda move: move._qb_taking_back())
        links = self.env["qb.link"]._of_record(taken_back) if taken_back else self.env["qb.link"]
        stayed = links.filtered(lambda link: link.state == "linked").mapped("res_id")
        return invoices - taken_back.filtered(lambda move: move.id not in stayed)

    def _qb_returns(self):
        """Done returns from the customer, oldest first."""
        done = self.picking_ids.filtered(lambda picking: picking.state == "done" and picking._qb_is_return())
        return done.sorted(lambda picking: (picking.date_done, picking.id))

    def _qb_wish_all(self):
        """Returns first: what they take back is not invoiced any more."""
        back = self.sudo()._qb_returns().filtered(lambda picking: picking._qb_shares())
        reason = self.env._("Send Now by %(user)s", user=self.env.user.name)
        returned = back._qb_wish("send", reason=reason)
        return returned | super()._qb_wish_all() if back else super()._qb_wish_all()

    def _qb_documents(self):
        return [*super()._qb_documents(), ("stock.picking", self.sudo()._qb_returns().ids)]
