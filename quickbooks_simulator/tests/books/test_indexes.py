"""A write and a page go along an index: what they take does not grow with the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sqlite3 import Connection

import pytest
from lxml import etree

from quickbooks_simulator.desktop.company import DesktopCompanies
from quickbooks_simulator.online.company import Companies
from quickbooks_simulator.online.server import switches
from quickbooks_simulator.online.server.query_engine import QueryEngine

from .books import Books

WHOLE_LIST = re.compile(r"SCAN object|SEARCH object USING .*\(realm=\? AND type=\?\)$")


@contextmanager
def watched(connection: Connection) -> Iterator[list[str]]:
    """The statements that run inside, their values filled in."""
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        connection.set_trace_callback(None)


def reads_of(connection: Connection, type_: str, work: Callable[[], object]) -> list[str]:
    """The statements of `work` that read a whole list of `type_`; there must be some that read it at all."""
    with watched(connection) as seen:
        work()
    asked = [one for one in seen if "FROM object" in one and f"'{type_}'" in one]
    assert asked
    plans = {one: [step[3] for step in connection.execute(f"EXPLAIN QUERY PLAN {one}")] for one in asked}
    return [one for one, steps in plans.items() if any(WHOLE_LIST.search(step) for step in steps)]


def engine(us: Books, companies: Companies) -> QueryEngine:
    switches.register()
    return QueryEngine(companies, us.company, {name.lower(): name for name in us.company.entities()})


@pytest.mark.parametrize("entity", ["Customer", "Vendor", "Item"])
def test_creating_and_renaming_online(us: Books, companies: Companies, entity: str):
    connection = companies.connection()
    item = {"Type": "Service", "IncomeAccountRef": us.ref("Account", "Services")}
    name, rest = ("Name", item) if entity == "Item" else ("DisplayName", {})
    made: list[dict] = []
    assert reads_of(connection, entity, lambda: made.append(us.create(entity, **{name: "One"}, **rest))) == []
    assert reads_of(connection, entity, lambda: us.replace(entity, made[0], **{name: "Two"})) == []


PAGES = (
    "select * from Customer startposition 5 maxresults 2",
    "select * from Customer where Active in (true, false) orderby Id startposition 5 maxresults 2",
)


@pytest.mark.parametrize("statement", PAGES)
def test_a_page_of_a_whole_list_is_not_sorted(us: Books, companies: Companies, statement: str):
    """It is read in the order of the index, as far as the page reaches."""
    with watched(companies.connection()) as seen:
        assert len(engine(us, companies).run(statement)["Customer"]) == 2
    (asked,) = [one for one in seen if "FROM object" in one]
    steps = [step[3] for step in companies.connection().execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert steps == ["SEARCH object USING INDEX object_order (realm=? AND type=?)"]


@pytest.mark.parametrize("condition", ["= 'deco addict'", "in ('deco addict', 'nobody')"])
def test_a_name_is_found_along_its_index(us: Books, companies: Companies, condition: str):
    statement = f"select * from Customer where DisplayName {condition}"
    found: list[dict] = []
    work = engine(us, companies)
    assert reads_of(companies.connection(), "Customer", lambda: found.append(work.run(statement))) == []
    assert [one["DisplayName"] for one in found[0]["Customer"]] == ["Deco Addict"]


CUSTOMER = "<CustomerAddRq><CustomerAdd><Name>One</Name></CustomerAdd></CustomerAddRq>"
SOLD = "<SalesOrPurchase><AccountRef><FullName>Sales Income</FullName></AccountRef></SalesOrPurchase>"
ADDED = {
    "Customer": CUSTOMER,
    "Vendor": CUSTOMER.replace("Customer", "Vendor"),
    "ItemService": f"<ItemServiceAddRq><ItemServiceAdd><Name>One</Name>{SOLD}</ItemServiceAdd></ItemServiceAddRq>",
}


def message(request: str) -> str:
    head = '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">'
    return f"{head}{request}</QBXMLMsgsRq></QBXML>"


def renamed(type_: str, answer: str) -> str:
    """The Mod that gives what an Add answered another name."""
    ret = etree.fromstring(answer.encode()).find(f".//{type_}Ret")
    ends = "".join(f"<{name}>{ret.findtext(name)}</{name}>" for name in ("ListID", "EditSequence"))
    return f"<{type_}ModRq><{type_}Mod>{ends}<Name>Two</Name></{type_}Mod></{type_}ModRq>"


@pytest.mark.parametrize("type_", sorted(ADDED))
def test_adding_and_renaming_on_desktop(type_: str):
    companies = DesktopCompanies()
    try:
        session = companies.create().begin_session()
        connection = companies._store.connection()
        answers: list[str] = []

        def process(request: str) -> None:
            answers.append(session.process(message(request)))

        assert reads_of(connection, type_, lambda: process(ADDED[type_])) == []
        assert reads_of(connection, type_, lambda: process(renamed(type_, answers[0]))) == []
        assert ['statusCode="0"' in answer for answer in answers] == [True, True]
    finally:
        companies.close()
