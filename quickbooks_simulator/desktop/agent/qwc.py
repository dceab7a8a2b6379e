"""The .qwc file: what it must hold and how it is read (spec qbd 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from .codes import QbwcError

REQUIRED = (
    "AppName",
    "AppID",
    "AppURL",
    "AppDescription",
    "AppSupport",
    "UserName",
    "OwnerID",
    "FileID",
    "QBType",
)
MAY_BE_EMPTY = frozenset({"AppID"})
OPTIONAL = (
    "AppDisplayName",
    "AppUniqueName",
    "AuthFlags",
    "CertURL",
    "IsReadOnly",
    "Notify",
    "PersonalDataPref",
    "UnattendedModePref",
    "Style",
    "Scheduler",
)
CHOICES = {
    "QBType": ("QBFS", "QBPOS"),
    "IsReadOnly": ("true", "false"),
    "Notify": ("true", "false"),
    "PersonalDataPref": ("pdpNotNeeded", "pdpOptional", "pdpRequired"),
    "UnattendedModePref": ("umpRequired", "umpOptional"),
    "Style": ("Document", "DocWrapped", "RPC"),
}
GUID = re.compile(r"\{[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\}")
AUTH_FLAGS = re.compile(r"0x[0-9A-Fa-f]+|[0-9]+")
EVERY = {"RunEveryNMinutes": 60, "RunEveryNSeconds": 1}
LONG_DESCRIPTION = 80


@dataclass(frozen=True)
class QwcFile:
    """One application as its .qwc file describes it. `interval` is in seconds, None: run by hand only."""

    app_name: str
    app_url: str
    app_support: str
    app_description: str
    user_name: str
    owner_id: str
    file_id: str
    cert_url: str = ""
    read_only: bool = False
    notify: bool = False
    unattended: str = ""
    personal_data: str = ""
    auth_flags: str = ""
    interval: int | None = None

    def remarks(self) -> list[str]:
        """What QBWC accepts and a person should know."""
        if len(self.app_description) > LONG_DESCRIPTION:
            return [f"AppDescription has {len(self.app_description)} characters; 80 are advised."]
        return []


def load(path: str | Path, *, unknown: str = "refuse") -> QwcFile:
    """Read a .qwc file. QBWC1039 says what is wrong with it; `unknown` elements are refused or ignored."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise QbwcError("QBWC1051", f"{path} cannot be read: {error.strerror}.") from error
    return parse(raw, unknown=unknown)


def parse(raw: bytes, *, unknown: str = "refuse") -> QwcFile:
    """The application that the bytes of a .qwc file describe."""
    root = _root(raw)
    values = _values(root, unknown)
    for name in REQUIRED:
        if name not in values:
            raise _bad(f"Element {name} is missing.")
        if not values[name] and name not in MAY_BE_EMPTY:
            raise _bad(f"Element {name} is empty.")
    _check_values(values)
    return QwcFile(
        app_name=values["AppName"],
        app_url=values["AppURL"],
        app_support=values["AppSupport"],
        app_description=values["AppDescription"],
        user_name=values["UserName"],
        owner_id=values["OwnerID"],
        file_id=values["FileID"],
        cert_url=values.get("CertURL", ""),
        read_only=values.get("IsReadOnly") == "true",
        notify=values.get("Notify") == "true",
        unattended=values.get("UnattendedModePref", ""),
        personal_data=values.get("PersonalDataPref", ""),
        auth_flags=values.get("AuthFlags", ""),
        interval=_interval(root.find("Scheduler")),
    )


def _bad(what: str) -> QbwcError:
    return QbwcError("QBWC1039", what)


def _root(raw: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise _bad(f"The file is no XML: {error}.") from error
    if root.getroottree().docinfo.doctype:
        raise _bad("The file has a document type declaration.")
    if root.tag != "QBWCXML":
        raise _bad(f"The root element is {root.tag}, not QBWCXML.")
    return root


def _values(root: etree._Element, unknown: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in root:
        if element.tag not in REQUIRED and element.tag not in OPTIONAL:
            if unknown == "refuse":
                raise _bad(f"Element {element.tag} is unknown.")
            continue
        if element.tag in values:
            raise _bad(f"Element {element.tag} is repeated.")
        if len(element) and element.tag != "Scheduler":
            raise _bad(f"Element {element.tag} holds elements.")
        values[element.tag] = (element.text or "").strip()
    return values


def _check_values(values: dict[str, str]) -> None:
    for name in ("OwnerID", "FileID"):
        if not GUID.fullmatch(values[name]):
            raise _bad(f"{name} is no GUID in braces: {values[name]}.")
    for name, allowed in CHOICES.items():
        if values.get(name) and values[name] not in allowed:
            raise _bad(f"{name} is {values[name]}, not one of {', '.join(allowed)}.")
    if values.get("AuthFlags") and not AUTH_FLAGS.fullmatch(values["AuthFlags"]):
        raise _bad(f"AuthFlags is no number: {values['AuthFlags']}.")
    if values["QBType"] == "QBPOS":
        raise QbwcError("QBWC1051", "Not simulated: QuickBooks Point of Sale (QBType QBPOS).")
    if values.get("Style", "Document") not in ("", "Document"):
        raise QbwcError("QBWC1051", f"Not simulated: Style {values['Style']}; Document is.")


def _interval(scheduler: etree._Element | None) -> int | None:
    """Seconds between runs; of several elements the first one wins (spec qbd 2)."""
    if scheduler is None:
        return None
    first = next((child for child in scheduler if child.tag in EVERY), None)
    if first is None:
        raise _bad(f"Scheduler holds neither of {', '.join(EVERY)}.")
    text = (first.text or "").strip()
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise _bad(f"{first.tag} is no whole number from 1: {text}.")
    return int(text) * EVERY[first.tag]
