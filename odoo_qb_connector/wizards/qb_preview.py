"""What will be sent to QuickBooks, shown before it is: lines, the mappings used, totals, what stands in its way."""

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..documents import DescriptionLine, DiscountLine, SalesKind, ShippingLine
from ..gateway import Verb
from ..models.builders.foreseen import UNKNOWN

VERDICTS = [
    ("ready", "Ready"),
    ("first", "Others go first"),
    ("problem", "Not as it is"),
]
PLAIN = ("date", "due_date", "ship_date", "ship_method", "tracking_number", "email", "memo", "note")


class QbPreview(models.TransientModel):
    _name = "qb.preview"
    _description = "QuickBooks Preview"

    name = fields.Char("Document", readonly=True)
    connection_id = fields.Many2one("qb.connection", "QuickBooks Company", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    can_send = fields.Boolean(readonly=True)
    verdict = fields.Selection(VERDICTS, readonly=True)
    problems = fields.Text(readonly=True)
    ahead = fields.Text("Goes First", readonly=True)
    waiting = fields.Char(readonly=True, help="Why nothing is sent at present.")

    has_document = fields.Boolean(readonly=True)
    becomes = fields.Char(readonly=True)
    customer = fields.Char("Customer There", readonly=True)
    number = fields.Char("Number There", readonly=True)
    date = fields.Date(readonly=True)
    due_date = fields.Date(readonly=True)
    terms = fields.Char(readonly=True)
    exchange_rate = fields.Float(digits=(16, 10), readonly=True)
    ship_date = fields.Date(readonly=True)
    ship_method = fields.Char("Carrier", readonly=True)
    tracking_number = fields.Char(readonly=True)
    billing = fields.Text("Billing Address", readonly=True)
    shipping = fields.Text("Shipping Address", readonly=True)
    email = fields.Char(readonly=True)
    memo = fields.Text("Message to the Customer", readonly=True)
    note = fields.Text("Private Note", readonly=True)
    line_ids = fields.One2many("qb.preview.line", "preview_id", readonly=True)
    applies = fields.Char(readonly=True)

    currency_id = fields.Many2one("res.currency", readonly=True)
    untaxed = fields.Monetary(readonly=True)
    tax = fields.Monetary(readonly=True)
    total = fields.Monetary(readonly=True)
    tax_there_words = fields.Char(readonly=True, help="Why no tax is told.")
    untaxed_odoo = fields.Monetary(compute="_compute_untaxed")
    tax_odoo = fields.Monetary(readonly=True)
    total_odoo = fields.Monetary(readonly=True)
    is_there = fields.Boolean(readonly=True)
    untaxed_there = fields.Monetary(compute="_compute_untaxed")
    tax_there = fields.Monetary(readonly=True)
    total_there = fields.Monetary(readonly=True)
    difference = fields.Monetary(compute="_compute_difference", help="What QuickBooks will be told less Odoo's total.")
    message = fields.Text(readonly=True, groups="odoo_qb_connector.group_qb_manager")

    @api.depends("total_odoo", "tax_odoo", "total_there", "tax_there")
    def _compute_untaxed(self):
        for preview in self:
            preview.untaxed_odoo = preview.total_odoo - preview.tax_odoo
            preview.untaxed_there = preview.total_there - preview.tax_there

    @api.depends("total", "total_odoo", "tax_there_words")
    def _compute_difference(self):
        for preview in self:
            preview.difference = 0.0 if preview.tax_there_words else preview.total - preview.total_odoo

    # ------------------------------------------------------------------ making them

    @api.model
    def _of(self, found, record, connection):
        """One row per document of `found` (document_preview.Foreseen), which Send Now on `record` would send."""
        return self.sudo().create([self._values(one, record, connection) for one in found]).with_env(self.env)

    def _values(self, one, record, connection):
        values = {
            "name": one.record_name,
            "res_model": record._name,
            "res_id": record.id,
            "can_send": record._qb_is_sendable() and not one.problems,
            "connection_id": connection.id,
            "verdict": "problem" if one.problems else "first" if one.ahead else "ready",
            "problems": "\n".join(one.problems) or False,
            "ahead": "\n".join(one.ahead) or False,
            "waiting": connection._waiting_message(),
            "message": one.message or False,
            **self._money_of(one),
        }
        return {**values, **self._document_values(one)} if one.document else values

    @staticmethod
    def _money_of(one):
        odoo, there = one.odoo or {}, one.there or {}
        return {
            "currency_id": odoo.get("currency_id"),
            "total_odoo": odoo.get("total"),
            "tax_odoo": odoo.get("tax"),
            "applies": odoo.get("applies"),
            "is_there": bool(there.get("has_amounts")),
            "total_there": there.get("total"),
            "tax_there": there.get("tax"),
        }

    def _document_values(self, one):
        document = one.document
        return {
            **{name: getattr(document, name) or False for name in PLAIN},
            "has_document": True,
            "becomes": self._becomes(one.command),
            "customer": self._named(document.customer),
            "number": one.held_number or self.env._("The next number of its journal"),
            "terms": document.terms.name if document.terms else False,
            "exchange_rate": float(document.exchange_rate or 0),
            "billing": _address_text(document.billing),
            "shipping": _address_text(document.shipping),
            "untaxed": float(document.untaxed),
            "tax": float(document.tax.total),
            "total": float(document.total),
            "tax_there_words": document.tax.there and self._tax_there_words(),
            "line_ids": [fields.Command.create(self._line_values(line)) for line in document.lines],
        }

    def _tax_there_words(self):
        return self.env._(
            "QuickBooks computes the tax: no amount is told. A draft takes over what comes back before it is confirmed."
        )

    def _becomes(self, command):
        labels = {
            SalesKind.INVOICE: self.env._("invoice"),
            SalesKind.CREDIT_MEMO: self.env._("credit memo"),
            SalesKind.SALES_RECEIPT: self.env._("sales receipt"),
            SalesKind.REFUND_RECEIPT: self.env._("refund receipt"),
            SalesKind.ESTIMATE: self.env._("estimate"),
        }
        label = labels[command.document.kind]
        if command.verb is Verb.UPDATE:
            return self.env._("The %(document)s that is there, made equal to this one", document=label)
        return self.env._("A new %(document)s", document=label)

    def _named(self, ref):
        return self.env._("%(name)s (not there yet)", name=ref.name) if ref.id == UNKNOWN else ref.name

    def _line_values(self, line):
        values = {"description": line.description}
        if isinstance(line, DescriptionLine):
            return values
        sign = -1 if isinstance(line, DiscountLine) else 1
        return {
            **values,
            "item": self._item_of(line),
            "tax_code": line.tax.name if line.tax else False,
            "has_amount": True,
            "amount": float(sign * line.amount),
            "quantity": self._written(getattr(line, "quantity", None)),
            "unit_price": self._written(getattr(line, "unit_price", None)),
        }

    def _written(self, number):
        """A Decimal with just the decimals it has, in the reader's own way of writing numbers."""
        if number is None:
            return False
        places = max(0, -number.normalize().as_tuple().exponent)
        return formatLang(self.env, float(number), digits=places)

    def _item_of(self, line):
        item = getattr(line, "item", None)
        if item:
            return self._named(item)
        return self.env._("Shipping line") if isinstance(line, ShippingLine) else self.env._("Discount line")

    # ------------------------------------------------------------------ showing them

    def _open(self):
        """The action that shows them: the document, or a list to choose from where it is several."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("QuickBooks Preview"),
            "res_model": self._name,
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        shown = {"target": "current", "domain": [("id", "in", self.ids)], "views": [(False, "list"), (False, "form")]}
        return {**action, **shown}

    def action_send(self):
        """Send Now on the record that was looked at."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id).action_qb_send_now()


class QbPreviewLine(models.TransientModel):
    _name = "qb.preview.line"
    _description = "QuickBooks Preview Line"

    preview_id = fields.Many2one("qb.preview", required=True, readonly=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="preview_id.currency_id")
    item = fields.Char("Item There", readonly=True)
    description = fields.Text(readonly=True)
    quantity = fields.Char(readonly=True)
    unit_price = fields.Char(readonly=True)
    has_amount = fields.Boolean(readonly=True)
    amount = fields.Monetary(readonly=True)
    tax_code = fields.Char(readonly=True)


def _address_text(address):
    """A documents.Address as people read it, False for none."""
    if address is None:
        return False
    place = " ".join(filter(None, (address.postal_code, address.city, address.state)))
    return "\n".join(filter(None, (*address.lines, place, address.country))) or False
