"""Send Now does not go around what is switched off: a sales channel, or a kind of document of a connection."""

from odoo import models
from odoo.exceptions import UserError

from .channel_sentences import KINDS
from .qb_sentences import sentence


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_kind(self):
        """What this document is to the switches of a connection (qb_connection_schedule.SWITCHES)."""
        return "invoices"

    def _qb_why_off(self):
        """Why nothing of this document's channel or kind goes, in words; "" when it is switched on."""
        self.ensure_one()
        settings, kind = self.sudo()._qb_channel(), self._qb_kind()
        if settings.channel and not settings.channel.enabled:
            return sentence(self.env, "channel_off", {"channel": settings.channel.display_name})
        if settings.connection and not settings.connection._sends(kind):
            values = {"connection": settings.connection.name, "kind": self.env._(KINDS[kind])}
            return sentence(self.env, "kind_off", values)
        return ""

    def _qb_only_switched_on(self):
        """Those of these documents that are not switched off. Raises UserError when all are."""
        on = self.filtered(lambda document: not document._qb_why_off())
        if self and not on:
            raise UserError(self[:1]._qb_why_off())
        return on


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_qb_send_now(self):
        return super(SaleOrder, self._qb_only_switched_on()).action_qb_send_now()


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def action_qb_send_now(self):
        return super(StockPicking, self._qb_only_switched_on()).action_qb_send_now()


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_kind(self):
        return "credit_memos" if self.move_type == "out_refund" else "invoices"

    def action_qb_send_now(self):
        return super(AccountMove, self._qb_only_switched_on()).action_qb_send_now()
