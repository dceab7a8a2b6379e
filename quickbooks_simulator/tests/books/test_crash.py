"""kill -9 in the middle of writes: what was committed is there, and the books balance."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from quickbooks_simulator.online.company import Companies

from .books import Books

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from quickbooks_simulator.online.company import Companies
company = Companies(sys.argv[1]).get("7")
item = next(r["id"] for r in company.rows("Item") if '"Name":"Desk Lamp"' in r["body"])
line = {"DetailType": "SalesItemLineDetail", "Amount": 20,
        "SalesItemLineDetail": {"ItemRef": {"value": item}, "Qty": 2, "UnitPrice": 10,
                                "TaxCodeRef": {"value": "TAX"}}}
while True:
    made = company.write("Invoice", "create", {"CustomerRef": {"value": "1"}, "Line": [line]})
    link = {"TxnId": made["Id"], "TxnType": "Invoice"}
    company.write("Payment", "create", {"CustomerRef": {"value": "1"}, "TotalAmt": 10,
                                        "Line": [{"Amount": 10, "LinkedTxn": [link]}]})
    print(made["Id"], flush=True)
"""


def test_kill_9_leaves_a_balanced_file(tmp_path: Path):
    path = str(tmp_path / "books.sqlite")
    first = Companies(path)
    first.create("us-ast", realm_id="7")
    first.close()
    acknowledged: list[str] = []
    for _round in range(3):
        acknowledged += _write_until_killed(path, 5)
        after = Companies(path)
        books = Books(after.get("7"))
        books.assert_sound()
        ids = {body["Id"] for body in books.all("Invoice")}
        assert set(acknowledged) <= ids
        sold = 10 + 1 + 2 * (len(ids) - 4)
        assert books.find("Item", "Desk Lamp")["QtyOnHand"] == 100 - sold
        after.close()
    assert len(acknowledged) >= 15


def _write_until_killed(path: str, writes: int) -> list[str]:
    """Let a process write, kill it after its n-th acknowledgement, return the ids it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    seen = [process.stdout.readline().strip() for _ in range(writes)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.stdout.close()
    assert process.wait(60) == -signal.SIGKILL
    return [one for one in seen + rest if one]
