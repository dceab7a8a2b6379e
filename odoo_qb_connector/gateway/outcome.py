"""What came of one command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .command import ObjectRef
from .errors import GatewayError


@dataclass(frozen=True)
class HeldLine:
    """One line of a sales document there; text alone has neither item nor amount. `invoiced` is how much of an order's
    line is invoiced, None where QuickBooks does not say; `closed` that a person closed it."""

    id: str
    item_id: str = ""
    description: str = ""
    quantity: Decimal | None = None
    amount: Decimal | None = None
    invoiced: Decimal | None = None
    closed: bool = False


@dataclass(frozen=True)
class Acknowledged:
    """An object as QuickBooks says it now holds it. Money in the object's own currency; None where it has
    none. `lines` of a sales document, in order, when they were told."""

    ref: ObjectRef
    name: str = ""
    number: str = ""
    total: Decimal | None = None
    tax: Decimal | None = None
    balance: Decimal | None = None
    currency: str = ""
    party_id: str = ""
    marker: str = ""
    active: bool = True
    updated_at: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[HeldLine, ...] = ()

    def is_worth(self, total: Decimal | None, untaxed: Decimal | None) -> bool:
        """Whether the amounts of a document that we sent do not speak against this one: its `total`, or, where that is
        None because QuickBooks computes the tax, what it is `untaxed` (None: not known either)."""
        if total is not None or untaxed is None or self.total is None:
            return total in (None, self.total)
        return self.total - (self.tax or 0) == untaxed


@dataclass(frozen=True)
class Written:
    """Created or updated, or voided: this is how it stands there now."""

    object: Acknowledged


@dataclass(frozen=True)
class Removed:
    """Deleted there."""

    ref: ObjectRef


@dataclass(frozen=True)
class Applied:
    """Done, and no object stands for it: only the objects that it tied together can tell."""


@dataclass(frozen=True)
class Failed:
    error: GatewayError


Outcome = Written | Removed | Applied | Failed
