"""Which way of saying taxes counts for a company: by its tax model, its edition and its policy."""

from __future__ import annotations

from ...gateway import TaxModel
from .sales_taxes import American, AmericanLegacy, AmericanNotSetUp, DesktopGlobal, Global, Off
from .tax_in_lines import AmericanInLines, GlobalInLines

_IN_LINES = {**dict.fromkeys(TaxModel, AmericanInLines), TaxModel.GLOBAL: GlobalInLines}
_STRATEGIES = {
    TaxModel.OFF: Off,
    TaxModel.US_AUTOMATED: American,
    TaxModel.US_AUTOMATED_NOT_SET_UP: AmericanNotSetUp,
    TaxModel.US_LEGACY: AmericanLegacy,
    TaxModel.GLOBAL: Global,
    TaxModel.DESKTOP: AmericanLegacy,
}
_ON_DESKTOP = {TaxModel.GLOBAL: DesktopGlobal}


def strategy(move, connection, facts, taxed_lines, *, net_only=False):
    """The strategy for `move`; `taxed_lines` are `TaxedLine`s, `net_only`: something on it has no price with tax, such
    as a discount in a line of its own or the parts of a kit."""
    strategies = _IN_LINES if connection.tax_way == "line" else _STRATEGIES
    edition = _ON_DESKTOP if connection.edition == "desktop" and connection.tax_way != "line" else {}
    return (strategies | edition)[facts.tax_model](move, connection, taxed_lines, net_only)
