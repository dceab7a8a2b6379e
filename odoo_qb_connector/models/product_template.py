"""A product template shows the QuickBooks state of its variants, and names the accounts that they get there."""

from odoo import api, fields, models

from .account_roles import domain
from .qb_party_mixin import STATES

SHOWN = ("qb_shown", "qb_state", "qb_number", "qb_url", "qb_message", "qb_can_send", "qb_lacks_account")
WORST_FIRST = ("failed", "different", "checking", "sending", "waiting", "none", "skipped", "sent")
"""What a template with several variants says: the first of these that one of them is."""
MANAGER = "odoo_qb_connector.group_qb_manager"
USER = "odoo_qb_connector.group_qb_user"


class ProductTemplate(models.Model):
    _inherit = "product.template"

    qb_shown = fields.Boolean(compute="_compute_qb")
    qb_state = fields.Selection(STATES, "QuickBooks", compute="_compute_qb")
    qb_number = fields.Char("QuickBooks Number", compute="_compute_qb")
    qb_url = fields.Char("Open in QuickBooks", compute="_compute_qb")
    qb_message = fields.Char("QuickBooks Message", compute="_compute_qb")
    qb_can_send = fields.Boolean(compute="_compute_qb")
    qb_lacks_account = fields.Boolean(compute="_compute_qb")

    qb_connection_id = fields.Many2one("qb.connection", compute="_compute_qb_connection", groups=USER)
    qb_income_account_id = fields.Many2one(
        "qb.entry",
        "Income in QuickBooks",
        domain=domain("income", "qb_connection_id"),
        depends_context=("company",),
        compute=lambda self: self._compute_qb_account("income_account_id"),
        inverse=lambda self: self._inverse_qb_account("income_account_id"),
        groups=USER,
        help="Where sales of this product go in QuickBooks when it is created there. Empty: as for its category.",
    )
    qb_expense_account_id = fields.Many2one(
        "qb.entry",
        "Costs in QuickBooks",
        domain=domain("expense", "qb_connection_id"),
        depends_context=("company",),
        compute=lambda self: self._compute_qb_account("expense_account_id"),
        inverse=lambda self: self._inverse_qb_account("expense_account_id"),
        groups=USER,
        help="Where its purchases go in QuickBooks when it is no product in stock. Empty: as for its category.",
    )
    qb_asset_account_id = fields.Many2one(
        "qb.entry",
        "Inventory in QuickBooks",
        domain=domain("asset", "qb_connection_id"),
        depends_context=("company",),
        compute=lambda self: self._compute_qb_account("asset_account_id"),
        inverse=lambda self: self._inverse_qb_account("asset_account_id"),
        groups=USER,
        help="Where its purchases go in QuickBooks when it is a product in stock. Empty: as for its category.",
    )
    qb_is_manager = fields.Boolean(compute="_compute_qb_is_manager", groups=USER)

    # ------------------------------------------------------------------ state

    def _compute_qb(self):
        for template in self:
            variants = template.product_variant_ids
            template.update(
                {name: variants[name] for name in SHOWN} if len(variants) == 1 else self._qb_summary(variants)
            )

    @api.model
    def _qb_summary(self, variants):
        """What several variants have in common: the worst state, and how many are there."""
        if not variants:
            return dict.fromkeys(SHOWN, False)
        state = next(one for one in WORST_FIRST if one in variants.mapped("qb_state"))
        speaking = variants.filtered(lambda variant: variant.qb_state == state and variant.qb_message)
        messages = [
            self.env._("%(variant)s: %(message)s", variant=variant.display_name, message=variant.qb_message)
            for variant in speaking
        ]
        linked = sum(variants.mapped("qb_sent"))
        return {
            "qb_shown": any(variants.mapped("qb_shown")),
            "qb_state": state,
            "qb_number": (
                self.env._("%(linked)s of %(count)s variants", linked=linked, count=len(variants)) if linked else False
            ),
            "qb_url": False,
            "qb_message": "\n".join(messages) or False,
            "qb_can_send": variants[0].qb_can_send,
            "qb_lacks_account": any(variants.mapped("qb_lacks_account")),
        }

    # ------------------------------------------------------------------ accounts

    @api.depends_context("company")
    def _compute_qb_connection(self):
        self.qb_connection_id = self.env["qb.connection"]._default_for(self.env.company)

    def _compute_qb_account(self, name):
        """Each account by itself: what a person changes at one must not be read over by another."""
        rows = self.env["qb.product.map"].sudo()
        connection = self.env["qb.connection"]._default_for(self.env.company)
        found = rows.search([("connection_id", "=", connection.id), ("product_tmpl_id", "in", self.ids)])
        by_template = found.grouped("product_tmpl_id")
        for template in self:
            template[f"qb_{name}"] = by_template.get(template._origin, rows)[name]

    def _inverse_qb_account(self, name):
        """As the user: only QuickBooks managers may say where money goes."""
        rows = self.env["qb.product.map"]
        connection = self.env["qb.connection"]._default_for(self.env.company)
        for template in self if connection else ():
            account = template[f"qb_{name}"]
            row = rows._row_of(connection, template).sudo(False)
            if row:
                row[name] = account
            elif account:
                owner = {"connection_id": connection.id, "product_tmpl_id": template.id}
                rows.create({**owner, name: account.id})

    @api.depends_context("uid")
    def _compute_qb_is_manager(self):
        self.qb_is_manager = self.env.user.has_group(MANAGER)

    # ------------------------------------------------------------------ buttons

    def action_qb_open(self):
        return self.product_variant_ids[:1].action_qb_open()

    def action_qb_send_now(self):
        return self.product_variant_ids.action_qb_send_now()

    def action_qb_ask_accounting(self):
        return self.product_variant_ids[:1].action_qb_ask_accounting()

    def action_qb_open_history(self):
        return self.product_variant_ids[:1].action_qb_open_history()

    def action_qb_create_account(self):
        return self.product_variant_ids.filtered("qb_lacks_account")[:1].action_qb_create_account()

    def action_qb_open_variants(self):
        """The variants, each with its own state."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Variants of %(product)s", product=self.display_name),
            "res_model": "product.product",
            "views": [(False, "list"), (False, "form")],
            "domain": [("product_tmpl_id", "=", self.id)],
        }
