"""The sequence of spec qbd 1.4 and 1.5, call by call."""

from __future__ import annotations

import pytest
from lxml import etree

from quickbooks_simulator import clock

from .fake_books import FILE, OTHER_FILE
from .qwc_file import FILE_ID, OWNER
from .scene import OPENING, PASSWORD, WHOLE, WORK, Scene
from .service import QBXML, TICKET, fault, then


def test_the_whole_sequence(scene: Scene):
    outcome = scene.update()
    assert scene.service.methods == WHOLE
    assert (outcome.state, outcome.code, outcome.status, outcome.percent) == ("done", "", "OK", 100)
    assert scene.company.processed == [QBXML]
    assert scene.company.open_sessions == 0


@pytest.mark.switch("server_version_ticket")
def test_every_parameter(scene: Scene):
    scene.update()
    calls = {call.method: call.parameters for call in scene.service.calls}
    assert calls["serverVersion"] == {}
    assert calls["clientVersion"] == {"strVersion": "2.3.0.215"}
    assert calls["authenticate"] == {"strUserName": "odoo", "strPassword": PASSWORD}
    hcp = calls["sendRequestXML"].pop("strHCPResponse")
    assert calls["sendRequestXML"] == {
        "ticket": TICKET,
        "strCompanyFileName": FILE,
        "qbXMLCountry": "US",
        "qbXMLMajorVers": "16",
        "qbXMLMinorVers": "0",
    }
    answers = etree.fromstring(hcp.encode()).find("QBXMLMsgsRs")
    assert [(row.tag, row.get("requestID")) for row in answers] == [
        ("HostQueryRs", "0"),
        ("CompanyQueryRs", "1"),
        ("PreferencesQueryRs", "2"),
    ]
    rows = {row.findtext("DataExtName"): row.findtext("DataExtValue") for row in answers.iter("DataExtRet")}
    assert rows["FileID"] == FILE_ID
    assert rows["AppLock"].startswith("LOCKED:QUICKBOOKS-PC:63")
    response = calls["receiveResponseXML"]
    assert 'AnswerRs number="1"' in response["response"]
    assert (response["ticket"], response["hresult"], response["message"]) == (TICKET, "", "")
    assert calls["closeConnection"] == {"ticket": TICKET}


def test_percentages_go_on_until_100_and_only_the_first_request_has_the_hcp_answer(scene: Scene):
    outcome = scene.update(receiveResponseXML=then(0, 33, 99, 100))
    assert scene.service.methods == [*OPENING, *WORK * 4, "closeConnection"]
    hcps = [bool(call.parameters["strHCPResponse"]) for call in scene.service.of("sendRequestXML")]
    assert hcps == [True, False, False, False]
    assert (outcome.percent, outcome.requests) == (100, 4)


def test_the_string_of_the_service_reaches_quickbooks_unchanged(scene: Scene):
    text = '<?xml version="1.0"?>\n<?qbxml version="13.0"?>\r\n<QBXML a="&quot;">&amp;&#233;é ✓</QBXML>\n  '
    scene.update(sendRequestXML=text.replace("\r", ""))
    assert scene.company.processed == [text.replace("\r", "")]


def test_an_hresult_is_passed_on_with_an_empty_response(scene: Scene):
    scene.company.refuse = "0x80040400"
    assert scene.update().state == "done"
    (call,) = scene.service.of("receiveResponseXML")
    assert call.parameters["response"] == ""
    assert call.parameters["hresult"] == "0x80040400"
    assert call.parameters["message"] == "QuickBooks found an error when parsing the provided XML text stream."
    assert b"<response />" in call.body


def test_negative_percentage_asks_for_the_error_and_closes(scene: Scene):
    outcome = scene.update(receiveResponseXML=-1, getLastError="Customer is unknown")
    assert scene.service.methods == [*OPENING, *WORK, "getLastError", "closeConnection"]
    assert (outcome.state, outcome.code) == ("failed", "QBWC1031")
    assert "Customer is unknown" in outcome.sentence


@pytest.mark.switch("percent_over_100")
@pytest.mark.parametrize(("switch", "state"), [("error", "failed"), ("done", "done")])
def test_more_than_100_percent(scene: Scene, switch: str, state: str):
    scene.switch(percent_over_100=switch)
    outcome = scene.update(receiveResponseXML=101)
    assert (outcome.state, outcome.code) == (state, "QBWC1042" if state == "failed" else "")


# ------------------------------------------------------------------------------------ authenticate


@pytest.mark.switch("close_after_none")
@pytest.mark.parametrize("word", ["none", "NONE"])
def test_none_ends_without_quickbooks_and_without_closing(scene: Scene, word: str):
    outcome = scene.update(authenticate=["", word])
    assert scene.service.methods == OPENING
    assert (outcome.state, outcome.ok, scene.company.begun) == ("nothing", True, [])


@pytest.mark.switch("close_after_none")
def test_nvu_is_1040(scene: Scene):
    outcome = scene.update(authenticate=["", "nvu"])
    assert scene.service.methods == OPENING
    assert (outcome.state, outcome.code) == ("failed", "QBWC1040")


@pytest.mark.switch("close_after_none")
def test_busy_waits_for_the_next_run(scene: Scene):
    outcome = scene.update(authenticate=["", "busy"])
    assert scene.service.methods == OPENING
    assert (outcome.state, outcome.code, outcome.ok) == ("busy", "", False)


@pytest.mark.switch("close_after_none")
@pytest.mark.parametrize("word", ["none", "nvu", "busy"])
def test_closing_after_none_is_a_switch(scene: Scene, word: str):
    scene.switch(close_after_none=True)
    scene.update(authenticate=["t", word])
    assert scene.service.methods == [*OPENING, "closeConnection"]


def test_a_path_opens_that_file(scene: Scene):
    scene.update(authenticate=[TICKET, FILE.upper(), "", "", "unused"])
    assert scene.service.of("sendRequestXML")[0].parameters["strCompanyFileName"] == FILE
    assert scene.company.begun == [("Connector", "DoNotCare", False)]


def test_the_password_must_be_there(scene: Scene):
    scene.application.password = ""
    assert scene.update().code == "QBWC1030"
    assert scene.service.methods == []


# ------------------------------------------------------------------------------- versions of both


def test_a_service_without_the_version_calls_works_with_a_complaint(scene: Scene):
    missing = fault("Server did not recognize the value of HTTP Header SOAPAction")
    assert scene.update(serverVersion=missing, clientVersion=missing).state == "done"
    assert any("QBWC1036" in line for line in scene.connector.journal.lines())


@pytest.mark.switch("client_version_o", "user_accepts_warnings")
@pytest.mark.parametrize(
    ("answer", "code"),
    [("E:too old", "QBWC1037"), ("O:3.0", "QBWC1037"), ("hello", "QBWC1046"), ("W:old", ""), ("", ""), (None, "")],
)
def test_client_version(scene: Scene, answer: str | None, code: str):
    outcome = scene.update(clientVersion=answer)
    assert outcome.code == code
    assert scene.service.methods == (OPENING[:2] if code else WHOLE)


@pytest.mark.switch("user_accepts_warnings", "client_version_o")
def test_the_user_may_refuse_a_warning_and_o_may_go_on(scene: Scene):
    scene.switch(user_accepts_warnings=False, client_version_o="continue")
    assert scene.update(clientVersion="W:old").code == "QBWC1037"
    assert scene.update(clientVersion="O:3.0").state == "done"


# ------------------------------------------------------------------------------- empty requests


@pytest.mark.switch("first_empty_request_crashes")
def test_an_empty_first_request_is_the_known_crash(scene: Scene):
    outcome = scene.update(sendRequestXML="")
    assert scene.service.methods == [*OPENING, "sendRequestXML"]
    assert outcome.code == "QBWC1041"
    assert "Object reference not set" in outcome.sentence


def test_no_op_waits_five_seconds_of_the_clock(scene: Scene):
    start = clock.now()
    outcome = scene.update(
        sendRequestXML=then(QBXML, "", "", QBXML), receiveResponseXML=then(50, 100), getLastError="NoOp"
    )
    again = ["sendRequestXML", "getLastError"]
    assert scene.service.methods == [*OPENING, *WORK, *again * 2, *WORK, "closeConnection"]
    assert outcome.state == "done"
    assert 10 <= (clock.now() - start).total_seconds() < 15


@pytest.mark.switch("first_empty_request_crashes")
def test_without_the_crash_the_first_request_may_be_empty(scene: Scene):
    scene.switch(first_empty_request_crashes=False)
    assert scene.update(sendRequestXML=then("", QBXML), getLastError="NoOp").state == "done"


def test_another_text_of_get_last_error_ends_the_update(scene: Scene):
    outcome = scene.update(sendRequestXML=then(QBXML, ""), receiveResponseXML=50, getLastError="Out of order")
    assert scene.service.methods == [*OPENING, *WORK, "sendRequestXML", "getLastError", "closeConnection"]
    assert (outcome.code, outcome.status) == ("QBWC1031", "OK")
    assert "Out of order" in outcome.sentence


@pytest.mark.switch("noop_limit")
def test_a_limit_of_no_ops(scene: Scene):
    scene.switch(noop_limit=2)
    outcome = scene.update(sendRequestXML=then(QBXML, ""), receiveResponseXML=50, getLastError="NoOp")
    assert outcome.code == "QBWC1041"
    assert scene.service.methods.count("getLastError") == 3


# ------------------------------------------------------------------------------- interactive mode


@pytest.fixture
def interactive(scene: Scene) -> Scene:
    scene.service.script.update(
        sendRequestXML=then(QBXML, "", QBXML),
        receiveResponseXML=then(50, 100),
        getLastError="Interactive mode",
        getInteractiveURL=scene.service.address + "/page",
        interactiveDone=then("not yet", "Done"),
        interactiveRejected="As you like",
    )
    return scene


@pytest.mark.switch("user_opens_interactive")
def test_interactive_mode(interactive: Scene):
    assert interactive.update().state == "done"
    middle = ["sendRequestXML", "getLastError", "getInteractiveURL", "interactiveDone", "interactiveDone"]
    assert interactive.service.methods == [*OPENING, *WORK, *middle, *WORK, "closeConnection"]
    (asked,) = interactive.service.of("getInteractiveURL")
    assert asked.parameters["wcTicket"] == TICKET
    assert asked.parameters["sessionID"]
    assert interactive.service.gets == ["/qb/desktop/page"]


@pytest.mark.switch("user_opens_interactive")
def test_the_user_rejects_interactive_mode(interactive: Scene):
    interactive.switch(user_opens_interactive=False)
    outcome = interactive.update()
    assert interactive.service.methods[-3:] == ["getInteractiveURL", "interactiveRejected", "closeConnection"]
    assert "As you like" in outcome.sentence


@pytest.mark.switch("user_opens_interactive")
def test_the_user_gives_up(interactive: Scene):
    outcome = interactive.update(interactiveDone="no")
    assert interactive.service.methods.count("interactiveDone") == 12
    assert (interactive.service.methods[-2], outcome.code) == ("interactiveRejected", "QBWC1031")


# ---------------------------------------------------------------------------------- QuickBooks


@pytest.mark.switch("close_after_connection_error")
def test_a_dialog_is_tried_twice_and_reported(scene: Scene):
    scene.company.dialog = True
    outcome = scene.update()
    assert scene.service.methods == [*OPENING, "connectionError"]
    (call,) = scene.service.of("connectionError")
    assert call.parameters["hresult"] == "0x80040414"
    assert "modal dialog" in call.parameters["message"]
    assert outcome.code == "QBWC1013"
    begins = [entry for entry in scene.connector.journal.entries() if entry.call == "begin"]
    assert len(begins) == 2


def test_connection_error_may_name_another_file(scene: Scene):
    scene.connector.station.companies.create(company_file=OTHER_FILE)
    outcome = scene.update(authenticate=[TICKET, OTHER_FILE], connectionError=FILE)
    assert scene.service.methods == [*OPENING, "connectionError", *WORK, "closeConnection"]
    assert scene.service.of("connectionError")[0].parameters["hresult"] == "0x8004040A"
    assert outcome.state == "done"


def test_an_empty_answer_means_the_open_file(scene: Scene):
    outcome = scene.update(authenticate=[TICKET, r"C:\nowhere.qbw"], connectionError="")
    assert scene.service.of("connectionError")[0].parameters["hresult"] == "0x80040403"
    assert outcome.state == "done"


@pytest.mark.switch("close_after_connection_error")
def test_other_files_are_tried_a_couple_of_times_only(scene: Scene):
    outcome = scene.update(authenticate=[TICKET, r"C:\nowhere.qbw"], connectionError=r"C:\nor here.qbw")
    assert scene.service.methods == [*OPENING, *["connectionError"] * 3]
    assert outcome.code == "QBWC1013"


@pytest.mark.switch("close_after_connection_error")
def test_closing_after_connection_error_is_a_switch(scene: Scene):
    scene.company.dialog = True
    scene.switch(close_after_connection_error=True)
    scene.update()
    assert scene.service.methods == [*OPENING, "connectionError", "closeConnection"]


@pytest.mark.parametrize(
    ("running", "open_file", "path", "hresult"),
    [(False, False, "", "0x80040416"), (True, False, "", "0x80040417"), (False, False, FILE, None)],
)
def test_quickbooks_closed(scene: Scene, running: bool, open_file: bool, path: str, hresult: str | None):
    scene.connector.station.running = running
    scene.connector.station.open = scene.company if open_file else None
    scene.update(authenticate=[TICKET, path])
    if hresult is None:
        assert scene.company.begun == [("Connector", "DoNotCare", True)]
    else:
        assert scene.service.of("connectionError")[0].parameters["hresult"] == hresult


@pytest.mark.switch("close_after_connection_error")
def test_host_company_preferences_must_answer(scene: Scene):
    scene.company.hcp_status = "1000"
    outcome = scene.update()
    assert scene.service.methods == [*OPENING, "connectionError"]
    assert outcome.code == "QBWC1014"


def test_file_id_and_lock_are_written_once(scene: Scene):
    scene.update()
    first = dict(scene.company.extensions)
    clock.advance(60)
    scene.update()
    assert scene.company.extensions == first
    assert first[OWNER, "FileID"] == FILE_ID


@pytest.mark.switch("close_after_connection_error", "file_id_conflict")
def test_another_file_id_is_refused(scene: Scene):
    scene.company.extensions[OWNER, "FileID"] = "{00000000-0000-0000-0000-000000000001}"
    outcome = scene.update()
    assert scene.service.methods == [*OPENING, "connectionError"]
    assert (outcome.code, scene.company.open_sessions) == ("QBWC1024", 0)


@pytest.mark.switch("foreign_app_lock")
def test_the_lock_of_another_pc_is_refused(scene: Scene):
    scene.company.extensions[OWNER, "AppLock"] = "LOCKED:OTHER-PC:635289565906618390"
    outcome = scene.update()
    assert scene.service.of("connectionError")[0].parameters["hresult"] == "0x8004041B"
    assert outcome.code == "QBWC1013"
    scene.switch(foreign_app_lock="take_over")
    assert scene.update().state == "done"
    assert scene.company.extensions[OWNER, "AppLock"].startswith("LOCKED:QUICKBOOKS-PC:")
