"""TaxAgency -> TaxAgency, TaxCode -> TaxService (spec qbo 5.4): a code is made with its rates in one call."""

from __future__ import annotations

from ...documents import TaxAgency, TaxCode, TaxRate
from .fields import Context, field

ENTITY = {TaxAgency: "TaxAgency", TaxCode: "TaxCode"}
APPLICABLE_ON = "Sales"
"""Only sales are Odoo's business here; purchases keep the codes that QuickBooks has."""


def _rate(rate: TaxRate, context: Context) -> dict:
    if rate.known:
        return {"TaxRateId": rate.known.id, "TaxApplicableOn": APPLICABLE_ON}
    return {
        "TaxRateName": context.name(rate.name),
        "RateValue": rate.percent,
        "TaxAgencyId": rate.agency.id,
        "TaxApplicableOn": APPLICABLE_ON,
    }


FIELDS = {
    TaxAgency: [field("name", "DisplayName", lambda agency, context: context.name(agency.name))],
    TaxCode: [
        field("name", "TaxCode", lambda code, context: context.name(code.name)),
        field("rates", "TaxRateDetails", lambda code, context: [_rate(rate, context) for rate in code.rates]),
    ],
}
