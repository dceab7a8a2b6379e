"""script/demo: orders are shipped in Odoo, and their invoices stand in QuickBooks: once, and to the cent.

With --channels three sales channels (wholesale, marketplace, retail) are run in Chromium instead, from the quotation to
the books, taken back, shipped again and credited.

Everything is real but QuickBooks, which is the embedded simulator: an Odoo server with its scheduled actions, the
sign-in over HTTP or the Web Connector over SOAP, deliveries validated over Odoo's web API. Nothing of the add-on is
called directly.
"""

import argparse
import json
import time
from pathlib import Path
from types import ModuleType

from .. import processes
from ..demo import channel_stage, desktop, online
from ..demo.report import Document

PORT = 8069
SIMULATOR_PORT = 8085


def main(arguments: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.channels and options.json:
        parser.error("--json belongs to the three orders, not to --channels.")
    edition = desktop if options.desktop else online
    port = _port(options.port, PORT, once=options.once)
    simulator_port = _port(options.simulator_port, SIMULATOR_PORT, once=options.once)
    with edition.scene(port, simulator_port) as running:
        status = channel_stage.play(running) if options.channels else _ship(edition, running, options.json)
        if not options.once:
            _serve(running)
        return status


def _ship(edition: ModuleType, scene: online.Scene | desktop.Scene, file: Path | None) -> int:
    """The main job; what arrived is printed, and written to `file`."""
    outcome = edition.play(scene)
    print(f"\n{outcome.told()}", flush=True)
    if file:
        _write_json(file, outcome.documents)
    return 0 if outcome.is_right else 1


def _port(asked: int | None, fixed: int, *, once: bool) -> int:
    """The port to listen on, found free before anything is built; 0 is any."""
    port = asked if asked is not None else 0 if once else fixed
    return processes.require_free(port) if port else 0


def _write_json(path: Path, documents: list[Document]) -> None:
    content = {"documents": [document.as_json() for document in documents]}
    path.write_text(json.dumps(content, indent=2) + "\n")


def _serve(scene: online.Scene | desktop.Scene) -> None:
    """Until Ctrl-C."""
    print(f"\nOdoo:               {scene.odoo.url}/odoo (admin/admin), database {scene.database}")
    print(f"QuickBooks' books:  {scene.company.books_page}")
    print("Ctrl-C ends both and drops the database.", flush=True)
    while scene.odoo.process.poll() is None:
        time.sleep(0.5)
    scene.odoo.check_alive()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/demo", description="Ship orders in Odoo and see their invoices in QuickBooks (simulated)."
    )
    parser.add_argument("--once", action="store_true", help="end after the print; status 0 when all agrees")
    parser.add_argument(
        "--channels", action="store_true", help="three sales channels in a browser: shipped, taken back, shipped again"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what arrived to FILE")
    parser.add_argument("--port", type=int, metavar="N", help=f"Odoo's port ({PORT}; with --once a free one)")
    parser.add_argument(
        "--simulator-port",
        type=int,
        metavar="N",
        help=f"the simulator's port ({SIMULATOR_PORT}; with --once a free one)",
    )
    parser.add_argument("--desktop", action="store_true", help="QuickBooks Desktop, through the Web Connector")
    return parser
