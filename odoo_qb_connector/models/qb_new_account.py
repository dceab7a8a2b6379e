"""An account that a person wished for, from where it was missing: made in QuickBooks by the queue, or linked when it is
there already."""

from odoo import api, fields, models

from ..documents import Account, DocumentError, Problem
from ..gateway import Command, FindByName, Verb
from .account_roles import DETAIL_TYPES, KINDS, NEW_KINDS, NEW_NAMES, ROLES, SCREEN_TYPES, TYPES
from .qb_plan import Adopt, Ask, Send, Settled

QB_TYPE = "Account"


class QbNewAccount(models.Model):
    _name = "qb.new.account"
    _description = "Account to Make in QuickBooks"
    _inherit = ["qb.record.mixin"]
    _order = "id"

    connection_id = fields.Many2one(
        "qb.connection", "QuickBooks Company", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    role = fields.Selection(ROLES, "Used For", required=True)
    name = fields.Char(required=True, compute="_compute_name", store=True, readonly=False, precompute=True)
    entry_id = fields.Many2one("qb.entry", "Account", readonly=True, ondelete="set null", copy=False)
    account_type = fields.Char(compute="_compute_words")
    detail_type = fields.Char(compute="_compute_words")
    by_hand = fields.Text(compute="_compute_words")

    _name_uniq = models.Constraint(
        "UNIQUE(connection_id, role, name)", "This account was wished for already: open it and press Send Again."
    )

    @api.depends("role")
    def _compute_name(self):
        for account in self:
            account.name = NEW_NAMES.get(account.role, account.name)

    @api.depends("role", "name", "connection_id.edition")
    @api.depends_context("lang")
    def _compute_words(self):
        for account in self:
            kind, online = SCREEN_TYPES.get(account.role), account.connection_id.edition == "online"
            account.account_type = kind
            account.detail_type = online and DETAIL_TYPES.get(account.role)
            account.by_hand = bool(kind) and account._by_hand_words(kind, account.detail_type)

    def _by_hand_words(self, kind, detail):
        if detail:
            return self.env._(
                "To make it by hand: in QuickBooks open Chart of accounts, press New, and enter the name “%(name)s”, "
                "the account type “%(kind)s” and the detail type “%(detail)s”. Then press Refresh Lists on the "
                "connection: it is found by its name.",
                name=self.name,
                kind=kind,
                detail=detail,
            )
        return self.env._(
            "To make it by hand: in QuickBooks open Lists › Chart of Accounts, press New, choose the type “%(kind)s” "
            "and enter the name “%(name)s”. Then press Refresh Lists on the connection: it is found by its name.",
            name=self.name,
            kind=kind,
        )

    # ------------------------------------------------------------------ the queue

    def _qb_verb(self):
        return "ensure"

    @api.model
    def _qb_type_wanted(self):
        return QB_TYPE

    def _qb_connection(self):
        return self.connection_id

    def _qb_prepare(self, operation, answers):
        """Linked: nothing to do. Else the account of this name, if it can be used for this; else a new one."""
        account, connection = self.sudo(), operation.connection_id
        link = account._qb_link_for(connection, QB_TYPE)[:1]
        if link:
            return Settled(self.env._("Linked to the account %(name)s.", name=link.name))
        document = Account(name=account.name.strip(), kind=NEW_KINDS[account.role])
        plan = Send(Command(Verb.CREATE, document), qb_type=QB_TYPE)
        if document.problems(connection._limits()):
            return plan  # the preflight says what is wrong with it
        question = FindByName(QB_TYPE, (document.name,))
        if question not in answers:
            return Ask([question])
        found = answers[question]
        return account._qb_adopt(found) if found else plan

    def _qb_adopt(self, found):
        """The account of this name. Raises DocumentError when it cannot be used for this."""
        active = [one for one in found if one.active]
        if not active:
            raise DocumentError(Problem("account_there_inactive", {"name": found[0].name}, "name"))
        fitting = [one for one in active if self._kind_there(one) in ("", *KINDS[self.role])]
        if not fitting:
            values = {"name": active[0].name, "kind": self._kind_there(active[0])}
            raise DocumentError(Problem("account_other_kind", values, "name"))
        return Adopt(fitting[0])

    def _kind_there(self, found):
        """QuickBooks' own type of an account, as it says it or as its list was read; "" when nobody knows."""
        return str(found.details.get("kind") or "") or self._entry_of(found).kind or ""

    def _entry_of(self, found):
        entries = self.env["qb.entry"].sudo().with_context(active_test=False)
        domain = [("connection_id", "=", self.connection_id.id), ("type", "=", QB_TYPE), ("qb_id", "=", found.ref.id)]
        return entries.search(domain, limit=1)

    def _qb_acknowledged(self, operation, link, acknowledged):
        """It can be chosen from now on, and is used where nobody chose another; what waited for it goes."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        self.sudo().entry_id = self._entry_of(acknowledged) or self._new_entry(acknowledged)
        self.connection_id._retry_without_account()
        return result

    def _new_entry(self, acknowledged):
        kind = self._kind_there(acknowledged) or TYPES[self.connection_id.edition][self.role]
        return (
            self.env["qb.entry"]
            .sudo()
            .create(
                {
                    "connection_id": self.connection_id.id,
                    "type": QB_TYPE,
                    "qb_id": acknowledged.ref.id,
                    "name": acknowledged.name,
                    "token": acknowledged.ref.token,
                    "kind": kind,
                }
            )
        )

    def _qb_refused_advice(self):
        """Where QuickBooks does not let us make it, a person can."""
        return self.by_hand

    @api.model
    def _look_again(self, connection):
        """The lists were read anew: what is not linked yet is looked for once more where the account is there now."""
        open_ones = self.sudo().search([("connection_id", "=", connection.id), ("entry_id", "=", False)])
        listed = self.env["qb.entry"].sudo().search([("connection_id", "=", connection.id), ("type", "=", QB_TYPE)])
        names = {entry.name.casefold() for entry in listed}
        there = open_ones.filtered(lambda account: account.name.strip().casefold() in names)
        there._qb_wish("ensure", reason=self.env._("Found in the list of accounts"))

    # ------------------------------------------------------------------ the dialog

    @api.model
    def _dialog(self, connection, role):
        """The dialog for the account of `role`: the one that is on its way already, else a new one."""
        begun = self.search(
            [("connection_id", "=", connection.id), ("role", "=", role), ("entry_id", "=", False)], limit=1
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Create the Account"),
            "res_model": self._name,
            "res_id": begun.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_connection_id": connection.id, "default_role": role},
        }

    def action_create_there(self):
        """Make it now, and say what came of it."""
        return self.action_qb_send_now()
