"""How a document says its taxes to this QuickBooks company (spec qbo 6).

One strategy per tax model, all with the same two answers: the code of a line, and the tax of the document.
The amounts are Odoo's own; QuickBooks is told, not asked.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from ...documents import DocumentError, Problem, Ref, Tax, TaxRateAmount
from .amounts import HUNDRED, amount, exact

CENT = Decimal("0.01")
TAXED, UNTAXED = Ref("TAX", "TAX"), Ref("NON", "NON")
PSEUDO = {"TAX": TAXED, "NON": UNTAXED}


class TaxedLine:
    """A line with the taxes Odoo computed on it: `parts` are (tax, base, amount) in the document's
    currency, positive for what the customer pays."""

    def __init__(self, base_line):
        details = base_line["tax_details"]
        self.record = base_line["record"]
        self.key_taxes = base_line["tax_ids"]
        self.taxes = self.key_taxes.flatten_taxes_hierarchy()
        # What Odoo posts: its rounding of the whole document gives or takes a cent here.
        self.base = details["total_excluded_currency"] + details["delta_total_excluded_currency"]
        self.parts = list(self._parts(details["taxes_data"]))

    @staticmethod
    def _parts(taxes_data):
        """Once per tax: a reverse charge, which Odoo adds and takes off again, is a tax of nothing."""
        amounts = defaultdict(float)
        for data in taxes_data:
            amounts[data["tax"]] += data["tax_amount_currency"]
        bases = {data["tax"]: data["base_amount_currency"] for data in taxes_data}
        return ((tax, bases[tax], found) for tax, found in amounts.items())

    @property
    def tax(self):
        return sum(part[2] for part in self.parts)


class Taxes:
    """Base: what is the same in every model."""

    def __init__(self, move, connection, taxed_lines, net_only):
        self.net_only = net_only
        self.move = move
        self.env = move.env
        self.connection = connection
        self.lines = taxed_lines
        self.total = amount(move.amount_tax, move.currency_id)
        self._codes = self.env["qb.tax.map"]._codes(connection)

    def line_code(self, taxes, text):
        """Ref for a line with `taxes` (account.tax), or None where lines have none."""
        return

    def document_tax(self):
        return Tax(total=self.total)

    def document_total(self):
        return amount(self.move.amount_total, self.move.currency_id)

    def inclusive_amount(self, line, line_amount):
        """`line_amount` of a TaxedLine with its tax; None where prices go before tax."""
        return

    def tax_lines(self):
        """[(text, amount)] of the tax that stands in lines of its own."""
        return []

    def is_taxed(self):
        """Whether there is any tax to say."""
        return bool(self.total)

    def taxed_records(self):
        """The journal items (account.move.line) whose tax QuickBooks computes."""
        return self.env["account.move.line"]

    def _key_of(self, taxes):
        """What a set of taxes is mapped by."""
        return self.env["qb.tax.map"]._key_of(taxes)

    def _mapped(self, taxes):
        entry = self._codes.get(self._key_of(taxes))
        return Ref(entry.qb_id, entry.name) if entry and entry.active else None

    @staticmethod
    def _is_taxed(taxes):
        return any(tax.amount and not tax.has_negative_factor for tax in taxes.flatten_taxes_hierarchy())

    def _unmapped(self, taxes, text):
        if taxes:
            values = {"tax": " + ".join(taxes.mapped("name")), "tax_ids": taxes.ids}
            return DocumentError(Problem("tax_unmapped", values, "lines"))
        return DocumentError(Problem("no_tax_unmapped", {"line": text}, "lines"))


class Off(Taxes):
    """Sales tax is switched off there: an untaxed document goes, a taxed one would lose its tax."""

    problem = "tax_is_off"

    def document_tax(self):
        if self.total:
            raise DocumentError(Problem(self.problem, {"tax": self.total}, "tax"))
        return Tax()


class American(Taxes):
    """TAX or NON on every line; a mapping to one of them overrides what Odoo's taxes say."""

    def line_code(self, taxes, text):
        entry = self._codes.get(self._key_of(taxes))
        if entry and entry.qb_id in PSEUDO:
            return PSEUDO[entry.qb_id]
        return TAXED if self._is_taxed(taxes) else UNTAXED


class AmericanNotSetUp(American, Off):
    """Automated, but nobody finished the set-up: QuickBooks would compute no tax."""

    problem = "tax_not_set_up"


class AmericanLegacy(American):
    """One code for the whole document, mapped from the taxes of its taxed lines."""

    def document_tax(self):
        wanted = {self._key(line): line for line in self.lines if self._is_taxed(line.key_taxes)}
        return Tax(total=self.total, code=self._single({self._code(line) for line in wanted.values()}))

    @staticmethod
    def _single(codes):
        """The only one of `codes` (Refs), None when there is none. Raises DocumentError for several."""
        if len(codes) > 1:
            names = ", ".join(sorted(f"“{code.name}”" for code in codes))
            raise DocumentError(Problem("tax_several_codes", {"codes": names}, "tax"))
        return next(iter(codes), None)

    def _key(self, line):
        return self._key_of(line.key_taxes)

    def _code(self, line):
        code = self._mapped(line.key_taxes)
        if code is None or code.id in PSEUDO:
            raise self._unmapped(line.key_taxes, line.record.name)
        return code


class Global(Taxes):
    """A numeric code on every line, and one amount per rate of the codes used."""

    def line_code(self, taxes, text):
        code = self._mapped(taxes)
        if code is None:
            raise self._unmapped(taxes, text)
        return code

    @cached_property
    def inclusive(self):
        """Whether all taxes are in the prices, and QuickBooks can hold it so: every line has a price with tax, from
        which it takes out the tax that Odoo has, and they add up."""
        taxes = [tax for line in self.lines for tax in line.taxes]
        if not taxes or not all(tax.price_include for tax in taxes) or self.net_only:
            return False
        if not all(self._is_same_net(line) for line in self.lines):
            return False
        return sum(amount(line.tax, self.move.currency_id) for line in self.lines) == self.total

    def _is_same_net(self, line):
        """QuickBooks takes the tax out of each price by itself, half up to cents (spec qbo 6.4); Odoo may give a cent
        of it to another line."""
        net, rate = amount(line.base, self.move.currency_id), sum(exact(tax.amount) for tax in line.taxes)
        gross = net + amount(line.tax, self.move.currency_id)
        return not any(tax.include_base_amount for tax in line.taxes) and _without(gross, rate) == net

    def inclusive_amount(self, line, line_amount):
        return line_amount + amount(line.tax, self.move.currency_id) if self.inclusive else None

    def document_tax(self):
        return Tax(total=self.total, inclusive=self.inclusive, rates=self._rates())

    def _rates(self):
        """What each QuickBooks rate yields. The amounts of Odoo's tax lines, so that they add up to the tax
        total."""
        amounts, bases, rates = defaultdict(Decimal), defaultdict(Decimal), {}
        for line in self.lines:
            self._add_rates(line, amounts, bases, rates)
        self._match_total(amounts)
        return tuple(
            TaxRateAmount(rate=rates[key][0], amount=amounts[key], base=bases[key], percent=rates[key][1])
            for key in rates
        )

    def _add_rates(self, line, amounts, bases, rates):
        code = self._codes[self._key_of(line.key_taxes)]
        known = self._rates_of(code, line)
        left = list(known)
        taxed = [part for part in line.parts if part[2]]
        for tax, base, tax_amount in taxed:
            rate = self._rate_for(tax, left) or self._rate_for(tax, known)
            if rate is None:
                values = {"tax": tax.name, "code": code.name, "tax_ids": line.key_taxes.ids}
                raise DocumentError(Problem("tax_rate_unmapped", values, "tax"))
            if rate in left:
                left.remove(rate)
            rates[rate[0].id] = rate
            amounts[rate[0].id] += amount(tax_amount, self.move.currency_id)
            bases[rate[0].id] += amount(base, self.move.currency_id)
        for rate in left:
            # All rates of a used code must be listed (spec qbo 6.4), also one that yields nothing here.
            rates.setdefault(rate[0].id, rate)
            amounts[rate[0].id] += 0
            bases[rate[0].id] += 0 if taxed else amount(line.base, self.move.currency_id)

    @staticmethod
    def _rate_for(tax, rates):
        return next((one for one in rates if one[1] == exact(tax.amount)), None)

    def _match_total(self, amounts):
        """Cents that Odoo's rounding of the whole document added or took go to the largest rate."""
        missing = self.total - sum(amounts.values())
        if missing and amounts:
            amounts[max(amounts, key=lambda key: abs(amounts[key]))] += missing

    def _rates_of(self, code, _line):
        """[(Ref, percent)] of the sales rates of a qb.entry TaxCode."""
        return self.env["qb.tax.map"]._sales_rates(code)


class DesktopGlobal(Global):
    """A code on every line, outside the US. QuickBooks Desktop's list says no rates of a code: Odoo's own stand for
    them, and amounts go before tax."""

    inclusive = False

    def _rates_of(self, code, line):
        return [(Ref(f"{code.qb_id}/{tax.id}", tax.name), exact(tax.amount)) for tax, _base, _amount in line.parts]


def _without(gross, percent):
    """`gross` without its tax of `percent`, half up to cents."""
    return (gross / (1 + percent / HUNDRED)).quantize(CENT, rounding=ROUND_HALF_UP)
