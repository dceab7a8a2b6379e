"""The envelopes of QuickBooks Online and the headers around them (spec qbo 1.2, 1.3, 3.1, 3.2)."""

from __future__ import annotations

import json
import secrets
import time
from decimal import Decimal

from ... import clock
from ..faults import Fault
from .messages import Response
from .refusals import GatewayRefusal, SimulatorRefusal, TokenRefusal

SUCCESS_TYPE = "application/json;charset=utf-8"  # recorded on success (spec qbo 1.2)
FAULT_TYPE = "application/json"  # recorded on faults: no charset (spec qbo 1.2)
PLAIN_TYPE = "text/plain; charset=utf-8"
VERSION = "1994.152"  # QBO-Version has the form of a release number; the value is the simulator's own


def new_tid() -> str:
    """An Intuit-Tid: 1- + 8 hex + - + 24 hex (spec qbo 1.2)."""
    return f"1-{secrets.token_hex(4)}-{secrets.token_hex(12)}"


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} cannot cross the wire as JSON")


def to_json(body: object) -> bytes:
    """`body` as compact UTF-8 JSON; Decimal becomes a JSON number."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_number).encode("utf-8")


def enveloped(body: dict) -> bytes:
    """`body` with the envelope's `time` (Pacific, milliseconds), as bytes."""
    return to_json({**body, "time": clock.envelope_time()})


def success(body: dict) -> Response:
    """A 200 answer."""
    return Response(200, enveloped(body), SUCCESS_TYPE)


def business_fault(fault: Fault) -> Response:
    """A Fault of the books: upper-case envelope (spec qbo 3.1)."""
    return Response(fault.http_status, enveloped({"Fault": fault.body()}), FAULT_TYPE)


def gateway_fault(refusal: GatewayRefusal) -> Response:
    """A refusal of the gateway: flat, lower-case, `time` in epoch milliseconds (spec qbo 3.2)."""
    error = {"message": refusal.message, "detail": refusal.detail, "code": refusal.code, "element": None}
    body = {
        "warnings": None,
        "intuitObject": None,
        "fault": {"error": [error], "type": refusal.kind},
        "report": None,
        "queryResponse": None,
        "batchItemResponse": [],
        "attachableResponse": [],
        "syncErrorResponse": None,
        "requestId": None,
        "time": int(clock.now().timestamp() * 1000),
        "status": None,
        "cdcresponse": [],
    }
    headers = []
    if refusal.status == 401:
        headers.append(("Www-Authenticate", 'Bearer realm="Intuit", error="invalid_token"'))
    return Response(refusal.status, to_json(body), FAULT_TYPE, headers)


def token_fault(refusal: TokenRefusal) -> Response:
    """An error of the token endpoint: flat JSON (spec qbo 4.4)."""
    return Response(refusal.status, to_json(refusal.body), FAULT_TYPE)


def simulator_fault(refusal: SimulatorRefusal) -> Response:
    """What the simulator does not do, in plain words."""
    return Response(refusal.status, (refusal.sentence + "\n").encode("utf-8"), PLAIN_TYPE)


def plain_json(body: object, status: int = 200) -> Response:
    """JSON without the API's envelope: OAuth, control, discovery."""
    return Response(status, to_json(body), "application/json")


def stamped(response: Response, tid: str, started: float) -> Response:
    """The answer with the headers that every API answer has; `started` is time.monotonic() at arrival."""
    elapsed = int((time.monotonic() - started) * 1000)
    headers = [
        ("Intuit-Tid", tid),
        ("QBO-Version", VERSION),
        ("Service-Time", f"total={elapsed}, db=0"),
        ("X-Spanid", secrets.token_hex(8)),
        ("X-Amzn-Trace-Id", f"Root={tid}"),
        ("Cache-Control", "no-cache, no-store"),
    ]
    response.headers = [*response.headers, *headers]
    return response
