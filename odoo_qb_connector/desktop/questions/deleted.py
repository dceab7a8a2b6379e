"""What was deleted or merged there: kept by QuickBooks for 90 days (spec qbd 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from ...gateway import ObjectRef
from ..answers import text
from ..encode.nodes import node

TXN_TYPES = ("Invoice", "SalesReceipt", "CreditMemo", "SalesOrder")
LIST_TYPES = ("Customer", "Vendor", "ItemInventory", "ItemNonInventory", "ItemService", "ItemOtherCharge")


@dataclass(frozen=True)
class FindDeleted:
    """Objects deleted since `since` (the QuickBooks PC's own time, as its answers give it); answer:
    list[Deleted]. A company out of contact for more than 90 days needs a comparison of all ids instead."""

    since: datetime | None = None
    txn_types: tuple[str, ...] = TXN_TYPES
    list_types: tuple[str, ...] = LIST_TYPES


@dataclass(frozen=True)
class Deleted:
    """One object that is gone: type and id, its name or number, and when."""

    ref: ObjectRef
    name: str
    moment: str

    @property
    def item_ref(self) -> ObjectRef:
        """The ref, an item's under the one word for all kinds."""
        kind = self.ref.type
        item = kind.startswith("Item") and kind != "ItemReceipt"
        return ObjectRef("Item", self.ref.id, kind=kind) if item else self.ref


def requests(question: FindDeleted) -> list[etree._Element]:
    """One query for documents, one for list entries, where there are any to ask for."""
    asked = (("Txn", question.txn_types), ("List", question.list_types))
    return [
        node(f"{what}DeletedQueryRq", [*(node(f"{what}DelType", one) for one in types), *_range(question)])
        for what, types in asked
        if types
    ]


def deleted(element: etree._Element) -> Deleted:
    kind = text(element, "TxnDelType") or text(element, "ListDelType")
    identity = text(element, "TxnID") or text(element, "ListID")
    name = text(element, "RefNumber") or text(element, "FullName")
    return Deleted(ObjectRef(kind, identity), name, text(element, "TimeDeleted"))


def _range(question: FindDeleted) -> list[etree._Element]:
    if question.since is None:
        return []
    return [node("DeletedDateRangeFilter", [node("FromDeletedDate", local(question.since))])]


def local(moment: datetime) -> str:
    """A time without offset: QuickBooks would apply its present one even to a day in the other half of the year
    (spec qbd 3.4)."""
    return moment.replace(tzinfo=None, microsecond=0).isoformat()
