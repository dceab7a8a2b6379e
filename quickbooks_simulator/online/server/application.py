"""One running simulator: the file, the services and which handler an address belongs to."""

from __future__ import annotations

import sys
import threading
import traceback
from datetime import UTC, datetime

from ... import clock
from ..company import Companies, Company
from ..faults import not_simulated
from . import answers
from .addresses import PREFIX
from .control import Control
from .journal import Journal
from .limits import Limits
from .listener import Listener
from .messages import NotUtf8, Request, Response
from .meter import Meter
from .oauth_endpoints import DISCOVERY, OAuth
from .oauth_store import Pair, TokenStore
from .orders import Orders
from .pages import Pages
from .payloads import not_utf8
from .rest import Api
from .switches import register
from .tables import Settings, make_tables

CONTROL = "/control"
LAST_REQUESTS_SECONDS = 5  # a stop waits so long for requests that are being worked on


class OnlineServer:
    """A QuickBooks Online on 127.0.0.1.

    `port` 0 takes a free one, `data` None a temporary file; `latency_ms` (milliseconds) is added to every API
    answer.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        data: str | None = None,
        control: bool = False,
        latency_ms: float = 0,
        companies: Companies | None = None,
    ) -> None:
        self.listener = Listener(port, self.answer)  # first: a taken port must not touch the file
        self.companies = companies or self._open(data)
        make_tables(self.companies)
        self.settings = Settings(self.companies)
        self.orders = Orders()
        self.journal = Journal()
        self.meter = Meter()
        self.limits = Limits()
        self.tokens = TokenStore(self.companies, self.settings, self._switch)
        self.oauth = OAuth(self.companies, self.tokens, self.orders, self.journal)
        self.api = Api(self.companies, self.tokens, self.orders, self.journal, self.meter, self.limits)
        self.api.latency_ms = latency_ms
        self.pages = Pages(self.companies, self.journal)
        self.control = Control(self) if control else None
        self._thread: threading.Thread | None = None

    @staticmethod
    def _open(data: str | None) -> Companies:
        register()
        return Companies(data)

    @property
    def base(self) -> str:
        """http://127.0.0.1:port"""
        return self.listener.base

    @property
    def api_base(self) -> str:
        """What a client puts in place of https://quickbooks.api.intuit.com/v3."""
        return f"{self.base}/v3"

    @property
    def discovery(self) -> str:
        """The address of the discovery document."""
        return self.base + DISCOVERY[0]

    @property
    def control_base(self) -> str | None:
        """The control interface, None when it is off."""
        return self.base + CONTROL if self.control else None

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self.listener.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End every connection and close the file."""
        self.api.stop()
        if self._thread is not None:
            self.listener.stop()
            self._thread.join()
        else:
            self.listener.server_close()
        self.journal.wait_idle(None, LAST_REQUESTS_SECONDS)
        self.companies.close()

    def __enter__(self) -> OnlineServer:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    # ----------------------------------------------------------------------------------- companies

    def default_company(self, profile: str, *, multicurrency: bool) -> tuple[Company, str]:
        """The company of the ready line and a refresh token that works; made at the first start on a file."""
        realm_id = self.settings.get("default_realm")
        company = self.companies.get(realm_id) if realm_id else None
        if company is None:
            company = self.companies.create(profile, multicurrency=multicurrency)
            self.settings.set("default_realm", company.realm_id)
        refresh = self.tokens.current_refresh(company.realm_id)
        return company, refresh or self.tokens.consent(company.realm_id).refresh_token

    def connected(self, company: Company) -> Pair:
        """A fresh consent for a company."""
        return self.tokens.consent(company.realm_id)

    def books_page(self, realm_id: str) -> str:
        """The address of a company's books for a browser."""
        return f"{self.base}/books/{realm_id}"

    # --------------------------------------------------------------------------------------- clock

    def remember_clock(self) -> None:
        """Keep how far the clock was moved, so that a restart on the same file goes on from there."""
        offset = (clock.now() - datetime.now(UTC)).total_seconds()
        self.settings.set("clock_offset_seconds", repr(round(offset, 3)))

    def restore_clock(self) -> None:
        """Move this process's clock to where the file's last process had it."""
        clock.reset()
        clock.advance(float(self.settings.get("clock_offset_seconds") or 0))

    def _switch(self, realm_id: str, name: str) -> object:
        company = self.companies.get(realm_id)
        return company.switch(name) if company else None

    # ------------------------------------------------------------------------------------- routing

    def answer(self, request: Request) -> Response:
        """The answer to any request."""
        try:
            path = request.path
            if path.startswith(PREFIX):
                return self.api.handle(request)
            if path == CONTROL or path.startswith(CONTROL + "/"):
                return self.control.handle(request) if self.control else _nowhere(request)
            return self.oauth.handle(request) or self.pages.handle(request) or _nowhere(request)
        except NotUtf8 as error:
            return answers.business_fault(not_utf8(error))
        except Exception:  # noqa: BLE001, a fault of the simulator itself: said, instead of a silent cut
            traceback.print_exc(file=sys.stderr)
            return Response(500, b"quickbooks_simulator failed; see its standard error\n", answers.PLAIN_TYPE)


def _nowhere(request: Request) -> Response:
    """An address the simulator does not have: loud, and unlike any answer of the API."""
    response = answers.business_fault(not_simulated(f"{request.method} {request.path}"))
    response.status = 404
    return response
