"""Long lists and imports go on after the queue, in the same scheduled action."""

from functools import partial

from odoo import api, models

from .drain.background import BackgroundRun


class QbConnection(models.Model):
    _inherit = "qb.connection"

    @api.model
    def _cron_drain(self, connection_id):
        result = super()._cron_drain(connection_id)
        # Odoo's scheduler is told that something is achieved: a killed run is not counted as a failure then.
        progress = partial(self.env["ir.cron"]._commit_progress, 1)
        BackgroundRun(self.env.registry, connection_id, progress=progress).run()
        return result
