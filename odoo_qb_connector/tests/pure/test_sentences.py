"""Whatever can go wrong has a sentence: what happened, why, what to press."""

import re
from pathlib import Path

from odoo.addons.odoo_qb_connector.models.qb_connection_words import QbConnection as Words
from odoo.addons.odoo_qb_connector.models.qb_sentences import SENTENCES

ADDON = Path(__file__).resolve().parents[2]
PLACES = (
    r'Problem\(\s*"(\w+)"',
    r'problem=\s*"(\w+)"',
    r'^\s+problem = "(\w+)"',
    r'words\(\s*[\w.]+,\s*"(\w+)"',
    r'_fail\(\s*operation,\s*"(\w+)"',
)
CODE = re.compile("|".join(PLACES), re.MULTILINE)
NOT_SAID = {"odoo"}  # its sentence is Odoo's own


def _codes():
    for room in ("documents", "gateway", "online", "models"):
        for file in (ADDON / room).rglob("*.py"):
            for groups in CODE.findall(file.read_text()):
                yield from ((code, file.name) for code in groups if code)


def test_every_problem_has_a_sentence():
    said = set(SENTENCES) | {name.removeprefix("_words_") for name in vars(Words) if name.startswith("_words_")}
    found = dict(_codes())
    assert len(found) > 50, "the search found suspiciously few codes"
    assert {code: file for code, file in found.items() if code not in said | NOT_SAID} == {}


def test_a_sentence_says_what_to_do():
    silent = [
        code
        for code, sentence in SENTENCES.items()
        if code not in NOT_SAID and not str(sentence._source).rstrip().endswith(".")
    ]
    assert silent == []
