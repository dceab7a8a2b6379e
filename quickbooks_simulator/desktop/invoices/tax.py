"""Sales tax, computed by QuickBooks (spec qbd 5.2): in the United States one header item (or group) on the taxable
lines, elsewhere the item (or group) that the code of each line points to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..numbers import ZERO, amount, cents, price
from ..rows import Row
from ..work import Work
from .lines import HUNDRED


@dataclass(frozen=True)
class Share:
    """What one agency gets."""

    vendor: str | None
    amount: Decimal


def line_code(work: Work, body: dict, item: Row | None) -> str | None:
    """The code of a line that names none: Non when the customer is not taxable, else the item's."""
    if not work.sales_tax or item is None:
        return None
    customer_code = body["CustomerSalesTaxCodeRef"]
    if not is_taxable(work, customer_code):
        return customer_code
    return item.body.get("SalesTaxCodeRef", work.preferences["SalesTaxPreferences"]["DefaultTaxableSalesTaxCodeRef"])


def is_taxable(work: Work, code_id: str | None) -> bool:
    """Does a sales tax code say taxable? Everything is non-taxable while sales tax is off."""
    if not code_id or not work.sales_tax:
        return False
    code = work.rows.find("SalesTaxCode", code_id)
    return code is not None and code.body["IsTaxable"] == "true"


def tax_items(work: Work, item_id: str | None) -> list[Row]:
    """The single tax items behind an item: itself, or the members of a group."""
    if not item_id or not work.sales_tax:
        return []
    item = work.rows.any_of(("ItemSalesTax", "ItemSalesTaxGroup"), item_id)
    if item.type == "ItemSalesTax":
        return [item]
    return [work.rows.find("ItemSalesTax", member) for member in item.body["ItemSalesTaxRef"]]


def settle(work: Work, body: dict, taxed: list[tuple[str, Decimal]]) -> list[Share]:
    """Set the total (and in the United States the percentage) on the body; `taxed` are code and amount of each taxable
    line."""
    shares = _by_code(work, taxed) if work.abroad else _by_header(work, body, [amount for _code, amount in taxed])
    body["SalesTaxTotal"] = amount(sum((share.amount for share in shares), ZERO))
    return shares


def _by_header(work: Work, body: dict, amounts: list[Decimal]) -> list[Share]:
    items = tax_items(work, body.get("ItemSalesTaxRef"))
    shares = [_share(work, item, amounts) for item in items]
    percentage = sum((_rate(item) for item in items), ZERO)
    if work.sales_tax:
        body["SalesTaxPercentage"] = price(percentage)
    if len(shares) > 1 and work.switches.tax_group_rounding == "sum":
        shares = _spread(shares, _tax(work, amounts, percentage))
    return shares


def _by_code(work: Work, taxed: list[tuple[str, Decimal]]) -> list[Share]:
    """Every tax item once, on all lines whose code leads to it."""
    bases: dict[str, list[Decimal]] = {}
    items: dict[str, Row] = {}
    for code_id, value in taxed:
        for item in tax_items(work, work.rows.find("SalesTaxCode", code_id).body.get("ItemSalesTaxRef")):
            items[item.id] = item
            bases.setdefault(item.id, []).append(value)
    return [_share(work, items[item_id], amounts) for item_id, amounts in bases.items()]


def _share(work: Work, item: Row, amounts: list[Decimal]) -> Share:
    return Share(item.body.get("TaxVendorRef"), _tax(work, amounts, _rate(item)))


def _rate(item: Row) -> Decimal:
    return Decimal(item.body["TaxRate"])


def _tax(work: Work, amounts: list[Decimal], rate: Decimal) -> Decimal:
    if work.switches.tax_rounding == "line":
        return sum((cents(value * rate / HUNDRED) for value in amounts), ZERO)
    return cents(sum(amounts, ZERO) * rate / HUNDRED)


def _spread(shares: list[Share], total: Decimal) -> list[Share]:
    """The rounded sum, the difference on the last agency."""
    rest = total - sum((share.amount for share in shares), ZERO)
    return [*shares[:-1], Share(shares[-1].vendor, shares[-1].amount + rest)]
