"""A mapping row that names the accounts new items get in one QuickBooks company: of a category, or of one product."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .account_roles import COGS_KINDS, KINDS, domain

FIELDS = {"income_account_id": "income", "expense_account_id": "expense", "asset_account_id": "asset"}


class QbAccountsMixin(models.AbstractModel):
    _name = "qb.accounts.mixin"
    _description = "QuickBooks Accounts of New Items"
    _inherit = ["qb.map.mixin"]
    _entry_types = dict.fromkeys(FIELDS, "Account")

    income_account_id = fields.Many2one(
        "qb.entry",
        ondelete="restrict",
        check_company=True,
        domain=domain("income", "connection_id"),
        help="Where sales go.",
    )
    expense_account_id = fields.Many2one(
        "qb.entry",
        ondelete="restrict",
        check_company=True,
        domain=domain("expense", "connection_id"),
        help="Where purchases go that are no stock. Where QuickBooks keeps stock: the cost of goods sold, if the "
        "account is of that type.",
    )
    asset_account_id = fields.Many2one(
        "qb.entry",
        "Inventory Account",
        ondelete="restrict",
        check_company=True,
        domain=domain("asset", "connection_id"),
        help="Where purchases of stock go.",
    )

    @api.constrains(lambda self: list(FIELDS))
    def _check_roles(self):
        """What a drop-down does not offer an import cannot choose either."""
        for row in self:
            for name, role in FIELDS.items():
                if row[name] and row[name].kind and row[name].kind not in KINDS[role]:
                    raise ValidationError(
                        self.env._(
                            "%(account)s is an account of the type %(kind)s, which cannot be used for this.",
                            account=row[name].name,
                            kind=row[name].kind,
                        )
                    )

    def _account(self, role):
        """The account that this row names for `role`, or empty."""
        if role != "cogs":
            return self[f"{role}_account_id"]
        return self.expense_account_id.filtered(lambda entry: entry.kind in COGS_KINDS)
