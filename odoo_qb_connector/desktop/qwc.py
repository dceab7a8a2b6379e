"""The .qwc file: how the Web Connector learns of us (spec qbd 2)."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from .encode.nodes import boolean, node, optional
from .text import one_line

CONTENT_TYPE = "application/x-qwc"
LONGEST_DESCRIPTION = 80
_LOCAL = frozenset({"localhost", "localhost.localdomain"})
_GUID = re.compile(r"\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}")
_ADDRESS = re.compile(r"[0-9.]+|.*:.*")


@dataclass(frozen=True)
class Qwc:
    """`owner_id` and `file_id` are made once per connection and kept for ever: QuickBooks stores them. `app_name`
    is unique per company file; `unique_name` lets a file added again replace the old entry."""

    app_name: str
    url: str
    support_url: str
    user_name: str
    owner_id: str
    file_id: str
    description: str = "Sends what happens in Odoo to QuickBooks"
    unique_name: str = ""
    every_minutes: int = 5
    certificate_url: str = ""


def new_guid() -> str:
    """With braces, as the file and qbXML want it."""
    return f"{{{uuid.uuid4()}}}"


def problems(qwc: Qwc) -> list[str]:
    """What the Web Connector would refuse, as codes: url_not_https, url_is_address, support_elsewhere,
    guid_malformed, value_missing (spec qbd 1.7, 2)."""
    url, support = urlsplit(qwc.url), urlsplit(qwc.support_url)
    host = (url.hostname or "").lower()
    checks = {
        "url_not_https": url.scheme != "https" and not (url.scheme == "http" and host in _LOCAL),
        "url_is_address": bool(_ADDRESS.fullmatch(host)),
        "support_elsewhere": (support.hostname or "").lower() != host,
        "guid_malformed": not (_GUID.fullmatch(qwc.owner_id) and _GUID.fullmatch(qwc.file_id)),
        "value_missing": not (qwc.app_name.strip() and qwc.user_name.strip() and host),
    }
    return [code for code, wrong in checks.items() if wrong]


def qwc_file(qwc: Qwc) -> bytes:
    """The bytes of the file. Raises ValueError for what `problems` finds: such a file would only fail at the
    customer's."""
    found = problems(qwc)
    if found:
        raise ValueError(", ".join(found))
    root = node("QBWCXML", _elements(qwc))
    etree.indent(root)
    return b'<?xml version="1.0"?>\n' + etree.tostring(root, encoding="us-ascii") + b"\n"


def _elements(qwc: Qwc) -> list:
    """May run while QuickBooks is closed, writes, needs no personal data, works with every edition."""
    return [
        node("AppName", one_line(qwc.app_name)),
        node("AppID"),
        node("AppURL", qwc.url),
        node("AppDescription", one_line(qwc.description)[:LONGEST_DESCRIPTION]),
        node("AppSupport", qwc.support_url),
        optional("CertURL", qwc.certificate_url),
        node("UserName", qwc.user_name),
        node("OwnerID", qwc.owner_id),
        node("FileID", qwc.file_id),
        node("QBType", "QBFS"),
        optional("AppUniqueName", one_line(qwc.unique_name)),
        node("AuthFlags", "0xF"),
        node("IsReadOnly", boolean(False)),
        node("Notify", boolean(False)),
        node("PersonalDataPref", "pdpNotNeeded"),
        node("UnattendedModePref", "umpOptional"),
        node("Scheduler", [node("RunEveryNMinutes", str(max(1, qwc.every_minutes)))]),
    ]
