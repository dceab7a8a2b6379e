"""The message set: the bytes of qbXML (spec qbd 3.1, 3.3, 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from ..documents import Item, Party, SalesDocument, TaxGroup, TaxRate
from ..gateway import Command, Member, WireRequest
from .books import Books
from .encode import entity_of, request
from .limits import KEY_LENGTH
from .safe_xml import parse

VERSION = "13.0"
"""The lowest version that has all we need: QuickBooks 2014 and later (spec qbd 3.6)."""
CONTENT_TYPE = "text/xml"
PATH = "qbxml"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="{version}"?>\n'


def message_set_id(key: str) -> str:
    """At most 24 characters of the exchange's key; 24 of a uuid4's are still unique."""
    if not key:
        raise ValueError("a message set needs a key")
    return key[:KEY_LENGTH]


def request_id(key: str, place: int) -> str:
    """Says which set a request belongs to, so that an answer of another set is never taken for this one's."""
    return f"{message_set_id(key)}.{place}"


def message_set(requests: Iterable[etree._Element], *, new: str = "", old: str = "", version: str = VERSION) -> bytes:
    """The bytes of one set. Everything outside ASCII is a numeric reference, which no code page on the way can
    spoil (spec qbd 3.3). `new` and `old` are the message-set ids, for sets that write."""
    root = etree.Element("QBXML")
    holder = etree.SubElement(root, "QBXMLMsgsRq")
    if new:
        holder.set("newMessageSetID", new)
    if old:
        holder.set("oldMessageSetID", old)
    holder.set("onError", "continueOnError")
    holder.extend(requests)
    body = etree.tostring(root, encoding="us-ascii", xml_declaration=False)
    return _HEAD.format(version=version).encode("ascii") + body


def of_commands(
    commands: Sequence[Command], key: str, books: Books, *, forget: str = "", version: str = VERSION
) -> WireRequest:
    """The set for `commands` in order. `forget` is the key of an earlier set that is settled: QuickBooks drops
    what it stored for it (spec qbd 3.5). Raises CannotSay, ValueError without commands or key."""
    if not commands:
        raise ValueError("a message set needs commands")
    identity = message_set_id(key)
    requests, members = [], []
    for place, command in enumerate(commands, 1):
        made = request(command, books)
        made.set("requestID", request_id(key, place))
        requests.append(made)
        members.append(member(command, request_id(key, place), books))
    body = message_set(requests, new=identity, old=message_set_id(forget) if forget else "", version=version)
    return wire(identity, body, members)


def wire(key: str, body: bytes, members: Iterable[Member] = (), *, writes: bool = True) -> WireRequest:
    found = tuple(members)
    return WireRequest(
        key=key,
        method="POST",
        path=PATH,
        body=body,
        content_type=CONTENT_TYPE,
        members=found,
        is_batch=len(found) > 1,
        writes=writes,
    )


def member(command: Command, bid: str, books: Books) -> Member:
    """Items are one type for the queue, whatever kind QuickBooks makes of them."""
    item = isinstance(command.document, Item | TaxRate | TaxGroup)
    marker = getattr(command.document, "marker", "") if isinstance(command.document, Party | SalesDocument) else ""
    entity = "Item" if item else entity_of(command, books)
    return Member(bid=bid, verb=command.verb.value, type=entity, marker=marker or "")


def requests_of(body: bytes) -> list[etree._Element]:
    """The requests inside a committed set, in order."""
    holder = parse(body).find("QBXMLMsgsRq")
    return [] if holder is None else list(holder)


def version_of(body: bytes) -> str:
    """The version a committed set was written for."""
    found = body.split(b'<?qbxml version="', 1)
    return found[1].split(b'"', 1)[0].decode("ascii") if len(found) > 1 else VERSION
