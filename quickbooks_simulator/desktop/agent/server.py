"""One running agent: the Web Connector in a thread, and what can be asked of it over HTTP."""

from __future__ import annotations

import sys
import threading
import traceback

from ...online.server.answers import PLAIN_TYPE, plain_json
from ...online.server.listener import Listener
from ...online.server.messages import NotUtf8, Request, Response
from .connector import WebConnector
from .control import Control
from .pages import Pages

CONTROL = "/control"
LAST_UPDATE_SECONDS = 5  # a stop waits so long for the update that is running


class AgentServer:
    """The control interface and the pages on 127.0.0.1. `port` 0 takes a free one."""

    def __init__(self, connector: WebConnector, *, port: int = 0) -> None:
        self.connector = connector
        self.listener = Listener(port, self.answer)
        self.pages = Pages(connector)
        self.control = Control(self)
        self._threads = [
            threading.Thread(target=self.listener.serve_forever, args=(0.05,), name="desktop-http", daemon=True),
            threading.Thread(target=connector.run, name="web-connector", daemon=True),
        ]

    @property
    def control_base(self) -> str:
        """The address of the control interface."""
        return self.listener.base + CONTROL

    @property
    def books_page(self) -> str:
        """The address of the books for a browser."""
        return self.listener.base + "/books"

    def ready_line(self) -> dict:
        """What a caller needs to know."""
        company = self.connector.station.company
        return {
            "control": self.control_base,
            "books": self.books_page,
            "company_file": company.company_file,
            "realm_id": company.realm_id,
            "applications": [known.name for known in self.connector.applications],
        }

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the update that is running, then the sockets."""
        self.connector.stop()
        self._threads[1].join(LAST_UPDATE_SECONDS)
        self.listener.stop()
        self._threads[0].join()

    def __enter__(self) -> AgentServer:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def answer(self, request: Request) -> Response:
        """The answer to any request."""
        try:
            path = request.path
            if path == CONTROL or path.startswith(CONTROL + "/"):
                return self.control.handle(request)
            return self.pages.handle(request) or plain_json({"error": f"nothing at {path}"}, 404)
        except NotUtf8 as error:
            return plain_json({"error": str(error)}, 400)
        except Exception:  # noqa: BLE001, a fault of the simulator itself: said, instead of a silent cut
            traceback.print_exc(file=sys.stderr)
            return Response(500, b"quickbooks_simulator failed; see its standard error\n", PLAIN_TYPE)
