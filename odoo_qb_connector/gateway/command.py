"""What is asked of QuickBooks: one write of one object."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..documents import SHIPMENT, Account, CreditApplication, Item, Party, SalesDocument, TaxListDocument

Document = Party | Item | SalesDocument | Account | TaxListDocument | CreditApplication


class Verb(Enum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    VOID = "void"


@dataclass(frozen=True)
class ObjectRef:
    """An object in QuickBooks. `type` is Intuit's entity name, `token` its SyncToken or EditSequence, `kind` what
    Desktop calls an item of this type (ItemService), where somebody knows it and it matters."""

    type: str
    id: str
    token: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Command:
    """`document` for create and update, `target` for update, delete and void.

    `changes` restricts an update to these document fields (a sparse update); empty means the whole document. What
    became empty among them is cleared where the edition can; currency, kind and opening stock are no changes
    (ValueError). A sparse update of a product says what QuickBooks holds of it (Profile.document) with the changed
    fields replaced: on Desktop its accounts tell which message it needs.

    `allow_duplicate_number` is a person's answer to NumberTaken, never a default.
    """

    verb: Verb
    document: Document | None = None
    target: ObjectRef | None = None
    changes: frozenset[str] = frozenset()
    allow_duplicate_number: bool = False

    def __post_init__(self):
        if self.verb in (Verb.CREATE, Verb.UPDATE) and self.document is None:
            raise ValueError(f"{self.verb.value} needs a document")
        if self.verb is not Verb.CREATE and self.target is None:
            raise ValueError(f"{self.verb.value} needs a target")


def shipment_details(document: SalesDocument, target: ObjectRef) -> Command:
    """Ship date, method and tracking number of a document that is there: no line, no amount, no due date is touched.
    `document` is whole all the same, because the memo on Desktop is made of all of it."""
    return Command(Verb.UPDATE, document, target, changes=SHIPMENT)
