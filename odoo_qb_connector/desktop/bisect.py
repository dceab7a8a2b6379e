"""One bad record blocks a whole set (0x80040400, nothing ran): the set is divided until the culprit stands alone
(spec qbd 3.1, 8.1; issue 3).

Works on the committed bytes: the same requests travel again, in sets of their own with keys of their own; the old
key was refused and never ran.
"""

from __future__ import annotations

from dataclasses import replace

from ..gateway import WireAnswer, WireRequest
from .decode import is_parse_refusal
from .messages import message_set, message_set_id, request_id, requests_of, version_of, wire


def must_divide(request: WireRequest, answer: WireAnswer) -> bool:
    """Whether `answer` refuses a set of several unread. One that stands alone is the culprit: decode says so."""
    return is_parse_refusal(answer) and len(request.members) > 1


def halves(request: WireRequest, first_key: str, second_key: str) -> tuple[WireRequest, WireRequest]:
    """Two sets that together are `request`, order kept."""
    middle = (len(request.members) + 1) // 2
    if len(request.members) < 2:
        raise ValueError("a set of one cannot be divided")
    return (
        part(request, range(middle), first_key),
        part(request, range(middle, len(request.members)), second_key),
    )


def part(request: WireRequest, places, key: str) -> WireRequest:
    """The members at `places` as a set of their own: the requests as they were, under a new key. Also what goes
    again after a lost answer, when some members were found (`recovery`)."""
    elements = requests_of(request.body)
    chosen, members = [], []
    for number, place in enumerate(places, 1):
        identity = request_id(key, number)
        elements[place].set("requestID", identity)
        chosen.append(elements[place])
        members.append(replace(request.members[place], bid=identity))
    body = message_set(chosen, new=message_set_id(key), version=version_of(request.body))
    return wire(message_set_id(key), body, members)
