"""The lists behind the numbers of the dashboard: each holds exactly what was counted."""

from datetime import timedelta

from odoo import models

from .dashboard_counts import DAYS, first_moment


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _open_list(self, action, name, domain, **context):
        """The list of `action` (xmlid in this add-on) with nothing but `domain` in it. It has no address of its own:
        read again, the page would show all there is."""
        self.ensure_one()
        self.check_access("read")
        values = self.env["ir.actions.act_window"]._for_xml_id(f"odoo_qb_connector.{action}")
        kept = {key: value for key, value in values.items() if key not in ("id", "xml_id", "path")}
        return {**kept, "name": name, "display_name": name, "domain": domain, "context": context}

    def _open_operations(self, name, domain):
        return self._open_list("qb_operation_action_history", name, [("connection_id", "=", self.id), *domain])

    def action_open_on_its_way(self):
        return self._open_operations(self.env._("Being Sent"), [("state", "in", ("sending", "unknown"))])

    def action_open_sent_this_day(self):
        return self._open_operations(self.env._("Sent Today"), self._sent_since(self._books_day()))

    def action_open_sent_lately(self):
        first = self._books_day() - timedelta(days=DAYS - 1)
        return self._open_operations(self.env._("Sent in 14 Days"), self._sent_since(first))

    def _sent_since(self, day):
        """Domain of what QuickBooks took since `day` of the books."""
        return [("state", "=", "done"), ("exchange_id", "!=", False), ("done_at", ">=", first_moment(day, self.tz))]

    def action_open_differing(self):
        domain = [("connection_id", "=", self.id)]
        return self._open_list("qb_link_action", self.env._("Different Amounts"), domain, search_default_differs=1)

    def action_open_uninvoiced(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Delivered, Not Invoiced"),
            "res_model": "stock.picking",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", self.sudo()._uninvoiced_ids().get(self.id, []))],
        }

    def action_open_to_invoice(self):
        domain = [("id", "in", self.sudo()._to_invoice_ids().get(self.id, []))]
        return self._open_list("action_qb_delivered_orders", self.env._("Orders to Invoice"), domain, create=False)

    def action_open_waiting(self):
        waiting = [("connection_id", "=", self.id), ("state", "=", "pending")]
        return self._open_list("qb_operation_action_queue", self.env._("Waiting for QuickBooks"), waiting)

    def action_open_connection(self):
        self.ensure_one()
        return self._open_form()
