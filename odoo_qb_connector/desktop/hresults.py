"""Every HRESULT of spec qbd 4.2: its class in the error tree and its problem. Data only.

The Web Connector reports them with connectionError (before anything was sent) and with receiveResponseXML
(instead of an answer). The problems are explained in `statuses`.
"""

from __future__ import annotations

from ..gateway import (
    ConnectionDown,
    GatewayError,
    OutcomeUnknown,
    Refused,
    Retryable,
    RightsMissing,
    Unavailable,
)

Kind = tuple[type[GatewayError], str | None]

PARSE_REFUSED = "0x80040400"
"""QuickBooks could not read the set: nothing of it ran (spec qbd 3.1)."""

_GROUPS: tuple[tuple[type[GatewayError], str | None, str], ...] = (
    (Refused, "parse_refused", "400"),
    (Refused, "connector_fault", "413 425 426"),
    (OutcomeUnknown, None, "402 421"),
    (Retryable, "desktop_busy", "40D 41B 41C 424 40E 411 412"),
    (Unavailable, "desktop_not_reachable", "401 408 40B 40C 40F"),
    (Retryable, "desktop_dialog_open", "414"),
    (Retryable, "desktop_wrong_mode", "410 422"),
    (ConnectionDown, "desktop_other_file", "40A"),
    (ConnectionDown, "desktop_no_file", "416 417"),
    (ConnectionDown, "desktop_file_unopened", "403 409"),
    (ConnectionDown, "desktop_version", "404 406 41F 423"),
    (ConnectionDown, "desktop_install", "405 407 427 415 428 429"),
    (ConnectionDown, "desktop_several", "438"),
    (RightsMissing, "desktop_first_run", "418 419"),
    (RightsMissing, "desktop_no_permission", "41A 420 42A"),
    (RightsMissing, "desktop_no_unattended", "41D"),
    (RightsMissing, "desktop_certificate", "41E 42C"),
)

HRESULTS: dict[str, Kind] = {
    **{f"0x80040{code}": (kind, problem) for kind, problem, codes in _GROUPS for code in codes.split()},
    "0x80040154": (ConnectionDown, "desktop_install"),
}


def normal(hresult: str) -> str:
    """As the table has it: 0x and eight capital digits. QBWC writes it in either case (spec qbd 4.2)."""
    digits = hresult.strip().lower().removeprefix("0x").upper()
    return f"0x{digits}" if digits else ""
