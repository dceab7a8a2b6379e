"""What the tests of imports share: profiles as QuickBooks tells them, and one step of an import."""

from decimal import Decimal

from odoo.addons.odoo_qb_connector.documents import Item, ItemKind, Party, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef, Profile
from odoo.addons.odoo_qb_connector.models.importing import Batch
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences

from .job_common import JobCase

ROLES = {"Customer": PartyRole.CUSTOMER, "Vendor": PartyRole.VENDOR}


def party(qb_id, name, kind="Customer", *, active=True, parent_id="", full_name="", **values):
    """A customer or vendor of QuickBooks."""
    values.setdefault("currency", "USD")
    found = Acknowledged(ObjectRef(kind, str(qb_id), "0"), name=name, currency=values["currency"], active=active)
    return Profile(found, Party(role=ROLES[kind], name=name, **values), full_name or name, parent_id)


def item(qb_id, name, kind=ItemKind.UNCOUNTED, *, active=True, full_name="", **values):
    """A product of QuickBooks."""
    details = {"kind": {"stocked": "Inventory", "uncounted": "NonInventory", "service": "Service"}[kind.value]}
    if values.get("sku"):
        details["sku"] = values["sku"]
    found = Acknowledged(ObjectRef("Item", str(qb_id), "0"), name=name, active=active, details=details)
    values.setdefault("income_account", Ref("79", "Sales"))
    return Profile(found, Item(kind=kind, name=name, **values), full_name or name)


def no_product(qb_id, name, kind):
    found = Acknowledged(ObjectRef("Item", str(qb_id), "0"), name=name, details={"kind": kind})
    return Profile(found, None, name)


def money(text):
    return Decimal(text)


class ImportCase(JobCase):
    def run_batch(self, *profiles, kind="Customer"):
        """[(name, outcome, name of the record in Odoo, why)] of one step."""
        batch = Batch(self.connection.sudo(), kind, lambda ref: f"https://books.example/{ref.id}")
        return [
            (
                one.profile.object.name,
                one.outcome,
                one.record.name if one.record else "",
                sentences(self.env, one.problems),
            )
            for one in batch.run(list(profiles))
        ]

    def linked(self, qb_type, qb_id):
        """The record that this object is linked to, or empty."""
        link = self.env["qb.link"].search(
            [("connection_id", "=", self.connection.id), ("qb_type", "=", qb_type), ("qb_id", "=", str(qb_id))]
        )
        return self.env[link.res_model].browse(link.res_id) if link else None

    def contact(self, name, **values):
        return self.env["res.partner"].create({"name": name, "is_company": True, **values})
