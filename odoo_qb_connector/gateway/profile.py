"""What QuickBooks holds of a customer, a vendor or a product, in the words of the documents: what an import shows and
an update is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from ..documents import Item, Party
from .outcome import Acknowledged


@dataclass(frozen=True)
class Profile:
    """One list object with its contents.

    `object` is the object as every other answer gives it: `active`, `balance` (customers and vendors, in their own
    currency), `details["kind"]` QuickBooks' own kind of an item. The name of a record that was made inactive online
    keeps the suffix “ (deleted)” that QuickBooks gave it.

    `document` is None for what is no product: a category, a bundle, a subtotal, a sales tax item. What QuickBooks does
    not say is empty in it; its country is what QuickBooks says, a code or a name; `active` is always said.

    `full_name` holds the names of the parents too, joined by colons; `parent_id` is the parent of a job, a
    sub-customer or a sub-item, "" for one at the top.
    """

    object: Acknowledged
    document: Party | Item | None
    full_name: str = ""
    parent_id: str = ""


@dataclass(frozen=True)
class Pages:
    """One page of a list. `next` is the start of the next one (ProfilePage.start), None after the last."""

    profiles: tuple[Profile, ...]
    next: int | None = None
