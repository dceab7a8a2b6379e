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
    "throttle_batch": ServerSwitch(
        "call",
        "a batch is one call of the 500 a minute, as third parties read it (unconfirmed, spec qbo 2.1), or as many as"
        " it has items",
        ("call", "items"),
    ),
    "throttle_envelope": ServerSwitch(
        "lower",
        "the JSON of a 429 was never recorded (spec qbo 2.2): the gateway's lower-case envelope, or Fault.Error",
        ("lower", "upper"),
    ),
    "delete_metering": ServerSwitch(
        "core",
        "delete and void count as data-in, presumably (spec qbo 2.3), or as CorePlus",
        ("core", "coreplus"),
    ),
    "query_backslash": ServerSwitch(
        "refuse",
        "a backslash in a query's text that no apostrophe follows (unconfirmed, spec qbo 1.6): 4000, the next character"
        " as it is, or a backslash",
        ("refuse", "escape", "literal"),
    ),
    "cdc_leaves_out": ServerSwitch(
        "tax",
        "what CDC does not offer (Intuit's list was not readable, spec qbo 8.4): the tax entities, or nothing",
        ("tax", "nothing"),
    ),
    "tax_service_answer": ServerSwitch(
        "bare",
        "the answer of taxservice/taxcode is the bare object, or wrapped as TaxService (unconfirmed, spec qbo 5.4)",
        ("bare", "wrapped"),
    ),
    "batch_tax_service": ServerSwitch(
        "refuse", "TaxService inside a batch (unconfirmed, spec qbo 9)", ("refuse", "accept")
    ),
    "void_form": ServerSwitch(
        "documented",
        "operation=void for Invoice and include=void for Payment and SalesReceipt only, as documented (spec qbo 1.3),"
        " or either form for all of them",
        ("documented", "either"),
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
