"""One update of one application: the session sequence of spec qbd 1.4, from serverVersion to closeConnection."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import count

from ... import clock
from ..hresults import HResultError
from . import codes, interactive
from .codes import QbwcError
from .orders import Crash
from .qwc import QwcFile
from .soap import NULL_REFERENCE, SoapError
from .switches import Switches
from .transport import Unreachable
from .waiting import Pause
from .wire import Wire
from .workstation import Book

VERSION = "2.3.0.215"
INDEX = "Index was outside the bounds of the array."
FORMAT = "Input string was not in a correct format."
# How an update can end.
DONE, NOTHING, BUSY, FAILED, CRASHED = "done", "nothing", "busy", "failed", "crashed"


@dataclass
class Outcome:
    """How one update ended. `code` is QBWC's, "" when nothing is wrong; `status` what closeConnection said."""

    app: str
    session: int
    started: str
    state: str = DONE
    code: str = ""
    sentence: str = ""
    status: str = ""
    ticket: str = ""
    percent: int | None = None
    requests: int = 0
    ended: str = ""
    postpone: int | None = None
    minimum: int | None = None

    @property
    def ok(self) -> bool:
        """True for an update that did what there was to do."""
        return self.state in (DONE, NOTHING)

    def shown(self) -> dict:
        return asdict(self)


class Update:
    """Runs one session; `run` never raises for what the service or QuickBooks did."""

    def __init__(self, qwc: QwcFile, password: str, wire: Wire, book: Book, switches: Switches, pause: Pause) -> None:
        self.qwc = qwc
        self.password = password
        self.wire = wire
        self.book = book
        self.switches = switches
        self.pause = pause
        self.outcome = Outcome(qwc.app_name, wire.session, clock.now().isoformat(timespec="milliseconds"))
        self._say = wire.journal.say

    def run(self) -> Outcome:
        """The whole update."""
        try:
            self._run()
        except QbwcError as error:
            self.fail(error)
        except Crash:
            self._die()
        finally:
            self._end_session()
        self.outcome.ended = clock.now().isoformat(timespec="milliseconds")
        return self.outcome

    def _run(self) -> None:
        if not self.password:
            raise QbwcError("QBWC1030", self.qwc.app_name)
        self._check_versions()
        file_name = self._authenticate()
        if file_name is not None:
            self._exchange(self._open(file_name))
            self._close()

    def fail(self, error: QbwcError) -> None:
        self.outcome.state, self.outcome.code, self.outcome.sentence = FAILED, error.code, str(error)
        self._say(str(error))

    def _die(self) -> None:
        self.outcome.state, self.outcome.code = CRASHED, ""
        self.outcome.sentence = "The Web Connector died in the middle, as ordered."
        self._say(self.outcome.sentence)

    def _end_session(self) -> None:
        try:
            self.book.end()
        except Crash:
            self._die()
        except HResultError as error:
            self.fail(QbwcError("QBWC1015", error.message))

    def call(self, method: str, **values: object):
        """A SOAP call; its failure ends the update with the call's own code (spec qbd 1.8)."""
        try:
            return self.wire.call(method, **values)
        except (SoapError, Unreachable) as error:
            self._say(f"{error} {codes.LOG_HINT}")
            if self.switches["close_after_failed_call"] and method != "closeConnection":
                self._close_quietly()
            raise QbwcError(codes.OF_CALL[method], str(error)) from error

    # --------------------------------------------------------------------------- before QuickBooks

    def _check_versions(self) -> None:
        """Both calls are optional: a service without them works, with a complaint in the log (spec qbd 1.2)."""
        extra = {"ticket": ""} if self.switches["server_version_ticket"] else {}
        try:
            self.wire.call("serverVersion", **extra)
        except (SoapError, Unreachable) as error:
            self._say(f"{self.switches['server_version_complaint']} {error}")
        try:
            answer = self.wire.call("clientVersion", strVersion=VERSION)
        except (SoapError, Unreachable) as error:
            self._say(codes.sentence("QBWC1036", f"Going on: {error}"))
            return
        self._judge_version(answer or "")

    def _judge_version(self, answer: str) -> None:
        if not answer:
            return
        kind, _, text = answer.partition(":")
        if kind == "W" and self.switches["user_accepts_warnings"]:
            self._say(f"The user goes on after the warning: {text}")
        elif kind == "O" and self.switches["client_version_o"] == "continue":
            self._say(f"The service wants Web Connector {text}.")
        elif kind in ("W", "E", "O") and answer[1:2] == ":":
            raise QbwcError("QBWC1037", text)
        else:
            raise QbwcError("QBWC1046", f"Error message: {answer}")

    def _authenticate(self) -> str | None:
        """The company file to work on ("" is the open one), None when there is nothing to do (spec qbd 1.3)."""
        found = self.call("authenticate", strUserName=self.qwc.user_name, strPassword=self.password)
        if found is None or any(entry is None for entry in found[:2]):
            raise QbwcError("QBWC1012", NULL_REFERENCE)
        if len(found) < 2:
            raise QbwcError("QBWC1012", INDEX)
        self.outcome.ticket, answer = found[0], found[1]
        self.outcome.postpone, self.outcome.minimum = (_seconds(found, place) for place in (2, 3))
        word = answer.lower()  # NONE is taken as none in the field (RappidDevelopment/quickbooks-js issue 15)
        if word not in ("none", "nvu", "busy"):
            return answer
        if self.switches["close_after_none"]:
            self._close_quietly()
        if word == "nvu":
            raise QbwcError("QBWC1040")
        self.outcome.state = NOTHING if word == "none" else BUSY
        self.outcome.sentence = "No data exchange required." if word == "none" else "The web service is busy."
        self._say(self.outcome.sentence)
        return None

    # ------------------------------------------------------------------------------- opening the file

    def _open(self, file_name: str) -> str:
        """Open QuickBooks; strHCPResponse. QbwcError when no file the service names can be opened (spec qbd 1.4)."""
        limit = int(self.switches["connection_error_limit"])
        for attempt in count(1):
            try:
                self.book.begin(file_name)
                self.book.claim()
                return self.book.host_company_preferences()
            except (HResultError, QbwcError) as error:
                problem = error
                self.book.end()
            answer = self._connection_error(problem)
            if answer.lower() == "done" or attempt > limit:
                break
            file_name = answer
        if self.switches["close_after_connection_error"]:
            self._close()
        code = problem.code if isinstance(problem, QbwcError) else "QBWC1013"
        raise QbwcError(code, problem.message if isinstance(problem, HResultError) else problem.detail)

    def _connection_error(self, problem: HResultError | QbwcError) -> str:
        """What the service wants tried next; which hresult QBWC's own refusals travel with is a switch."""
        if isinstance(problem, HResultError):
            hresult, message = problem.hresult, problem.message
        else:
            hresult, message = self.switches["own_refusal_hresult"], str(problem)
        self._say(codes.sentence("QBWC1013", message))
        answer = self.call("connectionError", ticket=self.outcome.ticket, hresult=hresult, message=message)
        if answer is None:
            raise QbwcError("QBWC1045", NULL_REFERENCE)
        return answer

    # --------------------------------------------------------------------------------- the exchange

    def _exchange(self, hcp: str) -> None:
        """Steps 4 and 5 until the service says 100 or an error; closeConnection follows."""
        noops = 0
        for number in count(1):
            request = self._ask(hcp if number == 1 else "")
            if request:
                noops, over = 0, self._work(request)
            elif number == 1 and self.switches["first_empty_request_crashes"]:
                raise QbwcError("QBWC1041", NULL_REFERENCE)
            else:
                noops += 1
                over = not self._without_request(noops)
            if over:
                return

    def _ask(self, hcp: str) -> str:
        company = self.book.company
        request = self.call(
            "sendRequestXML",
            ticket=self.outcome.ticket,
            strHCPResponse=hcp,
            strCompanyFileName=company.company_file,
            qbXMLCountry=company.country,
            qbXMLMajorVers=company.major_version,
            qbXMLMinorVers=company.minor_version,
        )
        if request is None:
            raise QbwcError("QBWC1041", NULL_REFERENCE)
        return request

    def _work(self, request: str) -> bool:
        """ProcessRequest and receiveResponseXML; True when the update is over."""
        response = hresult = message = ""
        self.outcome.requests += 1
        try:
            response = self.book.process(request)
        except HResultError as error:
            hresult, message = error.hresult, error.message
        percent = self.call(
            "receiveResponseXML", ticket=self.outcome.ticket, response=response, hresult=hresult, message=message
        )
        if percent is None:
            raise QbwcError("QBWC1042", NULL_REFERENCE)
        return self._progressed(percent)

    def _progressed(self, percent: int) -> bool:
        self.outcome.percent = percent
        if percent < 0:
            self._refused(self._last_error())
            return True
        if percent > 100 and self.switches["percent_over_100"] == "error":
            raise QbwcError("QBWC1042", f"{percent} is no percentage.")
        self._say(f"Progress: {min(percent, 100)} %")
        return percent >= 100

    def _without_request(self, noops: int) -> bool:
        """No request: getLastError says why (spec qbd 1.5); True when the service is to be asked again."""
        text = self._last_error()
        if text == "NoOp":
            limit = int(self.switches["noop_limit"])
            if limit and noops > limit:
                raise QbwcError("QBWC1041", f"NoOp more than {limit} times in a row.")
            return self.pause(float(self.switches["noop_seconds"]))
        if text == "Interactive mode":
            return interactive.run(self)
        self._refused(text)
        return False

    def _last_error(self) -> str:
        return self.call("getLastError", ticket=self.outcome.ticket) or ""

    def _refused(self, text: str) -> None:
        """An error that the service reports: shown to the user, then closeConnection (spec qbd 1.5)."""
        self.fail(QbwcError("QBWC1031", text))

    # -------------------------------------------------------------------------------------- the end

    def _close(self) -> None:
        """closeConnection: the last call; its text is the application's status (spec qbd 1.4 step 6)."""
        self.outcome.status = self.call("closeConnection", ticket=self.outcome.ticket) or ""
        self._say(f"{self.qwc.app_name}: {self.outcome.status}")

    def _close_quietly(self) -> None:
        """closeConnection after an end that has its own sentence."""
        try:
            self.outcome.status = self.wire.call("closeConnection", ticket=self.outcome.ticket) or ""
        except (SoapError, Unreachable) as error:
            self._say(codes.sentence("QBWC1044", str(error)))


def _seconds(found: list[str | None], place: int) -> int | None:
    """Entries 2 and 3 of authenticate: seconds, or nothing."""
    text = (found[place] or "").strip() if len(found) > place else ""
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise QbwcError("QBWC1012", FORMAT)
    return int(text)
