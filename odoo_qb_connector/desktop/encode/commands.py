"""One command as one qbXML request."""

from __future__ import annotations

from ...documents import Account, CreditApplication, Item, Party, SalesDocument, SalesKind, TaxListDocument
from ...gateway import Command, Verb
from ..books import Books
from . import account, item, party, payment, sales, tax_lists
from .lines import ORDERS, CannotSay
from .nodes import Element, elements, node

LISTS = frozenset({"Customer", "Vendor", *item.ENTITY.values(), "ItemOtherCharge", "ItemDiscount"})
ITEM = "Item"
"""The one word for every kind of item where the kind is not known; no message has it except a query."""
VOIDABLE = frozenset(
    [
        "ARRefundCreditCard",
        "Bill",
        "BillPaymentCheck",
        "BillPaymentCreditCard",
        "Charge",
        "Check",
        "CreditCardCharge",
        "CreditCardCredit",
        "CreditMemo",
        "Deposit",
        "InventoryAdjustment",
        "Invoice",
        "ItemReceipt",
        "JournalEntry",
        "SalesReceipt",
        "VendorCredit",
    ]
)
"""Spec qbd 5.4."""
DELETABLE = VOIDABLE | frozenset(
    [
        "BuildAssembly",
        "Estimate",
        "PurchaseOrder",
        "ReceivePayment",
        "SalesOrder",
        "SalesTaxPaymentCheck",
        "TimeTracking",
        "TransferInventory",
        "VehicleMileage",
    ]
)


def entity_of(command: Command, books: Books) -> str:
    """Intuit's name for what the command writes; an existing item by the kind it has, where that is known."""
    document = command.document
    if isinstance(document, Party):
        return party.ENTITY[document.role]
    if isinstance(document, Item):
        return (command.target.kind if command.target else "") or item.ENTITY[document.kind]
    if isinstance(document, Account):
        return "Account"
    if isinstance(document, TaxListDocument):
        return tax_lists.ENTITY[type(document)]
    if isinstance(document, CreditApplication):
        return payment.ENTITY
    if isinstance(document, SalesDocument):
        return _sales_entity(command, books)
    return command.target.type


def _sales_entity(command: Command, books: Books) -> str:
    """An order that is there stays what it is: Pro changes the sales orders that lie in the file (spec qbd 3.6)."""
    if command.document.kind is SalesKind.REFUND_RECEIPT:
        raise CannotSay("QuickBooks Desktop has no refund receipts")
    if command.document.kind is not SalesKind.ESTIMATE:
        return sales.ENTITY[command.document.kind]
    there = command.target.type if command.target else ""
    return there if there in ORDERS else books.order_entity


def request(command: Command, books: Books) -> Element:
    """The ...Rq element of `command`, without requestID. Raises CannotSay for what has no form."""
    if command.verb is Verb.DELETE:
        return _removal(command)
    if command.verb is Verb.VOID:
        return _void(command)
    entity, creating = entity_of(command, books), command.verb is Verb.CREATE
    name = f"{entity}Add" if creating else f"{entity}Mod"
    body = [] if creating else _target(command)
    return node(f"{name}Rq", [node(name, [*body, *_document(command, entity, creating, books)])])


def removed_name(command: Command) -> str:
    """What a deletion calls its object: an item by its kind, because there is no word for all of them."""
    return command.target.kind or command.target.type


def _target(command: Command) -> list[Element]:
    """The object and the EditSequence we know: a stale one is refused with 3200 (spec qbd 5.1)."""
    name = "TxnID" if isinstance(command.document, SalesDocument) else "ListID"
    return [node(name, command.target.id), node("EditSequence", command.target.token)]


def _document(command: Command, entity: str, creating: bool, books: Books) -> list[Element]:
    """The marker travels with every update of a document too, or the answer could not be recognised as ours."""
    document = command.document
    if isinstance(document, Party):
        return elements(document, party.fields(document, creating=creating), books, command.changes)
    if isinstance(document, Item):
        table = item.fields(document, creating=creating, changes=command.changes)
        return elements(document, table, books, command.changes)
    if isinstance(document, Account):
        return elements(document, account.fields(creating=creating), books, command.changes)
    if isinstance(document, TaxListDocument):
        return elements(document, tax_lists.FIELDS[type(document)], books, command.changes)
    if isinstance(document, CreditApplication):
        if not creating:
            raise CannotSay("what is applied cannot be changed by a message")
        return payment.elements(document, books)
    if books.facts is None:
        raise CannotSay("sales documents need the company's facts")
    changes = command.changes | {"marker"} if command.changes and document.marker else command.changes
    return elements(document, sales.fields(document, entity, creating=creating), books, changes)


def _removal(command: Command) -> Element:
    target, name = command.target, removed_name(command)
    if name in DELETABLE:
        return node("TxnDelRq", [node("TxnDelType", name), node("TxnID", target.id)])
    if name in LISTS:
        return node("ListDelRq", [node("ListDelType", name), node("ListID", target.id)])
    raise CannotSay(f"{name} cannot be deleted")


def _void(command: Command) -> Element:
    target = command.target
    if target.type not in VOIDABLE:
        raise CannotSay(f"{target.type} cannot be voided")
    return node("TxnVoidRq", [node("TxnVoidType", target.type), node("TxnID", target.id)])
