"""What nobody wrote down about the Web Connector: every switch both ways (spec qbd 1)."""

from __future__ import annotations

import pytest

from quickbooks_simulator.desktop.agent import qwc
from quickbooks_simulator.desktop.agent.codes import QbwcError
from quickbooks_simulator.desktop.agent.connector import WebConnector
from quickbooks_simulator.desktop.agent.switches import Switches
from quickbooks_simulator.desktop.agent.workstation import Workstation

from .fake_books import FILE, FakeCompanies
from .qwc_file import OWNER, qwc_text
from .scene import OPENING, Scene
from .service import QBXML, TICKET, Service, fault, html, then

NOWHERE = r"C:\nowhere.qbw"


def connector(**values: object) -> WebConnector:
    companies = FakeCompanies()
    return WebConnector(Workstation(companies, companies.create(company_file=FILE)), switches=Switches(**values))


def add(service: Service, wanted: WebConnector, **changes: str) -> None:
    wanted.add(qwc.parse(qwc_text(service, **changes).encode()), "x")


# --------------------------------------------------------------------------------------------------- on the wire


@pytest.mark.switch("dotnet_user_agent")
def test_the_user_agent(scene: Scene):
    scene.update()
    assert "user-agent" not in {name.lower() for call in scene.service.calls for name in call.headers}
    scene.switch(dotnet_user_agent=True)
    scene.update()
    headers = [(name.lower(), value) for call in scene.service.calls for name, value in call.headers.items()]
    (agent,) = {value for name, value in headers if name == "user-agent"}
    assert agent.endswith("MS Web Services Client Protocol 4.0.30319.42000)")


@pytest.mark.switch("newest_tls")
def test_the_tls_that_the_pc_speaks():
    """Nothing below 1.2 in any case: a service of today would refuse it."""
    for values, newest in (({}, "TLSv1_2"), ({"newest_tls": "1.3"}, "TLSv1_3")):
        context = connector(**values)._transport()._tls()
        assert (context.minimum_version.name, context.maximum_version.name) == ("TLSv1_2", newest)


@pytest.mark.switch("asks_for_wsdl", "probe_without_tls")
def test_the_wsdl_is_asked_for_and_not_needed(service: Service):
    service.page = html()
    add(service, connector())
    assert service.gets[-1] == "/qb/desktop?wsdl"
    service.gets.clear()
    add(service, connector(asks_for_wsdl=False))
    assert service.gets == ["/qb/desktop", "/qb/desktop"]


@pytest.mark.switch("asks_for_wsdl", "probe_without_tls")
def test_the_service_is_fetched_for_a_certificate_it_does_not_have(service: Service):
    add(service, connector(asks_for_wsdl=False))
    assert service.gets == ["/qb/desktop", "/qb/desktop"]
    service.gets.clear()
    add(service, connector(asks_for_wsdl=False, probe_without_tls=False))
    assert service.gets == ["/qb/desktop"]


@pytest.mark.switch("support_domain")
def test_the_support_page_on_a_sister_host(service: Service):
    text = qwc_text(AppURL="https://books.example.com/qb", AppSupport="https://help.example.com/")
    application = qwc.parse(text.encode())
    with pytest.raises(QbwcError, match="QBWC1000"):
        connector().add(application, "x", probe=False)
    connector(support_domain="last_two_labels").add(application, "x", probe=False)


@pytest.mark.switch("qwc_unknown_elements")
def test_unknown_elements_of_the_file():
    raw = qwc_text(Surprise="x").encode()
    with pytest.raises(QbwcError, match="QBWC1039"):
        qwc.parse(raw, unknown=Switches()["qwc_unknown_elements"])
    ignored = Switches(qwc_unknown_elements="ignore")["qwc_unknown_elements"]
    assert qwc.parse(raw, unknown=ignored).app_name == "Connector"


# ------------------------------------------------------------------------------------------------- in the session


@pytest.mark.switch("server_version_complaint")
def test_how_a_missing_server_version_is_logged(scene: Scene):
    def complaints(words: str) -> int:
        return len([line for line in scene.connector.journal.lines() if words in line and "no such method" in line])

    assert scene.update(serverVersion=fault("no such method")).state == "done"
    assert (complaints("serverVersion failed, going on without it:"), complaints("An old service.")) == (1, 0)
    scene.switch(server_version_complaint="An old service.")
    scene.update()
    assert (complaints("serverVersion failed, going on without it:"), complaints("An old service.")) == (1, 1)


@pytest.mark.switch("own_refusal_hresult")
def test_the_hresult_of_qbwcs_own_refusals(scene: Scene):
    scene.company.hcp_status = "1000"
    assert scene.update().code == "QBWC1014"
    assert scene.service.of("connectionError")[0].parameters["hresult"] == ""
    scene.switch(own_refusal_hresult="0x80040421")
    scene.update()
    assert scene.service.of("connectionError")[0].parameters["hresult"] == "0x80040421"


@pytest.mark.switch("file_id_conflict")
def test_another_file_id_by_switch(scene: Scene):
    scene.company.extensions[OWNER, "FileID"] = "{00000000-0000-0000-0000-000000000001}"
    assert scene.update().code == "QBWC1024"
    scene.switch(file_id_conflict="accept")
    assert scene.update().state == "done"


@pytest.mark.switch("begin_attempts")
def test_how_often_quickbooks_is_tried(scene: Scene):
    scene.company.dialog = True
    for attempts, tried in ((2, 2), (3, 3), (0, 1)):
        scene.switch(begin_attempts=attempts)
        scene.connector.journal.clear()
        assert scene.update().code == "QBWC1013"
        assert [entry.call for entry in scene.connector.journal.entries()].count("begin") == tried


@pytest.mark.switch("connection_error_limit", "close_after_connection_error")
def test_how_many_other_files_are_tried(scene: Scene):
    for limit in (2, 0, 5):
        scene.switch(connection_error_limit=limit)
        scene.update(authenticate=[TICKET, NOWHERE], connectionError=NOWHERE)
        assert scene.service.methods == [*OPENING, *["connectionError"] * (limit + 1)]


@pytest.mark.switch("interactive_limit", "interactive_seconds", "user_opens_interactive")
def test_how_long_the_user_has_for_interactive_mode(scene: Scene):
    scene.switch(interactive_limit=3, interactive_seconds=1.5)
    script = {"sendRequestXML": then(QBXML, ""), "receiveResponseXML": 50, "getLastError": "Interactive mode"}
    answers = {"getInteractiveURL": f"{scene.service.address}/page", "interactiveRejected": "As you like"}
    assert scene.update(**script, **answers, interactiveDone="no").code == "QBWC1031"
    assert scene.service.methods.count("interactiveDone") == 3
