"""The .qwc file of a Desktop connection as a download."""

from odoo.http import Controller, content_disposition, request, route

from ..desktop.qwc import CONTENT_TYPE, qwc_file
from ..models.qb_connection import MANAGER

NAME = "odoo-%d.qwc"


class QbQwc(Controller):
    @route("/odoo_qb_connector/qwc/<int:connection_id>", type="http", auth="user", methods=["GET"])
    def download(self, connection_id):
        """For QuickBooks managers of the connection's company; anybody else learns nothing of it."""
        connection = request.env["qb.connection"].browse(connection_id).exists()
        may = request.env.user.has_group(MANAGER) and connection and connection.has_access("write")
        if not may or connection.edition != "desktop":
            raise request.not_found()
        if connection.desktop_problem:
            return request.make_response(connection.desktop_problem, status=409)
        headers = [
            ("Content-Type", CONTENT_TYPE),
            ("Content-Disposition", content_disposition(NAME % connection_id)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(qwc_file(connection._qwc()), headers=headers)
