"""Confirming an order that names a record which is waiting for QuickBooks Desktop (docs/policies.md)."""

from odoo import models
from odoo.exceptions import UserError

from .qb_record_push import may_be_refused
from .qb_sentences import sentence

NOT_THERE_YET = ("pending", "sending", "unknown", "failed")


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_waiting_strictly(self, connection, qb_type):
        """Those of these records that a strict policy keeps waiting: saved in Odoo, not in QuickBooks Desktop yet."""
        if not self or connection.edition != "desktop" or connection._push_policy(qb_type) != "strict":
            return self.browse()
        unlinked = self - self.browse(self._qb_link_ids(connection, qb_type))
        wished = (
            self.env["qb.operation"]
            .sudo()
            .search(
                [
                    ("connection_id", "=", connection.id),
                    ("res_model", "=", self._name),
                    ("res_id", "in", unlinked.ids),
                    ("qb_type", "=", qb_type),
                    ("verb", "=", "ensure"),
                    ("state", "in", NOT_THERE_YET),
                ]
            )
        )
        return self.browse(set(wished.mapped("res_id")))

    def _qb_link_ids(self, connection, qb_type):
        return self._qb_link_for(connection, qb_type).mapped("res_id")


def check_waiting(order, connection, needed):
    """`order` needs `needed` ([(records, type there)]): refused with a UserError while one of them waits, or said in a
    warning, as the connection has it. Nobody who is not at the screen is refused."""
    connection = connection.sudo()
    if not connection or not connection._accepts_wishes():
        return
    waiting = [record for records, qb_type in needed for record in records._qb_waiting_strictly(connection, qb_type)]
    if not waiting:
        return
    refuses = connection.waiting_orders == "refuse" and may_be_refused(order.env)
    names = ", ".join(dict.fromkeys(record.display_name for record in waiting))
    why = connection._waiting_message() or order.env._("It goes with the next call of the Web Connector.")
    values = {"order": order.display_name, "records": names, "why": why}
    words = sentence(order.env, "strict_order_waits" if refuses else "strict_order_warns", values)
    if refuses:
        raise UserError(words)
    order.message_post(body=words)
    order.env.user._bus_send("simple_notification", {"type": "warning", "message": words, "sticky": True})


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_confirm(self):
        for order in self:
            settings = self.env["qb.channel"]._settings(order.company_id, order.team_id)
            customer = settings.customer or order.partner_invoice_id.commercial_partner_id
            products = order.order_line.product_id
            check_waiting(order, settings.connection, [(customer, "Customer"), (products, "Item")])
        return super().action_confirm()


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def button_confirm(self):
        for order in self:
            connection = self.env["qb.connection"]._default_for(order.company_id)
            needed = [(order.partner_id.commercial_partner_id, "Vendor"), (order.order_line.product_id, "Item")]
            check_waiting(order, connection, needed)
        return super().button_confirm()
