"""The agent on the real books: what it asks of them, and that kills neither lose nor double anything."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from lxml import etree

from quickbooks_simulator.desktop.agent import qwc
from quickbooks_simulator.desktop.agent.connector import WebConnector
from quickbooks_simulator.desktop.agent.server import AgentServer
from quickbooks_simulator.desktop.agent.workstation import Workstation
from quickbooks_simulator.desktop.company import DesktopCompanies
from quickbooks_simulator.tests.server.process import launch

from .conftest import SkippingWaiter
from .qwc_file import FILE_ID, OWNER, qwc_text
from .scene import WHOLE, Scene
from .service import TICKET, Service, then

SET = (
    '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="13.0"?>\n<QBXML><QBXMLMsgsRq onError="stopOnError"{ids}>'
)
END = "</QBXMLMsgsRq></QBXML>"


def customer(name: str, key: str = "") -> str:
    ids = f' newMessageSetID="{key}"' if key else ""
    return SET.format(ids=ids) + f"<CustomerAddRq><CustomerAdd><Name>{name}</Name></CustomerAdd></CustomerAddRq>" + END


@pytest.fixture
def real(service: Service) -> Iterator[Scene]:
    companies = DesktopCompanies()
    connector = WebConnector(Workstation(companies, companies.create()), waiter=SkippingWaiter())
    yield Scene(service, connector, connector.station.company, qwc_text(service))
    companies.close()


def named(customers: list[dict], name: str) -> list[dict]:
    return [found for found in customers if found["Name"] == name]


@pytest.mark.switch("entities_in_code_page")
def test_a_session(real: Scene):
    requests_of_the_service = then(customer("&#196;rzte &amp; Co"), SET.format(ids="") + "<HostQueryRq/>" + END)
    outcome = real.update(sendRequestXML=requests_of_the_service, receiveResponseXML=then(50, 100))
    assert (outcome.state, outcome.code) == ("done", ""), outcome.sentence
    assert len(named(real.company.objects("Customer"), "Ärzte & Co")) == 1
    response = etree.fromstring(real.service.of("receiveResponseXML")[0].parameters["response"].encode())
    assert response.find(".//CustomerAddRs").get("statusCode") == "0"
    hcp = etree.fromstring(real.service.of("sendRequestXML")[0].parameters["strHCPResponse"].encode())
    rows = {row.findtext("DataExtName"): row.findtext("DataExtValue") for row in hcp.iter("DataExtRet")}
    assert rows["FileID"] == FILE_ID
    assert rows["AppLock"].startswith("LOCKED:")
    assert {row.findtext("OwnerID") for row in hcp.iter("DataExtRet")} == {OWNER}
    assert hcp.findtext(".//SupportedQBXMLVersion") is not None


def test_a_parse_error_is_an_hresult(real: Scene):
    real.update(sendRequestXML=customer("x" * 42))
    (call,) = real.service.of("receiveResponseXML")
    assert (call.parameters["hresult"], call.parameters["response"]) == ("0x80040400", "")


@pytest.mark.parametrize(
    ("arrange", "hresult"),
    [
        (lambda company: company.show_dialog(), "0x80040414"),
        (lambda company: company.permit("Connector", access=False), "0x8004041A"),
        (lambda company: company.order_fault(at="begin", hresult="0x80040408"), None),
    ],
)
def test_quickbooks_refuses_the_session(real: Scene, arrange: Callable, hresult: str | None):
    arrange(real.company)
    outcome = real.update()
    if hresult is None:  # once only: the second attempt gets through
        assert outcome.state == "done"
    else:
        assert real.service.of("connectionError")[0].parameters["hresult"] == hresult
        assert outcome.code == "QBWC1013"


def test_unattended_needs_permission(real: Scene):
    real.connector.station.running = False
    path = real.company.company_file
    assert real.update(authenticate=[TICKET, path]).state == "done"
    real.company.permit("Connector", unattended=False)
    real.update(authenticate=[TICKET, path])
    assert real.service.of("connectionError")[0].parameters["hresult"] == "0x8004041D"


@pytest.mark.switch("user_grants_access")
def test_a_file_for_reading_only(service: Service):
    companies = DesktopCompanies()
    connector = WebConnector(Workstation(companies, companies.create()))
    connector.add(qwc.parse(qwc_text(service, IsReadOnly="true").encode()), "x", probe=False)
    service.script["sendRequestXML"] = customer("Nobody")
    connector.update(connector.applications[0])
    assert 'statusCode="3263"' in service.of("receiveResponseXML")[0].parameters["response"]
    companies.close()


def test_committed_and_answer_lost_is_found_again_by_its_message_set(real: Scene):
    real.order("hresult", when="after")
    real.update(sendRequestXML=customer("Once", "set-1"))
    assert real.service.of("receiveResponseXML")[0].parameters["hresult"] == "0x80040402"
    real.update()
    answer = etree.fromstring(real.service.of("receiveResponseXML")[0].parameters["response"].encode())
    assert answer.find(".//CustomerAddRs").get("statusCode") == "0"
    assert len(named(real.company.objects("Customer"), "Once")) == 1


def test_an_invoice_in_the_browser(real: Scene):
    name = real.company.objects("Customer")[0]["Name"]
    item = real.company.objects("ItemService")[0]["FullName"]
    line = f"<InvoiceLineAdd><ItemRef><FullName>{item}</FullName></ItemRef><Desc>&lt;b&gt;</Desc></InvoiceLineAdd>"
    head = f"<CustomerRef><FullName>{name}</FullName></CustomerRef><RefNumber>INV-1</RefNumber>"
    request = SET.format(ids="") + f"<InvoiceAddRq><InvoiceAdd>{head}{line}</InvoiceAdd></InvoiceAddRq>" + END
    assert real.update(sendRequestXML=request).state == "done"
    (invoice,) = real.company.objects("Invoice")
    with AgentServer(real.connector) as server:
        listed = requests.get(server.books_page, timeout=20).text
        assert f'<a href="/books/invoice/{invoice["TxnID"]}">INV-1</a>' in listed
        shown = requests.get(f"{server.books_page}/invoice/{invoice['TxnID']}", timeout=20).text
        assert "&lt;b&gt;" in shown
        assert name in shown
        assert requests.get(f"{server.books_page}/invoice/1-1", timeout=20).status_code == 404


# ---------------------------------------------------------------------------------- as a process


class Desktop:
    """The command as a process of its own on one file of books."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.file, self.data = folder / "connector.qwc", folder / "books.sqlite"
        self.file.write_text(qwc_text(service))

    def start(self, *arguments: str) -> subprocess.Popen:
        given = ["--qwc", str(self.file), "--password", "x", "--data", str(self.data), "--log", "none", *arguments]
        return launch("desktop", *given)

    def once(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start("--once", *arguments)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.fixture
def desktop(service: Service, tmp_path: Path) -> Desktop:
    return Desktop(service, tmp_path)


def test_killed_after_the_commit(desktop: Desktop, service: Service):
    """kill -9 between QuickBooks' commit and receiveResponseXML: the next run finds it done, once."""
    service.script["sendRequestXML"] = customer("Killed", "set-9")
    crash = '{"kind": "crash", "match": {"call": "process"}, "kill": true}'
    assert desktop.once("--fault", crash) == (-signal.SIGKILL, "", "")
    assert service.methods == WHOLE[:4]
    service.clear()
    assert desktop.once() == (0, "", "")
    assert service.methods == WHOLE
    assert 'statusCode="0"' in service.of("receiveResponseXML")[0].parameters["response"]
    companies = DesktopCompanies(str(desktop.data))
    assert len(named(companies.list()[0].objects("Customer"), "Killed")) == 1
    companies.close()


def test_once_fails_with_the_code_in_a_sentence(desktop: Desktop, service: Service):
    service.script["authenticate"] = ["", "nvu"]
    status, out, err = desktop.once()
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("QBWC1040: ")


def test_ready_line_and_books(desktop: Desktop, service: Service):
    service.script["sendRequestXML"] = customer("Visible")
    process = desktop.start("--control", "--company", r"C:\My Books.qbw")
    try:
        ready = json.loads(process.stdout.readline())
        assert ready["company_file"] == r"C:\My Books.qbw"
        assert requests.get(ready["control"] + "/updates/wait?count=1", timeout=30).json()["ended"]
        books = requests.get(ready["control"] + "/books", timeout=30).json()
        assert len(named(books["entities"]["Customer"], "Visible")) == 1
        for tab in ("", "/customers", "/items", "/transactions", "/ledger", "/trial-balance"):
            assert requests.get(ready["books"] + tab, timeout=30).status_code == 200
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "")
    finally:
        process.kill()
        process.communicate()


def test_faults_can_be_ordered_before_anything_runs(desktop: Desktop, service: Service):
    process = desktop.start("--control", "--paused", "--every", "0")
    try:
        control = json.loads(process.stdout.readline())["control"]
        assert requests.get(control + "/updates/wait?count=1&seconds=0", timeout=30).json()["ended"] is False
        requests.post(control + "/faults", json={"kind": "crash", "chance": 0.3, "seed": 1, "count": 20}, timeout=30)
        requests.post(control + "/auto-run", json={"on": True}, timeout=30)
        assert requests.get(control + "/updates/wait?count=30&seconds=20", timeout=30).json()["ended"]
        states = {update["state"] for update in requests.get(control + "/updates", timeout=30).json()["updates"]}
        assert states == {"crashed", "done"}
    finally:
        process.kill()
        process.communicate()
