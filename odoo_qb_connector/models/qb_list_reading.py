"""A long list of QuickBooks Online that is being read page by page, by the connection's scheduled action."""

from odoo import api, fields, models

from ..gateway import ProfilePage
from .qb_entry_pages import listed
from .qb_question import tick

FIRST = 1


class QbListReading(models.Model):
    _name = "qb.list.reading"
    _description = "QuickBooks List That Is Being Read"
    _order = "id"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True)
    type = fields.Char(required=True)
    start = fields.Integer(required=True, default=FIRST, help="Where the next page begins.")
    begun = fields.Integer(required=True, help="Which reading (tick): entries that do not come in it are gone.")

    _one_of_a_list = models.UniqueIndex("(connection_id, type)")

    @api.model
    def _begin(self, connection, kind):
        """Read the list from its beginning, instead of whatever is being read of it."""
        self.search([("connection_id", "=", connection.id), ("type", "=", kind)]).unlink()
        return self.create({"connection_id": connection.id, "type": kind, "begun": tick(self.env)})

    def _end_refused(self, _error):
        """QuickBooks refuses to go on: the list stays as it was, none of it becomes inactive."""
        self.unlink()

    def _question(self):
        return ProfilePage(self.type, self.start)

    def _keep(self, page):
        """Keep `page` (gateway.Pages), the answer to `_question`, and remember where the next begins; the reading ends
        with the last. Returns how many entries of it are active."""
        self.ensure_one()
        entries = self.env["qb.entry"]
        found = [listed(self.type, profile) for profile in page.profiles]
        count = entries._keep_page(self.connection_id, self.type, found, self.begun)
        if page.next:
            self.start = page.next
        else:
            entries._end_list(self.connection_id, self.type, self.begun)
            self.unlink()
        return count
