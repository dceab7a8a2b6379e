"""The long lists (customers, vendors, products) as cached entries, kept page by page and never whole in memory."""

from odoo import api, fields, models

from ..gateway import ListEntry


class QbEntry(models.Model):
    _inherit = "qb.entry"

    seen = fields.Integer(readonly=True, help="The reading of the list (tick) in which it came last.")

    @api.model
    def _keep_page(self, connection, kind, found, begun):
        """Keep one page (gateway.ListEntry) of the reading that began at the tick `begun`; the same page may come
        again. Returns how many of it are active."""
        known = self._by_qb_id(connection, kind, ("qb_id", "in", [item.id for item in found]))
        kept = self._keep(connection, kind, found, known)
        self.flush_model()
        # Most of a list is the same as yesterday: only the stamp is written, in one statement and without a date.
        self.env.cr.execute(
            "UPDATE qb_entry SET seen = %s WHERE id = ANY(%s) AND COALESCE(seen, 0) < %s", [begun, kept.ids, begun]
        )
        kept.invalidate_recordset(["seen"])
        return sum(item.active for item in found)

    @api.model
    def _end_list(self, connection, kind, begun):
        """Every page of the reading that began at the tick `begun` was kept: what did not come in it, nor in a later
        one, is gone in QuickBooks."""
        gone = [("connection_id", "=", connection.id), ("type", "=", kind), ("seen", "<", begun)]
        self.search(gone).write({"active": False})


def listed(kind, profile):
    """A gateway.Profile as the entry (gateway.ListEntry) of the list `kind`."""
    found = profile.object
    details = {
        "CompanyName": getattr(profile.document, "company_name", ""),
        "CurrencyRef": found.currency,
        "ParentRef": profile.parent_id,
        "IncomeAccountRef": found.details.get("income_account", ""),
    }
    return ListEntry(
        kind,
        found.ref.id,
        profile.full_name or found.name,
        active=found.active,
        token=found.ref.token,
        number=str(found.details.get("sku") or ""),
        kind=str(found.details.get("kind") or ""),
        details={name: value for name, value in details.items() if value},
    )
