"""US sales tax, computed by QuickBooks: one header item (or group) on the taxable lines (spec qbd 5.2)."""

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


def tax_items(work: Work, body: dict) -> list[Row]:
    """The header's single tax items: itself, or the members of the group."""
    item_id = body.get("ItemSalesTaxRef")
    if not item_id or not work.sales_tax:
        return []
    item = work.rows.any_of(("ItemSalesTax", "ItemSalesTaxGroup"), item_id)
    if item.type == "ItemSalesTax":
        return [item]
    return [work.rows.find("ItemSalesTax", member) for member in item.body["ItemSalesTaxRef"]]


def settle(work: Work, body: dict, amounts: list[Decimal]) -> list[Share]:
    """Set percentage and total on the body; `amounts` are those of the taxable lines."""
    items = tax_items(work, body)
    shares = [
        Share(item.body.get("TaxVendorRef"), _tax(work, amounts, Decimal(item.body["TaxRate"]))) for item in items
    ]
    percentage = sum((Decimal(item.body["TaxRate"]) for item in items), ZERO)
    if work.sales_tax:
        body["SalesTaxPercentage"] = price(percentage)
    if len(shares) > 1 and work.switches.tax_group_rounding == "sum":
        shares = _spread(shares, _tax(work, amounts, percentage))
    body["SalesTaxTotal"] = amount(sum((share.amount for share in shares), ZERO))
    return shares


def _tax(work: Work, amounts: list[Decimal], rate: Decimal) -> Decimal:
    if work.switches.tax_rounding == "line":
        return sum((cents(value * rate / HUNDRED) for value in amounts), ZERO)
    return cents(sum(amounts, ZERO) * rate / HUNDRED)


def _spread(shares: list[Share], total: Decimal) -> list[Share]:
    """The rounded sum, the difference on the last agency."""
    rest = total - sum((share.amount for share in shares), ZERO)
    return [*shares[:-1], Share(shares[-1].vendor, shares[-1].amount + rest)]
