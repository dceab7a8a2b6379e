"""Connections that are older than the application of credits go on as they were: their credits were applied by people,
or are open on purpose, and nothing is to be applied to years of them at once."""

from odoo.tools.sql import column_exists, create_column


def migrate(cr, _version):
    if column_exists(cr, "qb_connection", "id") and not column_exists(cr, "qb_connection", "apply_credits"):
        create_column(cr, "qb_connection", "apply_credits", "boolean")
        cr.execute("UPDATE qb_connection SET apply_credits = FALSE")
