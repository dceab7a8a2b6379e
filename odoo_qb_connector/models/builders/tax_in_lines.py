"""Tax in lines of its own: an item of a liability account, and nothing for QuickBooks to compute (docs/taxes.md)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from ...documents import DocumentError, Problem, Tax, TaxRateAmount
from .amounts import amount
from .sales_taxes import UNTAXED, Taxes


class InLines:
    """The tax stands in lines of its own, of an item on a liability account; every line is non-taxable."""

    def tax_lines(self):
        """Odoo's own tax items, so that they add up to its total; what comes to nothing is left out."""
        found = defaultdict(Decimal)
        for line in self.move.line_ids.filtered("tax_line_id"):
            sign = self.move.direction_sign
            found[line.tax_line_id.name] += amount(sign * line.amount_currency, self.move.currency_id)
        return [(text, part) for text, part in found.items() if part]


class AmericanInLines(InLines, Taxes):
    """Also where sales tax is switched off or not set up: nobody there has anything to compute."""

    def line_code(self, taxes, text):
        return UNTAXED

    def document_tax(self):
        return Tax()


class GlobalInLines(InLines, Taxes):
    """The company's code for “no tax” on every line, with its rate of nothing stated online."""

    def line_code(self, taxes, text):
        code = self._mapped(self.env["account.tax"])
        if code is None:
            raise self._unmapped(self.env["account.tax"], text)
        return code

    def document_tax(self):
        return Tax(rates=tuple(self._rates()))

    def _rates(self):
        code = self._codes[""]
        total = amount(self.move.amount_total, self.move.currency_id)
        for rate, percent in self.env["qb.tax.map"]._sales_rates(code):
            if percent:
                values = {"code": code.name, "percent": percent}
                raise DocumentError(Problem("tax_line_zero_code", values, "tax"))
            yield TaxRateAmount(rate=rate, amount=Decimal(0), base=total, percent=percent)
