"""The QuickBooks strip on a form: when it shows, and the buttons that only it has."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    qb_shown = fields.Boolean(compute="_compute_qb_shown", compute_sudo=True, groups="base.group_user")

    @api.depends_context("company")
    def _compute_qb_shown(self):
        """Where accounting has something to say: it is connected and this record can go, or it went already."""
        for record in self:
            record.qb_shown = record.qb_state != "none" or (
                record._qb_is_sendable() and (record.qb_message or bool(record._qb_connection()))
            )

    def _qb_is_sendable(self):
        """Whether Send Now makes sense on this record."""
        self.ensure_one()
        return True

    def _qb_only_sendable(self):
        """Those of several selected records that Send Now makes sense on. Raises UserError when there is none."""
        sendable = self.filtered(lambda record: record._qb_is_sendable())
        if not sendable:
            raise UserError(self._qb_why_not())
        return sendable

    # ------------------------------------------------------------------ searching

    def _search_qb_sent(self, operator, value):
        self._qb_flush()
        return super()._search_qb_sent(operator, value)

    def _search_qb_problem(self, operator, value):
        self._qb_flush()
        return super()._search_qb_problem(operator, value)

    def _qb_flush(self):
        """What the searches read in SQL."""
        for model in ("qb.link", "qb.operation", "account.move", "account.move.line", "stock.picking", "stock.move"):
            self.env[model].flush_model()

    # ------------------------------------------------------------------ buttons

    def action_qb_open(self):
        """This record's object in QuickBooks, in a tab of its own."""
        self.ensure_one()
        if not self.qb_url:
            raise UserError(self.env._("There is nothing to open in QuickBooks yet."))
        return {"type": "ir.actions.act_url", "url": self.qb_url, "target": "new"}

    def action_qb_correct_there(self):
        return self._qb_different_link().action_correct_there()

    def action_qb_delete_different(self):
        return self._qb_different_link().action_delete_there()

    def action_qb_accept_difference(self):
        return self._qb_different_link().action_accept_difference()

    def _qb_different_link(self):
        """The link whose amounts differ: this record's own, or that of its invoice."""
        self.ensure_one()
        link = self.qb_link_id
        if not link.differs:
            raise UserError(self.env._("The amounts in QuickBooks and Odoo are the same."))
        return link
