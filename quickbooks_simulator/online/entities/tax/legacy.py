"""The US manual model: TAX or NON on lines, one tax code for the whole transaction (spec qbo 6.3)."""

from __future__ import annotations

from ....books.money import ZERO, dec
from ... import faults
from ..base import Change
from .common import (
    SalesLine,
    TaxResult,
    apply_rates,
    check_us_codes,
    discount_share,
    kept,
    no_tax,
    override_by_lines,
    override_total,
    rates_of_code,
)


def compute(change: Change, lines: list[SalesLine]) -> TaxResult:
    """A line without code counts as NON; tax is the code's rates on the TAX lines, or what was sent."""
    check_us_codes(change, lines)
    for line in lines:
        line.detail.setdefault("TaxCodeRef", {"value": "NON"})
    standing = kept(change)
    if standing or change.errors:
        return standing or no_tax()
    sent = change.sent.values.get("TxnTaxDetail", {})
    code = _code(change, sent, any(line.code == "TAX" for line in lines))
    if code is None:
        if sent.get("TotalTax"):
            change.fail(faults.required("TxnTaxCodeRef"))
        return no_tax()
    rates = rates_of_code(change.session, code)
    if not rates:
        change.fail(faults.tax_rate_error(f"Tax code {code} has no sales rates"))
        return no_tax()
    shares = apply_rates(taxable_base(change, lines), rates)
    if "TaxLine" in sent:
        override_by_lines(change, shares, sent["TaxLine"], sent.get("TotalTax"))
    elif "TotalTax" in sent:
        override_total(shares, dec(sent["TotalTax"]))
    return TaxResult(sum((share.tax for share in shares), ZERO), shares, code)


def _code(change: Change, sent: dict, taxable: bool) -> str | None:
    """The transaction's tax code: sent, kept by a sparse update, or by switch the customer's."""
    code = sent.get("TxnTaxCodeRef", {}).get("value")
    if code is None and change.sparse and "TxnTaxDetail" not in change.sent.values:
        code = (change.was("TxnTaxDetail") or {}).get("TxnTaxCodeRef", {}).get("value")
    if code == "CustomSalesTax":
        change.fail(faults.custom_sales_tax(update=not change.creating))
        return None
    if code is not None and not change.session.require("TaxCode", code).body.get("TaxGroup"):
        change.fail(faults.invalid_line_tax_code(code))
        return None
    if code is None and taxable and change.session.switches.legacy_default_tax_code == "customer":
        customer = change.session.require("Customer", change.values["CustomerRef"]["value"]).body
        code = customer.get("DefaultTaxCodeRef", {}).get("value")
    return code


def taxable_base(change: Change, lines: list[SalesLine]):
    """The sum of the TAX lines, after their share of the discount when ApplyTaxAfterDiscount is true."""
    base = sum((line.amount for line in lines if line.code == "TAX"), ZERO)
    if change.values.get("ApplyTaxAfterDiscount"):
        subtotal = sum((line.amount for line in lines), ZERO)
        base = discount_share(base, subtotal, change.values["_discount"])
    return base
