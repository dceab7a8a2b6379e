"""A company file of QuickBooks Desktop as it stands after the first session: facts and lists are known, nothing crosses
a wire."""

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import TaxModel

from .job_common import JobCase, company_facts

TAX, NON = "80000031-1", "80000032-1"
FEATURES = {
    "AllowShipping": False,
    "AllowDiscount": False,
    "IsUsingClassTracking": False,
    "DefaultTaxableSalesTaxCodeRef": TAX,
    "DefaultNonTaxableSalesTaxCodeRef": NON,
}
ENTRIES = (
    ("Account", "80000001-1", "Accounts Receivable", {"kind": "AccountsReceivable"}),
    ("Account", "80000002-1", "Sales", {"kind": "Income"}),
    ("Account", "80000003-1", "Cost of Goods Sold", {"kind": "CostOfGoodsSold"}),
    ("Item", "80000011-1", "Freight", {"kind": "ItemOtherCharge"}),
    ("Item", "80000012-1", "Rebate", {"kind": "ItemDiscount"}),
    ("Item", "80000021-1", "California 8%", {"kind": "ItemSalesTax"}),
    ("Item", "80000022-1", "Out of State", {"kind": "ItemSalesTax"}),
    ("TaxCode", "80000021-1", "California 8%", {"kind": "ItemSalesTax", "details": {"TaxRate": "8.0", "group": []}}),
    ("TaxCode", "80000022-1", "Out of State", {"kind": "ItemSalesTax", "details": {"TaxRate": "0.0", "group": []}}),
    ("SalesTaxCode", TAX, "Tax", {"details": {"IsTaxable": "true"}}),
    ("SalesTaxCode", NON, "Non", {"details": {"IsTaxable": "false"}}),
    ("Term", "80000041-1", "Net 30", {"kind": "StandardTerms"}),
    ("ShipMethod", "80000051-1", "Truck", {}),
)


def desktop_facts(**changes):
    """Facts of an American company file in home currency, with sales tax on."""
    values = {
        "id": "{11111111-2222-3333-4444-555555555555}",
        "tax_model": TaxModel.DESKTOP,
        "plan": "QuickBooks Enterprise Solutions 23.0",
        "features": FEATURES,
    }
    return company_facts(**{**values, **changes})


class DesktopCase(JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connection.write({"edition": "desktop", "entries_read_at": fields.Datetime.now()})
        cls.connection._keep_facts(desktop_facts())
        for kind, qb_id, name, values in ENTRIES:
            cls.env["qb.entry"].create(
                {"connection_id": cls.connection.id, "type": kind, "qb_id": qb_id, "name": name, **values}
            )
        cls.connection.income_account_id = cls.entry_of("Account", "Sales")
        cls.env["qb.tax.map"].create(
            {
                "connection_id": cls.connection.id,
                "tax_ids": [fields.Command.set(cls.tax.ids)],
                "code_id": cls.entry_of("TaxCode", "California 8%").id,
            }
        )
        cls.charge("shipping", "Freight")
        cls.charge("discount", "Rebate")

    @classmethod
    def entry_of(cls, kind, name):
        return cls.env["qb.entry"].search(
            [("connection_id", "=", cls.connection.id), ("type", "=", kind), ("name", "=", name)]
        )

    @classmethod
    def charge(cls, charge, item):
        return cls.env["qb.charge"].create(
            {"connection_id": cls.connection.id, "charge": charge, "entry_id": cls.entry_of("Item", item).id}
        )

    def facts(self, **changes):
        self.connection._keep_facts(desktop_facts(**changes))
