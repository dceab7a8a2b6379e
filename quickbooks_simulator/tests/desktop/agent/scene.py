"""What most tests need: run an update and see what was called."""

from __future__ import annotations

from quickbooks_simulator.desktop.agent import qwc
from quickbooks_simulator.desktop.agent.connector import Application, WebConnector
from quickbooks_simulator.desktop.agent.update import Outcome

from .fake_books import FakeCompany
from .service import Service

PASSWORD = "Geheim&<1>"
OPENING = ["serverVersion", "clientVersion", "authenticate"]
WORK = ["sendRequestXML", "receiveResponseXML"]
WHOLE = [*OPENING, *WORK, "closeConnection"]


class Scene:
    def __init__(self, service: Service, connector: WebConnector, company: FakeCompany, text: str) -> None:
        self.service = service
        self.connector = connector
        self.company = company
        self.application: Application = connector.add(qwc.parse(text.encode()), PASSWORD, probe=False)

    def update(self, **script: object) -> Outcome:
        """One update with these answers of the service."""
        self.service.script.update(script)
        self.service.clear()
        return self.connector.update(self.application)

    def order(self, kind: str, **wish: object) -> None:
        self.connector.orders.add({"kind": kind, **wish})

    def switch(self, **values: object) -> None:
        for name, value in values.items():
            self.connector.switches.set(name, value)
