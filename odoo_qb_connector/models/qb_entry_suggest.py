"""Suggestions while a person types a name: the cached lists have thousands of entries, so a few come at a time."""

from odoo import api, fields, models
from odoo.tools.sql import escape_psql

MOST_SUGGESTED = 8


class QbEntry(models.Model):
    _inherit = "qb.entry"

    name = fields.Char(index="trigram")

    _named = models.Index("(connection_id, type, lower(name))")

    @api.model
    def suggest(self, connection_id, kind, text):
        """At most eight entries of the list `kind` whose name or number holds `text`, those that begin with it first;
        inactive ones too, for who looks for them. [{id, name, number, active}], as far as the user may read them."""
        own = [("connection_id", "=", connection_id), ("type", "=", kind)]
        entries = self.with_context(active_test=False)
        typed = escape_psql((text or "").strip())
        order = "active DESC, name, id"
        found = entries.search([*own, ("name", "=ilike", f"{typed}%")], limit=MOST_SUGGESTED, order=order)
        if typed and len(found) < MOST_SUGGESTED:
            inside = ["|", ("name", "ilike", typed), ("number", "=ilike", f"{typed}%")]
            found |= entries.search([*own, *inside], limit=MOST_SUGGESTED, order=order)
        return [
            {"id": one.id, "name": one.name, "number": one.number or "", "active": one.active}
            for one in found[:MOST_SUGGESTED]
        ]
