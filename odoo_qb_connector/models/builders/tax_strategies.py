"""Which way of saying taxes counts for a company: by its tax model, its edition and its policy."""

from __future__ import annotations

from ...gateway import TaxModel
from .sales_taxes import American, AmericanLegacy, AmericanNotSetUp, DesktopGlobal, Global, Off, TaxedLine
from .tax_in_lines import AmericanInLines, GlobalInLines
from .tax_there import AmericanLegacyThere, AmericanThere, DesktopGlobalThere, DesktopThere, GlobalThere

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
_THERE = _STRATEGIES | {
    TaxModel.US_AUTOMATED: AmericanThere,
    TaxModel.US_LEGACY: AmericanLegacyThere,
    TaxModel.GLOBAL: GlobalThere,
    TaxModel.DESKTOP: DesktopThere,
}
_THERE_ON_DESKTOP = {TaxModel.GLOBAL: DesktopGlobalThere}


def strategy_of(move, connection, facts):
    """The strategy for `move` as it stands."""
    base_lines, _tax_lines = move._get_rounded_base_and_tax_lines()
    return strategy(move, connection, facts, taxed_lines(base_lines))


def taxed_lines(base_lines):
    """`TaxedLine`s of what Odoo computes taxes on."""
    return [TaxedLine(base_line) for base_line in base_lines if base_line["record"]]


def strategy(move, connection, facts, taxed_lines, *, net_only=False):
    """The strategy for `move`; `taxed_lines` are `TaxedLine`s, `net_only`: something on it has no price with tax, such
    as a discount in a line of its own or the parts of a kit."""
    if move._qb_is_tax_there(connection):
        ways, on_desktop = _THERE, _THERE_ON_DESKTOP
    elif connection.tax_way == "line":
        ways, on_desktop = _IN_LINES, {}
    else:
        ways, on_desktop = _STRATEGIES, _ON_DESKTOP
    edition = on_desktop if connection.edition == "desktop" else {}
    return (ways | edition)[facts.tax_model](move, connection, taxed_lines, net_only)
