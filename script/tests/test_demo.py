"""The demo's judgement, and the demo itself."""

import json
import socket
import subprocess
from collections import defaultdict
from decimal import Decimal

import pytest

from script.lib import paths
from script.lib.commands import demo
from script.lib.demo.booked import Booked, cents
from script.lib.demo.browser import Page
from script.lib.demo.report import Books, Document, Outcome, table
from script.lib.errors import ScriptError


def document(**changes):
    values = {
        "title": "t",
        "order": "S1",
        "delivery": "OUT/1",
        "invoice": "INV/1",
        "odoo_id": 1,
        "qb_id": "9",
        "number": "INV/1",
        "total_odoo": "10.10",
        "total_qb": "10.10",
        "times": 1,
    }
    return Document(**{**values, **changes})


class FakeCompany:
    def __init__(self, invoices, customers):
        self._invoices, self._customers = invoices, customers

    def invoices(self):
        return [Booked(one, "", Decimal("1"), "") for one in self._invoices]

    def customers(self):
        return self._customers


@pytest.mark.parametrize(
    "changes, mark",
    [({"times": 0}, "MISSING"), ({"times": 2}, "2 TIMES"), ({"total_qb": "10.11"}, "10.11 DIFFERS")],
)
def test_what_is_missing_twice_or_a_cent_off_is_not_right(changes, mark):
    wrong = document(**changes)
    assert not wrong.is_right
    assert mark in table([wrong])
    assert not Outcome([document(), wrong], [], []).is_right


def test_once_and_equal_is_right():
    assert Outcome([document()], [], []).is_right
    assert not Outcome([], [], []).is_right
    assert not Outcome([document()], [], ["A customer was made again."]).is_right


def test_amounts_are_compared_exactly():
    assert cents(Decimal("10.1")) == "10.10"
    assert cents(10) == "10.00"
    assert cents(Decimal("10.105")) == "10.105"
    assert Page("", 200, b'{"TotalAmt": 10.10}').json() == {"TotalAmt": Decimal("10.10")}


def test_what_nobody_sent_is_a_surprise():
    before = Books(FakeCompany(["1"], [("1", "Deco Addict")]))
    now = FakeCompany(["1", "9", "10"], [("1", "Deco Addict"), ("2", "Deco Addict")])
    said = before.surprises(now, [document()])
    assert said == [
        "Invoice 10 is in the books and nobody sent it.",
        "The customer Deco Addict was made again.",
    ]
    assert before.customers == defaultdict(set, {"Deco Addict": {"1"}})


def test_a_port_that_is_taken_is_said_before_anything_is_built():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for edition in ([], ["--desktop"]):
            with pytest.raises(ScriptError, match=f"Port {port} is taken"):
                demo.main([*edition, "--port", str(port)])


@pytest.mark.slow
@pytest.mark.parametrize(
    "edition, told",
    [
        ([], "cut 1 answer off"),
        (["--desktop"], "adopted it instead of sending it again"),
    ],
)
def test_three_orders_arrive_exactly_once_and_to_the_cent(tmp_path, edition, told):
    if not (paths.cache() / "templates").is_dir():
        pytest.skip("needs Odoo: script/bootstrap fetches it")
    file = tmp_path / "arrived.json"
    command = [paths.ROOT / "script/demo", *edition, "--once", "--json", file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    documents = json.loads(file.read_text())["documents"]
    assert [one["total_odoo"] for one in documents] == [one["total_qb"] for one in documents]
    assert len({one["qb_id"] for one in documents}) == len(documents) == 3
    assert told in done.stdout
