"""docs/refusals.md names every code of QuickBooks, and tests that exist; no sentence leaves a person without advice."""

import re
from pathlib import Path

import pytest
from odoo.addons.odoo_qb_connector.desktop.hresults import HRESULTS
from odoo.addons.odoo_qb_connector.desktop.status_codes import FINE, STATUSES, WARNINGS
from odoo.addons.odoo_qb_connector.desktop.statuses import error_of_hresult
from odoo.addons.odoo_qb_connector.gateway import ConnectionDown
from odoo.addons.odoo_qb_connector.models.qb_connection_words import QbConnection as Words
from odoo.addons.odoo_qb_connector.models.qb_sentences import SENTENCES
from odoo.addons.odoo_qb_connector.online.fault_codes import CODES, TEXTS

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "refusals.md"
NAMED = re.compile(r"`([\w/]+\.py)(?:::(test_\w+))?`")
ADVICE = re.compile(
    r"\b([Pp]ress|report|by itself|by themselves|Ask|Close|Open|[Cc]hoose|Check|Install|Register|Remove|Answer|Renew"
    r"|[Ll]og in|look|Attach|Do it there|goes on|divided)\b"
)

needs_page = pytest.mark.skipif(not PAGE.exists(), reason="the add-on stands without the repository's docs")


def _part(title):
    """The page's part under the heading that begins with `title`."""
    text = PAGE.read_text(encoding="utf-8")
    start = text.index(f"## {title}")
    end = text.find("\n## ", start + 1)
    return text[start : end if end > 0 else None]


def _first_cells(text):
    return " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| "))


@needs_page
def test_every_named_test_exists():
    files = [one for room in ("odoo_qb_connector", "quickbooks_simulator") for one in (ROOT / room).rglob("test_*.py")]
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 80
    for path, test in named:
        sources = [one.read_text(encoding="utf-8") for one in files if f"/{one.as_posix()}".endswith(f"/{path}")]
        assert sources, f"{path} does not exist"
        assert not test or any(f"def {test}(" in source for source in sources), f"{path} has no {test}"


@needs_page
def test_every_code_is_on_the_page():
    online = set(re.findall(r"\d+", _first_cells(_part("1."))))
    assert set(CODES) - online == set()
    desktop = set(re.findall(r"\d+", _part("2.")))
    assert {*STATUSES, *FINE, *WARNINGS} - desktop == set()
    hresults = set(re.findall(r"\b4[0-9A-F]{2}\b", _first_cells(_part("3."))))
    assert {one.removeprefix("0x80040") for one in HRESULTS} - {"154"} - hresults == set()


def _said(problem):
    """The sentence of a problem: of a record, or of the connection."""
    found = SENTENCES.get(problem, ())
    return " ".join(str(part._source) for part in (found if isinstance(found, tuple) else (found,)))


def test_every_hresult_says_what_to_press():
    for hresult in HRESULTS:
        error = error_of_hresult(hresult, writes=True)
        assert ADVICE.search(_said(error.problem)), (hresult, error.problem)
        if isinstance(error, ConnectionDown):
            assert isinstance(SENTENCES[error.problem], tuple), f"{error.problem}: what to press stands apart"


def test_every_refusal_says_what_to_press():
    kinds = [*CODES.values(), *STATUSES.values(), *((kind, problem) for _pattern, kind, problem in TEXTS)]
    for kind, problem in kinds:
        code = problem or kind.problem
        assert ADVICE.search(_said(code)) or hasattr(Words, f"_words_{code}"), (code, _said(code))
