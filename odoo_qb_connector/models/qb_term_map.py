"""Which QuickBooks terms stand for Odoo's payment terms. Terms without a row go by their due date alone."""

from odoo import api, fields, models


class QbTermMap(models.Model):
    _name = "qb.term.map"
    _description = "QuickBooks Payment Terms Mapping"
    _inherit = ["qb.map.mixin"]
    _entry_types = {"entry_id": "Term"}
    _rec_name = "term_id"

    term_id = fields.Many2one(
        "account.payment.term", "Payment Terms in Odoo", required=True, ondelete="cascade", check_company=True
    )
    entry_id = fields.Many2one(
        "qb.entry",
        "Terms in QuickBooks",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Term')]",
    )

    _term_uniq = models.Constraint(
        "UNIQUE(connection_id, term_id)",
        "These payment terms have a counterpart in this QuickBooks company already.",
    )

    @api.model
    def _entry_for(self, connection, term):
        """The qb.entry for `term`, or empty."""
        rows = self.sudo().search([("connection_id", "=", connection.id), ("term_id", "=", term.id)], limit=1)
        return rows.entry_id.filtered("active")
