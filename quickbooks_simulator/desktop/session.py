"""What an application holds between BeginSession and EndSession; one request runs at a time per company file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ..books.store import Store
from . import control
from .hresults import HResultError
from .processor import Processor
from .queries.paging import Iterators
from .work import Caller, load

if TYPE_CHECKING:
    from .company import DesktopCompany

_one_at_a_time: dict[str, threading.RLock] = {}
_registering = threading.Lock()


def _lock_of(path: str) -> threading.RLock:
    with _registering:
        return _one_at_a_time.setdefault(path, threading.RLock())


class DesktopSession:
    """Between BeginSession and EndSession; iterators live here and end with it (spec qbd 3.4)."""

    def __init__(self, company: DesktopCompany, store: Store, caller: Caller) -> None:
        self.company = company
        self._store = store
        self.application = caller.application
        self._caller = caller
        self._iterators = Iterators()
        self._open = True

    def process(self, qbxml: str | bytes) -> str:
        """ProcessRequest: the answer's qbXML text; HResultError when QuickBooks refuses the whole set."""
        if not self._open:
            raise HResultError("0x8004040D")
        company = self.company
        with _lock_of(f"{self._store.path}|{company.realm_id}"):
            row = load(self._store.connection(), company.realm_id)
            control.check_reachable(row)
            company.faults.strike("before")
            text = Processor(self._store, row, self._caller, self._iterators, company.faults).process(qbxml)
            company.faults.strike("after")
        return text

    def end(self) -> None:
        """EndSession: iterators are gone, a later `process` is 0x8004040D."""
        self._open = False
        self._iterators = Iterators()
