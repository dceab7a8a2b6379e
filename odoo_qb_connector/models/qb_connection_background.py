"""Long lists and imports go on after the queue, in the same scheduled action."""

from odoo import api, models

from .drain.background import BackgroundRun


class QbConnection(models.Model):
    _inherit = "qb.connection"

    @api.model
    def _cron_drain(self, connection_id):
        result = super()._cron_drain(connection_id)
        BackgroundRun(self.env.registry, connection_id).run()
        return result
