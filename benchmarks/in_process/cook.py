"""The document of one recipe, with Odoo's arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from odoo.addons.odoo_qb_connector.documents import (
    DescriptionLine,
    DiscountLine,
    ItemLine,
    SalesDocument,
    SalesKind,
    ShippingLine,
    Tax,
    TaxRateAmount,
    new_marker,
)

from .recipes import Recipe, Shop, TaxCode

CENT = Decimal("0.01")
DAY = date(2026, 3, 5)
NO_MONEY = Decimal("0.00")


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class _Line:
    """One line with the tax that is Odoo's for it alone, not rounded."""

    said: ItemLine | ShippingLine | DiscountLine
    code: TaxCode
    net: Decimal
    tax: Decimal


def _net(lines: Sequence[_Line]) -> Decimal:
    return sum((line.net for line in lines), NO_MONEY)


def _tax(rates: Sequence[TaxRateAmount]) -> Decimal:
    return sum((rate.amount for rate in rates), NO_MONEY)


def _merged(rates: Sequence[TaxRateAmount]) -> list[TaxRateAmount]:
    """Each rate once, whichever codes it belongs to."""
    found: dict[str, TaxRateAmount] = {}
    for one in rates:
        before = found.get(one.rate.id)
        if before:
            amount, base = before.amount + one.amount, before.base + one.base
            found[one.rate.id] = TaxRateAmount(one.rate, amount, base, one.percent)
        else:
            found[one.rate.id] = one
    return list(found.values())


class Cook:
    """Makes the document of one recipe."""

    def __init__(self, shop: Shop, recipe: Recipe) -> None:
        self.shop = shop
        self.recipe = recipe
        self.random = Random(recipe.seed)
        self.codes = [self.random.choice(shop.codes)] if shop.one_code else list(shop.codes)
        self.codes.append(shop.untaxed)

    def document(self, number: str) -> SalesDocument:
        lines = self._lines()
        lines += self._rounding(_net(lines) + _tax(self._rates(lines)))
        rates = self._rates(lines)
        code = next((line.code.document for line in lines if line.code.document), None)
        return SalesDocument(
            kind=self.recipe.kind,
            customer=self.shop.customers[self.recipe.currency],
            date=DAY,
            currency=self.recipe.currency,
            lines=(*(line.said for line in lines), DescriptionLine("Thank you")),
            total=_net(lines) + _tax(rates),
            tax=Tax(_tax(rates), self._shows_included(), code, tuple(rates)),
            marker=new_marker(),
            number=number,
            exchange_rate=None if self.recipe.currency == self.shop.home else self._exchange_rate(),
            customer_currency=self.recipe.currency,
            deposit_account=self.shop.refunds_from if self.recipe.kind is SalesKind.REFUND_RECEIPT else None,
        )

    # ------------------------------------------------------------------ lines

    def _lines(self) -> list[_Line]:
        lines = [self._goods() for _ in range(self.recipe.lines)]
        if self.recipe.shipping:
            lines.append(self._shipping())
        if self.recipe.down_payment:
            lines.append(self._deduction(lines))
        if self.recipe.whole_discount and not self._shows_included():
            lines.append(self._whole_discount(lines))
        return lines

    def _goods(self) -> _Line:
        random = self.random
        digits = random.choice([1, 2, 4, 9])
        quantity = Decimal(random.randint(1, 10**digits)).scaleb(-random.choice([0, 1, 3]) if digits < 9 else -3)
        price = Decimal(random.randint(0, 10 ** random.choice([3, 5, 7]))).scaleb(-random.choice([2, 2, 3, 6]))
        if digits == 9:
            price = (price / 10_000).quantize(Decimal("0.000001"))
        percent = Decimal(random.randint(0, 10_000)).scaleb(-2) if self.recipe.discounted else Decimal(0)
        return self._item(quantity, price * (100 - percent) / 100)

    def _item(self, quantity: Decimal, price: Decimal) -> _Line:
        """`price` with its tax where prices include it; the document says prices before tax."""
        code = self.random.choice(self.codes)
        whole = cents(quantity * price)
        if not self.recipe.included:
            return self._taxed(code, whole, whole * code.percent / 100, quantity, price)
        net = cents(whole / (1 + code.percent / 100))
        before_tax = (price / (1 + code.percent / 100)).quantize(Decimal("0.000001"))
        return self._taxed(code, net, whole - net, quantity, before_tax)

    def _taxed(self, code: TaxCode, net: Decimal, tax: Decimal, quantity: Decimal, price: Decimal) -> _Line:
        item, gross = self.random.choice(self.shop.items), cents(net + tax)
        said = ItemLine(item, net, quantity, price, "Goods", code.line, gross if self._shows_included() else None)
        return _Line(said, code, net, tax)

    def _shipping(self) -> _Line:
        amount, code = Decimal(self.random.randint(0, 5_000)).scaleb(-2), self.shop.untaxed
        gross = amount if self._shows_included() else None
        return _Line(ShippingLine(amount, code.line, "Parcel", tax_inclusive_amount=gross), code, amount, NO_MONEY)

    def _deduction(self, lines: Sequence[_Line]) -> _Line:
        """A part of what the lines come to, without tax of its own."""
        value, code = self._part_of(lines), self.shop.untaxed
        gross = -value if self._shows_included() else None
        said = ItemLine(self.shop.items[0], -value, Decimal(-1), value, "Down payment", code.line, gross)
        return _Line(said, code, -value, NO_MONEY)

    def _whole_discount(self, lines: Sequence[_Line]) -> _Line:
        """With the tax of one of the lines, most of the time: then it lowers that tax."""
        value, own = self._part_of(lines), self.random.randint(0, 9)
        code = self.random.choice(lines).code if own else self.shop.untaxed
        tax = value * code.percent / 100
        said = DiscountLine(value, code.line, "Spring")
        return _Line(said, code, -value, -cents(tax) if self.recipe.included else -tax)

    def _part_of(self, lines: Sequence[_Line]) -> Decimal:
        return cents(max(_net(lines), NO_MONEY) * self.random.randint(0, 50) / 100)

    def _rounding(self, total: Decimal) -> list[_Line]:
        """Cash rounding to the smallest coin; it bears no tax."""
        coin = Decimal(self.recipe.smallest) / 100
        rest = (total / coin).quantize(Decimal(1), rounding=ROUND_HALF_UP) * coin - total
        if not rest:
            return []
        gross, code = rest if self._shows_included() else None, self.shop.untaxed
        said = ItemLine(self.shop.items[0], rest, Decimal(1), rest, "Rounding", code.line, gross)
        return [_Line(said, code, rest, NO_MONEY)]

    # ------------------------------------------------------------------ tax

    def _rates(self, lines: Sequence[_Line]) -> list[TaxRateAmount]:
        """What each rate of each code in use yields: prices with tax have it as it is, others rounded as told."""
        found = []
        for code in self.codes:
            taxed = [line for line in lines if line.code is code]
            if taxed and code.rates:
                found += self._shares(code, taxed)
        return _merged(found)

    def _shares(self, code: TaxCode, lines: Sequence[_Line]) -> list[TaxRateAmount]:
        base = _net(lines)
        if self.recipe.included:
            whole = sum((line.tax for line in lines), NO_MONEY)
            return self._spread(code, base, whole)
        return [
            TaxRateAmount(rate, self._rounded([line.net * percent / 100 for line in lines]), base, percent)
            for rate, percent in code.rates
        ]

    def _rounded(self, taxes: Sequence[Decimal]) -> Decimal:
        return sum(map(cents, taxes), NO_MONEY) if self.recipe.per_line else cents(sum(taxes, Decimal(0)))

    def _spread(self, code: TaxCode, base: Decimal, whole: Decimal) -> list[TaxRateAmount]:
        """The tax of prices that include it, over the rates; the last takes the rest."""
        amounts = [cents(whole * percent / code.percent) if code.percent else NO_MONEY for _rate, percent in code.rates]
        amounts[-1] = whole - sum(amounts[:-1], NO_MONEY)
        return [
            TaxRateAmount(rate, amount, base, percent)
            for (rate, percent), amount in zip(code.rates, amounts, strict=True)
        ]

    def _shows_included(self) -> bool:
        return self.recipe.included and self.shop.shows_included

    def _exchange_rate(self) -> Decimal:
        return Decimal(self.random.randint(1, 5_000_000)).scaleb(-self.random.choice([4, 6]))
