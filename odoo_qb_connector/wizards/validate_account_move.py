"""Odoo's dialog that confirms several drafts."""

from odoo import models


class ValidateAccountMove(models.TransientModel):
    _inherit = "validate.account.move"

    def validate_move(self):
        self.move_ids._qb_check_confirm()
        return super().validate_move()
