"""A company file as tests see it: messages in, parsed answers out, each checked against Intuit's schemas."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from lxml import etree

from quickbooks_simulator.desktop.company import DesktopCompany

HEAD = '<?xml version="1.0" encoding="utf-8"?><?qbxml version="{version}"?>'


def schema_folder() -> Path | None:
    """The folder of Intuit's schemas: QB_SHARED, or `shared` beside the project."""
    roots = [Path(os.environ["QB_SHARED"])] if "QB_SHARED" in os.environ else []
    roots.append(Path(__file__).resolve().parents[5] / "shared")
    found = [root / "spec" / "qbxml" for root in roots]
    return next((folder for folder in found if (folder / "qbxmlops130.xsd").exists()), None)


@cache
def schemas() -> dict[str, etree.XMLSchema]:
    folder = schema_folder()
    if folder is None:
        return {}
    return {one: etree.XMLSchema(etree.parse(str(folder / f"qbxmlops{one}.xsd"))) for one in ("130", "160")}


def message(*requests: str, version: str = "13.0", on_error: str = "continueOnError", **ids: str) -> str:
    """A message set; `ids` are newMessageSetID and the other attributes."""
    more = "".join(f' {name}="{value}"' for name, value in ids.items())
    inner = "".join(requests)
    return f'{HEAD.format(version=version)}<QBXML><QBXMLMsgsRq onError="{on_error}"{more}>{inner}</QBXMLMsgsRq></QBXML>'


def ref(name: str, full_name: str) -> str:
    return f"<{name}><FullName>{full_name}</FullName></{name}>"


def line(item: str, **figures: str) -> str:
    """An InvoiceLineAdd; figures in the order of the schema."""
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in figures.items() if name != "code")
    code = ref("SalesTaxCodeRef", figures["code"]) if "code" in figures else ""
    return f"<InvoiceLineAdd>{ref('ItemRef', item)}{inner}{code}</InvoiceLineAdd>"


def invoice(*lines: str, customer: str = "Deco Addict", head: str = "<TxnDate>2026-03-02</TxnDate>") -> str:
    """An InvoiceAddRq; `head` is what stands between the customer and the lines."""
    inner = "".join(lines)
    return f"<InvoiceAddRq><InvoiceAdd>{ref('CustomerRef', customer)}{head}{inner}</InvoiceAdd></InvoiceAddRq>"


def customer(name: str, more: str = "") -> str:
    return f"<CustomerAddRq><CustomerAdd><Name>{name}</Name>{more}</CustomerAdd></CustomerAddRq>"


class Rs:
    """One answer of a set."""

    def __init__(self, node: etree._Element) -> None:
        self.node = node
        self.code = int(node.get("statusCode"))
        self.severity = node.get("statusSeverity")
        self.message = node.get("statusMessage")

    def __repr__(self) -> str:
        return f"<{self.node.tag} {self.code} {self.message}>"

    @property
    def rets(self) -> list[etree._Element]:
        return [child for child in self.node if child.tag.endswith("Ret")]

    @property
    def ret(self) -> etree._Element:
        (only,) = self.rets
        return only

    def text(self, path: str) -> str | None:
        """A value of the only Ret."""
        return self.ret.findtext(path)

    def texts(self, path: str) -> list[str]:
        """A value of every element on a path below the Rets."""
        return [node.text for node in self.node.iterfind(f"*/{path}")]


class Desk:
    """A company file and one application's session on it."""

    def __init__(self, company: DesktopCompany) -> None:
        self.company = company
        self.session = company.begin_session("Tests")

    def restart(self) -> None:
        """End the session and begin another one."""
        self.session.end()
        self.session = self.company.begin_session("Tests")

    def answer(self, qbxml: str | bytes) -> etree._Element:
        """The QBXMLMsgsRs of an answer that both schemas accept."""
        text = self.session.process(qbxml)
        root = etree.fromstring(text.encode())
        for schema in schemas().values():
            assert schema.validate(root), f"{schema.error_log}\n{text}"
        return root[0]

    def all(self, *requests: str, **options: str) -> list[Rs]:
        return [Rs(node) for node in self.answer(message(*requests, **options))]

    def ask(self, request: str, **options: str) -> Rs:
        (only,) = self.all(request, **options)
        return only

    def done(self, request: str, **options: str) -> Rs:
        """Ask, and insist on success."""
        answer = self.ask(request, **options)
        assert answer.code == 0, answer
        return answer

    def refused(self, request: str, code: int, **options: str) -> str:
        """Ask, insist on a refusal that changed nothing; its text."""
        before = self.snapshot()
        answer = self.ask(request, **options)
        assert (answer.code, answer.severity) == (code, "Error"), answer
        assert not answer.rets
        assert self.snapshot() == before
        return answer.message

    def snapshot(self) -> dict:
        return self.company.books()

    def ledger(self, txn_id: str) -> dict[str, str]:
        """account -> amount of one transaction, debit positive."""
        found: dict = {}
        for row in self.company.ledger():
            if row["txn_id"] == txn_id:
                found[row["account"]] = found.get(row["account"], 0) + row["amount"]
        return {account: str(amount) for account, amount in found.items()}

    def find(self, type_: str, name: str) -> dict:
        """An object by its full name."""
        return next(one for one in self.company.objects(type_) if one.get("FullName", one.get("Name")) == name)
