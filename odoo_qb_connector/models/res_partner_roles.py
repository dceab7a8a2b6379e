"""What the strip on a contact shows: the customer and the vendor that it is in QuickBooks, each by itself."""

from odoo import fields, models

from .builders.party_search import CUSTOMER, VENDOR
from .qb_party_mixin import STATES, WAYS
from .qb_record_mixin import COLLEAGUES

ROLES = {CUSTOMER: "customer", VENDOR: "vendor"}
SHOWN = {"state": "qb_state", "name": "qb_number", "url": "qb_url", "message": "qb_message", "way": "qb_way"}
"""The last word of a role's fields, and the field of the record that has the same for all roles together."""


def _computed(kind, *arguments):
    return kind(*arguments, compute="_compute_qb", compute_sudo=True, groups=COLLEAGUES)


class ResPartner(models.Model):
    _inherit = "res.partner"

    qb_customer_state = _computed(fields.Selection, STATES, "QuickBooks Customer")
    qb_customer_name = _computed(fields.Char, "Name as a Customer in QuickBooks")
    qb_customer_url = _computed(fields.Char, "Open the Customer in QuickBooks")
    qb_customer_message = _computed(fields.Char, "QuickBooks Message About the Customer")
    qb_customer_way = _computed(fields.Selection, WAYS, "Way Out for the Customer")
    qb_vendor_state = _computed(fields.Selection, STATES, "QuickBooks Vendor")
    qb_vendor_name = _computed(fields.Char, "Name as a Vendor in QuickBooks")
    qb_vendor_url = _computed(fields.Char, "Open the Vendor in QuickBooks")
    qb_vendor_message = _computed(fields.Char, "QuickBooks Message About the Vendor")
    qb_vendor_way = _computed(fields.Selection, WAYS, "Way Out for the Vendor")

    def _qb_values(self, links, operations):
        values = super()._qb_values(links, operations)
        for qb_type, role in ROLES.items():
            own = super()._qb_values(_of_type(links, qb_type), _of_type(operations, qb_type))
            values.update({f"qb_{role}_{word}": own[name] for word, name in SHOWN.items()})
        return values

    def action_qb_open(self):
        """The customer or vendor in QuickBooks, in a tab of its own."""
        role = ROLES.get(self.env.context.get("qb_type"))
        url = role and self[f"qb_{role}_url"]
        return {"type": "ir.actions.act_url", "url": url, "target": "new"} if url else super().action_qb_open()


def _of_type(rows, qb_type):
    """Those links or operations that are about this role; wishes without a type are about the customer."""
    return [row for row in rows if (row.qb_type or CUSTOMER) == qb_type]
