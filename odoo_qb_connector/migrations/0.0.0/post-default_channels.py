"""Connections that are older than the settings of orders without a channel get theirs, with what they had."""

from odoo import SUPERUSER_ID, api
from odoo.tools.sql import column_exists


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    connections = env["qb.connection"].with_context(active_test=False).search([])
    for connection in connections.filtered(lambda one: not one.default_channel_id):
        env["qb.channel"].create({"connection_id": connection.id, **_former_settings(cr, connection)})


def _former_settings(cr, connection):
    """Mode and customer as the connection itself had them before."""
    if not column_exists(cr, "qb_connection", "sale_mode"):
        return {}
    cr.execute("SELECT sale_mode, sale_customer_id FROM qb_connection WHERE id = %s", [connection.id])
    mode, customer = cr.fetchone()
    return {"mode": mode or "automatic", "customer_id": customer or False}
