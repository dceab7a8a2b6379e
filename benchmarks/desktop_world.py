"""A world with QuickBooks Desktop: Odoo on one side, the PC with QuickBooks and the Web Connector on the other.

Both can be killed and started again: Odoo keeps its port, because the Web Connector keeps the address; the PC keeps its
books in a file.
"""

import json
import os
import signal
import tempfile
from pathlib import Path
from typing import Any

from script.lib import paths, processes
from script.lib.demo.connecting import choose_income_account
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.desktop_connecting import TAX, Access, choose, make_access, wait_until_seen
from script.lib.demo.odoo_user import OdooUser
from script.lib.demo.shop import Shop, furnish

from .world import OdooWorld, ended

CURRENCIES = {"US": "USD", "CA": "CAD", "UK": "GBP"}
COMPANY_FILE = "C:\\QuickBooks\\Benchmark.qbw"


class DesktopWorld(OdooWorld):
    """One cloned database, and one company file in a folder of its own."""

    def __init__(self, name: str, country: str = "US") -> None:
        super().__init__(name)
        self.country = country
        self.port = processes.free_port()
        self.control_port = processes.free_port()
        self.access: Access | None = None
        self.pcs = 0

    def __enter__(self) -> "DesktopWorld":
        super().__enter__()
        self._folder = tempfile.TemporaryDirectory(prefix="qb-desktop-")
        self.folder = Path(self._folder.name)
        # Odoo learns its own address at the first sign-in, and a scheduled action that runs just then may put the old
        # one back: the Web Connector would call a port where nobody listens.
        self.rows(
            "UPDATE ir_config_parameter SET value = %s WHERE key = 'web.base.url'", [f"http://localhost:{self.port}"]
        )
        return self

    def __exit__(self, *exception: object) -> None:
        self._folder.cleanup()
        super().__exit__(*exception)

    # ------------------------------------------------------------------ connecting

    def meet(self, **values: Any) -> None:
        """A person connects the company file, and the company's lists are read; no more."""
        with ended(self.server(crons=2, log="-connect")) as server:
            server.wait_until_ready()
            user = OdooUser(server.url).sign_in(self.database)
            self._keep_books_in(user, CURRENCIES[self.country])
            self.access = make_access(user, self.folder)
            self.connection_id = self.access.connection
            with ended(self.pc(first=True)) as pc:
                wait_until_seen(user, DesktopCompany(pc.wait_until_ready().ready), self.access.connection)
            choose_income_account(user, self.access.connection)
            if values:
                user.write("qb.connection", self.access.connection, values)

    @staticmethod
    def _keep_books_in(user: OdooUser, currency: str) -> None:
        """The company's own currency, before anything is posted in it."""
        found = user.call("res.currency", "search", [("name", "=", currency), ("active", "in", (True, False))])[0]
        user.write("res.currency", found, {"active": True})
        user.write("res.company", user.find("res.company", [])[0]["id"], {"currency_id": found})
        user.write("product.pricelist", user.call("product.pricelist", "search", []), {"currency_id": found})

    def connect(self, **values: Any) -> Shop:
        """A person connects the company file and enters products and customers; the company's lists are read."""
        with ended(self.server(crons=2, log="-connect")) as server:
            server.wait_until_ready()
            user = OdooUser(server.url).sign_in(self.database)
            self.access = make_access(user, self.folder)
            self.connection_id = self.access.connection
            with ended(self.pc(first=True)) as pc:
                company = DesktopCompany(pc.wait_until_ready().ready)
                wait_until_seen(user, company, self.access.connection)
                choose_income_account(user, self.access.connection)
                shop = furnish(user, TAX)
                choose(user, self.access.connection, shop)
            if values:
                user.write("qb.connection", self.access.connection, values)
        return shop

    # ------------------------------------------------------------------ the PC

    def pc(self, *options: str, first: bool = False, faults: tuple[dict[str, Any], ...] = ()) -> processes.Simulator:
        """QuickBooks and the Web Connector, polling without a pause, perhaps still starting."""
        self.pcs += 1
        kind = ("--country", self.country)
        access = ("--qwc", str(self.access.qwc), "--password", self.access.password, "--company", COMPANY_FILE)
        books = ("--data", str(self.folder / "books.sqlite"), "--every", "0", "--log", "none")
        # Neither between two sessions nor inside one does it pause.
        restless = ("--switch", "noop_seconds=0.1")
        control = ("--control", "--port", str(self.control_port))
        ordered = tuple(word for fault in faults for word in ("--fault", json.dumps(fault)))
        added = () if first else ("--added",)
        log = paths.log_file(f"{self.database}-pc")
        return processes.Simulator(
            *access, *kind, *books, *restless, *control, *added, *ordered, *options, edition="desktop", log=log
        )

    @staticmethod
    def pull_the_plug(pc: processes.Simulator) -> None:
        """kill -9 of QuickBooks and the Web Connector."""
        if pc.process.poll() is None:
            os.killpg(pc.process.pid, signal.SIGKILL)
        pc.process.wait()
