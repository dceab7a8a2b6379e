"""script/bootstrap: fetch and start what the other scripts need; a second run finds it all there."""

import argparse

from .. import chromium, environment, paths, postgres, venv
from ..output import say
from ..templates import Templates


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.stop:
        postgres.stop()
        return 0
    odoo = environment.odoo()
    venv.python("simulator")
    venv.python("check")
    chromium.ensure()
    say(f"Odoo:       {odoo.tree}")
    say(f"Python:     {odoo.python}")
    say(f"PostgreSQL: PGHOST={odoo.variables['PGHOST']} PGUSER={odoo.variables.get('PGUSER', '')}")
    say(f"Databases:  {_template(Templates(odoo))}")
    return 0


def _template(templates: Templates) -> str:
    if paths.addon_exists():
        return templates.addon()
    return f"{templates.base()} (the add-on is not in this checkout yet)"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/bootstrap", description=__doc__.partition(": ")[2])
    parser.add_argument("--stop", action="store_true", help="end the private PostgreSQL cluster")
    return parser
