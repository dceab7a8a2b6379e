"""QuickBooks Online in process: what the add-on encodes is written into the simulator's books and decoded again."""

from __future__ import annotations

import json
import uuid
from typing import Any

from odoo.addons.odoo_qb_connector.documents import Problem, Ref
from odoo.addons.odoo_qb_connector.gateway import Command, Delivery, Outcome, WireAnswer, WireRequest
from odoo.addons.odoo_qb_connector.online import preflight
from odoo.addons.odoo_qb_connector.online.decode import outcomes
from odoo.addons.odoo_qb_connector.online.encode import Context, request
from odoo.addons.odoo_qb_connector.online.facts import company_facts
from odoo.addons.odoo_qb_connector.online.fault_shapes import parse_json
from odoo.addons.odoo_qb_connector.online.faults import classify
from odoo.addons.odoo_qb_connector.online.questions import Questions

from quickbooks_simulator.online.company import Companies, Company
from quickbooks_simulator.online.faults import Fault
from quickbooks_simulator.online.server.answers import business_fault, success
from quickbooks_simulator.online.server.query_engine import QueryEngine
from quickbooks_simulator.online.server.switches import register

register()


class OnlineBooks:
    """One company. `send` is a command's whole way; `ask` a question's."""

    def __init__(self, companies: Companies, company: Company) -> None:
        self.companies = companies
        self.company = company
        self.context = Context(None)
        self.read_company()

    def read_company(self) -> None:
        """The company's facts as they are now."""
        info, preferences = self.company.read("CompanyInfo", "1"), self.company.read("Preferences", "1")
        self.context = Context(company_facts(self.company.realm_id, info, preferences))

    def problems(self, command: Command) -> list[Problem]:
        return preflight.problems(command, self.context)

    def send(self, command: Command) -> Outcome:
        sent = request([command], uuid.uuid4().hex, self.company.realm_id, self.context)
        return outcomes(sent, self._carried(sent))[0]

    def ask(self, question: Any) -> Any:
        return Questions(self.company.realm_id, self._read, self.context.name, us=self.context.us).ask(question)

    def ref(self, entity: str, name: str) -> Ref:
        """The entry of the sample company with this name."""
        for row in self.company.rows(entity):
            body = json.loads(row["body"])
            if name in (body.get("DisplayName"), body.get("Name")):
                return Ref(body["Id"], name)
        raise LookupError(f"{entity} {name}")

    def _carried(self, sent: WireRequest) -> WireAnswer:
        """What the server does with a write."""
        params, name = dict(sent.params), sent.path.rsplit("/", 1)[1]
        entity = next(one for one in self.company.entities() if one.lower() == name)
        include = frozenset(filter(None, params.get("include", "").split(",")))
        operation = params.get("operation", "create")
        try:
            done = self.company.write(entity, operation, json.loads(sent.body), include=include)
        except Fault as fault:
            return _answered(business_fault(fault))
        return _answered(success({entity: done}))

    def _read(self, sent: WireRequest) -> Any:
        """What the server does with a query or a read."""
        names = {one.lower(): one for one in self.company.entities()}
        statement = dict(sent.params).get("query") or sent.body.decode()
        try:
            if statement:
                body = {"QueryResponse": QueryEngine(self.companies, self.company, names).run(statement)}
            else:
                entity, identity = sent.path.split("/")[-2:]
                body = {names[entity]: self.company.read(names[entity], identity)}
        except Fault as fault:
            raise classify(_answered(business_fault(fault)), writes=False, verb="read") from None
        return parse_json(_answered(success(body)).body)


def _answered(response: Any) -> WireAnswer:
    return WireAnswer(Delivery.ANSWERED, response.status, {}, response.body)
