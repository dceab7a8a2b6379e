"""Importing into Odoo, from the connection's side: buttons, and what QuickBooks Desktop tells."""

from odoo import fields, models


class QbConnection(models.Model):
    _inherit = "qb.connection"

    import_ids = fields.One2many("qb.import", "connection_id", "Imports", readonly=True)

    def action_import(self):
        """Choose what to import; the context says which list (default_qb_type)."""
        self.ensure_one()
        self.check_access("write")
        return {
            **self._dialog("qb.import.start", self.env._("Import from QuickBooks")),
            "context": {"default_connection_id": self.id, "default_qb_type": self.env.context.get("qb_type")},
        }

    def action_open_list(self):
        """The cached list (context: qb_type), to choose from."""
        self.ensure_one()
        kind = self.env.context.get("qb_type", "Customer")
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.action_qb_entry")
        return {**action, "domain": [("connection_id", "=", self.id), ("type", "=", kind)], "context": {}}

    # ------------------------------------------------------------------ what Desktop tells

    def _answered_import_page(self, _question, page, which):
        self._import_told(which)._hear_page(page)

    def _answered_import(self, question, answer, which):
        self._import_told(which)._hear(question, answer)

    def _import_told(self, which):
        """The import that asked, if it is still there."""
        return self.env["qb.import"].sudo().browse(int(which)).exists()
