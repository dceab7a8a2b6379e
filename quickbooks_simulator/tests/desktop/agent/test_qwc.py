"""The .qwc file and what is checked when it is added (spec qbd 1.7, 1.8, 2)."""

from __future__ import annotations

import pytest

from quickbooks_simulator.desktop.agent import addresses, qwc
from quickbooks_simulator.desktop.agent.codes import QbwcError
from quickbooks_simulator.desktop.agent.connector import WebConnector
from quickbooks_simulator.desktop.agent.switches import Switches
from quickbooks_simulator.desktop.agent.workstation import Workstation
from quickbooks_simulator.online.server.messages import Response

from .fake_books import FILE, FakeCompanies
from .qwc_file import FILE_ID, OWNER, qwc_text
from .service import Service


def parsed(**changes: str | None) -> qwc.QwcFile:
    return qwc.parse(qwc_text(**changes).encode())


def code_of(call) -> str:
    with pytest.raises(QbwcError) as caught:
        call()
    return caught.value.code


def test_a_good_file():
    found = parsed(AppDisplayName="x", AuthFlags="0xF", UnattendedModePref="umpOptional", Notify="true")
    assert (found.app_name, found.user_name, found.owner_id, found.file_id) == ("Connector", "odoo", OWNER, FILE_ID)
    assert (found.interval, found.read_only, found.notify, found.remarks()) == (120, False, True, [])


def test_order_and_declaration_are_free():
    lines = qwc_text().splitlines()
    turned = "\n".join([lines[1], *reversed(lines[2:-1]), lines[-1]])
    assert qwc.parse(turned.encode()) == parsed()


@pytest.mark.parametrize("name", qwc.REQUIRED)
def test_required_elements(name: str):
    assert code_of(lambda: parsed(**{name: None})) == "QBWC1039"
    if name == "AppID":
        assert parsed(AppID="").app_name == "Connector"
    else:
        assert code_of(lambda: parsed(**{name: " "})) == "QBWC1039"


@pytest.mark.parametrize("name", [*qwc.REQUIRED, "Notify"])
def test_repeated_elements(name: str):
    twice = qwc_text(Notify="true").replace("</QBWCXML>", f"<{name}>x</{name}></QBWCXML>")
    assert code_of(lambda: qwc.parse(twice.encode())) == "QBWC1039"


@pytest.mark.parametrize(
    "changes",
    [
        {"OwnerID": OWNER.strip("{}")},
        {"FileID": "{57F3B9B6-86F1-4FCC-B1FF-966DE1813D2}"},
        {"FileID": "{57F3B9B6-86F1-4FCC-B1FF-966DE1813D2G}"},
        {"QBType": "QBO"},
        {"Notify": "yes"},
        {"IsReadOnly": "False"},
        {"AuthFlags": "all"},
        {"UnattendedModePref": "optional"},
        {"PersonalDataPref": "no"},
        {"Scheduler": ""},
        {"Scheduler": "<RunEveryNMinutes>0</RunEveryNMinutes>"},
        {"Scheduler": "<RunEveryNMinutes>soon</RunEveryNMinutes>"},
        {"AppName": "<b>x</b>"},
        {"Surprise": "x"},
    ],
)
def test_values_that_cannot_be(changes: dict):
    assert code_of(lambda: parsed(**changes)) == "QBWC1039"


@pytest.mark.parametrize("changes", [{"QBType": "QBPOS"}, {"Style": "RPC"}, {"Style": "DocWrapped"}])
def test_what_is_not_simulated_is_said(changes: dict):
    assert code_of(lambda: parsed(**changes)) == "QBWC1051"


def test_unknown_elements_are_a_switch():
    assert qwc.parse(qwc_text(Surprise="x").encode(), unknown="ignore").app_name == "Connector"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no xml",
        b"<QBWC/>",
        b'<QBWCXML xmlns="urn:x"/>',
        b'<!DOCTYPE QBWCXML [<!ENTITY a "b">]><QBWCXML/>',
        b"<QBWCXML><AppName>x</QBWCXML>",
    ],
)
def test_files_that_are_no_qwc_file(raw: bytes):
    assert code_of(lambda: qwc.parse(raw)) == "QBWC1039"


def test_a_file_that_is_not_there(tmp_path):
    assert code_of(lambda: qwc.load(tmp_path / "x.qwc")) == "QBWC1051"


@pytest.mark.parametrize(
    ("scheduler", "seconds"),
    [
        ("<RunEveryNSeconds>30</RunEveryNSeconds>", 30),
        ("<RunEveryNSeconds>90</RunEveryNSeconds><RunEveryNMinutes>1</RunEveryNMinutes>", 90),
        ("<RunEveryNMinutes>1</RunEveryNMinutes><RunEveryNSeconds>90</RunEveryNSeconds>", 60),
    ],
)
def test_the_first_interval_wins(scheduler: str, seconds: int):
    assert parsed(Scheduler=scheduler).interval == seconds
    assert parsed(Scheduler=None).interval is None


def test_a_long_description_is_remarked():
    assert parsed(AppDescription="x" * 81).remarks()


# ------------------------------------------------------------------------------------- addresses

SHOP = "https://shop.example.com"


@pytest.mark.parametrize(
    ("url", "support", "code"),
    [
        (f"{SHOP}/qb", f"{SHOP}/help", None),
        (f"{SHOP}:8443/qb", f"{SHOP}/help", None),
        ("http://localhost:8069/qb", "http://localhost:8069/", None),
        ("https://localhost/qb", "https://localhost/", None),
        ("http://shop.example.com/qb", f"{SHOP}/help", "QBWC1010"),
        ("https://192.0.2.7/qb", f"{SHOP}/help", "QBWC1001"),
        ("http://127.0.0.1:8069/qb", "http://127.0.0.1:8069/", "QBWC1001"),
        ("https://[2001:db8::1]/qb", f"{SHOP}/help", "QBWC1001"),
        (f"{SHOP}/qb", "https://192.0.2.7/", "QBWC1002"),
        (f"{SHOP}/qb", "https://help.example.com/", "QBWC1000"),
        ("http://localhost:8069/qb", f"{SHOP}/", "QBWC1000"),
        ("ftp://shop.example.com/", f"{SHOP}/", "QBWC1039"),
        ("shop.example.com/qb", f"{SHOP}/", "QBWC1039"),
        ("https://shop.example.com:no/", f"{SHOP}/", "QBWC1039"),
    ],
)
def test_addresses(url: str, support: str, code: str | None):
    file = parsed(AppURL=url, AppSupport=support)
    if code is None:
        addresses.check(file)
    else:
        assert code_of(lambda: addresses.check(file)) == code


def test_subdomains_are_a_switch():
    file = parsed(AppURL=f"{SHOP}/qb", AppSupport="https://help.example.com/")
    addresses.check(file, support_domain="last_two_labels")


def test_the_machines_own_name_may_use_http(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "BOOKS-PC")
    addresses.check(parsed(AppURL="http://books-pc:8069/qb", AppSupport="http://books-pc/"))


# ------------------------------------------------------------------------------ the GETs of add time


def added(service: Service, **changes: str | None) -> WebConnector:
    companies = FakeCompanies()
    connector = WebConnector(Workstation(companies, companies.create(company_file=FILE)))
    connector.add(qwc.parse(qwc_text(service, **changes).encode()), "x")
    return connector


@pytest.mark.switch("asks_for_wsdl", "probe_without_tls")
def test_support_page_and_service_are_fetched_plainly(service: Service):
    added(service, AppSupport=f"http://localhost:{service.port}/help")
    assert service.gets == ["/help", "/qb/desktop", "/qb/desktop?wsdl"]
    assert service.calls == []


@pytest.mark.switch("asks_for_wsdl", "probe_without_tls")
def test_the_certificate_address_replaces_the_service(service: Service):
    added(service, CertURL=f"http://localhost:{service.port}/cert")
    assert service.gets == ["/qb/desktop", "/cert", "/qb/desktop?wsdl"]


@pytest.mark.parametrize(("status", "code"), [(200, None), (202, None), (204, "QBWC1003"), (404, "QBWC1003")])
def test_the_support_page_must_answer_200_or_202(service: Service, status: int, code: str | None):
    service.page = Response(status, b"", "text/plain")
    if code is None:
        added(service)
    else:
        assert code_of(lambda: added(service)) == code


@pytest.mark.parametrize("status", [401, 405, 500])
def test_the_service_must_answer_a_get(service: Service, status: int):
    service.page = Response(status, b"", "text/plain")
    file = qwc.parse(qwc_text(service).encode())
    transport = WebConnector(Workstation(FakeCompanies(), None))._transport()
    ok = Response(200, b"", "text/plain")

    def get(address: str):
        found = transport.get(address)
        service.page = Response(status, b"", "text/plain")
        return found

    service.page = ok
    assert code_of(lambda: addresses.probe(file, get)) == "QBWC1048"


def test_an_unreachable_support_page(service: Service):
    service.stop()
    assert code_of(lambda: added(service)) == "QBWC1004"


def test_redirections_are_followed(service: Service):
    service.page = Response(303, b"", "text/plain", [("Location", "/again")])
    assert code_of(lambda: added(service)) == "QBWC1003"
    assert service.gets == ["/qb/desktop", *["/again"] * 4]


@pytest.mark.switch("user_grants_access")
def test_a_name_is_added_once_and_let_into_the_company_file(service: Service):
    connector = added(service, IsReadOnly="true")
    assert connector.station.company.permitted == {"Connector": {"access": True, "unattended": True, "write": False}}
    file = connector.applications[0].qwc
    assert code_of(lambda: connector.add(file, "x")) == "QBWC1051"


@pytest.mark.switch("noop_seconds", "close_after_none", "support_domain", "server_version_complaint")
def test_switches_are_checked():
    with pytest.raises(KeyError):
        Switches(nonsense=1)
    for name, value in (("noop_seconds", "5"), ("noop_seconds", -1), ("close_after_none", 1), ("support_domain", "x")):
        with pytest.raises(ValueError, match=name):
            Switches(**{name: value})
    assert Switches(noop_seconds=0.5).shown()["noop_seconds"]["value"] == 0.5


def test_a_certificate_that_does_not_hold(service: Service):
    """https on a port that speaks plain HTTP: no certificate can be verified."""
    secure = f"https://localhost:{service.port}/qb"
    assert code_of(lambda: added(service, AppURL=secure)) == "QBWC1048"
    assert code_of(lambda: added(service, AppURL=secure, AppSupport=secure)) == "QBWC1004"


def test_a_host_name_that_cannot_be(service: Service):
    bad = "https://shop..example.com/"
    assert code_of(lambda: added(service, AppURL=bad, AppSupport=bad)) == "QBWC1004"


@pytest.mark.switch("user_grants_access")
def test_access_may_be_left_to_the_administrator(service: Service):
    companies = FakeCompanies()
    company = companies.create(company_file=FILE)
    connector = WebConnector(Workstation(companies, company), switches=Switches(user_grants_access=False))
    connector.add(qwc.parse(qwc_text(service).encode()), "x", probe=False)
    assert company.permitted == {}
