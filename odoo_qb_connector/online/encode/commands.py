"""One command is a plain request, several are a batch (spec qbo 1.3, 9)."""

from __future__ import annotations

from collections.abc import Sequence

from ...documents import Account, CreditApplication, Item, Party, SalesDocument, TaxAgency, TaxCode
from ...gateway import Command, Member, Verb, WireRequest
from . import account, item, party, payment, sales, tax_lists
from .fields import Context, body
from .text import to_json

MINOR_VERSION = ("minorversion", "75")
KEY_LENGTH = 36
"""Characters of a requestid that a batch may have; a plain request may have 50 (spec qbo 1.5)."""
LISTS = frozenset({"Customer", "Vendor", "Employee", "Item", "Account", "Class", "Department", "Term", "PaymentMethod"})
"""Never deleted, only made inactive (spec qbo 5.9)."""
PATHS = {"TaxCode": "taxservice/taxcode"}
"""Addresses that are not the entity's own name."""
VOID_BY_OPERATION = frozenset({"Invoice"})
VOID_BY_INCLUDE = frozenset({"Payment", "SalesReceipt", "BillPayment"})


class CannotSay(ValueError):
    """A command that QuickBooks Online has no words for; `Gateway.problems` says so beforehand."""


def entity_of(command: Command) -> str:
    """Intuit's name for what the command writes."""
    if command.target:
        return command.target.type
    document = command.document
    if isinstance(document, Party):
        return party.ENTITY[document.role]
    if isinstance(document, Account):
        return "Account"
    if isinstance(document, TaxAgency | TaxCode):
        return tax_lists.ENTITY[type(document)]
    if isinstance(document, CreditApplication):
        return payment.ENTITY
    return "Item" if isinstance(document, Item) else sales.ENTITY[document.kind]


def request(commands: Sequence[Command], key: str, realm: str, context: Context) -> WireRequest:
    """The request for `commands` in order; `key` becomes the requestid.

    Raises CannotSay for a command that has no form, or none in a batch, and ValueError for a key too long.
    """
    if not commands or not 0 < len(key) <= KEY_LENGTH:
        raise ValueError("a request needs commands and a key of at most 36 characters")
    return _batch(commands, key, realm, context) if len(commands) > 1 else _single(commands[0], key, realm, context)


def _single(command: Command, key: str, realm: str, context: Context) -> WireRequest:
    entity = entity_of(command)
    return WireRequest(
        key=key,
        method="POST",
        path=f"/company/{realm}/{PATHS.get(entity, entity.lower())}",
        body=to_json(_entity_body(command, entity, context)),
        params=(*_operation(command, entity), ("requestid", key), MINOR_VERSION),
        members=(_member(1, command, entity),),
    )


def _operation(command: Command, entity: str) -> tuple[tuple[str, str], ...]:
    """The query parameters that say what a POST means; a plain create or update needs none."""
    if command.verb is Verb.DELETE and entity not in LISTS:
        return (("operation", "delete"),)
    if command.verb is Verb.VOID and entity in VOID_BY_OPERATION:
        return (("operation", "void"),)
    if command.verb is Verb.VOID and entity in VOID_BY_INCLUDE:
        return (("operation", "update"), ("include", "void"))
    if command.verb is Verb.VOID:
        raise CannotSay(f"{entity} cannot be voided")
    if moves_accounts(command):
        return (("include", "donotupdateaccountontxns"),)
    return (("include", "allowduplicatedocnum"),) if command.allow_duplicate_number else ()


def moves_accounts(command: Command) -> bool:
    """Whether an item gets other accounts. What was posted before stays where it is, and that must be said (spec qbo
    1.4)."""
    document = command.document
    if command.verb is not Verb.UPDATE or not isinstance(document, Item):
        return False
    return not command.changes or bool(command.changes & {"income_account", "expense_account", "asset_account"})


def _batch(commands: Sequence[Command], key: str, realm: str, context: Context) -> WireRequest:
    items = [_batch_item(place, command, context) for place, command in enumerate(commands, 1)]
    return WireRequest(
        key=key,
        method="POST",
        path=f"/company/{realm}/batch",
        body=to_json({"BatchItemRequest": items}),
        params=(("requestid", key), MINOR_VERSION),
        members=tuple(_member(place, one, entity_of(one)) for place, one in enumerate(commands, 1)),
        is_batch=True,
    )


def _batch_item(place: int, command: Command, context: Context) -> dict:
    """bId is the place: short, as a batch with a requestid wants it (10 characters). A list entry is not
    deleted but updated."""
    entity = entity_of(command)
    if command.verb is Verb.VOID:
        raise CannotSay("a void does not travel in a batch")
    verb = "update" if command.verb is Verb.DELETE and entity in LISTS else command.verb.value
    item = {"bId": str(place), "operation": verb}
    if command.allow_duplicate_number:
        item["optionsData"] = "allowduplicatedocnum"
    return {**item, entity: _entity_body(command, entity, context)}


def _entity_body(command: Command, entity: str, context: Context) -> dict:
    """Id and SyncToken in front; `sparse` where only what is sent may change.

    Names and items are always updated sparsely: a full update would blank whatever people keep in QuickBooks
    and the documents do not know (spec qbo 1.4). A sparse update of a sales document carries its marker too, or
    the answer could not be recognised as ours.
    """
    target = {"Id": command.target.id, "SyncToken": command.target.token} if command.target else {}
    if command.verb is Verb.DELETE:
        return {**target, "sparse": True, "Active": False} if entity in LISTS else target
    if command.verb is Verb.VOID:
        return {**target, "sparse": True} if entity in VOID_BY_INCLUDE else target
    creating = command.verb is Verb.CREATE
    whole = isinstance(command.document, SalesDocument | CreditApplication)
    sparse = not creating and (bool(command.changes) or not whole)
    return {**target, **({"sparse": True} if sparse else {}), **_document(command, creating, context)}


def _document(command: Command, creating: bool, context: Context) -> dict:
    document = command.document
    if isinstance(document, Party):
        return body(document, party.fields(document, creating=creating), context, command.changes)
    if isinstance(document, Item):
        return body(document, item.fields(document, creating=creating), context, command.changes)
    if isinstance(document, Account):
        return body(document, account.fields(creating=creating), context, command.changes)
    if isinstance(document, TaxAgency | TaxCode):
        return body(document, tax_lists.FIELDS[type(document)], context, command.changes)
    if isinstance(document, CreditApplication):
        return body(document, payment.fields(), context, command.changes)
    if context.facts is None:
        raise CannotSay("sales documents need the company's facts")
    changes = command.changes | {"marker"} if command.changes and document.marker else command.changes
    return body(document, sales.fields(document), context, changes)


def _member(place: int, command: Command, entity: str) -> Member:
    marker = getattr(command.document, "marker", "") or ""
    return Member(bid=str(place), verb=command.verb.value, type=entity, marker=marker)
