"""What a connection does with invoices whose goods come back or that are cancelled, and since when Odoo keeps the
books (docs/returns.md)."""

from odoo import fields, models

CREDITING_COUNTRIES = ("CA", "CAN", "CANADA", "GB", "GBR", "UK", "UNITED KINGDOM", "AU", "AUS", "AUSTRALIA")
"""Where a tax invoice is credited and not deleted: as QuickBooks Online (codes) and Desktop (names) say countries."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    full_returns = fields.Selection(
        [
            ("country", "As usual in the country of the books"),
            ("delete", "Their invoice is deleted in QuickBooks"),
            ("credit", "A credit memo goes to QuickBooks"),
        ],
        "Fully Returned Deliveries",
        required=True,
        default="country",
        tracking=True,
        help="When all goods of an invoice come back. Usual is that the invoice is deleted; in Canada, the United "
        "Kingdom and Australia a credit memo is. Only an unpaid invoice of the same month, after every closing and "
        "lock date, is ever deleted; otherwise a credit memo goes.",
    )
    cancelled_invoices = fields.Selection(
        [
            ("void", "Are voided in QuickBooks"),
            ("delete", "Are deleted in QuickBooks"),
            ("keep", "Stay in QuickBooks as they are"),
        ],
        required=True,
        default="void",
        tracking=True,
        help="When an invoice that is in QuickBooks is cancelled in Odoo. Voided, it stays there with amounts of zero. "
        "The same conditions hold as for deleting.",
    )
    apply_credits = fields.Boolean(
        "Credits Are Applied to the Invoices They Credit",
        default=True,
        tracking=True,
        help="A credit memo is applied in QuickBooks to the invoices that its credit note is reconciled with in Odoo, "
        "by as much, so that the same is open in both. Off, it stays an open credit beside an open invoice until "
        "somebody applies it in QuickBooks.",
    )
    go_live_date = fields.Date(
        "Start Date",
        tracking=True,
        help="From this day on Odoo's documents go to QuickBooks by themselves. What is older is only ever linked to "
        "what is there. Empty: everything goes.",
    )

    def _deletes_returned(self):
        """Whether an invoice whose goods all came back is deleted, where it may be."""
        self.ensure_one()
        policy = self.sudo().full_returns
        return policy == "delete" or (policy == "country" and not self._is_crediting_country())

    def _is_crediting_country(self):
        facts = self._facts()
        return bool(facts) and facts.country.upper() in CREDITING_COUNTRIES

    def _is_history(self, day):
        """Whether a document of `day` (date or False) is older than the books that Odoo keeps."""
        start = self.sudo().go_live_date
        return bool(start and day and day < start)
