"""Changing who keeps stock after products were linked: what becomes of them is read first."""

from odoo import api, fields, models

from ..models.qb_connection_stock import CONFIRMED, KEEPERS


class QbChangeStockKeeper(models.TransientModel):
    _name = "qb.change.stock.keeper"
    _description = "Change Who Keeps Stock"

    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    stock_keeper = fields.Selection(
        KEEPERS, "Who Keeps Stock From Now On", required=True, compute="_compute_stock_keeper"
    )
    linked_count = fields.Integer("Products in Stock That Are Linked", compute="_compute_stock_keeper")
    stock_quantity = fields.Float(related="connection_id.stock_quantity", readonly=True)
    stock_from = fields.Date(
        "Counted From",
        help="The day from which on QuickBooks counts new inventory items: on or before the first document.",
    )

    @api.depends("connection_id")
    def _compute_stock_keeper(self):
        for wizard in self:
            connection = wizard.connection_id
            wizard.stock_keeper = "quickbooks" if connection._keeps_stock_in_odoo() else "odoo"
            wizard.linked_count = connection._stocked_links()

    def action_change(self):
        """Links stay; only what is created or matched from now on follows the new keeper."""
        self.connection_id.check_access("write")
        values = {"stock_keeper": self.stock_keeper}
        if self.stock_keeper == "quickbooks":
            values["stock_from"] = self.stock_from
        self.connection_id.with_context(**{CONFIRMED: True}).write(values)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
