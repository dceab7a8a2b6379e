"""A cached entry of a QuickBooks list: what the mapping drop-downs choose from. Refresh fills it."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..gateway import ListEntry

TYPES = [
    ("Account", "Account"),
    ("Customer", "Customer"),
    ("Vendor", "Vendor"),
    ("Item", "Product or Service"),
    ("TaxCode", "Tax Code"),
    ("TaxRate", "Tax Rate"),
    ("TaxAgency", "Tax Agency"),
    ("SalesTaxCode", "Sales Tax Code of a Line"),
    ("Term", "Payment Terms"),
    ("Class", "Class"),
    ("Department", "Location"),
    ("PaymentMethod", "Payment Method"),
    ("ShipMethod", "Shipping Method"),
    ("Currency", "Currency"),
    ("Template", "Template"),
    ("SalesRep", "Sales Rep"),
    ("CustomerMsg", "Customer Message"),
]
LISTS = {
    "online": (
        "Account",
        "Item",
        "TaxCode",
        "TaxRate",
        "TaxAgency",
        "Term",
        "Class",
        "Department",
        "PaymentMethod",
        "Customer",
        "Vendor",
    ),
    "desktop": (
        "Account",
        "Item",
        "TaxCode",
        "TaxRate",
        "SalesTaxCode",
        "Term",
        "Class",
        "PaymentMethod",
        "ShipMethod",
        "Template",
        "SalesRep",
        "CustomerMsg",
        "Currency",
        "Customer",
        "Vendor",
    ),
}
"""What Refresh reads, by edition. On Desktop a document's tax code is a sales tax item or group (TaxCode); outside the
United States that is only what the code of a line points to (TaxRate)."""
LONG_LISTS = ("Customer", "Vendor", "Item")
"""Thousands of entries: read, told and kept page by page (qb_entry_pages)."""
IMPLIED = ("TaxCode", "TaxRate", "SalesTaxCode", "ShipMethod", "Currency")
IMPLIED_KINDS = {"Account": "AccountsReceivable", "Item": "ItemDiscount"}
"""Lists, and kinds of entries of the long lists, that a Desktop document needs without naming them."""


class QbEntry(models.Model):
    _name = "qb.entry"
    _description = "QuickBooks List Entry"
    _order = "type, number, name, id"
    _rec_names_search = ["name", "number"]

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True, readonly=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    type = fields.Selection(TYPES, required=True, readonly=True)
    qb_id = fields.Char("QuickBooks Id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    number = fields.Char(readonly=True)
    kind = fields.Char(readonly=True, help="QuickBooks' own kind, such as an account's type.")
    token = fields.Char(readonly=True)
    details = fields.Json(readonly=True)
    active = fields.Boolean(default=True, readonly=True, help="Inactive or gone in QuickBooks when this is off.")

    _once = models.UniqueIndex("(connection_id, type, qb_id)")

    @api.depends("name", "number", "details")
    def _compute_display_name(self):
        """A sales rep has initials for a name: whose they are stands behind."""
        for entry in self:
            behind = (entry.details or {}).get("EntityName") if entry.type == "SalesRep" else ""
            entry.display_name = " ".join(filter(None, (entry.number, entry.name, behind)))

    @api.model
    def _replace_list(self, connection, kind, found):
        """Make the cache of one list equal to `found` (gateway.ListEntry). Rows keep their ids, because
        mappings point to them; what QuickBooks no longer has becomes inactive. Returns how many are
        active."""
        known = self._by_qb_id(connection, kind)
        kept = self._keep(connection, kind, found, known)
        gone = self.browse([entry.id for entry in known.values() if entry.active]) - kept
        gone.write({"active": False})
        return sum(item.active for item in found)

    @api.model
    def _by_qb_id(self, connection, kind, *domain):
        rows = self.with_context(active_test=False).search(
            [("connection_id", "=", connection.id), ("type", "=", kind), *domain]
        )
        return {row.qb_id: row for row in rows}

    @api.model
    def _keep(self, connection, kind, found, known):
        """Make rows of `found` (gateway.ListEntry), some of which are `known` ({id in QuickBooks: row}); returns
        them all."""
        kept, fresh = self.browse(), {}
        for item in found:
            values = self._values_of(item)
            if item.id in known:
                known[item.id]._write_changes(values)
                kept |= known[item.id]
            else:
                fresh[item.id] = {"connection_id": connection.id, "type": kind, "qb_id": item.id, **values}
        return kept | self.create(list(fresh.values()))

    @api.model
    def _implied(self, connection):
        """What documents for QuickBooks Desktop imply without naming it (desktop.books_of), as list[ListEntry] in the
        order of QuickBooks. One query, however long the lists of products and accounts are."""
        kinds = Domain.OR(Domain("type", "=", kind) & Domain("kind", "=", one) for kind, one in IMPLIED_KINDS.items())
        wanted = Domain("connection_id", "=", connection.id) & (Domain("type", "in", IMPLIED) | kinds)
        rows = self.sudo().search_fetch(wanted, ["type", "qb_id", "name", "number", "kind", "details"], order="id")
        return [row._as_listed() for row in rows]

    def _as_listed(self):
        return ListEntry(
            self.type, self.qb_id, self.name, number=self.number or "", kind=self.kind or "", details=self.details or {}
        )

    @staticmethod
    def _values_of(item):
        return {
            "name": item.name,
            "number": item.number or False,
            "kind": item.kind or False,
            "token": item.token or False,
            "details": dict(item.details) or False,
            "active": item.active,
        }

    def _write_changes(self, values):
        """Write only what differs: most of a list is the same as yesterday."""
        changed = {name: value for name, value in values.items() if self[name] != value}
        if changed:
            self.write(changed)
