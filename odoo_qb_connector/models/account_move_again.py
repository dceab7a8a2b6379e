"""Send Again on an invoice that is gone from QuickBooks: looked at there and then, and never a second one."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..gateway import ObjectRef, ReadObject
from .account_move_reversal import DELETION
from .moments import moment_words
from .qb_plan import Adopt, Ask, Settled

LOOK = "look"
"""A choice of the verb `find`: whether the document itself is still there."""
ANYWAY = "anyway"
"""A choice of the verb `send`: even if nothing was changed since it was sent."""
UNDONE = ("pending", "sending", "unknown")


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    qb_gone = fields.Boolean(
        "Gone from QuickBooks",
        compute="_compute_qb_gone",
        compute_sudo=True,
        groups="base.group_user",
        help="It was in QuickBooks, is not there any more, and may be sent again.",
    )

    def _compute_qb_gone(self):
        self.qb_gone = False


class StockPicking(models.Model):
    _inherit = "stock.picking"

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_gone(self):
        for picking in self:
            picking.qb_gone = any(picking.qb_invoice_ids.mapped("qb_gone"))


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_gone(self):
        for order in self:
            order.qb_gone = any(order.invoice_ids.mapped("qb_gone"))


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_gone(self):
        for move in self:
            links = self.env["qb.link"]._of_record(move)
            move.qb_gone = (
                bool(links)
                and all(link.state == "deleted" for link in links)
                and move.state == "posted"
                and not move._qb_taking_back()
                and move.qb_reversal != DELETION
            )

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare(self, operation, answers):
        plan = self.sudo()._qb_plan_of_gone(operation, answers)
        return plan or super()._qb_prepare(operation, answers)

    def _qb_plan_of_gone(self, operation, answers):
        """Before a document that was there once is created anew, QuickBooks is asked whether it is really gone: one
        that is still there is linked again. None: it is gone, or never was there."""
        if self.state != "posted" or self._qb_taking_back() or self.qb_reversal:
            return None
        lost = (
            self.env["qb.link"]
            ._of_record(self)
            .filtered(lambda link: link.connection_id == operation.connection_id and link.state == "deleted")
        )
        if not lost or self._qb_link_for(operation.connection_id):
            return None
        question = ReadObject(ObjectRef(lost[0].qb_type, lost[0].qb_id))
        if question not in answers:
            return Ask([question])
        return Adopt(answers[question]) if answers[question] else None

    def _qb_prepare_find(self, operation, answers):
        if not operation._choice(LOOK):
            return super()._qb_prepare_find(operation, answers)
        return self.sudo()._qb_look(operation, answers)

    def _qb_look(self, operation, answers):
        """Whether this document is still in QuickBooks."""
        link = self._qb_link_for(operation.connection_id)[:1]
        if not link:
            return Settled(self.env._("It is not in QuickBooks."))
        question = ReadObject(ObjectRef(link.qb_type, link.qb_id, link.sync_token or ""))
        if question not in answers:
            return Ask([question])
        if answers[question]:
            return Settled(self.env._("%(object)s is still in QuickBooks.", object=link.display_name))
        link._mark_gone("deleted", fields.Datetime.now())
        return Settled(
            self.env._(
                "%(object)s is gone from QuickBooks. Press Send Again to create it there once more.",
                object=link.display_name,
            )
        )

    # ------------------------------------------------------------------ buttons

    def action_qb_look(self):
        """Ask QuickBooks whether this document is still there."""
        self.ensure_one()
        self._qb_check_sender()
        self._qb_check_no_deletion()
        connection = self.sudo()._qb_connection()
        if not connection or not connection._accepts_wishes():
            raise UserError(self._qb_why_not())
        reason = self.env._("Look There by %(user)s", user=self.env.user.name)
        operations = self.env["qb.operation"]._wish(connection, self, "find", reason=reason, choices={LOOK: True})
        return operations._show_result()

    def action_qb_send_now(self):
        if len(self) == 1:
            self._qb_check_no_deletion()
        return super().action_qb_send_now()

    def action_qb_send_again(self):
        """Of a document that is there: Odoo's version once more, changed or not."""
        self._qb_check_no_deletion()
        again = len(self) == 1 and self.qb_state in ("sent", "different")
        return super(AccountMove, self.with_context(qb_anyway=again)).action_qb_send_again()

    def _qb_wish(self, verb="send", **wish):
        if verb == "send" and self.env.context.get("qb_anyway"):
            wish = {**wish, "choices": {**(wish.get("choices") or {}), ANYWAY: True}}
        return super()._qb_wish(verb, **wish)

    def _qb_check_no_deletion(self):
        """Raises UserError while a deletion of one of these documents waits in the queue: afterwards, not before."""
        open_ones = (
            self.env["qb.operation"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("verb", "in", ("delete", "void")),
                    ("state", "in", UNDONE),
                ],
                limit=1,
                order="id",
            )
        )
        if open_ones:
            raise UserError(
                self.env._(
                    "The queue has not deleted %(document)s in QuickBooks yet; it waits since %(moment)s. %(why)s Send "
                    "Again is for when it is gone there.",
                    document=open_ones.record_name,
                    moment=moment_words(self.env, open_ones.create_date),
                    why=open_ones.error or "",
                ).replace("  ", " ")
            )

    # ------------------------------------------------------------------ words

    def _qb_why(self, operation):
        """What a new version waits for: that the old one is gone."""
        words = super()._qb_why(operation)
        ahead = operation.prerequisite_ids.filtered(lambda one: one.verb == "delete" and one.state in UNDONE)
        if words or operation.state != "pending" or not ahead:
            return words
        return self.env._("Waits until %(invoice)s is deleted in QuickBooks.", invoice=ahead[0].record_name)
