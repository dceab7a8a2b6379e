"""QuickBooks Desktop in process: what the add-on encodes is processed by a company file of the simulator, and decoded
again. Every message set and every answer is validated against Intuit's schemas where they are at hand (QB_SHARED)."""

from __future__ import annotations

import functools
import os
import uuid
from pathlib import Path
from typing import Any

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway, books_of, inquire, inquiry, told
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.desktop.lists import LISTS
from odoo.addons.odoo_qb_connector.documents import Problem, Ref
from odoo.addons.odoo_qb_connector.gateway import Command, ListEntries, ListEntry, Outcome, ReadCompany, WireAnswer

from quickbooks_simulator.desktop.company import DesktopCompany, HResultError

READ = tuple(one for one in LISTS if one not in ("Customer", "Vendor"))


class DesktopBooks:
    """One company file. `send` is a command's whole way; `ask` a question's."""

    def __init__(self, company: DesktopCompany, **chosen: Ref) -> None:
        """`chosen`: what a person mapped (shipping, discount, zero_tax)."""
        self.company = company
        self.session = company.begin_session("In process")
        self.chosen = chosen
        self.gateway = DesktopGateway(books_of(self.ask(ReadCompany()), ()))
        self.entries: list[ListEntry] = []
        self.read_company()

    def read_company(self, **chosen: Ref) -> None:
        """The company's facts and lists as they are now."""
        self.chosen |= chosen
        self.entries = [entry for name in READ for entry in self.ask(ListEntries(name))]
        self.gateway = DesktopGateway(books_of(self.ask(ReadCompany()), self.entries, **self.chosen))

    def problems(self, command: Command) -> list[Problem]:
        return self.gateway.problems(command)

    def send(self, command: Command) -> Outcome:
        sent = self.gateway.encode([command], uuid.uuid4().hex)
        return self.gateway.decode(sent, self._carried(sent.body))[0]

    def ask(self, question: Any) -> Any:
        begun = inquiry(question)
        while not begun.is_done:
            sent = inquire([begun], uuid.uuid4().hex)
            (begun,) = told([begun], sent, self._carried(sent.body))
        reading = self.gateway.reading if hasattr(self, "gateway") else None
        return begun.answer(**({"reading": reading} if reading else {}))

    def ref(self, list_type: str, name: str) -> Ref:
        """The entry with this name."""
        entries = [*self.entries, *self.ask(ListEntries(list_type))]
        return next(Ref(one.id, one.name) for one in entries if (one.type, one.name) == (list_type, name))

    def _carried(self, body: bytes) -> WireAnswer:
        _check(body)
        try:
            answer = self.session.process(body)
        except HResultError as error:
            return received("", error.hresult, str(error))
        _check(answer.encode())
        return received(answer)


@functools.cache
def _schemas() -> tuple[etree.XMLSchema, ...]:
    folder = Path(os.environ.get("QB_SHARED", "")) / "spec" / "qbxml"
    files = [folder / f"qbxmlops{version}.xsd" for version in ("130", "160")]
    return tuple(etree.XMLSchema(etree.parse(str(file))) for file in files if file.exists())


def _check(qbxml: bytes) -> None:
    root = etree.fromstring(qbxml)
    for schema in _schemas():
        assert schema.validate(root), f"{schema.error_log}\n{qbxml.decode()}"
