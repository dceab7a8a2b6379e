"""US automated sales tax: the engine picks the rates by destination (spec qbo 6.2).

It collects only where the company has an agency ("nexus"); agencies carry their state beside the body.
"""

from __future__ import annotations

from decimal import Decimal

from ....books.money import ZERO, dec
from ... import faults
from ..base import Change
from ..session import Row, Session
from . import us_rates
from .common import (
    SalesLine,
    TaxResult,
    apply_rates,
    check_us_codes,
    customer_taxable,
    kept,
    no_tax,
    override_by_lines,
    override_total,
    rates_of_code,
)
from .legacy import taxable_base


def compute(change: Change, lines: list[SalesLine], *, set_up: bool) -> TaxResult:
    """The engine's tax, or an explicit TotalTax spread over the engine's rates."""
    check_us_codes(change, lines)
    if change.errors:
        return no_tax()
    state = destination(change)
    for line in lines:
        _settle_code(line, state)
    standing = kept(change)
    if standing:
        return standing
    if not set_up:
        return _not_set_up(change, lines)
    sent = change.sent.values.get("TxnTaxDetail", {})
    code = _code_for(change, state)
    has_taxable = any(line.code == "TAX" for line in lines)
    rates = rates_of_code(change.session, code) if code and has_taxable else []
    if not rates:
        return _without_rates(change, sent.get("TotalTax"), has_taxable)
    shares = apply_rates(taxable_base(change, lines), rates)
    if not customer_taxable(change):
        for share in shares:
            share.net, share.tax = ZERO, ZERO
    _override(change, shares, sent)
    return TaxResult(sum((share.tax for share in shares), ZERO), shares, code)


def _override(change: Change, shares: list, sent: dict) -> None:
    """An explicit TotalTax is honoured (spec qbo 6.2)."""
    total = sent.get("TotalTax")
    if total is None or (total == 0 and change.session.switches.ast_explicit_zero == "compute"):
        return
    if "TaxLine" in sent and total != 0:
        _try_lines(change, shares, sent, total)
    else:
        override_total(shares, dec(total))


def _try_lines(change: Change, shares: list, sent: dict, total: Decimal) -> None:
    """TaxLines that name the engine's own rates are taken as they are; others only give their total."""
    ours = {share.rate_id for share in shares}
    named = [line.get("TaxLineDetail", {}).get("TaxRateRef", {}).get("value") for line in sent["TaxLine"]]
    if set(named) == ours and len(named) == len(ours):
        override_by_lines(change, shares, sent["TaxLine"], total)
    else:
        override_total(shares, dec(total))


def _settle_code(line: SalesLine, state: us_rates.State | None) -> None:
    """A line without code counts as TAX, then the item's (or the state's shipping) taxability decides."""
    if line.code is None:
        taxable = bool(state and state.shipping_taxable) if line.shipping else line.item_taxable
        line.detail["TaxCodeRef"] = {"value": "TAX" if taxable else "NON"}


def _not_set_up(change: Change, lines: list[SalesLine]) -> TaxResult:
    taxable = any(line.code == "TAX" for line in lines)
    if taxable and change.session.switches.ast_not_set_up == "refuse":
        change.fail(faults.business("Sales tax is not set up for this company."))
    return no_tax()


def _without_rates(change: Change, total: Decimal | None, has_taxable: bool) -> TaxResult:
    """An explicit total with nothing to spread it over: two switches decide."""
    if not total:
        return no_tax()
    switches = change.session.switches
    mode = switches.ast_total_tax_without_rate if has_taxable else switches.ast_total_tax_without_taxable_line
    if mode == "refuse":
        change.fail(faults.business("The tax amount cannot be applied to this transaction.", "TotalTax"))
    return TaxResult(dec(total)) if mode == "keep" else no_tax()


def destination(change: Change) -> us_rates.State | None:
    """The state shipped to; the company's own when no (readable) shipping address is given."""
    address = change.values.get("ShipAddr")
    if address and us_rates.is_abroad(address):
        return None
    state = us_rates.state_of(address) if address else None
    return state or us_rates.state_of(_company_address(change.session))


def _company_address(session: Session) -> dict:
    info = session.require("CompanyInfo", "1").body
    address = info.get("LegalAddr") or info.get("CompanyAddr", {})
    return {**address, "Country": "US"}


def _code_for(change: Change, state: us_rates.State | None) -> str | None:
    """The tax code of the destination, made when a place is first sold to; None where no tax is collected."""
    if state is None:
        return None
    agency = nexus_agency(change.session, state.code)
    address = change.values.get("ShipAddr") or _company_address(change.session)
    return location_code(change.session, agency, state, address.get("City", "")) if agency else None


def nexus_agency(session: Session, state: str) -> Row | None:
    for row in session.select("TaxAgency"):
        if row.extra.get("state") == state:
            return row
    return None


def location_code(session: Session, agency: Row, state: us_rates.State, city: str) -> str:
    """Find or make the code that combines the rates of a place."""
    parts = us_rates.rates(state, city)
    name = state.name if len(parts) == 1 else parts[-1][0].removesuffix(" District")
    for row in session.select("TaxCode", "name_key = ?", name.lower()):
        return row.id
    from ..taxlists import insert_code, insert_rate

    rates = []
    for rate_name, percent in parts:
        found = session.select("TaxRate", "name_key = ?", rate_name.lower())
        rates.append(found[0].id if found else insert_rate(session, rate_name, percent, agency.id).id)
    return insert_code(session, name, rates, [], configured="SYSTEM_GENERATED").id
