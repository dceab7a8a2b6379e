"""Outside the US: a numeric tax code on every line, GlobalTaxCalculation on the document (spec qbo 6.4)."""

from __future__ import annotations

from decimal import Decimal

from ....books.money import ZERO, dec, half_up
from ... import faults
from ..base import Change
from ..session import Session
from .common import (
    HUNDRED,
    RateShare,
    SalesLine,
    TaxResult,
    apply_rates,
    discount_share,
    kept,
    no_tax,
    override_by_lines,
    override_total,
    rates_of_code,
)

WORDS = {"CA": "GST/HST", "GB": "VAT", "AU": "GST"}
_UNIT = Decimal("0.0000001")


def compute(change: Change, lines: list[SalesLine]) -> TaxResult:
    """Tax per rate on the net of all lines that use it, rounded half-up per rate."""
    mode = _mode(change)
    if mode in (None, "NotApplicable"):
        if mode and change.sent.values.get("TxnTaxDetail"):
            change.fail(faults.tax_detail_not_applicable())
        return no_tax()
    if any(line.code is None for line in lines):
        word = WORDS.get(change.session.company.country, "sales tax")
        change.fail(faults.business(change.session.switches.missing_tax_code_detail.format(word=word)))
        return no_tax()
    return kept(change) or _computed(change, lines, mode)


def _computed(change: Change, lines: list[SalesLine], mode: str) -> TaxResult:
    if mode == "TaxInclusive" and "Line" in change.sent.values:
        for line in lines:
            _take_tax_out(change, line)
    if change.errors:
        return no_tax()
    shares = _shares(change, lines, mode)
    _override(change, shares)
    return TaxResult(sum((share.tax for share in shares), ZERO), shares)


def _mode(change: Change) -> str | None:
    mode = change.values.get("GlobalTaxCalculation")
    if mode is None:
        if change.session.switches.missing_global_tax_calculation == "refuse":
            change.fail(faults.required("GlobalTaxCalculation"))
            return None
        mode = change.values["GlobalTaxCalculation"] = "TaxExcluded"
    return mode


def _rates(change: Change, code: str) -> list[tuple[str, Decimal, str]]:
    rates = rates_of_code(change.session, code)
    if not rates:
        change.fail(faults.business(f"Tax code {code} cannot be used on sales transactions.", "TaxCodeRef"))
    return rates


def gross_factor(rates: list[tuple[str, Decimal, str]]) -> Decimal:
    """What one unit of net comes to with tax, compound rates included."""
    factor = Decimal(1)
    for _id, percent, applies in rates:
        base = {"TaxOnAmountPlusTax": factor, "TaxOnTax": factor - 1}.get(applies, Decimal(1))
        factor += base * percent / HUNDRED
    return factor


def _take_tax_out(change: Change, line: SalesLine) -> None:
    """TaxInclusive: the net is the gross without its tax, rounded half-up per line (spec qbo 6.4).

    A line that gives TaxInclusiveAmt gives its net in Amount; one that does not gives the gross there
    (switch `tax_inclusive_without_gross`). The answer carries net Amount and UnitPrice, and the gross in
    TaxInclusiveAmt.
    """
    gross = line.detail.get("TaxInclusiveAmt")
    if gross is None:
        if change.session.switches.tax_inclusive_without_gross == "refuse":
            change.fail(faults.required("TaxInclusiveAmt"))
            return
        gross = line.amount
    net = half_up(dec(gross) / gross_factor(_rates(change, line.code)))
    quantity = dec(line.detail.get("Qty"))
    if "UnitPrice" in line.detail and quantity and net != line.amount:
        line.detail["UnitPrice"] = (net / quantity).quantize(_UNIT).normalize()
    line.amount = net
    line.detail["TaxInclusiveAmt"] = dec(gross)


def _shares(change: Change, lines: list[SalesLine], mode: str) -> list[RateShare]:
    """One share per rate used. TaxInclusive with a single code takes the tax as gross minus net, so that the
    document's total is the sum of the gross amounts.
    """
    subtotal = sum((line.amount for line in lines), ZERO)
    discount = change.values["_discount"]
    by_code: dict[str, list[SalesLine]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(line)
    by_rate: dict[str, RateShare] = {}
    for code, members in by_code.items():
        net = discount_share(sum((line.amount for line in members), ZERO), subtotal, discount)
        rates = _rates(change, code)
        found = apply_rates(net, rates)
        if mode == "TaxInclusive" and not discount and len(found) == 1:
            gross = sum((dec(line.detail["TaxInclusiveAmt"]) for line in members), ZERO)
            found[0].tax = gross - net
        for share in found:
            _add(by_rate, share)
    if mode == "TaxExcluded":
        _round_per_rate(change.session, by_rate, by_code)
    return list(by_rate.values())


def _add(by_rate: dict[str, RateShare], share: RateShare) -> None:
    old = by_rate.get(share.rate_id)
    if old is None:
        by_rate[share.rate_id] = share
    else:
        old.net += share.net
        old.tax += share.tax


def _round_per_rate(session: Session, by_rate: dict[str, RateShare], by_code: dict) -> None:
    """A simple rate that several codes share is rounded once, on their common base."""
    compound = {
        rate_id
        for code in by_code
        for rate_id, _percent, applies in rates_of_code(session, code)
        if applies != "TaxOnAmount"
    }
    for rate_id, share in by_rate.items():
        if rate_id not in compound:
            share.tax = half_up(share.net * share.percent / HUNDRED)


def _override(change: Change, shares: list[RateShare]) -> None:
    """TotalTax and one TaxLine per rate used; a total equal to the computed one needs no lines."""
    sent = change.sent.values.get("TxnTaxDetail", {})
    total, lines = sent.get("TotalTax"), sent.get("TaxLine")
    computed = sum((share.tax for share in shares), ZERO)
    if lines is not None:
        used = {share.rate_id for share in shares}
        named = {line.get("TaxLineDetail", {}).get("TaxRateRef", {}).get("value") for line in lines}
        if change.session.switches.override_must_list_all_rates and named != used:
            change.fail(faults.business("All the tax rates of the tax codes used must be given.", "TaxLine"))
            return
        override_by_lines(change, shares, lines, total)
    elif total is not None and total != computed:
        if change.session.switches.override_must_list_all_rates:
            change.fail(faults.business("A tax override needs one tax line per tax rate.", "TaxLine"))
        elif shares:
            override_total(shares, dec(total))
