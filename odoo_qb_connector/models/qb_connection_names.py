"""How one QuickBooks company names customers and vendors whose name somebody else has there."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .builders.name_rules import party_rules
from .builders.names import list_name

LONGEST_SUFFIX = 20


class QbConnection(models.Model):
    _inherit = "qb.connection"

    customer_suffix = fields.Char(
        "Behind a Customer's Name",
        default="(Customer)",
        required=True,
        help="Customers, vendors and employees share one list of names in QuickBooks. A customer whose name a vendor "
        "or an employee has gets this behind it.",
    )
    vendor_suffix = fields.Char(
        "Behind a Vendor's Name",
        default="(Vendor)",
        required=True,
        help="A vendor whose name a customer or an employee has gets this behind it.",
    )
    clash_policy = fields.Selection(
        [("suffix", "Add the text below by itself"), ("ask", "Ask a person")],
        "When Somebody Else Has the Name",
        default="suffix",
        required=True,
        help="What happens when a customer is to be created whose name a vendor or an employee has, or the other way "
        "round. A name that another customer has is never taken: a person decides.",
    )

    @api.constrains("customer_suffix", "vendor_suffix")
    def _check_suffixes(self):
        for connection in self:
            for suffix in (connection.customer_suffix, connection.vendor_suffix):
                if not suffix.strip() or len(suffix) > LONGEST_SUFFIX:
                    raise ValidationError(
                        self.env._(
                            "The text behind a name must have 1 to %(longest)s characters.", longest=LONGEST_SUFFIX
                        )
                    )
                if list_name(suffix, party_rules(connection)) != suffix.strip():
                    raise ValidationError(
                        self.env._(
                            "QuickBooks cannot keep “%(suffix)s” in a name. Choose other characters.", suffix=suffix
                        )
                    )

    def _suffix_of(self, qb_type):
        """What goes behind the name of a "Customer" or "Vendor" when somebody of another kind has it."""
        self.ensure_one()
        return self.vendor_suffix if qb_type == "Vendor" else self.customer_suffix
