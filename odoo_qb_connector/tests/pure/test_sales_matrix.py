"""docs/sales-matrix.md: every row names a test, every named test exists, every cell says where or why not."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "sales-matrix.md"
NAMED = re.compile(r"`(test_\w+\.py)(?:::(test_\w+))?`")
WORDS = re.compile(r"yes|same|– \S.*")
COLUMNS = {"1": 8, "2": 8, "3": 8, "4": 8, "5": 8, "6": 8, "7": 4}

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the add-on stands without the repository's docs")


def _rows():
    """(part, cells) of each row of the numbered parts."""
    part = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\d)\.", line):
            part = heading[1] if heading[1] in COLUMNS else ""
        elif part and line.startswith("| ") and not line.startswith(("| rule", "|--")):
            yield part, [cell.strip() for cell in line.strip("|").split("|")]


def test_every_row_is_whole():
    rows = list(_rows())
    assert {part for part, _cells in rows} == set(COLUMNS)
    for part, cells in rows:
        assert len(cells) == COLUMNS[part], cells
        assert NAMED.search(cells[-1]), f"no test: {cells[0]}"
        for cell in cells[1:-1]:
            assert WORDS.fullmatch(cell), (cells[0], cell)


def test_every_named_test_exists():
    rooms = ("odoo_qb_connector", "quickbooks_simulator", "benchmarks")
    sources = {}
    for path in (path for room in rooms for path in (ROOT / room).rglob("test_*.py")):
        sources.setdefault(path.name, []).append(path.read_text(encoding="utf-8"))
    for _part, cells in _rows():
        for file, test in NAMED.findall(cells[-1]):
            assert file in sources, f"{file} does not exist"
            assert not test or any(f"def {test}(" in one for one in sources[file]), f"{file} has no {test}"
