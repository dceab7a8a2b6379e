"""Taxes that QuickBooks computes: a document says what is taxed and by which code, and no amount (docs/taxes.md)."""

from __future__ import annotations

from ...documents import DocumentError, Problem, Tax
from . import tax_carrier
from .amounts import amount
from .sales_taxes import PSEUDO, TAXED, American, AmericanLegacy, DesktopGlobal, Global


class ComputedThere:
    """No amount is told. `total` is what the invoice in Odoo has taken over; nothing while it is a draft, whatever
    Odoo makes of its taxes."""

    def __init__(self, *args):
        super().__init__(*args)
        self._check_amounts()
        if self.move.state == "draft":
            self.total = self.total - self.total

    def _key_of(self, taxes):
        """The tax that only carries what QuickBooks computed says nothing."""
        return super()._key_of(taxes - self.connection.quickbooks_tax_id)

    def document_tax(self):
        if self.move.state == "draft" and self.is_taxed():
            tax_carrier.check(self.move, self.connection)
        return Tax(total=self.total, code=self.document_code(), there=True)

    def document_total(self):
        known = self.move.amount_untaxed if self.move.state == "draft" else self.move.amount_total
        return amount(known, self.move.currency_id)

    def document_code(self):
        """The one code of the document, where the tax model has one."""
        return

    def inclusive_amount(self, line, line_amount):
        return

    def is_taxed(self):
        """Whether QuickBooks has anything to compute."""
        return bool(self.taxed_records())

    def taxed_records(self):
        """The journal items (account.move.line) that QuickBooks taxes."""
        taxed = [line.record for line in self.lines if self._counts(line.key_taxes, line.record.name)]
        return self.env["account.move.line"].union(*taxed)

    def _counts(self, taxes, text):
        return self.line_code(taxes, text) == TAXED

    def _check_amounts(self):
        """A price that includes Odoo's tax has no net, and a rounded total no amount, before QuickBooks has said the
        tax. Raises DocumentError."""
        included = [tax.name for line in self.lines for tax in line.taxes if tax.price_include]
        if included:
            values = {"document": self.move.display_name, "tax": included[0]}
            raise DocumentError(Problem("tax_there_included", values, "tax"))
        if any(line.record.display_type == "rounding" for line in self.lines):
            raise DocumentError(Problem("tax_there_rounding", {"document": self.move.display_name}, "tax"))


class AmericanThere(ComputedThere, American):
    """TAX or NON on every line; a set of taxes that has a code there is taxed, were it of 0 % in Odoo."""

    def line_code(self, taxes, text):
        entry = self._codes.get(self._key_of(taxes))
        return TAXED if entry and entry.qb_id not in PSEUDO else super().line_code(taxes, text)


class AmericanLegacyThere(AmericanThere, AmericanLegacy):
    """One code for the whole document: that of its taxed lines."""

    def document_code(self):
        taxed = [line for line in self.lines if self._counts(line.key_taxes, line.record.name)]
        return self._single({self._code(line) for line in taxed} - {None})


class DesktopThere(AmericanLegacyThere):
    """Without a mapped item the customer's own one counts, which QuickBooks Desktop takes by itself (spec qbd 5.2)."""

    def _code(self, line):
        code = self._mapped(line.key_taxes)
        return None if code is None or code.id in PSEUDO else code


class GlobalThere(ComputedThere, Global):
    """A code on every line."""

    inclusive = False

    def _counts(self, taxes, text):
        code = self._codes.get(self._key_of(taxes))
        rates = self._rates_of(code, None) if code else []
        return any(percent for _rate, percent in rates) or (self._is_taxed(taxes) and not rates)


class DesktopGlobalThere(ComputedThere, DesktopGlobal):
    """A code on every line; the rates of a code are not in Desktop's list, so Odoo's taxes say what counts."""

    def _counts(self, taxes, text):
        return self._is_taxed(taxes)
