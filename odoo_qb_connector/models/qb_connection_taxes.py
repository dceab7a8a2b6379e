"""How a connection says taxes, discounts and small differences, and what has to be mapped for that (docs/taxes.md)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..gateway import TaxModel
from .qb_sentences import sentence

NOTHING, NO_TAX_ONLY, TAXED, EVERYTHING = "nothing", "no_tax_only", "taxed", "everything"
NEEDS = {TaxModel.US_LEGACY: TAXED, TaxModel.DESKTOP: TAXED, TaxModel.GLOBAL: EVERYTHING}
"""Which sets of taxes need a code there; none where a line says taxable or not and nothing else."""
STATED, LINE, THERE = "stated", "line", "there"
"""Who computes the tax and how it is said: Odoo in the first two, QuickBooks in the last."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    tax_way = fields.Selection(
        [
            (STATED, "As the tax of the document, exactly as Odoo computed it"),
            (LINE, "In lines of its own, as Odoo computed it"),
            (THERE, "QuickBooks computes it, and the invoice in Odoo takes it over"),
        ],
        "Taxes",
        required=True,
        default=STATED,
        tracking=True,
        help="In lines of its own: every other line is non-taxable, and the tax is booked by the item chosen for it "
        "under Charges. QuickBooks computes it: invoices and credit notes are sent as drafts, and confirmed with the "
        "tax that comes back.",
    )
    quickbooks_tax_id = fields.Many2one(
        "account.tax",
        "Tax That Carries QuickBooks' Own",
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount_type', '!=', 'group'), ('company_id', '=', company_id)]",
        help="Where QuickBooks computes the tax and the lines of an invoice have no tax in Odoo that could hold it, "
        "this one does: its account is where the tax is booked.",
    )
    line_discounts = fields.Selection(
        [("price", "In the price"), ("line", "In lines of their own")],
        "Discounts on Lines",
        required=True,
        default="price",
        help="In lines of their own: the line goes with its full price, and what is taken off with the item chosen for "
        "discounts under Charges, or in QuickBooks Online's own discount line.",
    )
    round_differences = fields.Boolean(
        "Cents to the Rounding Item",
        help="Where QuickBooks computes a tax that differs from Odoo's by at most one cent a line and five cents a "
        "document, the difference goes to the item chosen for rounding under Charges, and the preview shows it. "
        "Otherwise such a document is refused. Quantities and prices stay as they are.",
    )
    tax_map_ids = fields.One2many("qb.tax.map", "connection_id", "Taxes Mapped")
    tax_map_words = fields.Char("Taxes to Map", compute="_compute_tax_map_words", compute_sudo=True)
    taxes_missing = fields.Integer(compute="_compute_tax_map_words", compute_sudo=True)

    def write(self, vals):
        result = super().write(vals)
        if {"tax_way", "quickbooks_tax_id"} & vals.keys():
            self._retry_taxes()
        return result

    def _retry_taxes(self):
        """What was refused because QuickBooks computes the tax goes again under what was chosen now."""
        held = [("connection_id", "in", self.ids), ("state", "=", "failed"), ("error_problem", "=like", "tax_there_%")]
        self.env["qb.operation"].sudo().search(held)._go_again()

    @api.constrains("tax_way", "round_differences", "quickbooks_tax_id")
    def _check_tax_way(self):
        for connection in self:
            if connection.tax_way == THERE and connection.round_differences:
                raise ValidationError(sentence(self.env, "tax_there_no_rounding", {}))
            tax = connection.quickbooks_tax_id
            if tax and (tax.price_include or tax.amount_type == "group" or tax.type_tax_use != "sale"):
                raise ValidationError(sentence(self.env, "tax_there_wrong_carrier", {"tax": tax.name}))

    @api.depends("tax_map_ids.code_id.active", "tax_way", "facts", "edition")
    @api.depends_context("lang")
    def _compute_tax_map_words(self):
        for connection in self:
            missing = connection.tax_map_ids.filtered(lambda row: not row._is_mapped())
            needs = connection._tax_needs()
            connection.taxes_missing = len(missing) if needs not in (None, NOTHING) else 0
            connection.tax_map_words = connection._tax_map_words_for(needs)

    def _tax_map_words_for(self, needs):
        if needs is None:
            return self.env._("What has to be mapped is known once QuickBooks has been read.")
        if needs == NOTHING:
            return self.env._("Nothing to map. %(why)s", why=self._why_nothing())
        if not self.tax_map_ids:
            return self.env._("Open the taxes: counterparts are proposed by rate and name.")
        if self.taxes_missing:
            return self.env._(
                "%(count)s sets of taxes have no counterpart in QuickBooks yet.", count=self.taxes_missing
            )
        return self.env._("Every set of taxes in use has a counterpart in QuickBooks.")

    def _why_nothing(self):
        model = self._facts().tax_model
        if self.tax_way == LINE:
            return self.env._("The tax goes in lines of its own, with the item chosen for it under Charges.")
        if model is TaxModel.OFF:
            return self.env._("Sales tax is switched off in QuickBooks.")
        if self.tax_way == THERE:
            return self.env._(
                "This company has automated sales tax: a line with a tax is taxable, one without is not, and "
                "QuickBooks computes it."
            )
        return self.env._(
            "This company has automated sales tax: a line with a tax is taxable, one without is not, and the amount is "
            "Odoo's. There is nothing to create there either: QuickBooks chooses the code of a sale by itself."
        )

    def _tax_needs(self):
        """NOTHING, NO_TAX_ONLY, TAXED or EVERYTHING; None before QuickBooks was read."""
        facts = self._facts()
        if facts is None:
            return None
        if self.tax_way == LINE:
            return NO_TAX_ONLY if facts.tax_model is TaxModel.GLOBAL else NOTHING
        return NEEDS.get(facts.tax_model, NOTHING)

    def _tax_needs_code_per_line(self):
        """Outside the United States a line says its code, whichever edition."""
        facts = self._facts()
        return bool(facts) and facts.tax_model is TaxModel.GLOBAL

    # ------------------------------------------------------------------ what a person presses

    def action_open_taxes(self):
        self.ensure_one()
        return self.env["qb.tax.map"]._open(self)

    def action_refresh_lists(self):
        result = super().action_refresh_lists()
        self.env["qb.tax.map"]._note_in_use(self)
        return result
