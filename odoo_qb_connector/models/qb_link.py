"""This Odoo record is that QuickBooks object, for this connection (design 3)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

NAMED_THERE = {
    "Customer": ("Customer",),
    "Vendor": ("Vendor",),
    "Names": ("Customer", "Vendor"),
    "Item": ("Item",),
    "Items": ("Item",),
}
"""The list that QuickBooks names when it refuses a reference, and our types: Desktop's words and Online's."""


class QbLink(models.Model):
    _name = "qb.link"
    _description = "QuickBooks Link"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    res_model = fields.Char("Record Type", required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    record_name = fields.Char("Document", compute="_compute_record_name", compute_sudo=True)
    qb_type = fields.Char("QuickBooks Type", required=True)
    qb_id = fields.Char("QuickBooks Id", required=True)
    sync_token = fields.Char()
    state = fields.Selection(
        [("linked", "Linked"), ("broken", "Broken"), ("deleted", "Deleted there")],
        default="linked",
        required=True,
    )
    number = fields.Char()
    name = fields.Char("Name There")
    currency_id = fields.Many2one("res.currency")
    total = fields.Monetary("Total in QuickBooks")
    tax = fields.Monetary("Tax in QuickBooks")
    total_odoo = fields.Monetary("Total in Odoo")
    tax_odoo = fields.Monetary("Tax in Odoo")
    has_amounts = fields.Boolean(help="A document; customers and products have no total.")
    differs = fields.Boolean("Different", help="QuickBooks accepted the document but with other amounts.")
    accepted_reason = fields.Char("Accepted Because")
    accepted_by_id = fields.Many2one("res.users")
    accepted_at = fields.Datetime()
    marker = fields.Char()
    url = fields.Char("Open in QuickBooks")
    acknowledged_at = fields.Datetime("As Of")
    kind = fields.Char(help="QuickBooks Desktop's own kind of an item; its deletion must name it.")
    gone_at = fields.Datetime("Gone There Since", help="When somebody deleted or merged it in QuickBooks.")

    _record_uniq = models.Constraint(
        "UNIQUE(connection_id, res_model, res_id, qb_type)",
        "The record is linked to an object of this kind already.",
    )
    _object_uniq = models.Constraint(
        "UNIQUE(connection_id, qb_type, qb_id)", "That QuickBooks object is linked to another record already."
    )
    _by_record = models.Index("(res_model, res_id)")
    _by_number = models.Index("(connection_id, qb_type, number)")
    _different = models.Index("(connection_id) WHERE differs")

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for link in self:
            record = self.env[link.res_model].browse(link.res_id).exists() if link.res_model in self.env else None
            link.record_name = record.display_name if record else f"{link.res_model} {link.res_id}"

    @api.depends("qb_type", "number", "name", "qb_id")
    def _compute_display_name(self):
        for link in self:
            link.display_name = f"{link.qb_type} {link.number or link.name or link.qb_id}"

    @api.model
    def _find(self, connection, record, qb_type=None):
        """The live links of `record` for `connection`."""
        domain = [
            ("connection_id", "=", connection.id),
            ("res_model", "=", record._name),
            ("res_id", "in", record.ids),
            ("state", "=", "linked"),
        ]
        return self.sudo().search(domain + ([("qb_type", "=", qb_type)] if qb_type else []))

    @api.model
    def _holder(self, connection, qb_type, qb_id):
        """The link that already holds this QuickBooks object, or empty."""
        return self.sudo().search(
            [("connection_id", "=", connection.id), ("qb_type", "=", qb_type), ("qb_id", "=", qb_id)], limit=1
        )

    @api.model
    def _acknowledge(self, connection, record, acknowledged, *, total=None, tax=None, url=""):
        """Link `record` to what QuickBooks acknowledged, and compare `total` and `tax` (Decimal) to the cent.

        A record that was linked to an object which is gone takes the new one over. Raises psycopg2's UniqueViolation
        when another record holds the object.
        """
        values = self._acknowledged_values(acknowledged, total, tax, url)
        link = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("qb_type", "=", acknowledged.ref.type),
            ]
        )
        if link:
            link.write(values)
            return link
        return self.sudo().create(
            {"connection_id": connection.id, "res_model": record._name, "res_id": record.id, **values}
        )

    @api.model
    def _acknowledged_values(self, acknowledged, total, tax, url, currency_id=None):
        return {
            "qb_type": acknowledged.ref.type,
            "qb_id": acknowledged.ref.id,
            "sync_token": acknowledged.ref.token,
            "state": "linked",
            "number": acknowledged.number,
            "name": acknowledged.name,
            "currency_id": currency_id or self._currency_id(acknowledged.currency),
            "has_amounts": acknowledged.total is not None,
            "total": float(acknowledged.total or 0),
            "tax": float(acknowledged.tax or 0),
            "total_odoo": float(total or 0),
            "tax_odoo": float(tax or 0),
            "differs": _differ(total, acknowledged.total) or _differ(tax, acknowledged.tax),
            "accepted_reason": False,
            "accepted_by_id": False,
            "accepted_at": False,
            "marker": acknowledged.marker,
            "url": url,
            "acknowledged_at": fields.Datetime.now(),
            "kind": acknowledged.details.get("kind") or False,
            "gone_at": False,
        }

    @api.model
    def _currency_id(self, code):
        """Of an ISO code, active here or not; the company's own for one that Odoo does not know."""
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", code)], limit=1)
        return currency.id or self.env.company.currency_id.id

    def _mark_deleted(self):
        self.write({"state": "deleted", "differs": False})

    def _mark_gone(self, state, moment):
        """Somebody deleted or merged it there at `moment` (naive UTC): "deleted" for a document, "broken" for a
        customer or item, which may have been merged."""
        self.write({"state": state, "differs": False, "gone_at": moment})

    @api.model
    def _break_refused(self, connection, references):
        """QuickBooks refused `references` (pairs of its name of a list and an id): what is linked there is gone.
        Returns the ids of those that are customers or items, still linked or given up before."""
        named = {(kind, qb_id) for word, qb_id in references for kind in NAMED_THERE.get(word, ())}
        for kind, qb_id in named:
            self._holder(connection, kind, qb_id).filtered(lambda link: link.state == "linked")._mark_gone(
                "broken", fields.Datetime.now()
            )
        return {qb_id for _kind, qb_id in named}

    # ------------------------------------------------------------------ accepted but different

    def _wish_for_difference(self, verb, reason):
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("read")
        return record._qb_wish(verb, reason=reason)

    def action_correct_there(self):
        """Send Odoo's amounts once more, as an update of the same object: nothing is created again."""
        self._wish_for_difference("send", self.env._("Correct the difference there"))
        return True

    def action_delete_there(self):
        self._wish_for_difference("delete", self.env._("Delete there because of a difference"))
        return True

    def action_accept_difference(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Accept the Difference"),
            "res_model": "qb.accept.difference",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_link_id": self.id},
        }

    def _accept_difference(self, reason):
        """Keep both totals as they are; who, when and why is kept. Raises UserError without a reason."""
        if not (reason or "").strip():
            raise UserError(
                self.env._("Write down why the difference is accepted; the reason stays with the document.")
            )
        self.sudo().write(
            {
                "accepted_reason": reason.strip(),
                "accepted_by_id": self.env.uid,
                "accepted_at": fields.Datetime.now(),
                "differs": False,
            }
        )


def _differ(ours, theirs):
    """Whether two exact amounts are not the same; an amount we did not state cannot differ."""
    return ours is not None and theirs is not None and ours != theirs
