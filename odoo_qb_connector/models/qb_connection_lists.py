"""The lists of QuickBooks Desktop: asked for by the next session, kept as qb.entry when the answers come."""

from odoo import fields, models

from ..gateway import GatewayError, ListEntries, NotInPlan, TaxModel
from .qb_entry import LISTS
from .qb_question_page import Complete

REFRESH = "refresh"


class QbConnection(models.Model):
    _inherit = "qb.connection"

    lists_asked_at = fields.Datetime("Lists Asked For", compute="_compute_lists_asked_at", compute_sudo=True)

    def _compute_lists_asked_at(self):
        for connection in self:
            pulled = connection.edition == "desktop" and connection._origin
            connection.lists_asked_at = pulled and connection._origin._asked_since(REFRESH)

    def action_refresh_lists(self):
        """Read the lists again: at once online, with the next call of the Web Connector on Desktop."""
        if self.edition != "desktop":
            return super().action_refresh_lists()
        self.ensure_one()
        self.check_access("write")
        self._ask_lists()
        return self._notify(
            "success",
            self.env._("Waiting for QuickBooks Desktop: the lists come with the next call of the Web Connector."),
        )

    def _keep_facts(self, facts):
        """With the first look at a company file its lists are wanted too."""
        result = super()._keep_facts(facts)
        self._ask_first_lists()
        return result

    def _go_on(self):
        result = super()._go_on()
        self._ask_first_lists()
        return result

    def _ask_first_lists(self):
        connection = self.sudo()
        unread = connection.edition == "desktop" and connection.facts and not connection.entries_read_at
        if unread and not connection._asked_since(REFRESH):
            connection._ask_lists()

    def _ask_lists(self):
        """Ask for every list that this company has."""
        for kind in self._lists_wanted():
            self._ask_later(ListEntries(kind), REFRESH)

    def _lists_wanted(self):
        """Currencies only where the company has several; sales tax items as what they are there: a document's tax
        code, or what the code of a line points to (spec qbd 5.2)."""
        facts = self._facts()
        unwanted = set()
        if facts and not facts.multicurrency:
            unwanted.add("Currency")
        abroad = facts and facts.tax_model is TaxModel.GLOBAL
        unwanted.add("TaxCode" if abroad else "TaxRate")
        return [kind for kind in LISTS["desktop"] if kind not in unwanted]

    def _answered_refresh_page(self, question, page):
        """Keep a page of a long list."""
        self.env["qb.entry"].sudo()._keep_page(self, question.type, page.rows, page.begun)

    def _answered_refresh(self, question, answer):
        """Keep one list. What this QuickBooks does not have is empty; what it could not say stays as it was."""
        if isinstance(answer, NotInPlan):
            answer = []
        if isinstance(answer, Complete):
            self.env["qb.entry"].sudo()._end_list(self, question.type, answer.begun)
        elif not isinstance(answer, GatewayError):
            self._keep_list(question.type, answer)
        if self._is_all_told(REFRESH):
            self.sudo().entries_read_at = fields.Datetime.now()

    def _keep_list(self, kind, found):
        facts, entries = self._facts(), self.env["qb.entry"].sudo()
        entries._replace_list(self, kind, found)
        if kind == "SalesTaxCode" and facts and facts.tax_model is TaxModel.GLOBAL:
            entries._replace_list(self, "TaxCode", found)
