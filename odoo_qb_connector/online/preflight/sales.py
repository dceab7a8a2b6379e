"""The rules of this company for a sales document: its currency, preferences, period and tax model."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...documents import (
    DescriptionLine,
    DiscountLine,
    ItemLine,
    Problem,
    SalesDocument,
    SalesKind,
    ShippingLine,
)
from ...gateway import CompanyFacts, TaxModel
from ..encode.fields import Context
from ..encode.tax import US_MODELS, has_taxable_line
from ..facts import SALES_FIELDS
from ..limits import ONLINE

TOUCHED_ALWAYS = frozenset({"", "date", "note"})
"""What an update of some fields depends on too: the company, the day in an open period, the note with our marker."""
CENT = Decimal("0.01")
LARGEST_AMOUNT = Decimal(10) ** 10
"""Amounts have at most ten digits before the point (spec qbo 5.0)."""


def sales_problems(document: SalesDocument, context: Context) -> list[Problem]:
    """What this company would refuse. Nothing can be said before its facts are known."""
    facts = context.facts
    if facts is None:
        return [Problem("company_unknown")]
    return [
        *_company_problems(document, facts),
        *_order_problems(document, context),
        *_refund_problems(document),
        *_custom_field_problems(document, context),
        *_amount_problems(document),
        *_feature_problems(document, context),
        *_tax_problems(document, facts.tax_model),
    ]


def _company_problems(document: SalesDocument, facts: CompanyFacts) -> Iterator[Problem]:
    if facts.currency and not facts.multicurrency and document.currency != facts.currency:
        values = {"currency": document.currency, "home": facts.currency}
        yield Problem("currency_not_home", values, "currency")
    posts = document.kind is not SalesKind.ESTIMATE
    if posts and facts.multicurrency and document.currency != facts.currency and document.exchange_rate is None:
        yield Problem("exchange_rate_missing", {"currency": document.currency}, "exchange_rate")
    if posts and facts.closing_date and document.date <= facts.closing_date:
        values = {"date": document.date, "closing_date": facts.closing_date}
        yield Problem("period_closed", values, "date")


def _order_problems(document: SalesDocument, context: Context) -> Iterator[Problem]:
    """Online an open order is an estimate (spec qbo 5.5)."""
    if document.kind is SalesKind.ESTIMATE and context.off("AllowEstimates"):
        yield Problem("estimates_off", field="kind")
    if document.order and document.order.type != "Estimate":
        yield Problem("order_of_other_edition", {"type": document.order.type}, "order")


def _refund_problems(document: SalesDocument) -> Iterator[Problem]:
    """The account that the money leaves must be named (spec qbo 5.5)."""
    if document.kind is SalesKind.REFUND_RECEIPT and document.deposit_account is None:
        yield Problem("refund_account_missing", field="deposit_account")


def _custom_field_problems(document: SalesDocument, context: Context) -> Iterator[Problem]:
    """A field that is not switched on is refused (3000)."""
    defined, limit = context.facts.features.get(SALES_FIELDS), ONLINE.other["custom_field"]
    for one in document.custom_fields:
        text = context.text(one.value) or ""
        if len(text) > limit:
            values = {"field": one.name or one.id, "length": len(text), "limit": limit}
            yield Problem("custom_field_too_long", values, "custom_fields")
        if defined is not None and one.id not in defined:
            yield Problem("custom_field_unknown", {"field": one.name or one.id}, "custom_fields")


def _amount_problems(document: SalesDocument) -> Iterator[Problem]:
    """QuickBooks knows cents and no smaller coin, whatever the currency."""
    if document.total < 0:
        yield Problem("total_negative", {"total": document.total}, "total")
    for place, amount in _amounts(document):
        if amount != amount.quantize(CENT):
            yield Problem("amount_not_in_cents", {"line": place, "amount": amount}, "lines")
        if abs(amount) >= LARGEST_AMOUNT:
            yield Problem("amount_too_large", {"line": place, "amount": amount}, "lines")
    for line in document.lines:
        if isinstance(line, DiscountLine) and line.amount < 0:
            yield Problem("discount_negative", {"amount": line.amount}, "lines")


def _amounts(document: SalesDocument) -> Iterator[tuple[int, Decimal]]:
    """Every amount with the number of its line; 0 for the document's own."""
    for place, line in enumerate(document.lines, 1):
        if not isinstance(line, DescriptionLine):
            yield place, line.amount
            gross = getattr(line, "tax_inclusive_amount", None)
            if gross is not None:
                yield place, gross
    yield 0, document.total
    yield 0, document.tax.total


def _feature_problems(document: SalesDocument, context: Context) -> Iterator[Problem]:
    """Lines and references that need a preference switched on in QuickBooks (spec qbo 5.1)."""
    own = [line for line in document.lines if isinstance(line, ShippingLine) and line.item is None]
    discounts = [line for line in document.lines if isinstance(line, DiscountLine)]
    if own and context.off("AllowShipping"):
        yield Problem("shipping_not_allowed", field="lines")
    if discounts and context.off("AllowDiscount"):
        yield Problem("discount_not_allowed", field="lines")
    if len(own) > 1:
        yield Problem("several_shipping_lines", {"count": len(own)}, "lines")
    if len(discounts) > 1:
        yield Problem("several_discount_lines", {"count": len(discounts)}, "lines")
    yield from _tracking_problems(document, context)


def _tracking_problems(document: SalesDocument, context: Context) -> Iterator[Problem]:
    """Whether QuickBooks refuses or drops a class it does not track is unconfirmed: neither may happen
    silently."""
    per_line = any(isinstance(line, ItemLine) and line.class_ref for line in document.lines)
    if per_line and context.off("ClassTrackingPerTxnLine"):
        yield Problem("class_per_line_not_tracked", field="lines")
    if document.class_ref and context.off("ClassTrackingPerTxn"):
        yield Problem("class_not_tracked", field="class_ref")
    if document.department and context.off("TrackDepartments"):
        yield Problem("location_not_tracked", field="department")


def _tax_problems(document: SalesDocument, model: TaxModel) -> list[Problem]:
    tax = document.tax
    if tax.total and model is TaxModel.OFF:
        return [Problem("tax_is_off", {"tax": tax.total}, "tax")]
    if tax.total and model is TaxModel.US_AUTOMATED_NOT_SET_UP:
        return [Problem("tax_not_set_up", {"tax": tax.total}, "tax")]
    if model in US_MODELS:
        return list(_us_problems(document, model))
    return list(_global_problems(document)) if model is TaxModel.GLOBAL else []


def _us_problems(document: SalesDocument, model: TaxModel) -> Iterator[Problem]:
    """What becomes of a tax without a taxable line is unconfirmed (spec qbo 6.2): it is refused here."""
    if document.tax.inclusive:
        yield Problem("tax_inclusive_in_us", field="tax")
    if document.tax.there:
        return
    if document.tax.total and not has_taxable_line(document):
        yield Problem("tax_without_taxable_line", {"tax": document.tax.total}, "tax")
    if document.tax.total and model is TaxModel.US_LEGACY and document.tax.code is None:
        yield Problem("tax_code_missing", {"tax": document.tax.total}, "tax")


def _global_problems(document: SalesDocument) -> Iterator[Problem]:
    """Every line has a code, zero-rated and exempt ones too, or QuickBooks refuses the whole (spec qbo
    6.4)."""
    for place, line in enumerate(document.lines, 1):
        if not isinstance(line, DescriptionLine) and line.tax is None:
            yield Problem("line_without_tax_code", {"line": place}, "lines")
    stated = sum((rate.amount for rate in document.tax.rates), Decimal(0))
    if document.tax.rates and stated != document.tax.total:
        values = {"rates": stated, "tax": document.tax.total}
        yield Problem("tax_rates_do_not_add_up", values, "tax")
    yield from _discount_tax_problems(document)
    repeated = len(document.tax.rates) - len({rate.rate.id for rate in document.tax.rates})
    if repeated:
        yield Problem("tax_rate_repeated", {"count": repeated}, "tax")
    yield from _inclusive_problems(document)


def _discount_tax_problems(document: SalesDocument) -> Iterator[Problem]:
    """QuickBooks spreads a discount over the codes of the lines, and takes the rates of these codes and no others (spec
    qbo 6.4): the rates of a code that only the discount has would be refused."""
    lines = [line for line in document.lines if isinstance(line, ItemLine | ShippingLine)]
    codes = {line.tax.id for line in lines if line.tax}
    for line in document.lines:
        if isinstance(line, DiscountLine) and line.tax and line.tax.id not in codes and document.tax.rates:
            yield Problem("discount_tax_not_on_lines", {"code": line.tax.name or line.tax.id}, "lines")


def _inclusive_problems(document: SalesDocument) -> Iterator[Problem]:
    """Net and gross stand side by side on a line; together they must give the same total."""
    lines = [line for line in document.lines if isinstance(line, ItemLine | ShippingLine)]
    if not document.tax.inclusive or any(line.tax_inclusive_amount is None for line in lines):
        return
    if any(isinstance(line, DiscountLine) for line in document.lines):
        yield Problem("discount_with_inclusive_tax", field="lines")
        return
    gross = sum((line.tax_inclusive_amount for line in lines), Decimal(0))
    if gross != document.total:
        values = {"lines": gross, "total": document.total, "difference": document.total - gross}
        yield Problem("does_not_add_up", values, "total")
