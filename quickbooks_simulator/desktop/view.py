"""The books as JSON, in the shape of the online control interface, and whether they are sound."""

from __future__ import annotations

from decimal import Decimal

from ..books.ledger import BooksError
from ..books.money import from_minor
from .grammar.model import Simple
from .grammar.table import grammar
from .invoices import show
from .invoices.forms import FORMS
from .invoices.posting import total
from .kinds import GROUP_OF
from .lists.handlers import HANDLERS
from .rows import Row
from .work import Work, name_of

TYPES = (*GROUP_OF, *FORMS)


def books(work: Work) -> dict:
    """Everything, amounts of the ledger as texts."""
    found = {type_: objects(work, type_) for type_ in TYPES}
    return {
        "realm_id": work.company.realm,
        "company_file": work.company.company_file,
        "entities": {type_: rows for type_, rows in found.items() if rows},
        "ledger": [_plain(row) for row in ledger(work)],
        "trial_balance": [_plain(row) for row in trial_balance(work)],
    }


def objects(work: Work, type_: str) -> list[dict]:
    """Every live object of a type as its Ret; KeyError for an unknown type."""
    if type_ not in TYPES:
        raise KeyError(type_)
    return [_object(work, row) for row in work.rows.select((type_,))]


def _object(work: Work, row: Row) -> dict:
    body = show.ret(work, row, links=True) if row.type in FORMS else HANDLERS[row.type].ret(work, row)
    name = f"{row.type}Ret"
    if name not in grammar():
        return body
    shown = _shown(work, name, body, row.type)
    fields = list(row.extra.get("custom", {}).values())
    return {**shown, "DataExtRet": fields} if fields else shown


def _shown(work: Work, production: str, body: dict, owner: str) -> dict:
    """In the order of the grammar, references with their names."""
    result: dict = {}
    for element in grammar().flat(production):
        value = body.get(element.name)
        if value is None:
            continue
        if isinstance(value, list):
            result[element.name] = [_value(work, element, one, owner) for one in value]
        else:
            result[element.name] = _value(work, element, value, owner)
    return result


def _value(work: Work, element, value: object, owner: str) -> object:
    if isinstance(element.content, Simple):
        return value
    if isinstance(value, str):
        return {"ListID": value, "FullName": work.full_name(element.name, value, owner)}
    return _shown(work, element.content, value, owner)


def ledger(work: Work) -> list[dict]:
    names = {row.id: name_of(row) for row in work.rows.select(("Account",))}
    return [
        {
            "date": row["date"],
            "txn_type": row["txn_type"],
            "txn_id": row["txn_id"],
            "doc_number": row["doc_number"],
            "account_id": row["account"],
            "account": names[row["account"]],
            "name_id": row["name"],
            "item_id": row["item"],
            "class_id": row["class"],
            "memo": row["memo"],
            "currency": row["currency"],
            "amount": from_minor(row["amount"]),
            "foreign_amount": from_minor(row["foreign_amount"]),
        }
        for row in work.ledger.entries(None, "0000-00-00", "9999-12-31")
    ]


def trial_balance(work: Work) -> list[dict]:
    accounts = {row.id: row for row in work.rows.select(("Account",))}
    return [
        {
            "account_id": account,
            "name": name_of(accounts[account]),
            "account_type": accounts[account].body["AccountType"],
            "debit": from_minor(max(balance, 0)),
            "credit": from_minor(max(-balance, 0)),
        }
        for account, balance in sorted(work.ledger.trial_balance().items())
    ]


def _plain(row: dict) -> dict:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}


# -------------------------------------------------------------------------------------------------------- soundness


def assert_sound(work: Work) -> None:
    """Every transaction adds up to zero; receivables are what the documents say."""
    work.ledger.assert_balanced()
    documents = [row for row in work.rows.select(("Invoice", "CreditMemo")) if row.body["IsPending"] != "true"]
    open_ = sum((total(row.body) * FORMS[row.type].sign for row in documents), Decimal(0))
    paid = sum((Decimal(row.body["TotalAmount"]) for row in work.rows.select(("ReceivePayment",))), Decimal(0))
    booked = work.connection.execute(
        "SELECT coalesce(sum(foreign_amount), 0) FROM ledger WHERE realm = ? AND control = 'AR'", (work.company.realm,)
    ).fetchone()[0]
    if from_minor(booked) != open_ - paid:
        raise BooksError(f"receivables are {from_minor(booked)}, the documents say {open_ - paid}")
