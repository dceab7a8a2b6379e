"""The Web Connector's password, shown once."""

from odoo import fields, models


class QbDesktopPassword(models.TransientModel):
    """Nothing of it reaches the database: the values stand in the dialog's defaults and its fields are not stored."""

    _name = "qb.desktop.password"
    _description = "Web Connector Password"

    connection_id = fields.Many2one("qb.connection", readonly=True)
    user_name = fields.Char(store=False, readonly=True)
    password = fields.Char(store=False, readonly=True)
