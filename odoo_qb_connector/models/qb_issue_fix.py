"""The buttons of an issue: each opens what ends its cause, with what is known filled in; and those that every issue
has."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .issue_causes import DIRECTORY_MODELS, names_terms
from .issue_sentences import ROLES

MANAGED = {"tax": "qb.tax.map", "charge": "qb.charge", "account": "qb.new.account"}
"""{kind: what must be written to end it}: those who may not are told whom to ask."""
ROW_OF_TAXES = ("tax_unmapped", "no_tax_unmapped", "line_without_tax_code", "tax_rate_unmapped")
"""Problems that one certain row ends."""


class QbIssue(models.Model):
    _inherit = "qb.issue"

    can_fix = fields.Boolean(compute="_compute_can_fix", help="Whether the user may write what ends this.")
    can_choose_number = fields.Boolean(compute="_compute_can_choose_number", compute_sudo=True)
    has_candidate = fields.Boolean(compute="_compute_can_choose_number", compute_sudo=True)

    @api.depends("kind")
    @api.depends_context("uid")
    def _compute_can_fix(self):
        for issue in self:
            issue.can_fix = issue.kind not in MANAGED or self.env[MANAGED[issue.kind]].has_access("create")

    @api.depends("kind", "problem", "held_ids")
    def _compute_can_choose_number(self):
        for issue in self:
            operation = issue._failed()[:1] if issue.kind == "number" else self.env["qb.operation"]
            issue.can_choose_number = operation.res_model == "account.move"
            issue.has_candidate = issue.problem == "possible_duplicate" and bool(operation.candidate_id)

    # ------------------------------------------------------------------ what ends it

    def action_fix(self):
        """Open what ends this cause."""
        self.ensure_one()
        self._check_user()
        return getattr(self, f"_fix_{self.kind}")()

    def _fix_tax(self):
        """The mapping row of these taxes; of no certain ones the list."""
        if self.problem not in ROW_OF_TAXES:
            return self._open_mappings("qb_tax_map_action")
        taxes = self.env["account.tax"].browse(self._detail("tax_ids") or [])
        rows, mine = self.env["qb.tax.map"], [("connection_id", "=", self.connection_id.id)]
        rows._note_in_use(self.connection_id)
        row = rows.search([*mine, ("taxes_key", "in", [rows._key_of(taxes)] if taxes else ["", False])], limit=1)
        return self._dialog(self.env._("Map the Tax"), rows._name, row.id, default_tax_ids=taxes.ids)

    def _fix_charge(self):
        charge = self._detail("charge_kind") or "other"
        rows = self.env["qb.charge"]
        row = rows.search([("connection_id", "=", self.connection_id.id), ("charge", "=", charge)], limit=1)
        return self._dialog(self.env._("Choose the Product"), rows._name, row.id, default_charge=charge)

    def _fix_account(self):
        role = ROLES.get(str(self._detail("field")), "income")
        return self.env["qb.new.account"]._dialog(self.connection_id, role)

    def _fix_link(self):
        return self._named().action_qb_link_wizard()

    def _fix_number(self):
        operation = self._failed()[:1]
        if not self.can_choose_number:
            return operation.action_open_record()
        return self.env["qb.issue.number"]._offer(self, self.env["account.move"].browse(operation.res_id))

    def _fix_record(self):
        return (self._failed() or self.held_ids)[:1].action_open_record()

    _fix_words = _fix_record

    def _fix_reference(self):
        """Payment terms have a mapping; everything else is linked on its own form."""
        return self._open_mappings("qb_term_map_action") if names_terms(self.cause or {}) else self._fix_record()

    def _fix_company(self):
        return self.connection_id._open_form()

    _fix_period = _fix_rights = _fix_company

    def action_create_and_link(self):
        """The dialog that creates the customer, vendor or product under a name that one can change."""
        self._check_user()
        return self._named().action_qb_create_wizard()

    def action_open_connection(self):
        self.ensure_one()
        return self.connection_id._open_form()

    def action_link_candidate(self):
        """It is the same document: link it."""
        self._check_user()
        operation = self._failed().filtered("candidate_id")
        operation.sudo(False).action_link_candidate()
        return operation._show_result()

    # ------------------------------------------------------------------ all of it

    def action_retry(self):
        """Try all that these issues hold once more, now."""
        self._check_user()
        count = self._retry()
        return self._tell(self.env._("%(count)s tried again. What fails once more comes back here.", count=count))

    def _retry(self):
        """Put what these issues hold back to go now; returns how many operations."""
        self.sudo().write({"checking_since": False, "check_error": False})
        return self.sudo()._failed()._go_again()

    def action_dismiss(self):
        """Clear the cards and nothing else: what they hold stays unsent and can be taken up again."""
        self._check_user()
        open_ones = self.sudo().filtered(lambda issue: issue.state == "open")
        open_ones.write({"state": "dismissed", "closed_at": fields.Datetime.now(), "closed_by_id": self.env.uid})
        return True

    def action_take_up(self):
        """Have dismissed cards back: what they hold joins the open card of the same cause, where there is one."""
        self._check_user()
        dismissed = self.sudo().filtered(lambda issue: issue.state == "dismissed")
        if not dismissed:
            return True
        operations = dismissed.operation_ids.filtered(lambda operation: operation.state == "failed")
        dismissed.state = "solved"
        operations.issue_id = False
        for connection in dismissed.connection_id:
            self._gather(connection)
        return operations.issue_id.sudo(False)._show()

    # ------------------------------------------------------------------ helpers

    def _check_user(self):
        """The buttons are for QuickBooks users who may read these issues."""
        if not self.env.user.has_group("odoo_qb_connector.group_qb_user"):
            raise UserError(self.env._("Only QuickBooks users can do that. Ask one of them."))
        self.check_access("read")

    def _detail(self, name):
        self.ensure_one()
        return (self.cause or {}).get(name)

    def _named(self):
        """The customer, vendor or product that it is about, in its role. Raises UserError when there is none."""
        self.ensure_one()
        model, _comma, record_id = str(self._detail("record") or "").partition(",")
        record = self.env[model].browse(int(record_id)).exists() if model in DIRECTORY_MODELS else None
        if not record:
            raise UserError(self.env._("It no longer exists in Odoo. Press Dismiss."))
        return record.with_context(qb_type=self._detail("qb_type"))

    def _open_mappings(self, action_name):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"odoo_qb_connector.{action_name}")
        return {
            **action,
            "domain": [("connection_id", "=", self.connection_id.id)],
            "context": {"default_connection_id": self.connection_id.id},
        }

    def _dialog(self, name, model, row_id, **defaults):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "res_id": row_id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_connection_id": self.connection_id.id, **defaults},
        }

    def _show(self):
        """The form of one issue, the list of several."""
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_issue_action")
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", self.ids)], "context": {}}

    def _tell(self, message, kind="success"):
        return self.connection_id[:1]._notify(kind, message)
