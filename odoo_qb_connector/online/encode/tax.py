"""Tax as this company's model says it (spec qbo 6).

| model | line | document |
|---|---|---|
| OFF | nothing | nothing |
| US_AUTOMATED, US_AUTOMATED_NOT_SET_UP | TAX or NON, always | TotalTax, honoured and prorated by the engine |
| US_LEGACY | TAX or NON, always | TxnTaxCodeRef and TotalTax |
| GLOBAL | the numeric code | GlobalTaxCalculation; with rates: TotalTax and one TaxLine per rate |

No amount is told of a tax that QuickBooks computes (`Tax.there`): on a whole update it is computed anew (spec qbo 6.4).
"""

from __future__ import annotations

from ...documents import DescriptionLine, DiscountLine, Ref, SalesDocument, TaxRateAmount
from ...gateway import TaxModel
from .fields import Context, reference

TAXABLE, NOT_TAXABLE = {"value": "TAX"}, {"value": "NON"}
US_MODELS = (TaxModel.US_AUTOMATED, TaxModel.US_AUTOMATED_NOT_SET_UP, TaxModel.US_LEGACY)


def line_code(tax: Ref | None, context: Context) -> dict | None:
    """TaxCodeRef of a line. In the US always explicit: a missing code means TAX under the automated model and
    NON under the legacy one, and a numeric code is refused (6100): whatever is not NON is TAX."""
    if context.tax_model in US_MODELS:
        return TAXABLE if is_taxable(tax) else NOT_TAXABLE
    return reference(tax) if context.tax_model is TaxModel.GLOBAL else None


def is_taxable(tax: Ref | None) -> bool:
    """Whether a US line with this mapped code is taxable."""
    return bool(tax) and tax.id != NOT_TAXABLE["value"]


def has_taxable_line(document: SalesDocument) -> bool:
    """Whether any line that adds money is taxable (US)."""
    adding = (line for line in document.lines if not isinstance(line, DescriptionLine | DiscountLine))
    return any(is_taxable(line.tax) for line in adding)


def calculation(document: SalesDocument, context: Context) -> str | None:
    """GlobalTaxCalculation, required outside the US and unknown inside (spec qbo 6.4)."""
    if context.tax_model is not TaxModel.GLOBAL:
        return None
    return "TaxInclusive" if document.tax.inclusive else "TaxExcluded"


def after_discount(document: SalesDocument, context: Context) -> bool | None:
    """ApplyTaxAfterDiscount (US): True, because Odoo's discounts lower the taxed amount."""
    return True if context.tax_model in US_MODELS else None


def detail(document: SalesDocument, context: Context) -> dict | None:
    """TxnTaxDetail: our total overrides what QuickBooks would compute."""
    if document.tax.there:
        return _detail_without_amount(document, context)
    if context.tax_model in US_MODELS:
        return _us_detail(document, context)
    if context.tax_model is TaxModel.GLOBAL:
        return _global_detail(document)
    return None


def _detail_without_amount(document: SalesDocument, context: Context) -> dict | None:
    """The one code of a document where there is one: by it QuickBooks computes (spec qbo 6.3)."""
    code = reference(document.tax.code) if context.tax_model is TaxModel.US_LEGACY else None
    return {"TxnTaxCodeRef": code} if code else None


def _global_detail(document: SalesDocument) -> dict | None:
    """The total with every rate of the codes used; without rates only a zero can be stated, any other total would be
    refused (spec qbo 6.4)."""
    if document.tax.rates:
        return {"TotalTax": document.tax.total, "TaxLine": [_tax_line(rate) for rate in document.tax.rates]}
    return None if document.tax.total else {"TotalTax": document.tax.total}


def _us_detail(document: SalesDocument, context: Context) -> dict | None:
    """The total, stated even when it is zero or no line is taxable, because an automated company would otherwise
    compute its own. Where automated tax is not set up nothing is computed, and nothing can be stated."""
    if context.tax_model is TaxModel.US_AUTOMATED_NOT_SET_UP:
        return None
    code = reference(document.tax.code) if context.tax_model is TaxModel.US_LEGACY else None
    return {"TxnTaxCodeRef": code, "TotalTax": document.tax.total} if code else {"TotalTax": document.tax.total}


def _tax_line(rate: TaxRateAmount) -> dict:
    return {
        "Amount": rate.amount,
        "DetailType": "TaxLineDetail",
        "TaxLineDetail": {
            "TaxRateRef": reference(rate.rate),
            "PercentBased": True,
            "TaxPercent": rate.percent,
            "NetAmountTaxable": rate.base,
        },
    }
