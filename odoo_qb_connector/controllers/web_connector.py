"""Where the Web Connector calls: SOAP behind an address that names the database and holds a secret (spec qbd 1.1).

Works as it is with one database or a filter by host. On a server with several databases the add-on stands in
`server_wide_modules`: no database is selected then, so nothing here uses the request's own environment.
"""

import logging

from odoo import SUPERUSER_ID, api
from odoo.http import Controller, db_list, request, route
from odoo.modules.registry import Registry

from ..desktop import soap
from ..models.desktop_store.calls import TooBusy, answer_call
from ..models.qb_connection_desktop_screen import PATH
from ..models.what_broke import what_broke

_logger = logging.getLogger(__name__)

ADDRESS = PATH + "/<string:database>/<string:token>"
PLAIN = "text/plain; charset=utf-8"
GREETING = (
    "This address is for the QuickBooks Web Connector. It is in order.\n"
    "Nothing can be seen here: add the .qwc file that Odoo made to the Web Connector.\n"
)
OPTIONS = {"type": "http", "auth": "none", "csrf": False, "save_session": False, "readonly": False}


class QbWebConnector(Controller):
    @route(ADDRESS, methods=["GET"], **OPTIONS)
    def look(self, database, token, **_more):
        """The Web Connector looks at certificate and support page with a plain GET when the file is added, and needs
        a 200 (spec qbd 1.7)."""
        if _find(database, token) is None:
            return _nowhere()
        return _answer(GREETING, 200, PLAIN)

    # What is larger is refused with 413 by its Content-Length. Where there is none (chunked), no more than the limit is
    # read: what is cut off there is no XML, a SOAP fault says so.
    @route(ADDRESS, methods=["POST"], max_content_length=soap.LARGEST, **OPTIONS)
    def call(self, database, token, **_more):
        found = _find(database, token)
        if found is None:
            return _nowhere()
        try:
            call = soap.read_call(request.httprequest.get_data(cache=False))
        except soap.BadCall as error:
            return _fault(str(error))
        return _answered(*found, call)


def _answered(registry, connection_id, call):
    """The response to `call`: never a traceback, and nothing of the call in the log."""
    try:
        result = answer_call(registry, connection_id, call, source=request.httprequest.remote_addr or "")
        return _answer(soap.answer(call.method, result), 200, soap.CONTENT_TYPE)
    except TooBusy:
        return _fault("Another call of this connection is still being worked on. Try again.", client=False)
    except Exception as error:  # noqa: BLE001  whatever it is, the Web Connector must be able to read the answer
        _logger.error("QuickBooks connection %s: %s broke off with %s", connection_id, call.method, what_broke(error))
        return _fault("Odoo could not answer this call. Its log says why.", client=False)


def _find(database, token):
    """(registry, connection id) of the connection at this address, or None: nobody can tell a database that does not
    exist from one that the server's filter hides, one without the add-on, or a wrong token."""
    registry = _registry(database)
    if registry is None or "qb.desktop.session" not in registry:
        return None
    with registry.cursor() as cr:
        connection = api.Environment(cr, SUPERUSER_ID, {})["qb.connection"]._of_desktop_token(token)
        return (registry, connection.id) if connection else None


def _registry(database):
    if database not in db_list(force=True):
        return None
    try:
        return Registry(database).check_signaling()
    except Exception as error:  # noqa: BLE001  a database that cannot be loaded is none to the outside
        _logger.warning("QuickBooks: database %s cannot be loaded: %s", database, type(error).__name__)
        return None


def _nowhere():
    return _answer("Not found\n", 404, PLAIN)


def _fault(message, *, client=True):
    """SOAP 1.1 over HTTP says a fault with status 500."""
    return _answer(soap.fault(message, client=client), 500, soap.CONTENT_TYPE)


def _answer(body, status, content_type):
    headers = [("Content-Type", content_type), ("Cache-Control", "no-store")]
    return request.make_response(body, headers=headers, status=status)
