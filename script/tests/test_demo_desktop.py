"""The parts of the Desktop demo: what it does at the connection, what it reads in the books, what it tells."""

from decimal import Decimal

import pytest

from script.lib.demo import desktop, desktop_connecting, desktop_lost, waiting
from script.lib.demo.booked import Booked
from script.lib.demo.browser import Page
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.errors import ScriptError

READY = {"books": "http://127.0.0.1:1/books", "company_file": "C:\\rock.qbw", "control": "http://127.0.0.1:1/control"}
KEY = "74e25a61f068426098165641"


class FakeDesktop(DesktopCompany):
    """A PC of which only the log is looked at."""

    def __init__(self, calls=(), updates=(), objects=()):
        super().__init__(READY)
        self._calls, self._updates, self._objects = list(calls), list(updates), list(objects)
        self.waited = 0

    def calls(self):
        return self._calls

    def updates(self):
        return self._updates

    def objects(self, kind):
        return self._objects

    def wait_for_update(self):
        self.waited += 1


class FakeUser:
    """Answers `find` and `read` from lists: one answer each, the last one again and again."""

    url = "http://127.0.0.1:1"

    def __init__(self, *answers, page=None):
        self.answers = list(answers)
        self.pressed, self.created = [], []
        self.page = page
        self.browser = self

    def find(self, *_arguments, **_keywords):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    read = find

    def create(self, model, values):
        self.created.append((model, values))
        return 7

    def press(self, model, button, record_id):
        self.pressed.append(button)
        return {"url": "/odoo_qb_connector/qwc/7", "context": {"default_password": "correct horse"}}

    def get(self, url):
        assert url == "http://127.0.0.1:1/odoo_qb_connector/qwc/7"
        return self.page


def process(text):
    return {"call": "process", "peer": "quickbooks", "parameters": {"request": text}}


# ------------------------------------------------------------------ at the connection


def test_the_password_and_the_file_are_those_that_odoo_gives(tmp_path):
    user = FakeUser(page=Page("", 200, b"<QBWCXML/>"))
    access = desktop_connecting.make_access(user, tmp_path)
    assert access.password == "correct horse"
    assert access.qwc.read_bytes() == b"<QBWCXML/>"
    assert user.pressed == ["action_desktop_password", "action_desktop_qwc"]
    assert user.created[0][1]["edition"] == "desktop"


def test_no_file_is_said_in_odoos_words(tmp_path):
    user = FakeUser(page=Page("", 409, b"The Web Connector only talks https."))
    with pytest.raises(ScriptError, match="only talks https"):
        desktop_connecting.make_access(user, tmp_path)


def test_the_company_file_is_seen_when_its_lists_are_there_too():
    seen = {"state": "connected", "entries_read_at": False}
    user, company = FakeUser(seen, {**seen, "entries_read_at": "2026-03-01 12:00:00"}), FakeDesktop()
    desktop_connecting.wait_until_seen(user, company, 7)
    assert company.waited == 2


def test_a_company_file_that_is_never_seen_is_said_with_the_reason():
    never = {"state": "new", "entries_read_at": False, "hold_what": "Not seen.", "desktop_failure": "A dialog."}
    user = FakeUser(never)
    with pytest.raises(ScriptError, match=r"the connection is new\. Not seen\. A dialog\."):
        desktop_connecting.wait_until_seen(user, FakeDesktop(), 7)


def test_an_entry_that_is_not_there_is_named():
    with pytest.raises(ScriptError, match="TaxCode of the simulated company has no Middlefield"):
        desktop_connecting._entry(FakeUser([]), 7, "TaxCode", "Middlefield")


# ------------------------------------------------------------------ in the books


def test_a_total_is_what_the_lines_and_the_tax_add_up_to():
    there = {"TxnID": "4-1", "RefNumber": "INV2600001", "Subtotal": "10.10", "SalesTaxTotal": "0.86"}
    assert FakeDesktop(objects=[there]).invoices() == [Booked("4-1", "INV2600001", Decimal("10.96"), "")]


def test_customers_are_known_by_their_full_name():
    assert FakeDesktop(objects=[{"ListID": "8-1", "FullName": "A:B", "Name": "B"}]).customers() == [("8-1", "A:B")]


def test_between_two_looks_at_the_queue_the_web_connector_is_waited_for():
    company = FakeDesktop()
    waiting.until_arrived(FakeUser([{"display_name": "x"}], [], [], []), 5, company.wait_for_update)
    assert company.waited == 1


# ------------------------------------------------------------------ what it tells


@pytest.mark.parametrize(
    "text, writing",
    [
        ("<InvoiceAddRq requestID='1'>", True),
        ("<CustomerModRq/>", True),
        ("<TxnDelRq/>", True),
        ("<TxnVoidRq/>", True),
        ("<InvoiceQueryRq/>", False),
        ("<QBXMLMsgsRq newMessageSetID='1' oldMessageSetID='1'/>", False),
    ],
)
def test_what_changes_the_books(text, writing):
    assert desktop_lost.is_writing(process(text)) is writing


def test_the_lost_answer_is_told_as_it_went():
    company = FakeDesktop([process(f"{KEY} <InvoiceAddRq/>"), process(KEY), process("another")])
    told = desktop_lost.story(FakeUser([{"key": KEY, "state": "settled"}]), company)
    assert "74e25a61…" in told and "asked once" in told and "adopted it" in told


@pytest.mark.parametrize("sent, state", [(2, "settled"), (1, "unknown")])
def test_what_was_not_adopted_is_not_told_as_adopted(sent, state):
    company = FakeDesktop([process(f"{KEY} <InvoiceAddRq/>")] * sent)
    told = desktop_lost.story(FakeUser([{"key": KEY, "state": state}]), company)
    assert "adopted" not in told and state in told


def test_nothing_lost_is_said():
    assert desktop_lost.story(FakeUser([]), FakeDesktop()) == "Odoo's history shows no lost answer."


def test_what_travelled_is_counted():
    calls = [process("<InvoiceAddRq/>"), process("<HostQueryRq/>"), {"call": "authenticate", "peer": "service"}]
    company = FakeDesktop(calls, [{"state": "nothing"}, {"state": "done"}])
    told = " ".join(desktop.travelled(company).split())
    assert "called 2 times and found something to do 1 times" in told
    assert "2 message sets made the round trip, 1 of them with something to write (1 SOAP calls in all)" in told
