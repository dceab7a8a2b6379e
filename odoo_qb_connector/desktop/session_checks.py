"""What a session looks at in a call: which company file is open, whether an answer is the one that was asked
for, whether QuickBooks can go on (spec qbd 1.4, 1.6)."""

from __future__ import annotations

import hashlib

from ..gateway import GatewayError, ReadCompany, Remedy, WireAnswer, WireRequest
from .answers import hresult_of, read
from .facts import Seen, seen
from .messages import request_id
from .questions import inquire, inquiry
from .safe_xml import BadXml
from .session_store import Door
from .statuses import error_of_hresult

PROBE = "probe"
"""Key of the harmless question that goes when a first request finds no work: an empty one crashes some versions
of the Web Connector (spec qbd 1.5)."""


def probe() -> WireRequest:
    """Always the same bytes; changes nothing."""
    return inquire([inquiry(ReadCompany())], PROBE)


def shown_in(response: str) -> Seen | None:
    """Host, company and preferences; None when there are none or nobody can read them."""
    if not response.strip():
        return None
    try:
        return seen(read(response.encode("utf-8", "surrogatepass")))
    except BadXml:
        return None


def is_other_file(shown: Seen | None, opened: str, door: Door) -> bool:
    """By the FileID that our .qwc left in the company file, and by the path when one is asked for."""
    if shown is not None and shown.file_id and door.file_id and shown.file_id.lower() != door.file_id.lower():
        return True
    return bool(door.company_file and opened and _path(opened) != _path(door.company_file))


def _path(text: str) -> str:
    """Windows paths differ by case and slashes only."""
    return text.strip().replace("/", "\\").lower()


def belongs(answer: WireAnswer, key: str) -> bool:
    """Whether `answer` is one to the set `key`; what nobody can read is, because it was asked for last."""
    try:
        said = read(answer.body)
    except BadXml:
        return True
    own = request_id(key, 1).rpartition(".")[0]
    ids = [one.request_id.rpartition(".")[0] for one in said.responses if one.request_id]
    return said.set_id in ("", own) and all(one == own for one in ids)


def stops(answer: WireAnswer) -> GatewayError | None:
    """The HRESULT after which nothing more will go in this session. A set that could not be read is not one."""
    if not hresult_of(answer):
        return None
    error = error_of_hresult(hresult_of(answer), answer.note)
    return None if error.remedy is Remedy.PERSON else error


def digest(answer: WireAnswer) -> str:
    parts = (answer.body, hresult_of(answer).encode(), answer.note.encode("utf-8", "surrogatepass"))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
