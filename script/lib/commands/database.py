"""script/database: databases made from the cached templates, for trying things out."""

import argparse

from .. import environment, paths
from ..databases import Databases
from ..output import say
from ..templates import Templates


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    odoo = environment.odoo()
    databases = Databases(odoo.variables, paths.data())
    if options.action == "list":
        for name, size in databases.sizes().items():
            print(f"{name:40} {size / 1e6:6.0f} MB")
    elif options.action == "drop":
        databases.drop(options.name)
    else:
        with Templates(odoo).lent(options.template) as template:
            Templates(odoo).clone(template, options.name)
        say(f"{options.name} is ready: script/odoo -d {options.name} --http-port 8069 (admin/admin)")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/database", description=__doc__.partition(": ")[2])
    actions = parser.add_subparsers(dest="action", required=True)
    clone = actions.add_parser("clone", help="make a database from a template")
    clone.add_argument("name")
    clone.add_argument(
        "--template",
        choices=("addon", "base"),
        default="addon",
        help="with the add-on installed (the default), or Odoo's modules only",
    )
    actions.add_parser("drop", help="remove a database and its files").add_argument("name")
    actions.add_parser("list", help="name and size of every database")
    return parser
