"""Which QuickBooks product stands for a line that has no product in Odoo."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..desktop.lists import NOT_ON_LINES, percent
from ..documents import Problem
from .account_roles import INCOME_KINDS, LIABILITY_KINDS, OWED
from .qb_sentences import sentence

CHARGES = [
    ("shipping", "Shipping"),
    ("sales_tax", "Sales tax in a line of its own"),
    ("discount", "Discount"),
    ("down_payment", "Down payment"),
    ("rounding", "Rounding"),
    ("other", "Other charges"),
    ("zero_tax", "Exact sales tax (Desktop)"),
]


class QbCharge(models.Model):
    _name = "qb.charge"
    _description = "QuickBooks Charge"
    _inherit = ["qb.map.mixin"]
    _entry_types = {"entry_id": "Item"}
    _rec_name = "charge"

    charge = fields.Selection(
        CHARGES,
        required=True,
        help="QuickBooks Online has shipping and discount lines of its own, and needs a product for them only when you "
        "do not want those; QuickBooks Desktop always needs an item. Other charges stand in for every charge that has "
        "no row of its own. Exact sales tax is a sales tax item of 0 %: with it, an invoice whose tax QuickBooks "
        "Desktop would compute differently goes with its tax in lines of its own instead of being refused. Down "
        "payments and sales tax in a line of its own need items of liability accounts.",
    )
    entry_id = fields.Many2one(
        "qb.entry",
        "Product in QuickBooks",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Item'),"
        " ('kind', '=' if charge == 'zero_tax' else '!=', 'ItemSalesTax')]",
    )

    income_confirmed = fields.Boolean(
        "Book as Income",
        help="A down payment is income at once, as cash-style bookkeeping has it. Otherwise its item must belong to a "
        "liability account.",
    )
    account_name = fields.Char("Its Account", compute="_compute_account_name", compute_sudo=True)

    _charge_uniq = models.Constraint(
        "UNIQUE(connection_id, charge)", "This charge has a product in this QuickBooks company already."
    )

    @api.depends("entry_id")
    def _compute_account_name(self):
        for row in self:
            account = row._account()
            row.account_name = f"{account.name} ({account.kind})" if account else False

    @api.constrains("charge", "entry_id", "income_confirmed")
    def _check_kind(self):
        """What QuickBooks would refuse on every document, or book where it does not belong, is refused here once."""
        for row in self:
            problem = row._account_problem()
            wrong = row._wrong_kind() or (problem and sentence(self.env, problem.code, problem.values))
            if wrong:
                raise ValidationError(wrong)

    def _wrong_kind(self):
        """Why this item cannot stand for this charge, in words; "" when it can."""
        entry = self.entry_id
        if self.charge == "zero_tax":
            if self._tax_percent() == 0:
                return ""
            return self.env._("%(item)s is no sales tax item of 0 %%. Choose one that is.", item=entry.name)
        if entry.kind in NOT_ON_LINES:
            return self.env._(
                "%(item)s is an item that QuickBooks does not take for a charge. Choose a service, another charge, or "
                "for discounts a discount item.",
                item=entry.name,
            )
        if entry.kind == "ItemDiscount" and self.charge != "discount":
            return self.env._("%(item)s is a discount item: it can only stand for discounts.", item=entry.name)
        return ""

    def _account(self):
        """The account (qb.entry) that sales of this item go to; empty when nobody knows."""
        entry = self.entry_id
        wanted = (entry.details or {}).get("IncomeAccountRef")
        accounts = self.env["qb.entry"].sudo().with_context(active_test=False)
        domain = [("connection_id", "=", entry.connection_id.id), ("type", "=", "Account"), ("qb_id", "=", wanted)]
        return accounts.search(domain, limit=1) if wanted else accounts

    def _account_problem(self):
        """Why what is owed cannot be booked on this item (documents.Problem), or None."""
        if self.charge not in OWED:
            return None
        account = self._account()
        values = {"charge": self._label(self.charge), "item": self.entry_id.name}
        if not account.kind:
            return Problem("charge_account_unknown", values, "lines")
        if account.kind in LIABILITY_KINDS or (self._may_be_income() and account.kind in INCOME_KINDS):
            return None
        values |= {"account": account.name, "kind": account.kind}
        is_income = self.charge == "down_payment" and account.kind in INCOME_KINDS
        return Problem("charge_account_income" if is_income else "charge_account_no_liability", values, "lines")

    def _may_be_income(self):
        return self.charge == "down_payment" and self.income_confirmed

    def _tax_percent(self):
        """Decimal percent of the sales tax item, None when it is none."""
        same = self.entry_id.search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("type", "=", "TaxCode"),
                ("qb_id", "=", self.entry_id.qb_id),
            ],
            limit=1,
        )
        return percent(same._as_listed()) if same else None

    @api.model
    def _rows(self, connection):
        """{charge: its row} of one connection, in one query; those of inactive entries are left out."""
        rows = self.sudo().search([("connection_id", "=", connection.id)])
        return {row.charge: row for row in rows if row.entry_id.active}

    @api.model
    def _entries(self, connection):
        """{charge: qb.entry} of one connection, in one query; inactive entries are left out."""
        return {charge: row.entry_id for charge, row in self._rows(connection).items()}

    @api.model
    def _label(self, charge):
        return dict(self._fields["charge"]._description_selection(self.env))[charge]
