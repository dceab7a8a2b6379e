"""What nobody wrote down about the Web Connector, as switches; the default is the harsher reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Switch:
    """One open question: its default, what else it may be (a type, or the choices) and what it means."""

    default: object
    choices: type | tuple[object, ...]
    doc: str

    @property
    def shown_choices(self) -> list[object] | str:
        """The choices, or what kind of value it takes."""
        if isinstance(self.choices, tuple):
            return list(self.choices)
        return "text" if self.choices is str else "number"

    def check(self, name: str, value: object) -> object:
        """`value` when it is possible; ValueError otherwise."""
        if isinstance(self.choices, tuple):
            if not any(value is choice or (value == choice and type(value) is type(choice)) for choice in self.choices):
                raise ValueError(f"{name} must be one of {', '.join(map(str, self.choices))}")
        elif self.choices is str:
            if not isinstance(value, str):
                raise ValueError(f"{name} must be a text")
        elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise ValueError(f"{name} must be a number from 0")
        return value


YES_NO = (True, False)
KNOWN: dict[str, Switch] = {
    "first_empty_request_crashes": Switch(
        True, YES_NO, 'an empty string at the first sendRequestXML is QBWC1041 (spec qbd 1.5: "some versions")'
    ),
    "close_after_none": Switch(False, YES_NO, "closeConnection is called after none, nvu and busy (spec qbd 1.4)"),
    "close_after_connection_error": Switch(False, YES_NO, "closeConnection is called after connectionError's done"),
    "close_after_failed_call": Switch(False, YES_NO, "closeConnection is called after a call that failed"),
    "percent_over_100": Switch("error", ("error", "done"), "what receiveResponseXML above 100 means"),
    "client_version_o": Switch("stop", ("stop", "continue"), "what O:version of clientVersion does (spec qbd 1.2)"),
    "server_version_ticket": Switch(False, YES_NO, "serverVersion carries a ticket, as the guide writes"),
    "connection_error_limit": Switch(2, int, "how many other company files are tried before QBWC gives up"),
    "begin_attempts": Switch(2, int, "how often QuickBooks is tried before connectionError (spec qbd 1.4)"),
    "noop_seconds": Switch(5, float, "pause after NoOp (spec qbd 1.5)"),
    "noop_limit": Switch(0, int, "how many NoOps in a row end the update; 0: no limit"),
    "interactive_seconds": Switch(5, float, "pause between two interactiveDone"),
    "interactive_limit": Switch(12, int, "how many interactiveDone before the user gives up"),
    "user_opens_interactive": Switch(True, YES_NO, "the person at the PC agrees to Interactive mode"),
    "user_accepts_warnings": Switch(True, YES_NO, "the person at the PC goes on after W: of clientVersion"),
    "user_grants_access": Switch(True, YES_NO, "QuickBooks' permission dialog is answered with yes at add time"),
    "service_timeout_seconds": Switch(100, float, "how long one SOAP answer may take (.NET's default, spec qbd 1.6)"),
    "expect_100_continue": Switch(True, YES_NO, "requests carry Expect: 100-continue, as .NET's do (spec qbd 1.1)"),
    "dotnet_user_agent": Switch(False, YES_NO, "requests carry .NET's User-Agent, or none (spec qbd 1.1)"),
    "asks_for_wsdl": Switch(
        True, YES_NO, "AppURL?wsdl is fetched at add time; what it answers does not matter (spec qbd 1.1)"
    ),
    "newest_tls": Switch(
        "1.2", ("1.2", "1.3"), "the newest TLS that the PC speaks: Windows without TLS 1.3, or with it (spec qbd 1.7)"
    ),
    "server_version_complaint": Switch(
        "serverVersion failed, going on without it:",
        str,
        "how the log complains about a service without serverVersion (spec qbd 1.2)",
    ),
    "own_refusal_hresult": Switch(
        "", ("", "0x80040421"), "hresult of a connectionError that QBWC has a code of its own for (spec qbd 1.4)"
    ),
    "interval_floor_seconds": Switch(60, float, "the shortest Auto-Run interval (spec qbd 2)"),
    "qwc_unknown_elements": Switch("refuse", ("refuse", "ignore"), "elements of a .qwc file that nobody documents"),
    "support_domain": Switch(
        "host", ("host", "last_two_labels"), "what AppURL and AppSupport must share (spec qbd 1.7)"
    ),
    "probe_without_tls": Switch(True, YES_NO, "AppURL is fetched at add time on http too (spec qbd 1.7)"),
    "file_id_conflict": Switch("refuse", ("refuse", "accept"), "another FileID under the same OwnerID"),
    "foreign_app_lock": Switch("refuse", ("refuse", "take_over"), "AppLock of another PC (spec qbd 1.4)"),
}


class Switches:
    """The values of one Web Connector."""

    def __init__(self, **values: object) -> None:
        self._values: dict[str, object] = {}
        for name, value in values.items():
            self.set(name, value)

    def __getitem__(self, name: str):
        return self._values.get(name, KNOWN[name].default)

    def set(self, name: str, value: object) -> None:
        """KeyError for an unknown name, ValueError for an impossible value."""
        self._values[name] = KNOWN[name].check(name, value)

    def shown(self) -> dict[str, dict]:
        """name -> value, default, choices and meaning."""
        return {
            name: {
                "value": self[name],
                "default": known.default,
                "choices": known.shown_choices,
                "doc": known.doc,
            }
            for name, known in KNOWN.items()
        }
