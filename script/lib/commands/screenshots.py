"""script/screenshots [name ...]: the pictures of the documentation, taken from a demo that is started for them.

A demo like script/demo's is played and Chromium looks at it, at a desk and on a phone. The pictures land in
docs/images; a picture that is there is replaced.
"""

import argparse
import json
import subprocess
from pathlib import Path

from .. import chromium, environment, paths
from ..demo import channel_stage, desktop, online


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    chromium.ensure()
    odoo = environment.odoo()
    if options.channels:
        with (desktop if options.desktop else online).scene(0, 0) as scene:
            return channel_stage.play(scene, options.folder)
    edition, module = (desktop, "desktop_pictures") if options.desktop else (online, "pictures")
    with edition.scene(0, 0) as scene:
        edition.play(scene)
        wish = {
            "folder": str(options.folder.absolute()),
            "odoo": scene.odoo.url,
            "database": scene.database,
            "books": scene.company.books_page,
            "ready": scene.company.ready,
            "names": options.names,
        }
        # Odoo's packages include the client that speaks to Chromium.
        variables = {**odoo.variables, "PYTHONPATH": str(paths.ROOT)}
        argv = [str(odoo.python), "-m", f"script.lib.demo.{module}", json.dumps(wish)]
        return subprocess.run(argv, env=variables, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/screenshots", description="The pictures of the documentation.")
    parser.add_argument("names", nargs="*", help="only these pictures, by name without .png")
    parser.add_argument("--desktop", action="store_true", help="those of QuickBooks Desktop")
    parser.add_argument("--channels", action="store_true", help="those of the three sales channels, all of them")
    parser.add_argument("--folder", type=Path, default=paths.ROOT / "docs/images")
    return parser
