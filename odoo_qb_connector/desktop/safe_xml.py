"""Reading XML that somebody else wrote: no DTD, no entities, no network, bounded in size and depth."""

from __future__ import annotations

from lxml import etree

LARGEST = 32 * 1024 * 1024
"""Bytes of a document: 100 invoices with lines are below two megabytes."""
DEEPEST = 64


class BadXml(ValueError):
    """Not well formed, too large, too deep, or with a document type."""


def parse(data: bytes, *, largest: int = LARGEST, deepest: int = DEEPEST) -> etree._Element:
    """The root element. Raises BadXml.

    A document type is refused before anything is expanded, so that neither entities nor external files ever play
    a part; lxml itself neither loads a DTD nor resolves entities here.
    """
    if len(data) > largest:
        raise BadXml(f"{len(data)} bytes are more than {largest}")
    if not data.strip():
        raise BadXml("nothing at all")
    _check_depth_and_doctype(data, deepest)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXml(str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise BadXml("a document type is not allowed")
    return root


def text_to_bytes(text: str) -> bytes:
    """XML that came as text: its declared encoding says nothing any more, so it is dropped."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml"):
        start = start.partition("?>")[2]
    return start.encode("utf-8", "surrogatepass")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _Guard:
    """A parser target that counts depth and refuses a document type as soon as it is seen."""

    def __init__(self, deepest: int):
        self._deepest = deepest
        self._depth = 0

    def start(self, _tag, _attributes):
        self._depth += 1
        if self._depth > self._deepest:
            raise BadXml(f"more than {self._deepest} levels")

    def end(self, _tag):
        self._depth -= 1

    def doctype(self, _name, _public, _system):
        raise BadXml("a document type is not allowed")

    def close(self):
        return None


def _check_depth_and_doctype(data: bytes, deepest: int) -> None:
    parser = etree.XMLParser(target=_Guard(deepest), resolve_entities=False, load_dtd=False, no_network=True)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadXml(str(error)) from None
    except ValueError as error:
        raise BadXml(str(error)) from None
