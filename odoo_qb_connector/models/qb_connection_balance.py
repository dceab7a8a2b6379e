"""How a connection reads the open balances that somebody asked for: behind the queue online, by a stored question on
Desktop."""

from odoo import api, models

from ..gateway import ReadProfiles
from .drain.balances import BalanceReading
from .qb_balance import CUSTOMER, PURPOSE, TOGETHER


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _ask_balances(self, balances):
        """Let QuickBooks be asked for `balances` (qb.balance) soon: INSERTs and nothing else."""
        self.ensure_one()
        if self.sudo().edition != "desktop":
            self._wake()
            return
        for balance in balances:
            self._ask_later(ReadProfiles(CUSTOMER, (balance.qb_id,)), PURPOSE)

    def _answered_balance(self, question, answer):
        self.env["qb.balance"]._keep(self, question.ids, answer)

    @api.model
    def _cron_drain(self, connection_id):
        result = super()._cron_drain(connection_id)
        BalanceReading(self.env.registry, connection_id).run()
        return result

    def _balances_asked(self):
        """Ids of the customers whose balance somebody waits for, as many as one question takes; none where QuickBooks
        cannot be asked now, or asks by itself."""
        self.ensure_one()
        if not self.exists() or self.sudo().edition == "desktop" or not self._is_open():
            return ()
        asked = [("connection_id", "=", self.id), ("asked_at", "!=", False)]
        return tuple(self.env["qb.balance"].sudo().search(asked, order="id", limit=TOGETHER).mapped("qb_id"))
