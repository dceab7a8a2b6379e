"""Which other currency a customer gets a name in, by hand."""

from odoo import fields, models
from odoo.exceptions import UserError


class QbOtherCurrency(models.TransientModel):
    _name = "qb.other.currency"
    _description = "QuickBooks Name in Another Currency"

    partner_id = fields.Many2one("res.partner", required=True, readonly=True)
    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True)

    def action_link(self):
        return self._go_on("action_qb_link_wizard")

    def action_create_there(self):
        return self._go_on("action_qb_create_wizard")

    def _go_on(self, action):
        """The contact in the chosen currency, and the dialog that links it. Raises UserError in words."""
        self.ensure_one()
        party = self.partner_id.sudo()._qb_party(self.connection_id.sudo(), self.currency_id).sudo(False)
        if party == self.partner_id:
            raise UserError(
                self.env._(
                    "The plain name is the customer in %(currency)s, or is not in QuickBooks yet: link or create it "
                    "first, with the buttons beside Customer.",
                    currency=self.currency_id.name,
                )
            )
        return getattr(party, action)()
