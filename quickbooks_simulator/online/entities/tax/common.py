"""What the three tax models share: the lines they read, the result they give, rates, overrides."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ....books.money import ZERO, dec, from_minor, half_up, prorate, to_minor
from ... import faults
from ..base import Change
from ..session import Session

HUNDRED = Decimal(100)


@dataclass
class SalesLine:
    """A taxable candidate: an item or shipping line. `amount` and `detail` may be changed by TaxInclusive."""

    amount: Decimal
    detail: dict  # the line's SalesItemLineDetail
    shipping: bool = False
    item_taxable: bool = True

    @property
    def code(self) -> str | None:
        return self.detail.get("TaxCodeRef", {}).get("value")


@dataclass
class RateShare:
    """One TaxLine: a rate, what it applies to, and what it comes to."""

    rate_id: str
    percent: Decimal
    net: Decimal
    tax: Decimal
    override_delta: Decimal | None = None

    def body(self) -> dict:
        detail = {
            "TaxRateRef": {"value": self.rate_id},
            "PercentBased": True,
            "TaxPercent": self.percent,
            "NetAmountTaxable": self.net,
        }
        if self.override_delta:
            detail["OverrideDeltaAmount"] = self.override_delta
        return {"Amount": self.tax, "DetailType": "TaxLineDetail", "TaxLineDetail": detail}


@dataclass
class TaxResult:
    """What a model decided. `stored` False leaves TxnTaxDetail out altogether."""

    total: Decimal
    shares: list[RateShare] = field(default_factory=list)
    code_id: str | None = None
    stored: bool = True

    def body(self) -> dict | None:
        if not self.stored:
            return None
        detail: dict = {}
        if self.code_id:
            detail["TxnTaxCodeRef"] = {"value": self.code_id}
        detail["TotalTax"] = self.total
        if self.shares:
            detail["TaxLine"] = [share.body() for share in self.shares]
        return detail


def no_tax(*, stored: bool = True) -> TaxResult:
    return TaxResult(ZERO, stored=stored)


def kept(change: Change) -> TaxResult | None:
    """The tax as it stands, when an update says nothing about lines, tax, customer, address or discount.

    Only then does an override survive without being sent again.
    """
    if change.creating or not change.sparse:
        return None
    decisive = {
        "Line",
        "TxnTaxDetail",
        "CustomerRef",
        "ShipAddr",
        "ApplyTaxAfterDiscount",
        "GlobalTaxCalculation",
    }
    if decisive & (set(change.sent.values) | change.sent.blanks):
        return None
    return from_body(change.was("TxnTaxDetail"))


def from_body(detail: dict | None) -> TaxResult | None:
    """Read a stored TxnTaxDetail back."""
    if detail is None:
        return None
    shares = []
    for line in detail.get("TaxLine", []):
        inner = line["TaxLineDetail"]
        shares.append(
            RateShare(
                inner["TaxRateRef"]["value"],
                dec(inner["TaxPercent"]),
                dec(inner["NetAmountTaxable"]),
                dec(line["Amount"]),
                dec(inner["OverrideDeltaAmount"]) if "OverrideDeltaAmount" in inner else None,
            )
        )
    code = detail.get("TxnTaxCodeRef", {}).get("value")
    return TaxResult(dec(detail["TotalTax"]), shares, code)


def rates_of_code(session: Session, code_id: str, *, purchase: bool = False) -> list[tuple[str, Decimal, str]]:
    """[(rate id, percent, TaxTypeApplicable)] of a tax code, in tax order."""
    body = session.require("TaxCode", code_id).body
    listed = body.get("PurchaseTaxRateList" if purchase else "SalesTaxRateList", {}).get("TaxRateDetail", [])
    ordered = sorted(listed, key=lambda entry: entry.get("TaxOrder", 0))
    found = []
    for entry in ordered:
        rate = session.require("TaxRate", entry["TaxRateRef"]["value"])
        applies = entry.get("TaxTypeApplicable", "TaxOnAmount")
        found.append((rate.id, dec(rate.body["RateValue"]), applies))
    return found


def apply_rates(net: Decimal, rates: list[tuple[str, Decimal, str]]) -> list[RateShare]:
    """Each rate on `net`, rounded half-up to cents per rate; compound ones on net plus the tax so far."""
    shares: list[RateShare] = []
    for rate_id, percent, applies in rates:
        so_far = sum((share.tax for share in shares), ZERO)
        base = {"TaxOnAmountPlusTax": net + so_far, "TaxOnTax": so_far}.get(applies, net)
        shares.append(RateShare(rate_id, percent, base, half_up(base * percent / HUNDRED)))
    return shares


def discount_share(part: Decimal, subtotal: Decimal, discount: Decimal) -> Decimal:
    """What is left of `part` after its share of the document's discount."""
    if not discount or not subtotal:
        return part
    return half_up(part - discount * part / subtotal)


def override_total(shares: list[RateShare], total: Decimal) -> None:
    """Spread an explicit TotalTax over the rates in proportion to what they came to (spec qbo 6.2)."""
    weights = [abs(share.tax) for share in shares]
    if not any(weights):
        weights = [share.percent for share in shares]
    for share, minor in zip(shares, prorate(to_minor(total), weights), strict=True):
        amount = from_minor(minor)
        share.override_delta = (amount - share.tax) or None
        share.tax = amount


def override_by_lines(change: Change, shares: list[RateShare], lines: list[dict], total: Decimal | None) -> None:
    """Amounts per rate as sent: each rate once, adding up to TotalTax, with the rate's own percentage."""
    by_rate = {share.rate_id: share for share in shares}
    seen: set[str] = set()
    for line in lines:
        inner = line.get("TaxLineDetail", {})
        rate_id = inner.get("TaxRateRef", {}).get("value")
        if rate_id is None:
            change.fail(faults.required("TaxRateRef"))
            return
        if "Amount" not in line:
            change.fail(faults.required("Amount"))
            return
        share = by_rate.get(rate_id)
        if share is None or rate_id in seen:
            change.fail(faults.tax_rate_error(f"Tax rate {rate_id} does not belong to the tax codes used"))
            return
        if "TaxPercent" in inner and inner["TaxPercent"] != share.percent:
            change.fail(faults.tax_rate_error(f"Tax rate {rate_id} is {share.percent} percent"))
            return
        seen.add(rate_id)
        amount = dec(line["Amount"])
        share.override_delta = (amount - share.tax) or None
        share.tax = amount
    if total is not None and sum((share.tax for share in shares), ZERO) != total:
        change.fail(faults.business("TotalTax does not equal the sum of the tax lines.", "TotalTax"))


def check_us_codes(change: Change, lines: list[SalesLine]) -> None:
    """US lines take TAX or NON only: 6100, and 6160/6230 for CustomSalesTax (spec qbo 6.2)."""
    for line in lines:
        if line.code == "CustomSalesTax":
            change.fail(faults.custom_sales_tax(update=not change.creating))
        elif line.code not in (None, "TAX", "NON"):
            change.fail(faults.invalid_line_tax_code(line.code))


def customer_taxable(change: Change) -> bool:
    customer = change.session.require("Customer", change.values["CustomerRef"]["value"]).body
    return customer.get("Taxable", True)
