"""Preflight: what QuickBooks Desktop would refuse, said before anything is sent; one bad record would block a
whole message set (spec qbd 3.1).

The sentences are the Odoo models'. Codes that online has too mean the same (`online.preflight`). New ones:

| code | values | what a person must do |
|---|---|---|
| tax_differs | computed, tax, difference, code | make Odoo round tax per document, or name an item of 0 % |
| tax_differs_by_code | computed, tax, difference, code | round tax per document, or map codes of the same rates |
| tax_rate_unknown | code | refresh the connection: the rate of this sales tax item was never read |
| receivable_account_missing | currency | refresh, or create the account in QuickBooks |
| currency_not_listed | currency | activate the currency in QuickBooks, refresh |
| cannot_be_deleted | type | make it inactive in QuickBooks |
| no_refund_receipts | | send a credit memo, and pay the money back in QuickBooks |
| characters_likened | text, characters, likeness | replace the characters, or let likenesses be written |
| edit_sequence_missing | type | refresh the link: what stands there was never read |
| item_kind_fixed | item, kind | change it in QuickBooks: an item keeps its kind, an assembly its parts |
"""

from __future__ import annotations

from dataclasses import fields, replace

from ...documents import Account, Address, CreditApplication, Item, Party, Problem, SalesDocument, TaxListDocument
from ...gateway import Command, Verb
from ..books import Books
from ..encode import DELETABLE, LISTS, VOIDABLE, removed_name
from ..limits import DESKTOP
from ..text import fit, one_line
from .applications import application_problems
from .lists import account_problems, item_problems, party_problems
from .sales import TOUCHED_ALWAYS, sales_problems
from .texts import likeness_problems, text_problems

Document = Party | Item | SalesDocument | Account | TaxListDocument
_ONE_LINE = frozenset({"name", "sku", "company_name", "given_name", "family_name", "phone", "email", "number"})


def problems(command: Command, books: Books) -> list[Problem]:
    """Everything known to be wrong with `command`, in the order a form shows its fields."""
    if command.verb in (Verb.VOID, Verb.DELETE):
        return _removal_problems(command)
    if isinstance(command.document, CreditApplication):
        return application_problems(command.document, books)
    kept = as_kept(command.document)
    found = [*_target_problems(command), *kept.problems(DESKTOP), *text_problems(kept)]
    if books.refuses_likeness:
        found += likeness_problems(command.document)
    if isinstance(kept, SalesDocument):
        found += sales_problems(command.document, books)
        return [one for one in found if not command.changes or one.field in command.changes | TOUCHED_ALWAYS]
    creating = command.verb is Verb.CREATE
    if isinstance(kept, Party):
        found += party_problems(kept, books, creating=creating)
    elif isinstance(kept, Item):
        found += item_problems(kept, command, books)
    elif isinstance(kept, Account):
        found += account_problems(kept, books, creating=creating)
    return [one for one in found if not command.changes or one.field in command.changes or one.field == "target"]


def as_kept(document: Document) -> Document:
    """The same document with its texts as Desktop keeps them: a transliterated text may be longer."""
    changes = {one.name: _kept(one.name, getattr(document, one.name)) for one in fields(document)}
    return replace(document, **changes)


def _kept(name: str, value: object) -> object:
    if isinstance(value, str):
        return one_line(value) if name in _ONE_LINE else fit(value)
    if isinstance(value, Address):
        return replace(value, **{one.name: _kept(one.name, getattr(value, one.name)) for one in fields(value)})
    if isinstance(value, tuple):
        return tuple(_kept(name, one) for one in value)
    return replace(value, description=fit(value.description)) if hasattr(value, "description") else value


def _removal_problems(command: Command) -> list[Problem]:
    entity = command.target.type
    if command.verb is Verb.VOID:
        return [] if entity in VOIDABLE else [Problem("cannot_be_voided", {"type": entity})]
    name = removed_name(command)
    return [] if name in DELETABLE | LISTS else [Problem("cannot_be_deleted", {"type": name})]


def _target_problems(command: Command) -> list[Problem]:
    """A Mod needs the EditSequence (spec qbd 5.1)."""
    if command.verb is Verb.UPDATE and not command.target.token:
        return [Problem("edit_sequence_missing", {"type": command.target.type}, "target")]
    return []
