"""script/odoo ...: Odoo's own command line, with the add-on on its path and a database server running.

Odoo listens only when it is told a port: `script/odoo -d demo --http-port 8069`.
"""

import os

from .. import environment

PORT_OPTIONS = ("-p", "--http-port")


def main(arguments: list[str]) -> int:
    odoo = environment.odoo()
    argv = [*odoo.odoo, *with_http_off(arguments)]
    os.execve(odoo.python, argv, odoo.variables)


def with_http_off(arguments: list[str]) -> list[str]:
    """A server gets no port unless the caller named one; the other sub-commands know no such option."""
    starts_server = not arguments or arguments[0].startswith("-") or arguments[0] == "server"
    asks = any(part.split("=")[0] in PORT_OPTIONS or part.startswith("-p") for part in arguments)
    wants_words = {"-h", "--help", "--version"} & set(arguments)
    return arguments if not starts_server or asks or wants_words else [*arguments, "--no-http"]
