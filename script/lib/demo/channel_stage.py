"""Three sales channels on a running demo: set up here, then run in Chromium with Odoo's Python."""

import json
import subprocess
from pathlib import Path

from .. import chromium, environment, paths
from ..output import timed
from . import desktop, online
from .channel_books import DESKTOP, ONLINE
from .connecting import connect
from .desktop_connecting import TAX as DESKTOP_TAX
from .desktop_connecting import choose, wait_until_seen
from .shop import TAX, furnish

Scene = online.Scene | desktop.Scene


def play(scene: Scene, folder: Path | None = None) -> int:
    """The exit status: 0 only when the books are right after each step and agree with Odoo. Pictures go to `folder`."""
    chromium.ensure()
    odoo = environment.odoo()
    wish = {
        "edition": DESKTOP if isinstance(scene, desktop.Scene) else ONLINE,
        "odoo": scene.odoo.url,
        "database": scene.database,
        "ready": scene.company.ready,
        "connection": _connected(scene),
        "percent": (DESKTOP_TAX if isinstance(scene, desktop.Scene) else TAX)[1],
        "folder": str(folder.absolute()) if folder else None,
    }
    variables = {**odoo.variables, "PYTHONPATH": str(paths.ROOT)}
    argv = [str(odoo.python), "-m", "script.lib.demo.channel_tour", json.dumps(wish)]
    return subprocess.run(argv, env=variables, check=False).returncode


def _connected(scene: Scene) -> int:
    """The id of a connection that is ready to send, with a shop behind it."""
    if isinstance(scene, online.Scene):
        with timed("Entering products, stock and customers, and connecting"):
            furnish(scene.user)
            return connect(scene.user, scene.company)
    with timed("The Web Connector shows Odoo the company file and brings its lists; choosing from them"):
        wait_until_seen(scene.user, scene.company, scene.access.connection)
        choose(scene.user, scene.access.connection, scene.shop)
    return scene.access.connection
