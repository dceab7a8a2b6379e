"""A message set as text becomes requests, or is refused as a whole (spec qbd 3.1, 3.3).

Nothing of a set runs unless all of it is well formed, of a known version and in the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ..hresults import HResultError
from .content import GrammarFault, Matcher
from .model import NEWEST, OLDEST, Simple
from .table import grammar, requests
from .values import check

PARSE_ERROR = "0x80040400"
UNKNOWN_VERSION = "0x80040423"
ROLLBACK = "0x80040413"
VERSIONS = ("13.0", "14.0", "15.0", "16.0", "17.0")  # 17.0 by switch only; it is read as 16.0
_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]*\?>")
_VERSION = re.compile(r"""version\s*=\s*["']([^"']*)["']""")
_ENTITY = re.compile(r"&#(x[0-9A-Fa-f]+|[0-9]+);")
_SET_ATTRIBUTES = ("oldMessageSetID", "newMessageSetID", "responseData", "onError")


class Macro(str):
    """The text of an id given by `useMacro`."""


@dataclass(frozen=True)
class Request:
    """One request of a set. `body` maps an element to its text, a dictionary or (repeated) a list of these."""

    name: str  # CustomerAdd
    attributes: dict[str, str]
    body: dict
    macro: str | None = None  # defMacro of the object to be added


@dataclass(frozen=True)
class MessageSet:
    version: int
    on_error: str
    new_id: str | None
    old_id: str | None
    response_data: bool
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Limits:
    """What switches decide about reading."""

    versions: tuple[str, ...] = VERSIONS[:4]
    code_page: str = "latin-1"
    refuse_raw: bool = True
    missing_version: str = PARSE_ERROR
    refuse_accents: bool = False
    keep_entities: bool = True
    rollback: str = ROLLBACK


def read(qbxml: str | bytes, limits: Limits) -> MessageSet:
    """The message set, or HResultError 0x80040400 or 0x80040423."""
    try:
        root = _parsed(_text(qbxml, limits))
        version = _version(root, limits)
        return _Reader(version, limits).message_set(root)
    except GrammarFault as fault:
        raise HResultError(PARSE_ERROR, log=str(fault)) from None


def _text(qbxml: str | bytes, limits: Limits) -> bytes:
    """The text as UTF-8 without its declaration; raw characters that QuickBooks cannot store are refused (3.3)."""
    if isinstance(qbxml, bytes):
        found = re.match(rb"""\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""", qbxml)
        try:
            qbxml = qbxml.decode(found[1].decode() if found else "utf-8").removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError) as fault:
            raise GrammarFault(f"not readable: {fault}") from None
    text = _DECLARATION.sub("", qbxml, count=1)
    if limits.refuse_raw and not _storable(text, limits.code_page):
        raise GrammarFault(f"a raw character is outside {limits.code_page}")
    if limits.refuse_accents and not text.isascii():
        raise GrammarFault("a raw character is outside ASCII")
    if not limits.keep_entities:
        text = _ENTITY.sub(_without_accent, text)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise GrammarFault(f"not writable: {fault}") from None


def _without_accent(found: re.Match) -> str:
    """A numeric entity outside ASCII becomes a question mark."""
    number = int(found[1][1:], 16) if found[1].startswith("x") else int(found[1])
    return found[0] if number < 128 else "?"


def _storable(text: str, code_page: str) -> bool:
    try:
        text.encode(code_page)
    except UnicodeEncodeError:
        return False
    return True


def _parsed(text: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.lstrip(), parser)
    except etree.XMLSyntaxError as fault:
        raise GrammarFault(f"not well formed: {fault}") from None
    if root.getroottree().docinfo.doctype:
        raise GrammarFault("a document type is not allowed")
    return root


def _version(root: etree._Element, limits: Limits) -> int:
    """The version of the processing instruction before the root (spec qbd 3.1)."""
    before = root.itersiblings(preceding=True)
    texts = [
        node.text or "" for node in before if isinstance(node, etree._ProcessingInstruction) and node.target == "qbxml"
    ]
    found = _VERSION.search(texts[0]) if texts else None
    if not found:
        raise HResultError(limits.missing_version, log="the qbxml processing instruction is missing")
    if found[1] not in limits.versions:
        raise HResultError(UNKNOWN_VERSION, log=f"qbXML {found[1]} is not supported")
    major = int(found[1].split(".")[0])
    return NEWEST if major >= NEWEST else OLDEST


class _Reader:
    def __init__(self, version: int, limits: Limits) -> None:
        self.version = version
        self.limits = limits
        self.matcher = Matcher(grammar(), version)

    def message_set(self, root: etree._Element) -> MessageSet:
        self._is_aggregate(root, "QBXML", ())
        sets = _children(root)
        if [node.tag for node in sets] != ["QBXMLMsgsRq"]:
            raise GrammarFault("QBXML holds one QBXMLMsgsRq")
        node = sets[0]
        self._is_aggregate(node, "QBXMLMsgsRq", _SET_ATTRIBUTES)
        on_error = node.get("onError")
        if on_error not in ("stopOnError", "continueOnError", "rollbackOnError"):
            raise GrammarFault("onError is missing or unknown")
        if node.get("responseData", "includeAll") not in ("includeAll", "includeNone"):
            raise GrammarFault("responseData is unknown")
        made = tuple(self._request(child) for child in _children(node))
        if on_error == "rollbackOnError":
            raise HResultError(self.limits.rollback)
        data = node.get("responseData", "includeAll") == "includeAll"
        new, old = node.get("newMessageSetID"), node.get("oldMessageSetID")
        return MessageSet(self.version, on_error, new or None, old or None, data, made)

    @staticmethod
    def _is_aggregate(node: etree._Element, name: str, attributes: tuple[str, ...]) -> None:
        if node.tag != name:
            raise GrammarFault(f"{name} expected, {node.tag} found")
        unknown = set(node.attrib) - set(attributes)
        if unknown:
            raise GrammarFault(f"{name} has no attribute {unknown.pop()}")
        _no_text(node)

    def _request(self, node: etree._Element) -> Request:
        if node.tag not in requests():
            raise GrammarFault(f"{node.tag} is no request this QuickBooks knows")
        attributes = self._attributes(node, node.tag)
        body = self._aggregate(node, node.tag)
        name = node.tag.removesuffix("Rq")
        inner = node.find(name)
        return Request(name, attributes, body, inner.get("defMacro") if inner is not None else None)

    def _attributes(self, node: etree._Element, production: str) -> dict[str, str]:
        known = {attribute.name: attribute for attribute in grammar()[production].attributes}
        for name, value in node.attrib.items():
            if name not in known:
                raise GrammarFault(f"{node.tag} has no attribute {name}")
            self._value(known[name].type, value, f"{node.tag}/@{name}")
        return dict(node.attrib)

    def _aggregate(self, node: etree._Element, production: str) -> dict:
        _no_text(node)
        children = _children(node)
        repeated = grammar().repeated(production)
        body: dict = {}
        for child, element in zip(children, self.matcher.match(production, [c.tag for c in children]), strict=True):
            value = self._content(child, element.content)
            if element.name in repeated:
                body.setdefault(element.name, []).append(value)
            else:
                body[element.name] = value
        return body

    def _content(self, node: etree._Element, content: Simple | str) -> object:
        if isinstance(content, str):
            self._attributes(node, content)
            return self._aggregate(node, content)
        if _children(node):
            raise GrammarFault(f"{node.tag} holds a value, not elements")
        macro = node.get("useMacro") if content.kind == "macro" else None
        if set(node.attrib) - ({"useMacro"} if content.kind == "macro" else set()):
            raise GrammarFault(f"{node.tag} has no attributes")
        text = "".join(node.itertext())
        return Macro(macro) if macro is not None else self._value(content, text, node.tag)

    def _value(self, type_: Simple, text: str, where: str) -> str:
        value, fault = check(type_, text, self.version)
        if fault:
            raise GrammarFault(f"{where}: {fault}")
        return self._stored(value)

    def _stored(self, value: str) -> str:
        """What does not fit the code page is stored as a question mark (spec qbd 3.3)."""
        if self.limits.code_page == "utf-8":
            return value
        return value.encode(self.limits.code_page, "replace").decode(self.limits.code_page)


def _children(node: etree._Element) -> list[etree._Element]:
    found = list(node)
    for child in found:
        if isinstance(child, etree._Entity):
            raise GrammarFault("entities are not allowed")
    return [child for child in found if isinstance(child.tag, str)]


def _no_text(node: etree._Element) -> None:
    texts = [node.text, *[child.tail for child in node]]
    if any(text and text.strip() for text in texts):
        raise GrammarFault(f"{node.tag} holds elements, not text")
