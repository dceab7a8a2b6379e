"""Linking one contact or product to what is in QuickBooks, or creating it there, by hand."""

from odoo import api, fields, models
from odoo.tools.sql import escape_psql

from ..models.qb_party_mixin import WAY_OF, WAYS

MODELS = [
    ("res.partner", "Contact"),
    ("qb.partner.currency", "Contact in Another Currency"),
    ("product.product", "Product"),
]
TYPES = [("Customer", "Customer"), ("Vendor", "Vendor"), ("Item", "Product or Service")]
HINTS = [
    ("free", "In QuickBooks"),
    ("unknown", "Not in the list"),
    ("inactive", "Inactive"),
    ("taken", "Linked to another record"),
]


class QbLinkWizard(models.TransientModel):
    _name = "qb.link.wizard"
    _description = "Link to QuickBooks"

    mode = fields.Selection([("link", "Link"), ("create", "Create and Link")], required=True, default="link")
    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    res_model = fields.Selection(MODELS, required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True, readonly=True)
    record_name = fields.Char("In Odoo", compute="_compute_record_name")
    qb_type = fields.Selection(TYPES, "As", required=True, readonly=True)
    name = fields.Char(
        "Name in QuickBooks",
        compute="_compute_name",
        store=True,
        readonly=False,
        help="Exactly as it is written in QuickBooks.",
    )
    entry_id = fields.Many2one("qb.entry", compute="_compute_entry")
    hint = fields.Selection(HINTS, compute="_compute_entry")
    holder_name = fields.Char(compute="_compute_entry")
    has_list = fields.Boolean(compute="_compute_has_list")
    asks_currency = fields.Boolean(compute="_compute_asks_currency")
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency",
        store=True,
        readonly=False,
        help="QuickBooks fixes the currency of a customer or vendor for ever when it is created.",
    )
    operation_id = fields.Many2one("qb.operation", readonly=True)
    problem = fields.Char(related="operation_id.error")
    way = fields.Selection(WAYS, compute="_compute_way")

    def _record(self):
        return self.env[self.res_model].browse(self.res_id).with_context(qb_type=self.qb_type)

    # ------------------------------------------------------------------ what it shows

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for wizard in self:
            wizard.record_name = wizard._record().display_name

    @api.depends("mode")
    def _compute_name(self):
        """The policy's name to create, and to begin with; what was typed stays."""
        for wizard in self:
            wizard.name = wizard.name or wizard._record()._qb_proposed_name(wizard.connection_id, wizard.qb_type)

    @api.depends("name", "connection_id", "qb_type")
    def _compute_entry(self):
        """What the list that was read last says about the name; QuickBooks itself is asked when Link is pressed."""
        for wizard in self:
            entry = wizard._entries([("name", "=ilike", escape_psql((wizard.name or "").strip()))], 2)
            entry = entry.filtered("active")[:1] or (entry if len(entry) == 1 else entry.browse())
            holder = wizard._holder(entry)
            wizard.entry_id, wizard.holder_name = entry, holder.record_name
            wizard.hint = wizard._hint(entry, holder)

    def _entries(self, domain, limit):
        own = [("connection_id", "=", self.connection_id.id), ("type", "=", self.qb_type)]
        return self.env["qb.entry"].with_context(active_test=False).search([*own, *domain], limit=limit)

    def _holder(self, entry):
        """The link by which another record holds `entry`, or empty."""
        link = self.env["qb.link"]._holder(self.connection_id, entry.type, entry.qb_id) if entry else entry.browse()
        own = link and (link.res_model, link.res_id) == (self.res_model, self.res_id)
        return self.env["qb.link"] if own or not link else link

    @staticmethod
    def _hint(entry, holder):
        if not entry:
            return "unknown"
        if holder:
            return "taken"
        return "free" if entry.active else "inactive"

    @api.depends("connection_id", "qb_type")
    def _compute_has_list(self):
        for wizard in self:
            wizard.has_list = bool(wizard._entries([], 1))

    @api.depends("connection_id", "res_model")
    def _compute_asks_currency(self):
        for wizard in self:
            facts = wizard.connection_id._facts()
            several = wizard.res_model == "res.partner" and bool(facts) and facts.multicurrency
            wizard.asks_currency = several

    @api.depends("res_id", "qb_type")
    def _compute_currency(self):
        for wizard in self:
            if wizard.qb_type != "Item":
                company = wizard.connection_id.company_id
                wizard.currency_id = wizard._record().sudo()._qb_own_currency(wizard.qb_type, company)

    @api.depends("operation_id.state", "operation_id.candidate_id", "operation_id.error_problem")
    def _compute_way(self):
        for wizard in self:
            failed = wizard.operation_id.filtered(lambda one: one.state == "failed" and one.candidate_id)
            wizard.way = WAY_OF.get(failed.error_problem)

    def _open(self):
        """The action that shows this dialog."""
        self.ensure_one()
        creating = self.mode == "create"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Create in QuickBooks and Link") if creating else self.env._("Link to QuickBooks"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------------ buttons

    def action_link(self):
        """Link to what has the name; nothing is created."""
        return self._wish(create=False)

    def action_create(self):
        """Link to what has the name, or create it."""
        return self._wish(create=True)

    def _wish(self, *, create):
        entry = self.entry_id
        choices = {"create": create}
        if not (create and self._is_policys_name()):
            choices["name"] = (self.name or "").strip()
        if self.asks_currency and self.currency_id:
            choices["currency"] = self.currency_id.name
        # An entry of the list is linked by its id: that is read once and needs no search.
        candidate = (entry.type, entry.qb_id) if entry and not create else None
        return self._carry_out(qb_type=self.qb_type, choices=choices, candidate=candidate)

    def _is_policys_name(self):
        """Whether the name is the one that was proposed: then nobody chose it, and where somebody of another kind has
        it the name policy goes on to the next."""
        if self.qb_type == "Item":
            return False
        return (self.name or "").strip() == self._record()._qb_proposed_name(self.connection_id, self.qb_type)

    def action_activate(self):
        """Make the inactive one active again, and link it."""
        offer = self.operation_id
        chosen = (offer.candidate_type, offer.candidate_id) if self.way == "activate" else None
        entry = self.entry_id
        chosen = chosen or (entry.type, entry.qb_id)
        return self._carry_out(qb_type=self.qb_type, choices={**(offer.choices or {}), "activate": list(chosen)})

    def action_link_candidate(self):
        return self._record().action_qb_link_candidate()

    def action_open_other(self):
        """The record that has it now."""
        holder = self._holder(self.entry_id)
        if not holder:
            return self._record().action_qb_open_other()
        return {
            "type": "ir.actions.act_window",
            "res_model": holder.res_model,
            "res_id": holder.res_id,
            "views": [(False, "form")],
        }

    def action_other_mode(self):
        """From Link to Create and Link, and back, with the name that was typed."""
        self.mode = "create" if self.mode == "link" else "link"
        self.operation_id = False
        return self._open()

    def _carry_out(self, **wish):
        """Send it at once; a problem comes back into this dialog, with its way out."""
        operation = self._record()._qb_operation_by_hand(**wish)
        self.operation_id = operation
        return operation._show_result(otherwise=self._open())
