"""What was changed and what was deleted since a time: one query per type and the deletions (spec qbd 3.4, 5.4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lxml import etree

from ...gateway import Acknowledged, Change, Changes, FindChanges
from ..encode.commands import DELETABLE
from ..encode.nodes import node
from ..lists import ITERATED
from ..returned import Reading, acknowledged
from .deleted import FindDeleted, deleted, local
from .deleted import requests as deleted_requests
from .pages import PAGE, active_or_not, with_lines

ANY_ZONE = timedelta(hours=27)
"""The PC's time zone is not known: this much earlier is earlier everywhere."""
ITEMS = (
    "ItemDiscount",
    "ItemFixedAsset",
    "ItemGroup",
    "ItemInventory",
    "ItemInventoryAssembly",
    "ItemNonInventory",
    "ItemOtherCharge",
    "ItemPayment",
    "ItemSalesTax",
    "ItemSalesTaxGroup",
    "ItemService",
    "ItemSubtotal",
)
"""What an item is called where its kind must be said."""
LISTED = frozenset({"Customer", "Vendor", "Item", "Account", "Class"})
_DELETED = ("TxnDeletedRet", "ListDeletedRet")


def requests(question: FindChanges) -> list[etree._Element]:
    """Raises ValueError without types, and for a type of which changes cannot be asked."""
    unknown = [one for one in question.types if one not in LISTED | DELETABLE]
    if unknown or not question.types:
        raise ValueError(f"no changes of {', '.join(unknown) or 'nothing'} can be asked for")
    found = [_changed(one, question.since) for one in question.types]
    return found + deleted_requests(_deletions(question))


def changes(rows: list[etree._Element], reading: Reading) -> Changes:
    """All of `rows`, each object once; what was deleted is so whatever else is said. Raises ValueError for a row
    without its id."""
    found: dict[tuple[str, str], Change] = {}
    for row in rows:
        change = _deletion(row) if row.tag in _DELETED else Change(acknowledged(row, reading))
        key = (change.object.ref.type, change.object.ref.id)
        if change.deleted or key not in found:
            found[key] = change
    return Changes(tuple(found.values()))


def before(moment: datetime) -> str:
    """`moment` (UTC) in the PC's own time or earlier."""
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return local(utc - ANY_ZONE)


def _changed(kind: str, since: datetime) -> etree._Element:
    since_then = node("FromModifiedDate", before(since))
    if kind not in LISTED:
        filters = [node("MaxReturned", str(PAGE)), node("ModifiedDateRangeFilter", [since_then]), with_lines()]
        return node(f"{kind}QueryRq", filters, iterator="Start")
    query = f"{kind}Query"
    if query not in ITERATED:
        return node(f"{query}Rq", [active_or_not(), since_then])
    return node(f"{query}Rq", [node("MaxReturned", str(PAGE)), active_or_not(), since_then], iterator="Start")


def _deletions(question: FindChanges) -> FindDeleted:
    utc = question.since.astimezone(UTC) if question.since.tzinfo else question.since
    listed = [one for one in question.types if one in LISTED]
    kinds = [kind for one in listed for kind in (ITEMS if one == "Item" else (one,))]
    others = tuple(one for one in question.types if one not in LISTED)
    return FindDeleted(utc - ANY_ZONE, txn_types=others, list_types=tuple(kinds))


def _deletion(row: etree._Element) -> Change:
    """An item by its one word, its kind beside it."""
    gone = deleted(row)
    if not gone.ref.id:
        raise ValueError(f"{row.tag} without an id")
    return Change(Acknowledged(gone.item_ref, name=gone.name, updated_at=gone.moment), deleted=True)
