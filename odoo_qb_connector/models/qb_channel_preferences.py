"""What the documents of a sales channel look like in QuickBooks."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .builders.document_texts import PLACEHOLDERS, unknown_placeholders
from .builders.form_fields import FORM_ENTRIES, OWN_FIELDS
from .qb_channel_receipts import RECEIPT_ENTRIES

NUMBERS = [
    ("invoice", "Invoice number of Odoo"),
    ("order", "Order number"),
    ("quickbooks", "QuickBooks counts"),
]
ENTRY_TYPES = {
    "class_id": "Class",
    "location_id": "Department",
    "term_id": "Term",
    **RECEIPT_ENTRIES,
    **FORM_ENTRIES,
}
TEXTS = ("memo", "message", *(f"custom_{number}_text" for number in OWN_FIELDS))


class QbChannel(models.Model):
    _inherit = "qb.channel"

    number_from = fields.Selection(
        NUMBERS,
        "Document Number",
        required=True,
        default="invoice",
        help="With the order number every invoice of an order has its own: S00042, then S00042-2. A number that is "
        "too long for QuickBooks (21 characters, on Desktop 11) is shortened, and never to one that another document "
        "has. Documents that are there already keep their number.",
    )
    name_in_address = fields.Boolean(
        "Name in the Address",
        default=True,
        help="Begin the addresses on a document with the name of the company or person. Switch it off where "
        "QuickBooks' own form prints the name of the customer above the address.",
    )
    message = fields.Text(
        "Message on the Document",
        help="What the customer reads on the document. Empty: the terms and conditions of the invoice in Odoo. "
        "{order}, {delivery}, {reference}, {invoice}, {customer} and {salesperson} are filled in.",
    )
    memo = fields.Char(
        help="Stands before the order and the deliveries in the memo, which only your company reads. "
        "{order}, {delivery}, {reference}, {invoice}, {customer} and {salesperson} are filled in.",
    )
    class_id = fields.Many2one(
        "qb.entry",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Class')]",
        help="The class of every document of this channel. QuickBooks must track classes.",
    )
    location_id = fields.Many2one(
        "qb.entry",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Department')]",
        help="The location of every document of this channel. QuickBooks must track locations.",
    )
    term_id = fields.Many2one(
        "qb.entry",
        "Terms",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Term')]",
        help="These payment terms on every invoice of this channel; the due date is that of the invoice in Odoo. "
        "Empty: the terms of the invoice, as they are mapped.",
    )

    send_email = fields.Selection(
        [("leave", "As it is set there"), ("no", "Not to be e-mailed"), ("yes", "To be e-mailed")],
        "E-Mail Status",
        required=True,
        default="leave",
        help="Whether QuickBooks shall e-mail the documents of this channel. QuickBooks Online e-mails them when "
        "somebody presses Send there; QuickBooks Desktop keeps them for Send Forms.",
    )

    @api.constrains("connection_id", *ENTRY_TYPES)
    def _check_entries(self):
        """A drop-down offers the right entries; an import or a script must not get past it."""
        for channel in self:
            for name, kind in ENTRY_TYPES.items():
                entry = channel[name]
                if entry and (entry.connection_id != channel.connection_id or entry.type != kind):
                    raise ValidationError(
                        self.env._("%(entry)s is not in the right list of this QuickBooks company.", entry=entry.name)
                    )

    @api.constrains("connection_id", "number_from")
    def _check_number_from(self):
        """What comes from outside gets no number from Desktop (spec qbd 5.1)."""
        if any(channel.edition == "desktop" and channel.number_from == "quickbooks" for channel in self):
            raise ValidationError(
                self.env._(
                    "QuickBooks Desktop gives no number to documents that come from another program. Choose the number "
                    "of the invoice or of the order."
                )
            )

    @api.constrains(*TEXTS)
    def _check_placeholders(self):
        for channel in self:
            unknown = [one for name in TEXTS for one in unknown_placeholders(channel[name] or "")]
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Nothing can be filled in for %(unknown)s. These can be used: %(known)s.",
                        unknown=", ".join(unknown),
                        known=", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
                    )
                )

    @api.onchange("connection_id")
    def _onchange_connection(self):
        """Entries of one QuickBooks company mean nothing in another."""
        for name in ENTRY_TYPES:
            if self[name].connection_id != self.connection_id:
                self[name] = False

    @api.model
    def _preferences(self, connection, settings):
        """The row whose preferences count for a document that goes to `connection`: that of `settings`, unless its
        channel has moved to another QuickBooks company since."""
        return (
            settings.channel if settings.channel.connection_id == connection else connection.sudo().default_channel_id
        )
