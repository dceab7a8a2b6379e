"""The number that a document has in QuickBooks: one row per document, no number twice in one QuickBooks company.

It is taken when the document is prepared for the first time and stays, whatever becomes of the channel's settings and
of the documents beside it. QuickBooks Desktop accepts two documents of one number without a word, and QuickBooks Online
may refuse the second (spec qbd 5.1, qbo 5.1): the unique index is what keeps them apart.
"""

from odoo import api, fields, models

from ..desktop import ref_number
from ..desktop.limits import REF_NUMBER
from ..online.limits import ONLINE
from .builders.short_numbers import candidates

LONGEST = {"online": ONLINE.document_number, "desktop": REF_NUMBER}
SALES_TYPES = ("Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt")

_TAKEN = """
    SELECT 1 FROM qb_number
     WHERE connection_id = %(connection)s AND upper(number) = upper(%(number)s)
       AND (res_model, res_id) <> (%(model)s, %(id)s)
     UNION ALL
    SELECT 1 FROM qb_link
     WHERE connection_id = %(connection)s AND qb_type = ANY(%(types)s) AND state = 'linked'
       AND number IN (%(number)s, upper(%(number)s), lower(%(number)s))
       AND (res_model, res_id) <> (%(model)s, %(id)s)
     LIMIT 1
"""


class QbNumber(models.Model):
    _name = "qb.number"
    _description = "Number of a Document in QuickBooks"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade")
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(required=True, model_field="res_model")
    source = fields.Char(required=True, help="What it was made of: number_from of the channel at that time.")
    base = fields.Char(help="The whole number before it was shortened.")
    number = fields.Char(help="As QuickBooks gets it; empty where it counts itself.")

    _document_uniq = models.Constraint("UNIQUE(connection_id, res_model, res_id)", "This document has a number.")
    _number_uniq = models.UniqueIndex("(connection_id, upper(number)) WHERE number IS NOT NULL")

    @api.model
    def _of(self, connection, move, source):
        """The number to send for `move` (account.move), taken now if it has none; "" where QuickBooks counts. `source`
        is number_from of its channel. A document that is there keeps its number when `source` changes; when the number
        itself changes in Odoo, it gets the new one. On Desktop the whole number is returned where shortening it gives
        the one that was taken: the memo keeps it.

        Raises psycopg2.errors.UniqueViolation when somebody else takes the same number at this moment.
        """
        numbers = self.sudo()
        row = numbers.search(numbers._domain_of(connection, move), limit=1)
        linked = move._qb_link_for(connection)[:1]
        if linked and (row.source or "invoice") != source:
            return row._whole() or linked.number or ""
        base = False if source == "quickbooks" else self._base(move, source)
        if not row or (row.source, row.base) != (source, base):
            number = numbers._first_free(connection, move, base) if base else False
            row = row._keep(connection, move, {"source": source, "base": base, "number": number})
        return row._whole() or (linked.number if source == "quickbooks" else "") or ""

    @api.model
    def _domain_of(self, connection, move):
        return [("connection_id", "=", connection.id), ("res_model", "=", move._name), ("res_id", "=", move.id)]

    def _keep(self, connection, move, values):
        if self:
            self.write(values)
            return self
        return self.create({"connection_id": connection.id, "res_model": move._name, "res_id": move.id, **values})

    @api.model
    def _base(self, move, source):
        """The whole number: that of the order where `source` says so and there is one, else Odoo's own (a draft has
        none yet: False). A credit note of an order has a C behind it."""
        order = move.invoice_line_ids.sale_line_ids.order_id.sorted("id")[:1]
        if source != "order" or not order:
            return False if move.name == "/" else move.name or False
        return f"{order.name}-C" if move.move_type == "out_refund" else order.name

    @api.model
    def _first_free(self, connection, move, base):
        longest = LONGEST[connection.sudo().edition]
        return next(number for number in candidates(base, longest) if not self._is_taken(connection, move, number))

    @api.model
    def _is_taken(self, connection, move, number):
        """Whether another document has, or is about to get, this number there."""
        self.env["qb.link"].flush_model(["number", "state"])
        self.flush_model()
        values = {"connection": connection.id, "number": number, "model": move._name, "id": move.id}
        self.env.cr.execute(_TAKEN, {**values, "types": list(SALES_TYPES)})
        return bool(self.env.cr.fetchone())

    def _whole(self):
        """The number to send, "" when this is no row or QuickBooks counts."""
        if not self.number:
            return ""
        shortens_to_it = self.connection_id.edition == "desktop" and ref_number(self.base) == self.number
        return self.base if shortens_to_it else self.number
