"""The arithmetic of one line (spec qbd 5.2): quantity, rate and amount, discounts, subtotals, tax lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .. import statuses
from ..kinds import ITEMS
from ..numbers import ZERO, amount, cents, price
from ..rows import Row
from ..work import Work

HUNDRED = Decimal(100)
_FIGURES = ("Quantity", "Rate", "RatePercent", "Amount")
_REFUSED = {"ItemSubtotal": _FIGURES, "ItemDiscount": ("Quantity",), "ItemSalesTax": ("Quantity",)}


@dataclass(frozen=True)
class Above:
    """What stands above a line: the amount that a percentage refers to, and the taxable sum so far."""

    amount: Decimal = ZERO
    since_subtotal: Decimal = ZERO
    taxable: Decimal = ZERO


class LineMath:
    """Completes lines from top to bottom; `rate` is what a unit of the document's currency is worth at home."""

    def __init__(self, work: Work, rate: Decimal) -> None:
        self.work = work
        self.rate = rate
        self.above = Above()

    def complete(self, line: dict, taxable: bool, *, fresh: bool) -> None:
        """Fill in what the line leaves out; `fresh` is a line whose figures were sent, not kept."""
        item = self.item(line)
        if item is None:
            _check_text_line(line)
            return
        if fresh:
            _refuse(line, _REFUSED.get(item.type, ()))
        if fresh or item.type in ("ItemSubtotal", "ItemDiscount"):
            self._figure(line, item, fresh)
        self._move_on(item, Decimal(line["Amount"]), taxable)

    def item(self, line: dict) -> Row | None:
        """The item of a line."""
        return self.work.rows.any_of(ITEMS, line["ItemRef"]) if line.get("ItemRef") else None

    def _figure(self, line: dict, item: Row, fresh: bool) -> None:
        if item.type == "ItemSubtotal":
            line["Amount"] = amount(self.above.since_subtotal)
        elif item.type == "ItemDiscount":
            self._discount(line, item, fresh)
        elif item.type == "ItemSalesTax":
            self._tax_line(line, item)
        else:
            self._goods(line, item)

    # ------------------------------------------------------------------------------------------ kinds of lines

    def _goods(self, line: dict, item: Row) -> None:
        """Quantity and Rate give Amount; Quantity and Amount give Rate; nothing is the item's price once."""
        if "Amount" in line:
            self._given_amount(line)
            return
        if "Rate" not in line and "RatePercent" not in line:
            line.update(self._item_price(item))
        if "RatePercent" in line:
            line["Amount"] = self._round(self.above.amount * Decimal(line["RatePercent"]) / HUNDRED)
            return
        line["Amount"] = self._round(Decimal(line.get("Quantity", "1")) * Decimal(line["Rate"]))

    def _given_amount(self, line: dict) -> None:
        if "Rate" in line or "RatePercent" in line:
            if self.work.switches.rate_and_amount == "warn":
                self.work.warnings.append(statuses.rate_ignored())
            line.pop("Rate", None)
            line.pop("RatePercent", None)
        count = Decimal(line.get("Quantity", "0"))
        if count:
            line["Rate"] = price(Decimal(line["Amount"]) / count)

    def _discount(self, line: dict, item: Row, fresh: bool) -> None:
        """A negative price, or a percentage of the line above or of a subtotal (spec qbd 5.2)."""
        if fresh and "Amount" in line:
            self._given_amount(line)
        elif fresh and "RatePercent" not in line and "Rate" not in line:
            line.update(_own_discount(item))
        if "RatePercent" in line:
            percent = self._signed(Decimal(line["RatePercent"]))
            line["RatePercent"] = price(percent)
            line["Amount"] = self._round(self.above.amount * percent / HUNDRED)
        else:
            line["Amount"] = amount(self._signed(Decimal(line.get("Amount") or line["Rate"])))

    def _signed(self, value: Decimal) -> Decimal:
        return -abs(value) if self.work.switches.discount_sign == "negated" else value

    def _tax_line(self, line: dict, item: Row) -> None:
        """An explicit tax: its amount, or the item's rate on the taxable lines above."""
        if "Amount" not in line:
            rate = Decimal(line.get("RatePercent") or item.body["TaxRate"])
            line["RatePercent"] = price(rate)
            line["Amount"] = self._round(self.above.taxable * rate / HUNDRED)

    # -------------------------------------------------------------------------------------------------- parts

    def _item_price(self, item: Row) -> dict:
        body = item.body
        part = body.get("SalesOrPurchase") or body.get("SalesAndPurchase") or body
        if "PricePercent" in part:
            return {"RatePercent": part["PricePercent"]}
        home = Decimal(part.get("Price") or part.get("SalesPrice") or "0")
        return {"Rate": price(home / self.rate)}

    def _round(self, value: Decimal) -> str:
        return amount(cents(value, self.work.switches.amount_rounding))

    def _move_on(self, item: Row, value: Decimal, taxable: bool) -> None:
        if item.type == "ItemSubtotal":
            self.above = Above(value, ZERO, self.above.taxable)
            return
        counted = value if taxable and item.type != "ItemSalesTax" else ZERO
        self.above = Above(value, self.above.since_subtotal + value, self.above.taxable + counted)


def _own_discount(item: Row) -> dict:
    """A discount item's own rate, which it takes off."""
    if "DiscountRatePercent" in item.body:
        return {"RatePercent": price(-Decimal(item.body["DiscountRatePercent"]))}
    return {"Amount": amount(-Decimal(item.body.get("DiscountRate", "0")))}


def _refuse(line: dict, figures: tuple[str, ...]) -> None:
    for name in figures:
        if name in line:
            raise statuses.invalid_value(name, line[name], "This kind of item does not take this value.")


def _check_text_line(line: dict) -> None:
    """A line without an item is text only."""
    if any(name in line for name in _FIGURES) or not line.get("Desc"):
        raise statuses.missing("ItemRef")
