"""Message-set recovery, every row of the table of spec qbd 3.5, and crashes at every point."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quickbooks_simulator.desktop.company import DesktopCompanies, HResultError

from .desk import Desk, customer, invoice, line, message

ROOT = Path(__file__).resolve().parents[4]
ONE = invoice(line("Design"), head="<TxnDate>2026-03-02</TxnDate><RefNumber>R-1</RefNumber>")
TWO = invoice(line("Design"), head="<TxnDate>2026-03-02</TxnDate><RefNumber>R-2</RefNumber>")
GUID = "{12345678-1234-1234-1234-123456789012}"


def numbers(desk: Desk) -> list[str]:
    return [one.get("RefNumber") for one in desk.company.objects("Invoice")]


def status(desk: Desk, *requests: str, **ids: str) -> tuple[str | None, str | None, list[int]]:
    """newMessageSetID, messageSetStatusCode and the status codes inside."""
    node = desk.answer(message(*requests, **ids))
    return node.get("newMessageSetID"), node.get("messageSetStatusCode"), [int(one.get("statusCode")) for one in node]


@pytest.mark.switch("duplicate_numbers")
def test_without_ids_nothing_is_stored(desk: Desk):
    assert status(desk, ONE) == (None, None, [0])
    assert status(desk, ONE) == (None, None, [0])
    assert numbers(desk) == ["R-1", "R-1"]


@pytest.mark.switch("recovered_rows")
def test_a_set_seen_before_is_not_run_again(desk: Desk):
    marked = ONE.replace("</RefNumber>", f"</RefNumber><ExternalGUID>{GUID}</ExternalGUID>")
    first = desk.answer(message(marked, newMessageSetID="A"))
    assert (first.get("newMessageSetID"), first.get("messageSetStatusCode")) == ("A", "0")
    again = desk.answer(message(marked, newMessageSetID="A"))
    assert again.get("messageSetStatusCode") == "0"
    recovered = again[0]
    assert (recovered.tag, recovered.get("statusCode"), recovered.find("InvoiceRet")) == ("InvoiceAddRs", "0", None)
    txn_id = first.findtext("InvoiceAddRs/InvoiceRet/TxnID")
    assert [(node.tag, node.text) for node in recovered.find("ErrorRecovery")] == [
        ("TxnID", txn_id),
        ("ExternalGUID", GUID),
    ]
    assert numbers(desk) == ["R-1"]
    desk.company.set_switch("recovered_rows", "all")
    parts = desk.answer(message(newMessageSetID="A", oldMessageSetID="A")).find("InvoiceAddRs/ErrorRecovery")
    assert [node.tag for node in parts] == ["TxnID", "TxnNumber", "EditSequence", "ExternalGUID"]


def test_other_content_under_the_same_id(desk: Desk):
    status(desk, ONE, newMessageSetID="A")
    assert status(desk, TWO, newMessageSetID="A") == ("A", "9001", [])
    assert numbers(desk) == ["R-1"]


def test_the_status_question(desk: Desk):
    assert status(desk, newMessageSetID="A", oldMessageSetID="A") == ("A", "600", [])
    status(desk, ONE, customer("Deco Addict"), newMessageSetID="A")
    assert status(desk, newMessageSetID="A", oldMessageSetID="A") == ("A", "0", [0, 3100])
    assert status(desk, newMessageSetID="A", oldMessageSetID="A") == ("A", "0", [0, 3100])


def test_a_chain_forgets_the_set_before(desk: Desk):
    status(desk, ONE, newMessageSetID="A")
    assert status(desk, TWO, newMessageSetID="B", oldMessageSetID="A") == ("B", "0", [0])
    assert status(desk, newMessageSetID="A", oldMessageSetID="A")[1] == "600"
    assert status(desk, newMessageSetID="B", oldMessageSetID="B") == ("B", "0", [0])
    assert status(desk, TWO, newMessageSetID="B", oldMessageSetID="A") == ("B", "0", [0])
    assert numbers(desk) == ["R-1", "R-2"]


def test_an_unknown_old_id_with_a_new_one_runs(desk: Desk):
    assert status(desk, ONE, newMessageSetID="B", oldMessageSetID="never") == ("B", "0", [0])


def test_forgetting(desk: Desk):
    status(desk, ONE, newMessageSetID="A")
    status(desk, TWO, newMessageSetID="B")
    assert status(desk, oldMessageSetID="A") == (None, "0", [])
    assert status(desk, oldMessageSetID="A") == (None, "600", [])
    assert status(desk, newMessageSetID="B", oldMessageSetID="B")[1] == "0"
    assert status(desk, oldMessageSetID="CLR-ALL-MSG-SETS") == (None, "0", [])
    assert status(desk, newMessageSetID="B", oldMessageSetID="B")[1] == "600"


@pytest.mark.switch("unknown_old_id")
def test_an_unknown_old_id_alone(desk: Desk):
    assert status(desk, ONE, oldMessageSetID="never") == (None, "600", [])
    assert numbers(desk) == []
    desk.company.set_switch("unknown_old_id", "run")
    assert status(desk, ONE, oldMessageSetID="never") == (None, "600", [0])


def test_an_id_over_24_characters(desk: Desk):
    assert status(desk, ONE, newMessageSetID="x" * 25) == ("x" * 25, "9004", [])
    assert numbers(desk) == []
    assert status(desk, ONE, newMessageSetID="x" * 24)[1] == "0"


def test_states_belong_to_an_application(desk: Desk):
    status(desk, ONE, newMessageSetID="A")
    other = desk.company.begin_session("Another application")
    assert 'messageSetStatusCode="600"' in other.process(message(newMessageSetID="A", oldMessageSetID="A"))


def test_stored_errors_and_deletions_come_back(desk: Desk):
    desk.company.set_mode("SingleUser")
    made = desk.done(customer("Ann"))
    wrong = invoice(line("Nothing"))
    delete = f"<ListDelRq><ListDelType>Customer</ListDelType><ListID>{made.text('ListID')}</ListID></ListDelRq>"
    assert status(desk, wrong, delete, TWO, newMessageSetID="A", on_error="stopOnError")[2] == [3140, 3231, 3231]
    assert status(desk, newMessageSetID="A", oldMessageSetID="A")[2] == [3140, 3231, 3231]
    assert status(desk, wrong, delete, TWO, newMessageSetID="B")[2] == [3140, 0, 0]
    again = desk.answer(message(newMessageSetID="B", oldMessageSetID="B"))
    assert [int(one.get("statusCode")) for one in again] == [3140, 0, 0]
    assert len(again.find("ListDelRs")) == 0
    assert again.findtext("InvoiceAddRs/ErrorRecovery/TxnID") is not None or again[2].find("ErrorRecovery") is not None


@pytest.mark.switch("queries_in_message_set")
def test_a_query_in_a_recovered_set(desk: Desk):
    query = "<CustomerQueryRq requestID='7'><FullName>Deco Addict</FullName></CustomerQueryRq>".replace("'", '"')
    query = query.replace(' requestID="7"', "")
    desk.answer(message(query, newMessageSetID="A"))
    assert len(desk.answer(message(query, newMessageSetID="A"))[0]) == 0
    desk.company.set_switch("queries_in_message_set", "again")
    assert desk.answer(message(query, newMessageSetID="A"))[0].findtext("CustomerRet/Name") == "Deco Addict"


def test_a_restored_backup_knows_nothing(desk: Desk):
    name = desk.company.backup()
    status(desk, ONE, newMessageSetID="A")
    desk.company.restore(name)
    assert status(desk, newMessageSetID="A", oldMessageSetID="A")[1] == "600"
    assert numbers(desk) == []
    assert status(desk, ONE, newMessageSetID="A") == ("A", "0", [0])
    desk.company.assert_balanced()


def test_another_company_file_knows_nothing(companies: DesktopCompanies, desk: Desk):
    """States live in the company file: the same application asks in another file, and again in the first."""
    status(desk, ONE, newMessageSetID="A")
    elsewhere = Desk(companies.create())
    assert status(elsewhere, newMessageSetID="A", oldMessageSetID="A") == ("A", "600", [])
    assert status(elsewhere, ONE, newMessageSetID="A") == ("A", "0", [0])
    assert numbers(elsewhere) == ["R-1"]
    assert status(elsewhere, oldMessageSetID="CLR-ALL-MSG-SETS") == (None, "0", [])
    assert status(desk, newMessageSetID="A", oldMessageSetID="A") == ("A", "0", [0])
    assert numbers(desk) == ["R-1"]


def test_a_status_question_with_another_body(desk: Desk):
    """A question has no body; with the same body it is answered, with another one it is 9001, and nothing runs."""
    status(desk, ONE, newMessageSetID="A")
    assert status(desk, ONE, newMessageSetID="A", oldMessageSetID="A") == ("A", "0", [0])
    assert status(desk, TWO, newMessageSetID="A", oldMessageSetID="A") == ("A", "9001", [])
    assert status(desk, TWO, newMessageSetID="C", oldMessageSetID="C") == ("C", "600", [])
    assert numbers(desk) == ["R-1"]


# -------------------------------------------------------------------------------------------------------- faults


def lost(desk: Desk, *requests: str, **ids: str) -> str:
    with pytest.raises(HResultError) as caught:
        desk.session.process(message(*requests, **ids))
    return caught.value.hresult


def test_committed_and_the_answer_lost(desk: Desk):
    desk.company.order_fault(at="after")
    assert lost(desk, ONE, newMessageSetID="A") == "0x80040402"
    assert numbers(desk) == ["R-1"]
    assert status(desk, newMessageSetID="A", oldMessageSetID="A") == ("A", "0", [0])
    assert status(desk, ONE, newMessageSetID="A") == ("A", "0", [0])
    assert numbers(desk) == ["R-1"]


def test_failed_before_anything_ran(desk: Desk):
    desk.company.order_fault(at="before", hresult="0x80040401", skip=1)
    assert status(desk, ONE, newMessageSetID="A")[1] == "0"
    assert lost(desk, TWO, newMessageSetID="B") == "0x80040401"
    assert status(desk, newMessageSetID="B", oldMessageSetID="B")[1] == "600"
    assert numbers(desk) == ["R-1"]


@pytest.mark.switch("incomplete_message_set")
@pytest.mark.parametrize(("choice", "expected"), [("9002", ("9002", [])), ("600", ("600", [])), ("rows", ("0", [0]))])
def test_cut_short_between_two_requests(desk: Desk, choice: str, expected: tuple):
    desk.company.set_switch("incomplete_message_set", choice)
    desk.company.order_fault(at="between")
    assert lost(desk, ONE, TWO, newMessageSetID="A") == "0x80040402"
    assert numbers(desk) == ["R-1"]
    assert status(desk, newMessageSetID="A", oldMessageSetID="A")[1:] == expected
    again = status(desk, ONE, TWO, newMessageSetID="A")
    assert again[1:] == (expected if choice != "rows" else ("0", [0, 3231]))
    assert numbers(desk) == ["R-1"]


@pytest.mark.switch("state_not_stored")
def test_a_state_that_cannot_be_kept(desk: Desk):
    """9005: what ran is in the books, and QuickBooks cannot tell of it later."""
    desk.company.order_fault(at="store", skip=1)
    assert status(desk, TWO, newMessageSetID="Z") == ("Z", "0", [0])
    assert status(desk, ONE, newMessageSetID="A") == ("A", "9005", [0])
    assert status(desk, newMessageSetID="A", oldMessageSetID="A") == ("A", "600", [])
    assert numbers(desk) == ["R-2", "R-1"]
    desk.company.set_switch("state_not_stored", "refuse")
    desk.company.order_fault(at="store")
    assert status(desk, ONE, newMessageSetID="B") == ("B", "9005", [])
    assert numbers(desk) == ["R-2", "R-1"]


def test_ordered_faults_can_be_cleared(desk: Desk):
    desk.company.order_fault(at="after")
    desk.company.clear_faults()
    assert desk.done(ONE)
    with pytest.raises(ValueError, match="none of"):
        desk.company.order_fault(at="midnight")


# ------------------------------------------------------------------------------------------------------- kill -9

WRITER = """
import sys
from quickbooks_simulator.desktop.company import DesktopCompanies
from quickbooks_simulator.tests.desktop.books.desk import invoice, line, message
company = DesktopCompanies(sys.argv[1]).get("qbd-1")
session = company.begin_session("Killed")
number = int(sys.argv[2])
while True:
    number += 1
    head = f"<TxnDate>2026-03-02</TxnDate><RefNumber>K{number}</RefNumber>"
    print(number, "sent", flush=True)
    session.process(message(invoice(line("Desk Lamp", Quantity="1"), head=head), newMessageSetID=f"set-{number}"))
    print(number, "done", flush=True)
"""


def test_kill_9_at_any_point(tmp_path: Path):
    """What was answered is there once, what was in flight can be asked for, and the books balance."""
    path = str(tmp_path / "books.sqlite")
    first = DesktopCompanies(path)
    first.create()
    first.close()
    number = 0
    for round_ in range(4):
        number, done = _write_until_killed(path, number, 3 + 3 * round_)
        companies = DesktopCompanies(path)
        desk = Desk(companies.get("qbd-1"))
        desk.session = desk.company.begin_session("Killed")
        written = numbers(desk)
        assert len(written) == len(set(written))
        assert {f"K{one}" for one in done} <= set(written)
        in_flight = f"set-{number}"
        _, code, inside = status(desk, newMessageSetID=in_flight, oldMessageSetID=in_flight)
        assert (code, inside) == (("0", [0]) if f"K{number}" in written else (code, []))
        assert f"K{number}" in written or code in ("600", "9002")
        assert desk.find("ItemInventory", "Desk Lamp")["QuantityOnHand"] == str(100 - len(written))
        desk.company.assert_balanced()
        companies.close()


def test_an_ordered_kill_after_the_commit(tmp_path: Path):
    path = str(tmp_path / "books.sqlite")
    companies = DesktopCompanies(path)
    company = companies.create()
    company.order_fault(at="after", kill=True, skip=1)
    number, done = _write_until_killed(path, 0, None)
    assert (number, done) == (2, [1])
    desk = Desk(company)
    desk.session = company.begin_session("Killed")
    assert status(desk, newMessageSetID="set-2", oldMessageSetID="set-2") == ("set-2", "0", [0])
    assert numbers(desk) == ["K1", "K2"]
    companies.close()


def _write_until_killed(path: str, start: int, lines: int | None) -> tuple[int, list[int]]:
    """Let a process write and kill it after some lines of its output; the last number sent, those done."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, path, str(start)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    seen = [process.stdout.readline() for _ in range(lines or 0)]
    if lines:
        process.send_signal(signal.SIGKILL)
    seen += process.stdout.readlines()
    process.stdout.close()
    assert process.wait(60) == -signal.SIGKILL
    words = [one.split() for one in seen if one.endswith("\n")]
    return max(int(one[0]) for one in words), [int(one[0]) for one in words if one[1] == "done"]
