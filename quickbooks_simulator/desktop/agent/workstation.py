"""The PC: whether QuickBooks runs there, which company file is open, and the Web Connector's session with it.

Spec qbd 1.4 step 3: open, ask HostQuery, CompanyQuery and PreferencesQuery, check FileID and AppLock.
"""

from __future__ import annotations

from lxml import etree

from ... import clock
from ..company import DesktopCompanies, DesktopCompany, DesktopSession
from ..hresults import HResultError
from .codes import QbwcError
from .journal import Entry, Journal
from .orders import BEGIN, END, HCP, PRESETS, PROCESS, Order, Orders, Struck
from .qwc import QwcFile
from .switches import Switches
from .wire import after, before

FILE_ID, APP_LOCK = "FileID", "AppLock"
CLOSED = {
    "0x80040416": "If QuickBooks is not running, a call to BeginSession must include the name of the data file.",
    "0x80040417": "If no company file is open, a call to BeginSession must include the name of the data file.",
}
HCP_REQUEST = """<?xml version="1.0" encoding="utf-8"?>
<?qbxml version="13.0"?>
<QBXML><QBXMLMsgsRq onError="continueOnError">
<HostQueryRq requestID="0"/>
<CompanyQueryRq requestID="1"><OwnerID>{owner_id}</OwnerID></CompanyQueryRq>
<PreferencesQueryRq requestID="2"/>
</QBXMLMsgsRq></QBXML>"""


class Workstation:
    """QuickBooks with the company files of one store. `machine` is the PC's name, as AppLock shows it."""

    def __init__(
        self, companies: DesktopCompanies, company: DesktopCompany | None, *, machine: str = "QUICKBOOKS-PC"
    ) -> None:
        self.companies = companies
        self.company = company  # what --company names, also while it is closed
        self.machine = machine
        self.running = True
        self.open: DesktopCompany | None = company

    def found(self, path: str) -> DesktopCompany:
        """The company file that BeginSession with `path` works on; HResultError when there is none."""
        if not path:
            if not self.running:
                raise HResultError("0x80040416", CLOSED["0x80040416"])
            if self.open is None:
                raise HResultError("0x80040417", CLOSED["0x80040417"])
            return self.open
        company = self.companies.find(path)
        if company is None:
            raise HResultError("0x80040403")
        if self.running and self.open is not None and self.open.realm_id != company.realm_id:
            raise HResultError("0x8004040A")
        return company

    @property
    def unattended(self) -> bool:
        """True when QuickBooks has to be started for a session."""
        return not self.running or self.open is None


class Book:
    """One session of the Web Connector with one company file."""

    def __init__(
        self, station: Workstation, qwc: QwcFile, orders: Orders, journal: Journal, switches: Switches, number: int
    ) -> None:
        self.station = station
        self.qwc = qwc
        self.orders = orders
        self.journal = journal
        self.switches = switches
        self.number = number
        self.company: DesktopCompany | None = None
        self._session: DesktopSession | None = None
        self._lost = False  # QuickBooks was closed in the middle

    def begin(self, path: str) -> None:
        """BeginSession, tried as often as QBWC tries it (spec qbd 1.4); HResultError of the last attempt.

        An ordered fault strikes all attempts: what it stands for lasts longer than they do.
        """
        struck = self.orders.take(BEGIN, path)
        attempts = max(int(self.switches["begin_attempts"]), 1)
        for attempt in range(1, attempts + 1):
            try:
                self._begin_once(path, struck)
                return
            except HResultError:
                if attempt == attempts:
                    raise

    def _begin_once(self, path: str, struck: Struck) -> None:
        entry = self._entry(BEGIN, {"file": path}, struck)
        try:
            before(struck)
            _raise_ordered(struck, at_begin=True)
            company = self.station.found(path)
            self._session = company.begin_session(
                self.qwc.app_name, mode="DoNotCare", unattended=self.station.unattended
            )
            self.company = company
            entry.result = company.company_file
            after(struck)
        except HResultError as error:
            entry.error = f"failed: {error}"
            raise
        finally:
            self.journal.add(entry)

    def host_company_preferences(self) -> str:
        """strHCPResponse; QBWC1014 when QuickBooks does not answer all three queries."""
        try:
            answer = self._run(HCP, HCP_REQUEST.format(owner_id=self.qwc.owner_id))
        except HResultError as error:
            raise QbwcError("QBWC1014", error.message) from error
        rows = list(etree.fromstring(answer.encode("utf-8")).iterfind("QBXMLMsgsRs/*"))
        bad = [row for row in rows if row.get("statusCode") != "0"]
        if len(rows) != 3 or bad:
            raise QbwcError("QBWC1014", "; ".join(row.get("statusMessage") or "" for row in bad))
        return answer

    def process(self, qbxml: str) -> str:
        """ProcessRequest: the string of the service, unchanged; HResultError when QuickBooks refuses it."""
        return self._run(PROCESS, qbxml)

    def claim(self) -> None:
        """FileID and AppLock of the company file: written at the first run, checked ever after (spec qbd 1.4)."""
        owner, company = self.qwc.owner_id, self.company
        found = company.data_extension(owner, FILE_ID)
        if found is None:
            company.set_data_extension(owner, FILE_ID, self.qwc.file_id)
        elif found.upper() != self.qwc.file_id.upper() and self.switches["file_id_conflict"] == "refuse":
            raise QbwcError("QBWC1024", f"Found {found}, expected {self.qwc.file_id}.")
        lock = company.data_extension(owner, APP_LOCK)
        if lock is not None and not self._is_ours(lock) and self.switches["foreign_app_lock"] == "refuse":
            raise HResultError("0x8004041B")
        if lock is None or not self._is_ours(lock):
            company.set_data_extension(owner, APP_LOCK, f"LOCKED:{self.station.machine}:{ticks()}")

    def _is_ours(self, lock: str) -> bool:
        return lock.split(":")[:2] == ["LOCKED", self.station.machine]

    def end(self) -> None:
        """EndSession: whatever happens, iterators are gone."""
        if self._session is None:
            return
        struck = self.orders.take(END)
        entry = self._entry(END, {}, struck)
        try:
            before(struck)
            self._drop()
            after(struck)
        finally:
            self._drop()
            self.journal.add(entry)

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.end()

    def _run(self, call: str, qbxml: str) -> str:
        struck = self.orders.take(call, qbxml)
        entry = self._entry(call, {"request": qbxml}, struck)
        try:
            before(struck)
            entry.result = self._worked(qbxml, struck)
            after(struck)
        except HResultError as error:
            entry.error = f"failed: {error}"
            raise
        finally:
            self.journal.add(entry)
        return entry.result

    def _worked(self, qbxml: str, struck: Struck) -> str:
        """What QuickBooks answers; an order `when` after lets it work and loses the answer."""
        if self._lost or self._session is None:
            raise HResultError("0x8004040D")
        late = _late(struck)
        if late is None:
            self._close_if_ordered(struck)
            _raise_ordered(struck, at_begin=False)
        try:
            return self._session.process(qbxml)
        finally:
            if late is not None:
                self._close_if_ordered(struck)
                _raise_ordered(struck, at_begin=False)

    def _close_if_ordered(self, struck: Struck) -> None:
        if "quickbooks_closed" in struck:
            self._lost = True
            self._drop()

    def _entry(self, call: str, parameters: dict, struck: Struck) -> Entry:
        at = clock.now().isoformat(timespec="milliseconds")
        name = self.qwc.app_name
        return Entry(at, self.number, name, "quickbooks", call, parameters, orders=list(struck))


def _late(struck: Struck) -> Order | None:
    """The order that loses the answer of a request that ran."""
    found = (struck[kind] for kind in ("hresult", "quickbooks_closed") if kind in struck)
    return next((order for order in found if order.after), None)


def _raise_ordered(struck: Struck, *, at_begin: bool) -> None:
    if "hresult" in struck:
        options = struck["hresult"].options
        raise HResultError(options.get("code", "0x80040402"), options.get("message"))
    if "quickbooks_closed" in struck:
        code = "0x80040416" if at_begin else "0x80040402"
        raise HResultError(code, CLOSED.get(code))
    for kind, code in PRESETS.items():
        if kind in struck:
            raise HResultError(code)


def ticks() -> int:
    """Now as .NET counts it, in units of 100 ns since the year 1: the last part of AppLock."""
    return 621_355_968_000_000_000 + int(clock.now().timestamp() * 10_000_000)
