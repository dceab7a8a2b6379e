"""The server half's unconfirmed or adjustable behaviours, per company, with defaults (spec qbo 10, 11)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServerSwitch:
    """One switch: `choices` empty means any value of the default's type."""

    default: bool | int | str
    doc: str
    choices: tuple = ()


DAY_SECONDS = 86_400

SERVER_SWITCHES: dict[str, ServerSwitch] = {
    "limits": ServerSwitch(True, "enforce the throttles of spec qbo 2.1", (True, False)),
    "batch_hard_limit": ServerSwitch(30, "items above which a batch answers 1040; the number is unconfirmed"),
    "batch_void": ServerSwitch("refuse", "operation void inside a batch: unconfirmed at Intuit", ("refuse", "accept")),
    "batch_metering": ServerSwitch(
        "items",
        "how a batch counts: each item as what it is, or the call as one write or one read (unconfirmed)",
        ("items", "core", "coreplus"),
    ),
    "execution_limit_seconds": ServerSwitch(
        120, "age (on the clock) at which a request is timed out (spec qbo 2.1); 0: never"
    ),
    "execution_limit_work": ServerSwitch(
        "done",
        "what a timed-out request had not applied yet is applied all the same, or never (unconfirmed: 'possibly')",
        ("done", "undone"),
    ),
    "execution_limit_answer": ServerSwitch(
        "504", "a timed-out request is answered 504, or its connection is cut (unconfirmed)", ("504", "cut")
    ),
    "payload_limit_bytes": ServerSwitch(
        10_485_760, "a longer body answers 413; no figure is published. Uploads have 100 MB"
    ),
    "query_page_over_1000": ServerSwitch("cap", "MAXRESULTS above 1000 (unconfirmed)", ("cap", "refuse")),
    "query_projection": ServerSwitch("accept", "select Id, DisplayName from ...", ("accept", "refuse")),
    "cdc_over_30_days": ServerSwitch("refuse", "changedSince older than 30 days", ("refuse", "clip")),
    "cdc_limit_scope": ServerSwitch(
        "response",
        "the 1000 objects of CDC are per response or per entity (unconfirmed)",
        ("response", "entity"),
    ),
    "requestid_ignored": ServerSwitch(False, "requestid has no effect at all", (True, False)),
    "requestid_other_body": ServerSwitch(
        "replay", "the same requestid with another body (unconfirmed)", ("replay", "600")
    ),
    "requestid_while_running": ServerSwitch(
        "wait", "the same requestid while the first is still running (unconfirmed)", ("wait", "600")
    ),
    "requestid_replays_faults": ServerSwitch(
        True, "a 400 of the first attempt is replayed too (unconfirmed)", (True, False)
    ),
    "requestid_retention_seconds": ServerSwitch(0, "how long an answer is kept; 0 for ever (unconfirmed)"),
    "refresh_rotation_seconds": ServerSwitch(
        DAY_SECONDS, "age at which a refresh changes the refresh token; 0 for every call"
    ),
    "refresh_reuse_kills_winner": ServerSwitch(
        False, "a second refresh with a used value also revokes the winner's tokens", (True, False)
    ),
    "refresh_idle_seconds": ServerSwitch(8_640_000, "100 days; Intuit's SDK sources say 8726400"),
    "code_lifetime_seconds": ServerSwitch(300, "life of an authorization code (unconfirmed)"),
    "user_in_realm": ServerSwitch(
        True, "false: the consenting user lost access (refresh user_not_in_realm, API 3100)", (True, False)
    ),
}


def register() -> None:
    """Make the switches known to the books, which keep their values per company."""
    from ..company import declare_switch

    for name, switch in SERVER_SWITCHES.items():
        declare_switch(name, switch.default, switch.doc, switch.choices)
