"""What a record answers when the drain asks it to prepare itself (architecture 3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..gateway import Acknowledged, Command, Question


@dataclass(frozen=True)
class Send:
    """Send `command` and link what comes back. `total` and `tax` are Odoo's, compared to the cent when given. `untaxed`
    is what is known of a document whose tax QuickBooks computes: it is recognised by that after a lost answer."""

    command: Command
    qb_type: str
    total: Decimal | None = None
    tax: Decimal | None = None
    untaxed: Decimal | None = None


def stated_amounts(document):
    """`total` and `tax` of a Send: those of `document`; `untaxed` alone where QuickBooks computes its tax."""
    if document.tax.there:
        return {"untaxed": document.untaxed}
    return {"total": document.total, "tax": document.tax.total}


@dataclass(frozen=True)
class Ask:
    """Ask these first; prepare is called again with the answers."""

    questions: Sequence[Question]


@dataclass(frozen=True)
class Wait:
    """These records must exist in QuickBooks first, as `qb_type` or as what they usually are."""

    records: Sequence[Any]
    qb_type: str = ""


@dataclass(frozen=True)
class Behind:
    """These operations (qb.operation), which are in the queue already, must be over first."""

    operations: Any


@dataclass(frozen=True)
class Adopt:
    """The object is there already: link it. `total` and `tax` are Odoo's, compared to the cent when given."""

    object: Acknowledged
    total: Decimal | None = None
    tax: Decimal | None = None


@dataclass(frozen=True)
class Settled:
    """Nothing is to be sent; `note` says why, in a sentence for people."""

    note: str


Plan = Send | Ask | Wait | Behind | Adopt | Settled
