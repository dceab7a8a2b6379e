"""Where QuickBooks computes the tax, a person presses Send and Confirm instead of Confirm."""

from odoo import api, models
from odoo.exceptions import UserError

from .account_move import QB_TYPES
from .qb_sentences import sentence

BY_PERSON = "validate_analytic"
"""In the context where a person presses Confirm on a form of Odoo's; what other add-ons confirm has it not."""


class AccountMove(models.Model):
    _inherit = "account.move"

    def action_qb_send_and_confirm(self):
        """Send this draft; with the tax that QuickBooks computes it is confirmed. Raises UserError in words."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("account.group_account_invoice"):
            raise UserError(self.env._("Only those who may confirm invoices can press Send and Confirm."))
        if not self._qb_sends_first():
            return self.action_post()
        self._qb_check_no_deletion()
        self.sudo()._qb_ask_tax()
        reason = self.env._("Send and Confirm by %(user)s", user=self.env.user.name)
        operation = self._qb_wish("send", reason=reason)
        if self.env.user.has_group("odoo_qb_connector.group_qb_user"):
            return operation._show_result()
        self.env["qb.drain"]._run_after_commit(operation)
        return self._qb_notice(self.env._("It goes to QuickBooks, and is confirmed with the tax that comes back."))

    def _qb_notice(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "info", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }

    # ------------------------------------------------------------------ confirming by hand

    @api.depends("qb_sends_first")
    def _compute_hide_post_button(self):
        result = super()._compute_hide_post_button()
        self.filtered("qb_sends_first").hide_post_button = True
        return result

    def action_post(self):
        if self.env.context.get(BY_PERSON):
            self._qb_check_confirm()
        return super().action_post()

    def action_validate_moves_with_confirmation(self):
        self._qb_check_confirm()
        return super().action_validate_moves_with_confirmation()

    def _qb_check_confirm(self):
        """Raises UserError for a draft that a person must not confirm with Odoo's own tax."""
        first = self.filtered(lambda move: move._qb_sends_first())[:1]
        if first:
            raise UserError(sentence(self.env, "tax_there_confirm", {"document": first.display_name}))

    # ------------------------------------------------------------------ what a person sees

    def _qb_is_sendable(self):
        return super()._qb_is_sendable() or (self.move_type in QB_TYPES and self._qb_goes_as_draft())

    def _qb_why_not(self):
        first = self.filtered(lambda move: move._qb_sends_first())[:1]
        if first:
            return sentence(self.env, "tax_there_confirm", {"document": first.display_name})
        return super()._qb_why_not()

    @api.depends("qb_sends_first")
    def _compute_qb_shown(self):
        result = super()._compute_qb_shown()
        self.filtered("qb_sends_first").qb_shown = True
        return result

    def _qb_state_and_message(self, link, operations):
        state, message = super()._qb_state_and_message(link, operations)
        if not self._qb_sends_first() or state in ("failed", "different"):
            return state, message
        if link and state == "changed":
            number = link.number or link.qb_id
            return state, self.env._(
                "Reset to draft: QuickBooks still has %(number)s as it was sent. Press Send and Confirm, and it is "
                "updated there and confirmed with the tax that QuickBooks computes.",
                number=number,
            )
        if state == "none" and not message:
            return state, self.env._(
                "QuickBooks computes the tax; until then Odoo's stands here. Send and Confirm sends this draft, takes "
                "the tax over and confirms it."
            )
        return state, message
