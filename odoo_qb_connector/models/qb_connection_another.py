"""A new connection for another QuickBooks company, with the keys and choices of this one."""

from odoo import api, fields, models

from .qb_connection import SYSTEM_ONLY


class QbConnection(models.Model):
    _inherit = "qb.connection"

    offers_another = fields.Boolean(
        compute="_compute_offers_another",
        help="Whether the user may make a connection like this one: its own address is a system administrator's.",
    )

    @api.depends("environment", *sorted(SYSTEM_ONLY))
    @api.depends_context("uid")
    def _compute_offers_another(self):
        for connection, known in zip(self, self.sudo(), strict=True):
            own = known.environment == "own" or any(known[name] for name in SYSTEM_ONLY)
            connection.offers_another = self.env.is_system() or not own

    def action_new_connection(self):
        self.ensure_one()
        self.check_access("write")
        return self._another()._open_form()

    def _another(self):
        other = self.copy({"name": self.env._("New QuickBooks company"), "enabled": True})
        self.env["qb.app.key"].sudo().search([("connection_id", "=", self.id)])._copy_to(other)
        return other
