"""A contact is a customer in QuickBooks, a vendor, or both (qb_contact_mixin)."""

from odoo import api, models
from odoo.tools.sql import escape_psql

from .builders.party_search import VENDOR


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "qb.contact.mixin"]

    def _qb_contact(self):
        return self

    @api.model
    def _qb_connections_shown(self):
        """A link in books that were left does not count: it is linked anew where the books are now."""
        return super()._qb_connections_shown().filtered("active")

    def _qb_connection(self):
        return self.env["qb.connection"]._default_for(self.company_id or self.env.company)

    def _qb_namesake_ahead(self, operation, name):
        """Another contact of this name that is on its way to QuickBooks before this one, or empty."""
        namesakes = self.with_context(active_test=False).search(
            [("name", "=ilike", escape_psql(name)), ("id", "!=", self.id)]
        )
        ahead = namesakes and self.env["qb.operation"].sudo().search(
            [
                ("connection_id", "=", operation.connection_id.id),
                ("res_model", "=", self._name),
                ("res_id", "in", namesakes.ids),
                ("verb", "=", "ensure"),
                ("qb_type", "=", operation.qb_type),
                ("state", "in", ("pending", "sending", "unknown")),
                ("id", "<", operation.id),
            ],
            limit=1,
        )
        return self.browse(ahead.res_id) if ahead else self.browse()

    def _qb_may_be_kept_in_another(self, operation):
        chosen = operation._choice("currency")
        return not chosen and operation.qb_type != VENDOR and operation.connection_id._names_per_currency()

    def _qb_own_currency(self, qb_type, company):
        """What this contact buys (of a vendor: is bought from) in, when no document says it."""
        partner = self.with_company(company)
        if qb_type == VENDOR:
            return partner.property_purchase_currency_id or company.currency_id
        return partner.property_product_pricelist.currency_id or company.currency_id

    # ------------------------------------------------------------------ what a person sees

    def _qb_left_out_because(self):
        if self == self.commercial_partner_id:
            return False
        return self.env._("It belongs to %(company)s.", company=self.commercial_partner_id.display_name)

    def _qb_is_sendable(self):
        """Only whole customers are listed in QuickBooks, not their contacts and addresses."""
        return self == self.commercial_partner_id
