"""Answers -> outcomes. Pure. A success that does not hold what it must hold is no success: OutcomeUnknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..gateway import (
    Acknowledged,
    Applied,
    Delivery,
    Failed,
    GatewayError,
    Member,
    ObjectRef,
    Outcome,
    OutcomeUnknown,
    Removed,
    Retryable,
    Unavailable,
    WireAnswer,
    WireRequest,
    Written,
)
from .answers import Response, SetAnswer, hresult_of, read, text
from .encode import payment
from .hresults import PARSE_REFUSED, normal
from .returned import PLAIN, Reading, acknowledged, type_of
from .safe_xml import BadXml
from .status_codes import WARNINGS
from .statuses import error_of_hresult, error_of_set, error_of_status


def outcomes(request: WireRequest, answer: WireAnswer, reading: Reading = PLAIN) -> list[Outcome]:
    """One outcome per member of `request`, in order. What befell the whole set is every member's."""
    try:
        said = set_answer(request, answer)
    except GatewayError as error:
        return [Failed(error) for _member in request.members]
    found = said.by_request()
    return [_of_member(member, found.get(member.bid), reading) for member in request.members]


def set_answer(request: WireRequest, answer: WireAnswer) -> SetAnswer:
    """The responses in `answer`. Raises the error of the whole set."""
    if answer.delivery is not Delivery.ANSWERED:
        raise _undelivered(request, answer)
    if hresult_of(answer):
        raise _not_answered(request, answer)
    try:
        said = read(answer.body)
    except BadXml as error:
        kind = OutcomeUnknown if request.writes else Retryable
        raise kind(f"unreadable answer of {len(answer.body)} bytes: {error}") from None
    error = error_of_set(said.set_code)
    if error:
        raise error
    if request.writes and said.set_id and said.set_id != request.key:
        raise OutcomeUnknown(f"the answer belongs to {said.set_id}")
    return said


def is_parse_refusal(answer: WireAnswer) -> bool:
    """Whether QuickBooks could not read the set: then nothing of it ran (spec qbd 3.1)."""
    return normal(hresult_of(answer)) == PARSE_REFUSED


def _undelivered(request: WireRequest, answer: WireAnswer) -> GatewayError:
    if answer.delivery is Delivery.NOT_SENT:
        return Unavailable(answer.note)
    return OutcomeUnknown(answer.note) if request.writes else Retryable(answer.note)


def _not_answered(request: WireRequest, answer: WireAnswer) -> GatewayError:
    """An HRESULT. A refusal to read a set of several is nobody's fault yet: it is divided (`bisect`)."""
    if is_parse_refusal(answer) and len(request.members) > 1:
        return Retryable(answer.note, code=PARSE_REFUSED, problem="set_refused", retry_after=0.0)
    return error_of_hresult(hresult_of(answer), answer.note, writes=request.writes)


def _of_member(member: Member, response: Response | None, reading: Reading) -> Outcome:
    if response is None:
        return Failed(OutcomeUnknown(f"no answer for request {member.bid}"))
    error = error_of_status(response.code, response.message, writes=True, verb=member.verb)
    if error:
        return Failed(error)
    try:
        return _success(member, response, reading)
    except ValueError as wrong:
        return Failed(OutcomeUnknown(str(wrong), code=response.code, values=recovered_ids(response)))


def _success(member: Member, response: Response, reading: Reading) -> Outcome:
    if member.verb == "delete":
        return Removed(ObjectRef(member.type, _needed(response, "TxnID", "ListID")))
    if member.verb == "void":
        return Written(_voided(member, response))
    found = next((one for one in response.returned if type_of(one) == member.type), None)
    if found is None and (member.verb, member.type) == ("create", payment.ENTITY):
        return Applied()
    if found is None:
        raise ValueError(f"a success without {member.type}Ret")
    return Written(_with_warning(acknowledged(found, reading), response))


def _voided(member: Member, response: Response) -> Acknowledged:
    """A void answers with ids only; by definition nothing is left of the amounts (spec qbd 5.4)."""
    zero = Decimal("0.00")
    ref = ObjectRef(member.type, _needed(response, "TxnID"))
    moment = text(response.element, "TimeModified")
    return Acknowledged(ref, number=text(response.element, "RefNumber"), total=zero, tax=zero, updated_at=moment)


def recovered_ids(response: Response) -> dict[str, str]:
    """What a stored outcome says instead of the object (spec qbd 3.5, ErrorRecovery)."""
    names = {"id": ("TxnID", "ListID"), "token": ("EditSequence",), "guid": ("ExternalGUID",)}
    found = {key: _first(response, *(f"ErrorRecovery/{name}" for name in paths)) for key, paths in names.items()}
    return {key: value for key, value in found.items() if value}


def _with_warning(found: Acknowledged, response: Response) -> Acknowledged:
    if response.code not in WARNINGS:
        return found
    return replace(found, details={**found.details, "warning": response.message, "warning_code": response.code})


def _first(response: Response, *paths: str) -> str:
    return next(filter(None, (text(response.element, path) for path in paths)), "")


def _needed(response: Response, *paths: str) -> str:
    found = _first(response, *paths)
    if not found:
        raise ValueError(f"{response.tag} without an id")
    return found
