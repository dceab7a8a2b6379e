"""The Web Connector itself: its applications, when they run, one after the other."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ... import clock
from . import addresses
from .codes import QbwcError
from .journal import Journal
from .lock import UpdateLock
from .orders import Orders
from .qwc import QwcFile
from .switches import Switches
from .transport import USER_AGENT, Transport
from .update import BUSY, CRASHED, DONE, Outcome, Update
from .waiting import Waiter
from .wire import Wire
from .workstation import FILE_ID, Book, Workstation

KEPT_UPDATES = 1_000
BREATH_SECONDS = 0.05  # between updates without a pause when there was nothing to do or nobody to ask
LOCKED = "Another application is being updated (UpdateLock): this one waits for its next run."


@dataclass
class Application:
    """One line of the Web Connector's window. `every` replaces the file's interval and all waiting rules."""

    qwc: QwcFile
    password: str
    every: float | None = None
    last_ticket: str = ""
    next_run: datetime | None = None

    @property
    def name(self) -> str:
        return self.qwc.app_name


class WebConnector:
    """QBWC on one PC. Everything about it can be looked at: `orders`, `journal`, `switches`, `updates`."""

    def __init__(
        self,
        station: Workstation,
        *,
        switches: Switches | None = None,
        orders: Orders | None = None,
        journal: Journal | None = None,
        lock: UpdateLock | None = None,
        waiter: Waiter | None = None,
    ) -> None:
        self.station = station
        self.switches = switches or Switches()
        self.orders = orders or Orders()
        self.journal = journal or Journal()
        self.lock = lock or UpdateLock()
        self.waiter = waiter or Waiter()
        self.applications: list[Application] = []
        self.updates: deque[Outcome] = deque(maxlen=KEPT_UPDATES)
        self.auto_run = True
        self.failed = False  # a fault of the simulator ended Auto-Run
        self.on_failure: Callable[[], None] = lambda: None
        self.finished = 0  # how many updates have ended
        self._sessions = 0
        self._running = 0
        self._changed = threading.Condition()

    # --------------------------------------------------------------------------------- applications

    def add(self, qwc: QwcFile, password: str, *, probe: bool = True, every: float | None = None) -> Application:
        """Add an application as by opening its .qwc file; QbwcError when QBWC refuses it.

        The person at the PC lets it in: QuickBooks' own permission dialog is answered with yes, also when QuickBooks
        is closed (spec qbd 2). `probe` False leaves out the GETs of add time.
        """
        addresses.check(qwc, support_domain=self.switches["support_domain"])
        if any(known.name == qwc.app_name for known in self.applications):
            raise QbwcError("QBWC1051", f"An application named {qwc.app_name} is there already.")
        if probe:
            self._probe(qwc)
        for remark in qwc.remarks():
            self.journal.say(f"{qwc.app_name}: {remark}")
        self._let_in(qwc)
        application = Application(qwc, password, every, next_run=clock.now())
        self.applications.append(application)
        self.journal.say(f"{qwc.app_name} was added: {qwc.app_url}")
        return application

    def _probe(self, qwc: QwcFile) -> None:
        """The GETs of add time."""
        get = self._transport().get
        addresses.probe(qwc, get, without_tls=self.switches["probe_without_tls"])
        if self.switches["asks_for_wsdl"]:
            addresses.ask_for_wsdl(qwc, get)

    def _let_in(self, qwc: QwcFile) -> None:
        """The permission dialog of the first time; access that was revoked later stays revoked."""
        company = self.station.company
        new = company is not None and company.data_extension(qwc.owner_id, FILE_ID) is None
        if new and self.switches["user_grants_access"]:
            company.permit(qwc.app_name, access=True, unattended=True, write=not qwc.read_only)

    def named(self, name: str | None) -> Application:
        """The application of that name; without a name the first one."""
        return next(known for known in self.applications if name in (None, known.name))

    def _transport(self) -> Transport:
        timeout = float(self.switches["service_timeout_seconds"]) or None
        return Transport(
            timeout=timeout,
            expect=self.switches["expect_100_continue"],
            user_agent=USER_AGENT if self.switches["dotnet_user_agent"] else "",
            newest_tls=self.switches["newest_tls"],
        )

    # -------------------------------------------------------------------------------------- updates

    def update(self, application: Application) -> Outcome:
        """One update, now; waits for one that is running."""
        with self.lock.held() as free:
            self._count(1)
            try:
                outcome = self._update(application) if free else self._locked(application)
                self.updates.append(outcome)
                self.finished += 1
            finally:
                self._count(-1)
        self._plan(application, outcome)
        return outcome

    def _update(self, application: Application) -> Outcome:
        self._sessions += 1
        number, qwc = self._sessions, application.qwc
        wire = Wire(qwc.app_url, self._transport(), self.orders, self.journal, app=qwc.app_name, session=number)
        wire.old_ticket = application.last_ticket
        book = Book(self.station, qwc, self.orders, self.journal, self.switches, number)
        self.journal.say(f"{qwc.app_name}: update {number} begins")
        outcome = Update(qwc, application.password, wire, book, self.switches, self.waiter.pause).run()
        application.last_ticket = outcome.ticket or application.last_ticket
        self.journal.say(f"{qwc.app_name}: update {number} ends: {outcome.state} {outcome.sentence}".rstrip())
        return outcome

    def _locked(self, application: Application) -> Outcome:
        now = clock.now().isoformat(timespec="milliseconds")
        self.journal.say(f"{application.name}: {LOCKED}")
        return Outcome(application.name, 0, now, state=BUSY, sentence=LOCKED, ended=now)

    def _plan(self, application: Application, outcome: Outcome) -> None:
        """When Auto-Run comes next; entries 2 and 3 of authenticate count for it only (spec qbd 1.3)."""
        started = datetime.fromisoformat(outcome.started)
        if application.every is not None:
            least = 0 if outcome.state == DONE else BREATH_SECONDS
            application.next_run = started + timedelta(seconds=max(application.every, least))
            return
        if application.qwc.interval is None:
            application.next_run = None
            return
        floor = float(self.switches["interval_floor_seconds"])
        interval = max(application.qwc.interval, floor, outcome.minimum or 0)
        planned = started + timedelta(seconds=interval)
        if outcome.state != CRASHED and outcome.postpone:
            planned = max(planned, clock.now() + timedelta(seconds=outcome.postpone))
        application.next_run = planned

    # ------------------------------------------------------------------------------------- auto-run

    def run(self) -> None:
        """Auto-Run until the waiter is stopped. A fault of the simulator itself is loud: `on_failure` is called."""
        try:
            while self.waiter.until(self._next_run()):
                self._run_due()
        except Exception:
            self.failed = True
            self.on_failure()
            raise

    def _run_due(self) -> None:
        for application in self.due():
            if not self.waiter.stopped:
                self.update(application)

    def stop(self) -> None:
        """End Auto-Run, and what the running update waits for."""
        self.orders.release()
        self.waiter.stop()

    def due(self) -> list[Application]:
        """The applications whose time has come, in the order of the list."""
        if not self.auto_run:
            return []
        return [known for known in self.applications if known.next_run and known.next_run <= clock.now()]

    def _next_run(self) -> datetime | None:
        times = [known.next_run for known in self.applications if known.next_run] if self.auto_run else []
        return min(times, default=None)

    # ----------------------------------------------------------------------------------------- idle

    def _count(self, change: int) -> None:
        with self._changed:
            self._running += change
            self._changed.notify_all()

    @property
    def running(self) -> bool:
        """True while an update runs."""
        return self._running > 0

    def wait_idle(self, seconds: float) -> bool:
        """Wait until no update runs; False after `seconds` (real)."""
        with self._changed:
            return self._changed.wait_for(lambda: self._running == 0, seconds)

    def wait_updates(self, count: int, seconds: float) -> bool:
        """Wait until so many updates have ended in all; False after `seconds` (real)."""
        with self._changed:
            return self._changed.wait_for(lambda: self.finished >= count, seconds)
