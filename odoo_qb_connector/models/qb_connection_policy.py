"""What a connection does by itself with customers, vendors and products: pushed when they are made, updated when they
change, or left to a person (docs/policies.md)."""

from odoo import fields, models

PUSH = [
    ("manual", "Only when somebody asks, or a document needs it"),
    ("automatic", "Automatically, through the queue"),
    ("strict", "Strictly: saved in Odoo only if QuickBooks can take it"),
]
PUSH_OF = {"Customer": "customer_push", "Vendor": "vendor_push", "Item": "item_push"}
UPDATE_OF = {"Customer": "update_customers", "Vendor": "update_vendors", "Item": "update_items"}
"""The field that says so, by what a record is in QuickBooks."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    customer_push = fields.Selection(
        PUSH,
        "New Customers",
        required=True,
        default="automatic",
        help="What happens when a customer of this company is made in Odoo. Contacts of a customer, and people who "
        "never bought anything, are not sent. Strictly: while QuickBooks is disconnected, or refuses the name, the "
        "customer cannot be saved in Odoo either.",
    )
    vendor_push = fields.Selection(
        PUSH,
        "New Vendors",
        required=True,
        default="automatic",
        help="The same for vendors.",
    )
    item_push = fields.Selection(
        PUSH,
        "New Products",
        required=True,
        default="automatic",
        help="The same for products that can be sold or purchased; each variant is an item of its own in QuickBooks.",
    )
    update_customers = fields.Boolean(
        help="Name, e-mail, phone, website, addresses and terms of a linked customer overwrite what QuickBooks has "
        "when they are changed in Odoo. Only what was changed is sent.",
    )
    update_vendors = fields.Boolean(help="The same for vendors.")
    update_items = fields.Boolean(
        "Update Products",
        help="Name, internal reference, sales price, descriptions and tax flag of a linked product overwrite what "
        "QuickBooks has when they are changed in Odoo. The cost of a product is never sent.",
    )
    waiting_orders = fields.Selection(
        [("refuse", "Cannot be confirmed yet"), ("warn", "Are confirmed with a warning")],
        "Orders That Name One of Them",
        required=True,
        default="refuse",
        help="QuickBooks Desktop can only be asked when the Web Connector calls. Until then a new record of a strict "
        "kind is waiting for QuickBooks.",
    )

    def _push_policy(self, qb_type):
        """manual, automatic or strict, for what becomes a `qb_type` (Customer, Vendor, Item) there."""
        self.ensure_one()
        return self.sudo()[PUSH_OF[qb_type]]

    def _updates(self, qb_type):
        """Whether changes in Odoo overwrite a `qb_type` there."""
        self.ensure_one()
        return self.sudo()[UPDATE_OF[qb_type]]
