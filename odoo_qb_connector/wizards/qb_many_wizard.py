"""One action on many contacts or products: what it will do, before it does it."""

from odoo import api, fields, models

from .qb_link_wizard import MODELS, TYPES

ACTIONS = [
    ("link", "Link"),
    ("create", "Create and Link"),
    ("unlink", "Unlink"),
]


class QbManyWizard(models.TransientModel):
    _name = "qb.many.wizard"
    _description = "QuickBooks Action on Many"

    action = fields.Selection(ACTIONS, required=True, readonly=True)
    res_model = fields.Selection(MODELS, required=True, readonly=True)
    res_ids = fields.Json(required=True, readonly=True)
    qb_type = fields.Selection(TYPES, required=True, readonly=True)
    role = fields.Selection(
        [("Customer", "Customers"), ("Vendor", "Vendors")], "As", compute="_compute_role", store=True, readonly=False
    )
    count = fields.Integer("Records", compute="_compute_count")

    @api.depends("qb_type")
    def _compute_role(self):
        for wizard in self:
            wizard.role = wizard.qb_type if wizard.qb_type != "Item" else False

    @api.depends("res_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.res_ids or [])

    def _open(self):
        """The action that shows this dialog."""
        self.ensure_one()
        titles = {
            "link": self.env._("Link in QuickBooks"),
            "create": self.env._("Create and Link in QuickBooks"),
            "unlink": self.env._("Unlink from QuickBooks"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": titles[self.action],
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_start(self):
        """Queue it all and show how far it is."""
        records = self.env[self.res_model].browse(self.res_ids).exists()
        bulk = records._qb_start_many(self.action, self.role or self.qb_type, self._name_of_action())
        return bulk._open()

    def _name_of_action(self):
        words = {**dict(self._fields["role"]._description_selection(self.env)), "Item": self.env._("Products")}
        labels = dict(self._fields["action"]._description_selection(self.env))
        what = words[self.role or self.qb_type]
        return self.env._("%(action)s: %(count)s %(what)s", action=labels[self.action], count=self.count, what=what)
