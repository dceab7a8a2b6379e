"""Documents as Odoo computes them: quantities of three decimals, prices of up to six, discounts per line and on the
whole, taxes on top or inside, rounded per line or per document, deductions, and cash rounding.

A recipe is small and says everything, so that hypothesis can make it smaller; the lines come out of its seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.documents import Ref, SalesKind


@dataclass(frozen=True)
class TaxCode:
    """A mapped tax: what a line says, what the document says (US), and its rates in percent."""

    line: Ref
    rates: tuple[tuple[Ref, Decimal], ...] = ()
    document: Ref | None = None

    @property
    def percent(self) -> Decimal:
        return sum((percent for _rate, percent in self.rates), Decimal(0))


@dataclass(frozen=True)
class Shop:
    """What a company offers: its currencies with a customer each, items, and taxes of which one document has one in the
    US and any elsewhere. `untaxed` is the code of what bears no tax."""

    customers: dict[str, Ref]
    home: str
    items: tuple[Ref, ...]
    codes: tuple[TaxCode, ...]
    untaxed: TaxCode
    one_code: bool
    shows_included: bool
    refunds_from: Ref | None = None

    @property
    def kinds(self) -> list[SalesKind]:
        """Refund receipts only where there are any: they name the account that the money leaves."""
        return [kind for kind in SalesKind if self.refunds_from or kind is not SalesKind.REFUND_RECEIPT]


@dataclass(frozen=True)
class Recipe:
    """`included`: prices with tax; `per_line`: every line's tax is rounded; `smallest`: the smallest coin, in cents."""

    seed: int
    kind: SalesKind
    currency: str
    lines: int
    included: bool = False
    per_line: bool = False
    discounted: bool = False
    whole_discount: bool = False
    shipping: bool = False
    down_payment: bool = False
    smallest: int = 1


def recipes(shop: Shop) -> st.SearchStrategy[Recipe]:
    return st.builds(
        Recipe,
        seed=st.integers(0, 2**32),
        kind=st.sampled_from(shop.kinds),
        currency=st.sampled_from(sorted(shop.customers)),
        lines=st.one_of(st.integers(1, 5), st.integers(1, 30), st.integers(1, 200)),
        included=st.booleans(),
        per_line=st.booleans(),
        discounted=st.booleans(),
        whole_discount=st.booleans(),
        shipping=st.booleans(),
        down_payment=st.booleans(),
        smallest=st.sampled_from([1, 1, 5, 100]),
    )
