"""A sales team is a sales channel: its accounting settings are a tab on its form."""

from odoo import fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    qb_channel_ids = fields.One2many(
        "qb.channel",
        "team_id",
        "QuickBooks",
        groups="odoo_qb_connector.group_qb_user",
        help="One line per company.",
    )
