"""What stands in the fields of QuickBooks' own forms: template, P.O. number, sales rep, and the fields that a company
defined for itself.

QuickBooks Desktop has a place for each of these; QuickBooks Online has only the company's own fields (spec qbo 5.0), of
which three can be filled from outside.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .builders.form_fields import OWN_FIELDS, SALES_FIELDS, TEMPLATES

SOURCES = [
    ("reference", "Customer's reference (P.O. number)"),
    ("salesperson", "Salesperson"),
    ("order", "Order number"),
    ("delivery", "Deliveries"),
    ("invoice", "Invoice number of Odoo"),
    ("text", "Text of your own"),
]


def _template(kind, label):
    return fields.Many2one(
        "qb.entry",
        label,
        check_company=True,
        ondelete="restrict",
        domain=f"[('connection_id', '=', connection_id), ('type', '=', 'Template'), ('kind', '=', '{kind}')]",
        help="The form that QuickBooks prints the document on. Empty: the one that QuickBooks uses by itself.",
    )


def _source(number):
    return fields.Selection(
        SOURCES,
        f"Field {number}",
        help="What goes into this field of your own on every document of this channel. What is too long for it is cut, "
        "and stands whole in the memo.",
    )


def _text(number):
    return fields.Char(
        f"Text in Field {number}",
        help="{order}, {delivery}, {reference}, {invoice}, {customer} and {salesperson} are filled in.",
    )


def _name(number):
    return fields.Char(f"Name of Field {number}", compute="_compute_own_fields")


class QbChannel(models.Model):
    _inherit = "qb.channel"

    template_invoice_id = _template("Invoice", "Template of Invoices")
    template_receipt_id = _template("SalesReceipt", "Template of Sales Receipts")
    template_credit_id = _template("CreditMemo", "Template of Credit Memos")
    template_sales_order_id = _template("SalesOrder", "Template of Sales Orders")
    template_estimate_id = _template("Estimate", "Template of Estimates")
    order_entity = fields.Char(compute="_compute_order_entity")
    po_number_from = fields.Selection(
        [("none", "Empty"), ("reference", "Customer's reference of the order")],
        "P.O. Number",
        required=True,
        default="none",
        help="Holds 25 characters: what is longer is cut, and stands whole in the memo. A sales receipt has no P.O. "
        "number: there it stands in the memo.",
    )
    reference_to = fields.Selection(
        [("memo", "In the memo"), ("other", "In the field Other, too")],
        "Customer Reference",
        required=True,
        default="memo",
        help="The field Other of QuickBooks Desktop holds 29 characters: what is longer is cut there.",
    )
    sales_rep_id = fields.Many2one(
        "qb.entry",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'SalesRep')]",
        help="This sales rep on every document of this channel. Empty: the one of the salesperson in Odoo, as they are "
        "mapped under Configuration › Sales Reps.",
    )
    customer_message_id = fields.Many2one(
        "qb.entry",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'CustomerMsg')]",
        help="One of the messages of QuickBooks' own list: what the customer reads at the foot of the form. A text of "
        "your own has no place there, and stands in the memo.",
    )
    custom_1_from, custom_1_text, custom_1_name = _source(1), _text(1), _name(1)
    custom_2_from, custom_2_text, custom_2_name = _source(2), _text(2), _name(2)
    custom_3_from, custom_3_text, custom_3_name = _source(3), _text(3), _name(3)
    own_fields_unknown = fields.Boolean(compute="_compute_own_fields")
    has_own_fields = fields.Boolean(compute="_compute_own_fields")

    @api.depends("connection_id")
    def _compute_order_entity(self):
        for channel in self:
            channel.order_entity = channel.connection_id and channel.connection_id.sudo()._order_entity()

    @api.depends("connection_id", *(f"custom_{number}_from" for number in OWN_FIELDS))
    def _compute_own_fields(self):
        """The names of the fields as the company calls them; "" for one that it has not."""
        for channel in self:
            facts = channel.connection_id.sudo()._facts() if channel.connection_id else None
            known = facts.features.get(SALES_FIELDS) if facts else None
            channel.own_fields_unknown = known is None
            channel.has_own_fields = bool(known)
            for number in OWN_FIELDS:
                channel[f"custom_{number}_name"] = channel._own_field_name(number, known)

    def _own_field_name(self, number, known):
        if known is not None and number in known:
            return known[number] or self.env._("Field %(number)s", number=number)
        if not self[f"custom_{number}_from"]:
            return ""
        if known is None:
            return self.env._("Field %(number)s", number=number)
        return self.env._("Field %(number)s is not switched on in QuickBooks any more", number=number)

    @api.constrains("connection_id", *TEMPLATES)
    def _check_templates(self):
        for channel in self:
            for name, kind in TEMPLATES.items():
                template = channel[name]
                if template and template.kind != kind:
                    raise ValidationError(
                        self.env._(
                            "%(template)s is a template of another kind of document in QuickBooks. Choose one of the "
                            "list.",
                            template=template.name,
                        )
                    )

    @api.onchange("connection_id")
    def _onchange_connection(self):
        """Fields of one company mean nothing in another, even where they have the same number."""
        result = super()._onchange_connection()
        if self._origin.connection_id and self._origin.connection_id != self.connection_id:
            for number in OWN_FIELDS:
                self[f"custom_{number}_from"] = self[f"custom_{number}_text"] = False
        return result

    def _template_of(self, entity):
        """The template (qb.entry, perhaps empty) of what QuickBooks calls `entity`."""
        name = next((name for name, kind in TEMPLATES.items() if kind == entity), None)
        return self[name] if name else self.env["qb.entry"]
