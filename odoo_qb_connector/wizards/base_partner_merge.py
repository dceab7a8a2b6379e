"""Contacts that are merged in Odoo keep what they are in QuickBooks."""

from odoo import models

PARTNER = "res.partner"
ROW = "qb.partner.currency"


class BasePartnerMergeWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Before Odoo moves, or deletes, what points to the contacts that go."""
        for partner in src_partners.sudo():
            self._qb_move_currencies(partner, dst_partner.sudo())
            self._qb_move_links(partner, dst_partner.sudo())
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _qb_move_currencies(self, partner, into):
        """Names in other currencies; of two in the same currency that of `into` stays."""
        rows = self.env[ROW].sudo()
        for row in rows.search([("partner_id", "=", partner.id)]):
            same = into._qb_currency_row(row.connection_id, row.currency_id).sudo()
            if not same:
                row.partner_id = into
                continue
            self._qb_links_of(row).filtered(lambda link, same=same: not self._qb_is_taken(link, same)).write(
                {"res_id": same.id}
            )
            row.unlink()

    def _qb_move_links(self, partner, into):
        """What the contact itself is there. Where `into` is another one, the customer becomes its name in the other
        currency, if it is kept in another and the connection allows that; else Odoo forgets it, as by Unlink."""
        for link in self._qb_links_of(partner):
            if not self._qb_is_taken(link, into):
                link.res_id = into.id
                continue
            kept = into._qb_currency_kept(link.connection_id)
            may_be_second = link.qb_type == "Customer" and kept and link.currency_id not in (kept, kept.browse())
            if may_be_second and link.connection_id._names_per_currency():
                row = into._qb_in_currency(link.connection_id, link.currency_id)
                if not self._qb_is_taken(link, row):
                    link.write({"res_model": ROW, "res_id": row.id})
                    continue
            link.unlink()

    def _qb_links_of(self, record):
        return self.env["qb.link"].sudo().search([("res_model", "=", record._name), ("res_id", "in", record.ids)])

    def _qb_is_taken(self, link, record):
        """Whether `record` is linked at this connection, in this role, already."""
        return any(
            (one.connection_id, one.qb_type) == (link.connection_id, link.qb_type) for one in self._qb_links_of(record)
        )
