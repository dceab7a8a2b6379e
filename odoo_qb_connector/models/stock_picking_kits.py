"""Deliveries that bring the parts of kits: whose turn it is to bill them (builders/kit_deliveries.py)."""

from odoo import models

from .builders import kit_deliveries
from .qb_plan import Settled


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_without_turn(self, lines):
        """Other done deliveries of these order lines that have not had their turn: no invoice was made of them, and
        nobody said yet why there is none."""
        if not lines:
            return self.browse()
        others = self.browse().union(*(line.move_ids.picking_id for line in lines)) - self
        others = others.filtered(lambda one: one.state == "done" and one._qb_is_shipment())
        domain = [("res_model", "=", self._name), ("res_id", "in", others.ids)]
        told = self.env["qb.operation"].sudo().search([*domain, ("verb", "=", "send"), ("state", "=", "done")])
        return others.filtered(lambda one: not one._qb_had_turn(told))

    def _qb_had_turn(self, told):
        """`told`: wishes that ended. An invoice that was cancelled gives the turn back."""
        if self.qb_invoice_ids:
            return any(move.state != "cancel" for move in self.qb_invoice_ids)
        return self.id in told.mapped("res_id") or bool(self._qb_invoices_by_hand())

    def _qb_already_invoiced(self, operation):
        if not kit_deliveries.completes_nothing(self):
            return super()._qb_already_invoiced(operation)
        kits = self.move_ids.sale_line_id.product_id.mapped("display_name")
        return Settled(
            self.env._(
                "Delivery %(delivery)s completes no kit (%(kits)s): its parts are invoiced with the delivery that "
                "brings the others.",
                delivery=self.name,
                kits=", ".join(kits),
            )
        )
