"""A company as tests speak to it: short ways to write documents, read the ledger and expect refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from quickbooks_simulator.online.company import Company
from quickbooks_simulator.online.faults import Fault


class Books:
    """Wraps one company; ids of the sample company are found by name."""

    def __init__(self, company: Company) -> None:
        self.company = company

    # ------------------------------------------------------------------------------------------- finding

    def find(self, entity: str, name: str) -> dict:
        for row in self.company.rows(entity):
            body = self.company.read(entity, row["id"])
            if name in (body.get("DisplayName"), body.get("Name"), body.get("FullyQualifiedName")):
                return body
        raise LookupError(f"{entity} {name}")

    def id(self, entity: str, name: str) -> str:
        return self.find(entity, name)["Id"]

    def ref(self, entity: str, name: str) -> dict:
        return {"value": self.id(entity, name)}

    def read(self, entity: str, object_id: str) -> dict:
        return self.company.read(entity, object_id)

    # ------------------------------------------------------------------------------------------- writing

    def create(self, entity: str, include: tuple[str, ...] = (), **body: object) -> dict:
        return self.company.write(entity, "create", body, include=frozenset(include))

    def by_hand(self, entity: str, **body: object) -> dict:
        """A person's own entry in the browser."""
        return self.company.write(entity, "create", body, by_hand=True)

    def update(self, entity: str, old: dict, include: tuple[str, ...] = (), **changes: object) -> dict:
        """A sparse update."""
        body = {"Id": old["Id"], "SyncToken": old["SyncToken"], "sparse": True, **changes}
        return self.company.write(entity, "update", body, include=frozenset(include))

    def replace(self, entity: str, old: dict, **changes: object) -> dict:
        """A full update: everything read, with changes; None takes a property out."""
        body = {name: value for name, value in {**old, **changes}.items() if value is not None}
        body.pop("sparse", None)
        return self.company.write(entity, "update", body)

    def remove(self, entity: str, old: dict) -> dict:
        return self.company.write(entity, "delete", _key(old))

    def void(self, entity: str, old: dict) -> dict:
        return self.company.write(entity, "void", _key(old))

    def customer(self, name: str, **more: object) -> dict:
        return self.create("Customer", DisplayName=name, **more)

    def line(
        self,
        item: str,
        amount: float | str | None = None,
        *,
        qty: object = None,
        price: object = None,
        code: str | None = None,
        **detail: object,
    ) -> dict:
        """A sales line; the amount is what quantity and price give when it is left out."""
        inner: dict = {"ItemRef": {"value": item if item.endswith("_ID") else self.id("Item", item)}}
        if qty is not None:
            inner["Qty"] = number(qty)
        if price is not None:
            inner["UnitPrice"] = number(price)
        if code is not None:
            inner["TaxCodeRef"] = {"value": code}
        value = Decimal(str(qty)) * Decimal(str(price)) if amount is None else Decimal(str(amount))
        inner.update(detail)
        return {"DetailType": "SalesItemLineDetail", "Amount": number(value), "SalesItemLineDetail": inner}

    def invoice(self, customer: str, *lines: dict, **more: object) -> dict:
        return self.sale("Invoice", customer, *lines, **more)

    def sale(self, entity: str, customer: str, *lines: dict, **more: object) -> dict:
        return self.create(entity, CustomerRef={"value": customer}, Line=list(lines), **more)

    def pay(self, customer: str, total: object, *applied: tuple[str, dict, object], **more: object) -> dict:
        """A payment; `applied` is (TxnType, document, amount)."""
        lines = [
            {"Amount": number(amount), "LinkedTxn": [{"TxnId": body["Id"], "TxnType": type_}]}
            for type_, body, amount in applied
        ]
        body = {"CustomerRef": {"value": customer}, "TotalAmt": number(total), "Line": lines, **more}
        return self.create("Payment", **body)

    # ------------------------------------------------------------------------------------------ the ledger

    def postings(self, txn_type: str, txn_id: str) -> dict[str, Decimal]:
        """account name -> amount in home currency, debit positive; zero sums left out."""
        found: dict[str, Decimal] = {}
        for row in self.company.ledger():
            if (row["txn_type"], row["txn_id"]) == (txn_type, txn_id):
                found[row["account"]] = found.get(row["account"], Decimal(0)) + row["amount"]
        return {account: amount for account, amount in found.items() if amount}

    def balance(self, account: str) -> Decimal:
        for row in self.company.trial_balance():
            if row["name"] == account:
                return row["debit"] - row["credit"]
        return Decimal(0)

    def assert_sound(self) -> None:
        """The trial balance is zero, and receivables equal the open documents of all customers."""
        self.company.assert_balanced()
        rows = self.company.trial_balance()
        assert sum(row["debit"] for row in rows) == sum(row["credit"] for row in rows)
        shown = {body["FullyQualifiedName"]: body["CurrentBalance"] for body in self.all("Account")}
        for row in rows:
            if shown[row["name"]]:
                assert row["debit"] - row["credit"] == Decimal(str(shown[row["name"]]))
        assert self.receivable() == self.open_documents()
        assert self.receivable() == sum((Decimal(str(body["Balance"])) for body in self.all("Customer")), Decimal(0))

    def receivable(self) -> Decimal:
        rows = self.company.trial_balance()
        found = [row for row in rows if row["account_type"] == "Accounts Receivable"]
        return sum((row["debit"] - row["credit"] for row in found), Decimal(0))

    def open_documents(self) -> Decimal:
        """Open invoices less open credit memos less unapplied payments."""
        total = Decimal(0)
        for entity, figure, sign in (
            ("Invoice", "Balance", 1),
            ("CreditMemo", "Balance", -1),
            ("Payment", "UnappliedAmt", -1),
        ):
            total += sign * sum((Decimal(str(body[figure])) for body in self.all(entity)), Decimal(0))
        return total

    def all(self, entity: str) -> list[dict]:
        return [self.company.read(entity, row["id"]) for row in self.company.rows(entity)]


def _key(old: dict) -> dict:
    return {"Id": old["Id"], "SyncToken": old["SyncToken"]}


def number(value: object) -> int | float:
    """A JSON number."""
    exact = Decimal(str(value))
    return int(exact) if exact == int(exact) else float(exact)


@contextmanager
def refused(
    *codes: str, element: str | None = None, detail: str | None = None
) -> Iterator[pytest.ExceptionInfo[Fault]]:
    """The write must be refused with exactly these codes; `element` and `detail` are the first error's."""
    with pytest.raises(Fault) as caught:
        yield caught
    errors = caught.value.errors
    assert [error.code for error in errors] == list(codes), caught.value
    if element is not None:
        assert errors[0].element == element
    if detail is not None:
        assert detail in errors[0].detail
