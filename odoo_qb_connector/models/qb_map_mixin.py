"""A row that says what something in Odoo is called in one QuickBooks company."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class QbMapMixin(models.AbstractModel):
    _name = "qb.map.mixin"
    _description = "QuickBooks Mapping"
    _check_company_auto = True
    _entry_types = {}
    """{field: type of qb.entry it must hold}"""

    connection_id = fields.Many2one(
        "qb.connection",
        "QuickBooks Company",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self._default_connection(),
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)

    @api.model
    def _default_connection(self):
        return self.env["qb.connection"]._default_for(self.env.company)

    def action_refresh(self):
        """Read the lists of QuickBooks again: what the drop-downs offer, in the companies that the user works in."""
        own = self.env["qb.connection"].search([("company_id", "in", self.env.companies.ids)])
        connections = own.filtered(lambda one: one.state == "connected")
        if not connections:
            raise UserError(self.env._("Nothing is connected to QuickBooks: connect first, then press Refresh."))
        return [connection.action_refresh_lists() for connection in connections][-1]

    @api.constrains(lambda self: ["connection_id", *self._entry_types])
    def _check_entries(self):
        """A drop-down offers the right entries; an import or a script must not get past it."""
        for row in self:
            for name, kind in self._entry_types.items():
                entry = row[name]
                if entry and (entry.connection_id != row.connection_id or entry.type != kind):
                    raise ValidationError(
                        self.env._("%(entry)s is not in the right list of this QuickBooks company.", entry=entry.name)
                    )
