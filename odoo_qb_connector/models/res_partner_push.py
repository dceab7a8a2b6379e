"""Which contacts go to QuickBooks by themselves: a company's own customers and vendors, never each contact or user."""

from odoo import api, models

RANKS = {"Customer": "customer_rank", "Vendor": "supplier_rank"}
"""What makes a contact one of them, by what it becomes in QuickBooks."""
BEGINNING = ("customer_rank", "supplier_rank", "active", "parent_id")
"""A write of these can make a contact qualify that did not."""


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _qb_qualifying(self, qb_type):
        return self.sudo().filtered(lambda partner: partner._qb_qualifies(qb_type)).with_env(self.env)

    def _qb_qualifies(self, qb_type):
        """Active, nobody's contact or address, a customer or vendor by rank, and no company of this database. Not who
        only buys through channels that are billed to one customer of their own. Of users only those who buy: a
        colleague who is paid back for a train ticket is no vendor of the company."""
        self.ensure_one()
        if not (self.active and not self.parent_id and self[RANKS[qb_type]] > 0) or self.ref_company_ids:
            return False
        if qb_type == "Customer":
            return not self._qb_is_channel_buyer()
        return self.customer_rank > 0 or not self.with_context(active_test=False).user_ids

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        for qb_type in RANKS:
            partners._qb_push(qb_type)
        return partners

    def write(self, vals):
        begins = any(name in vals for name in BEGINNING)
        before = {kind: self._qb_qualifying(kind) for kind in RANKS} if begins else {}
        names = {partner: partner.name for partner in self} if "name" in vals else {}
        result = super().write(vals)
        for qb_type, known in before.items():
            self._qb_push_beginners(qb_type, self - known, vals)
        renamed = self.filtered(lambda partner: partner in names and partner.name != names[partner])
        for qb_type in RANKS if renamed else ():
            renamed._qb_check_renamed(qb_type)
        return result

    def _qb_push_beginners(self, qb_type, others, vals):
        """`others` did not qualify before this write. A rank grows when an invoice is posted, and that is never
        refused; what a person changes on the form is."""
        strictly = "active" in vals or "parent_id" in vals
        others._qb_qualifying(qb_type)._qb_unlinked(qb_type)._qb_push(qb_type, strictly=strictly)

    def _qb_unlinked(self, qb_type):
        """Those of these contacts that are nothing of this kind in QuickBooks and never were (what a person deleted
        there is not created again by itself), and are not on their way there: an invoice that raises the rank shall not
        take back the customer that travels before it. A wish that this look misses only merges."""
        of_them = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("qb_type", "=", qb_type)]
        on_its_way = [*of_them, ("verb", "=", "ensure"), ("state", "in", ("pending", "sending", "unknown"))]
        rows = [*self.env["qb.link"].sudo().search(of_them), *self.env["qb.operation"].sudo().search(on_its_way)]
        known = {(row.connection_id.id, row.res_id) for row in rows}
        return self.filtered(lambda partner: (partner.sudo()._qb_connection().id, partner.id) not in known)
