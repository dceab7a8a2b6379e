"""A product template shows the QuickBooks state of its variants, and names the accounts that they get there."""

from odoo import api, fields, models

from .account_roles import domain
from .qb_accounts_mixin import FIELDS
from .qb_record_mixin import STATES

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

    qb_connection_id = fields.Many2one("qb.connection", compute="_compute_qb_accounts", groups=USER)
    qb_income_account_id = fields.Many2one(
        "qb.entry",
        "Income in QuickBooks",
        domain=domain("income", "qb_connection_id"),
        compute="_compute_qb_accounts",
        inverse="_inverse_qb_accounts",
        groups=USER,
        help="Where sales of this product go in QuickBooks when it is created there. Empty: as for its category.",
    )
    qb_expense_account_id = fields.Many2one(
        "qb.entry",
        "Costs in QuickBooks",
        domain=domain("expense", "qb_connection_id"),
        compute="_compute_qb_accounts",
        inverse="_inverse_qb_accounts",
        groups=USER,
        help="Where its purchases go in QuickBooks when it is no product in stock. Empty: as for its category.",
    )
    qb_asset_account_id = fields.Many2one(
        "qb.entry",
        "Inventory in QuickBooks",
        domain=domain("asset", "qb_connection_id"),
        compute="_compute_qb_accounts",
        inverse="_inverse_qb_accounts",
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
            "qb_number": linked and self.env._("%(linked)s of %(count)s variants", linked=linked, count=len(variants)),
            "qb_url": False,
            "qb_message": "\n".join(messages) or False,
            "qb_can_send": variants[0].qb_can_send,
            "qb_lacks_account": any(variants.mapped("qb_lacks_account")),
        }

    # ------------------------------------------------------------------ accounts

    @api.depends_context("company")
    def _compute_qb_accounts(self):
        connection = self.env["qb.connection"]._default_for(self.env.company)
        rows = self.env["qb.product.map"].sudo()
        found = rows.search([("connection_id", "=", connection.id), ("product_tmpl_id", "in", self.ids)])
        by_template = found.grouped("product_tmpl_id")
        for template in self:
            row = by_template.get(template._origin, rows)
            template.qb_connection_id = connection
            for name in FIELDS:
                template[f"qb_{name}"] = row[name]

    def _inverse_qb_accounts(self):
        """As the user: only QuickBooks managers may say where money goes."""
        rows = self.env["qb.product.map"]
        for template in self.filtered("qb_connection_id"):
            values = {name: template[f"qb_{name}"].id for name in FIELDS}
            row = rows._row_of(template.qb_connection_id, template).sudo(False)
            if row:
                row.write(values)
            elif any(values.values()):
                owner = {"connection_id": template.qb_connection_id.id, "product_tmpl_id": template.id}
                rows.create({**owner, **values})

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
