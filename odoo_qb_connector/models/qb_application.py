"""How much of a credit memo QuickBooks has applied to an invoice, as far as Odoo was told."""

from odoo import api, fields, models


class QbApplication(models.Model):
    _name = "qb.application"
    _description = "Credit Applied in QuickBooks"
    _order = "id"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, precompute=True)
    credit_id = fields.Many2one("account.move", "Credit Note", required=True, ondelete="cascade", index=True)
    invoice_id = fields.Many2one("account.move", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="credit_id.currency_id")
    amount = fields.Monetary("Applied", help="All of it, whoever applied it.")
    ours = fields.Monetary("Applied From Here", help="The part that the payment holds which was sent from here.")

    _pair_uniq = models.Constraint(
        "UNIQUE(connection_id, credit_id, invoice_id)", "This credit is applied to this invoice already."
    )

    @api.model
    def _keep(self, connection, credit, applied, ours):
        """From now on `credit` (account.move) is applied to these invoices, {account.move: Decimal}, and to no others;
        `ours` of it from here."""
        rows = self.sudo().search([("connection_id", "=", connection.id), ("credit_id", "=", credit.id)])
        held = {row.invoice_id: row for row in rows}
        rows.filtered(lambda row: not applied.get(row.invoice_id)).unlink()
        for invoice, amount in applied.items():
            values = {"amount": float(amount), "ours": float(ours.get(invoice, 0))}
            if invoice in held and amount:
                held[invoice].write(values)
            elif amount:
                key = {"connection_id": connection.id, "credit_id": credit.id, "invoice_id": invoice.id}
                self.sudo().create({**key, **values})
