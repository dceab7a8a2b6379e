"""Sales tax: which model a company is on, and what each model makes of a transaction (spec qbo 6)."""

from __future__ import annotations

from ..base import Change
from . import ast, legacy, world
from .common import SalesLine, TaxResult, no_tax


def compute(change: Change, lines: list[SalesLine]) -> TaxResult:
    """The tax of a sales document; errors go to `change.fail`.

    1. UsingSalesTax false: no tax, nothing stored. 2. Outside the US: the global model. 3. US:
    PartnerTaxEnabled present means automated sales tax, absent means the legacy model (spec qbo 6.1).
    """
    session = change.session
    prefs = session.preferences["TaxPrefs"]
    if not prefs.get("UsingSalesTax", False):
        for line in lines:
            line.detail.pop("TaxCodeRef", None)
        return no_tax(stored=False)
    if not session.company.is_us:
        return world.compute(change, lines)
    if "PartnerTaxEnabled" in prefs:
        return ast.compute(change, lines, set_up=prefs["PartnerTaxEnabled"])
    return legacy.compute(change, lines)


__all__ = ["SalesLine", "TaxResult", "compute"]
