"""Import to Odoo, from the cached list."""

from odoo import models
from odoo.exceptions import UserError

from .qb_import import MODELS


class QbEntry(models.Model):
    _inherit = "qb.entry"

    def action_import(self):
        """Import the chosen entries, an import for each list they are of. Raises UserError for other lists."""
        entries = self.filtered(lambda entry: entry.type in MODELS)
        groups = entries.grouped(lambda entry: (entry.connection_id, entry.type))
        if not groups:
            raise UserError(self.env._("Choose customers, vendors or products: only these can be imported."))
        imports = self.env["qb.import"]
        for (connection, kind), chosen in groups.items():
            imports |= imports._begin(connection, kind, wanted=chosen.mapped("qb_id"))
        if len(imports) == 1:
            return imports._open()
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_import_action")
        return {**action, "domain": [("id", "in", imports.ids)]}
