"""The accounts that new items get: from the product, its category, the connection, or made at a person's wish."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .account_roles import COUNTED_SUBTYPES, KINDS, domain
from .builders.item import ACCOUNT_NEEDED

DEFAULTS = {
    "income": "income_account_id",
    "expense": "expense_account_id",
    "asset": "asset_account_id",
    "cogs": "cogs_account_id",
}
"""{role: field of the connection}"""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    asset_account_id = fields.Many2one(
        "qb.entry",
        "Default Inventory Account",
        check_company=True,
        copy=False,  # an account of one QuickBooks company means nothing in another
        domain=domain("asset"),
        help="Where purchases of products in stock go when neither they nor their category have an account of their "
        "own.",
    )
    cogs_account_id = fields.Many2one(
        "qb.entry",
        "Default Cost of Goods Account",
        check_company=True,
        copy=False,
        domain=domain("cogs"),
        help="Where QuickBooks books the cost of what is sold, when it keeps stock.",
    )
    new_account_ids = fields.One2many("qb.new.account", "connection_id", "Accounts Made From Here")
    made_accounts = fields.Text("Made From Here", compute="_compute_made_accounts", compute_sudo=True)

    @api.depends("new_account_ids.entry_id.active", *DEFAULTS.values())
    def _compute_made_accounts(self):
        """Accounts that are used although nobody chose them."""
        for connection in self:
            used = {role: connection._made_account(role) for role, field in DEFAULTS.items() if not connection[field]}
            connection.made_accounts = "\n".join(
                self.env._(
                    "%(role)s: %(account)s, made from here, is used as long as no other is chosen.",
                    role=connection._role_label(role),
                    account=entry.display_name,
                )
                for role, entry in used.items()
                if entry
            )

    # ------------------------------------------------------------------ which account

    def _account_for(self, role, product=None):
        """The qb.entry that plays `role` (account_roles.ROLES) for `product`, perhaps inactive; or empty."""
        self.ensure_one()
        connection = self.sudo()
        chosen = self.env["qb.entry"]
        if product is not None:
            rows, categories = self.env["qb.product.map"], self.env["qb.category.map"]
            chosen = rows._row_of(self, product.product_tmpl_id)._account(role) or categories._account_of(
                self, product.categ_id, role
            )
        return chosen or connection[DEFAULTS[role]] or connection._made_account(role)

    def _made_account(self, role):
        """The latest account that was made for `role` from here and is still active."""
        made = self.new_account_ids.filtered(lambda one: one.role == role and one.entry_id.active)
        return made.sorted("id")[-1:].entry_id

    def _can_use(self, role, entry):
        """Whether a new item can have `entry` for `role` now."""
        wrong = not self._keeps_stock_in_odoo() and self._wrong_subtype(role, entry)
        return bool(entry) and entry.active and not wrong

    def _wrong_subtype(self, role, entry):
        """The detail type that QuickBooks Online wants of an inventory item's account, when `entry` has another."""
        wanted, said = COUNTED_SUBTYPES.get(role), (entry.details or {}).get("AccountSubType")
        return wanted if self.edition == "online" and wanted and said and said != wanted else ""

    @api.model
    def _role_label(self, role):
        return dict(self.env["qb.new.account"]._fields["role"]._description_selection(self.env))[role]

    @api.constrains(*DEFAULTS.values())
    def _check_roles(self):
        for connection in self:
            for role, field in DEFAULTS.items():
                account = connection[field]
                if account and (account.connection_id != connection or account.type != "Account"):
                    raise ValidationError(self.env._("Choose accounts of this connection's own QuickBooks company."))
                if account.kind and account.kind not in KINDS[role]:
                    raise ValidationError(
                        self.env._(
                            "%(account)s is an account of the type %(kind)s, which cannot be used for this.",
                            account=account.name,
                            kind=account.kind,
                        )
                    )

    # ------------------------------------------------------------------ a missing account came

    def write(self, vals):
        result = super().write(vals)
        if any(vals.get(field) for field in DEFAULTS.values()):
            self._retry_without_account()
        return result

    def _retry_without_account(self):
        """Products that failed for want of an account go again, and with them what waits for them."""
        waiting = (
            self.env["qb.operation"]
            .sudo()
            .search(
                [
                    ("connection_id", "in", self.ids),
                    ("state", "=", "failed"),
                    ("error_problem", "in", ACCOUNT_NEEDED),
                    *self.env["qb.operation"]._not_put_aside(),
                ]
            )
        )
        waiting._mark_waiting(seconds=0, count=False)
        for connection in waiting.connection_id:
            connection._wake()

    # ------------------------------------------------------------------ create this account for me

    def action_create_account(self):
        """The dialog in which an account is made; its role comes from the context of the button."""
        self.ensure_one()
        self.check_access("write")
        return self.env["qb.new.account"]._dialog(self, self.env.context["qb_role"])

    def action_refresh_lists(self):
        """An account that a person made there by hand, under the name that was wished for, is linked now."""
        result = super().action_refresh_lists()
        self.env["qb.new.account"]._look_again(self)
        return result

    def _keep_list(self, kind, found):
        result = super()._keep_list(kind, found)
        if kind == "Account":
            self.env["qb.new.account"]._look_again(self)
        return result
