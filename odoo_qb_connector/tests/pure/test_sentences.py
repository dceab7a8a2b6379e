"""Whatever can go wrong has a sentence: what happened, why, what to press."""

import re
from collections import defaultdict
from pathlib import Path

from odoo.addons.odoo_qb_connector.desktop.hresults import HRESULTS
from odoo.addons.odoo_qb_connector.desktop.status_codes import CODED_TEXTS, STATUSES
from odoo.addons.odoo_qb_connector.gateway import ConnectionDown
from odoo.addons.odoo_qb_connector.models.qb_connection_words import QbConnection as Words
from odoo.addons.odoo_qb_connector.models.qb_sentences import SENTENCES

ADDON = Path(__file__).resolve().parents[2]
PLACES = (
    r'Problem\(\s*"(\w+)"',
    r'problem=\s*"(\w+)"',
    r'^\s+problem = "(\w+)"',
    r'words\(\s*[\w.]+,\s*"(\w+)"',
    r'_fail\(\s*operation,\s*"(\w+)"',
    r'[._]sentence\(\s*"(\w+)"',
    r'"(\w+_too_long|name_too_long)"',
    r'WAITING = "(\w+)"',
)
CODE = re.compile("|".join(PLACES), re.MULTILINE)
NOT_SAID = {"odoo"}  # its sentence is Odoo's own
QUOTES = {"reason_refused"}  # ends with QuickBooks' own words


def _codes():
    for room in ("documents", "gateway", "online", "desktop", "models"):
        for file in (ADDON / room).rglob("*.py"):
            for groups in CODE.findall(file.read_text()):
                yield from ((code, file.name) for code in groups if code)
    for kind, problem in _desktop_kinds():
        yield problem or kind.problem, "status_codes.py or hresults.py"


def _desktop_kinds():
    """Everything that a statusCode, its text, or an HRESULT of QuickBooks Desktop can become."""
    return [*STATUSES.values(), *HRESULTS.values(), *((kind, problem) for _codes, _text, kind, problem in CODED_TEXTS)]


def _connection_words():
    return {name.removeprefix("_words_") for name in vars(Words) if name.startswith("_words_")}


def test_every_problem_has_a_sentence():
    said = set(SENTENCES) | _connection_words()
    found = dict(_codes())
    assert len(found) > 120, "the search found suspiciously few codes"
    assert {code: file for code, file in found.items() if code not in said | NOT_SAID} == {}


def test_what_holds_a_desktop_connection_says_apart_what_to_press():
    """On the connection's form the two stand in two lines."""
    apart = {code for code, sentence in SENTENCES.items() if isinstance(sentence, tuple)} | _connection_words()
    held = {problem or kind.problem for kind, problem in _desktop_kinds() if issubclass(kind, ConnectionDown)}
    assert held - apart == set()


def test_a_sentence_says_what_to_do():
    silent = [
        code
        for code, sentence in SENTENCES.items()
        if code not in NOT_SAID | QUOTES
        and not all(str(part._source).rstrip().endswith(".") for part in _parts(sentence))
    ]
    assert silent == []


def test_a_sentence_takes_its_values():
    """A stray per cent sign would break the sentence just when it is needed."""
    for sentence in SENTENCES.values():
        for part in _parts(sentence):
            assert "%" not in (part._source % defaultdict(str)).replace("0 %", "")


def _parts(sentence):
    return sentence if isinstance(sentence, tuple) else (sentence,)
