"""Check Again: what an issue is about is read from QuickBooks anew, then all that it holds is tried again. Online that
is asked at once, on Desktop the next session of the Web Connector asks it."""

from odoo import api, fields, models

from ..gateway import ConnectionDown, GatewayError, ListEntries, NotInPlan, ReadProfiles
from . import issue_sentences
from .issue_causes import COUNTING_AS_SETTINGS, names_terms

LISTS = {
    "tax": {"online": ("TaxCode", "TaxRate"), "desktop": ("TaxCode", "SalesTaxCode")},
    "charge": {"online": ("Item",), "desktop": ("Item",)},
    "account": {"online": ("Account",), "desktop": ("Account",)},
}
"""{kind: {edition: lists to read again}}"""
PURPOSE = "issue"


class QbIssue(models.Model):
    _inherit = "qb.issue"

    def action_check_again(self):
        """Read anew what this issue is about, then retry. What is looked for by name or number is asked by the retry
        itself."""
        self.ensure_one()
        self._check_user()
        connection = self.sudo().connection_id
        held = connection._waiting_message()
        if held:
            return self._tell(held, "warning")
        if connection.edition == "desktop":
            return self.sudo()._check_later()
        return self.sudo()._check_now()

    # ------------------------------------------------------------------ what is read

    def _reads_settings(self):
        return self.kind in COUNTING_AS_SETTINGS

    def _questions(self):
        """What QuickBooks is asked (gateway.question), besides its settings."""
        lists = LISTS.get(self.kind, {}).get(self.connection_id.edition, ())
        if self.kind == "reference":
            return [ListEntries("Term")] if names_terms(self.cause or {}) else self._reference_questions()
        return [*map(ListEntries, lists)]

    def _reference_questions(self):
        """How the customers and products are that the held documents name."""
        links = self.env["qb.link"].sudo()
        for operation in self._failed():
            for record in operation._record().exists()._qb_referred():
                links |= links._find(self.connection_id, record)
        return [ReadProfiles(kind, ids) for kind, ids in links._ids_by_type().items()]

    # ------------------------------------------------------------------ Online

    def _check_now(self):
        connection, held = self.connection_id, self._failed()
        try:
            self._read_now(connection)
        except ConnectionDown as error:
            connection._stop(error)
            return self._tell(connection._one_sentence(error), "danger")
        except GatewayError as error:
            return self._tell(connection._one_sentence(error), "warning")
        # What was read may have set them going already.
        held._go_again()
        return self._tell(self.env._("Read from QuickBooks anew; %(count)s tried again.", count=len(held)))

    def _read_now(self, connection):
        """Raises GatewayError; then nothing is tried again."""
        if self._reads_settings():
            connection._look_at_company()
        questions = self._questions()
        gateway = connection._gateway(interactive=True) if questions else None
        for question in questions:
            if isinstance(question, ListEntries):
                connection._read_list(gateway, question.type)
            else:
                self.env["qb.link"]._note_profiles(connection, question, gateway.ask(question))

    # ------------------------------------------------------------------ Desktop

    def _check_later(self):
        connection, questions = self.connection_id, self._questions()
        if not questions and not self._reads_settings():
            return self.action_retry()
        self.write({"checking_since": fields.Datetime.now(), "check_error": False})
        for question in questions:
            connection._ask_later(question, f"{PURPOSE}:{self.id}")
        if self._reads_settings():
            # Each session begins with a look at the company.
            self.env["qb.desktop.seen"].sudo()._of(connection).look_wanted_at = self.checking_since
        return self._tell(
            self.env._(
                "Waiting for QuickBooks Desktop: it is read anew with the next call of the Web Connector, and all that "
                "is held is tried again then."
            )
        )

    def _note_unanswered(self, error):
        """A question of the check came back as a gateway.GatewayError: nothing is tried, and the card says why."""
        for issue in self.filtered("checking_since"):
            words = issue_sentences.unanswered(issue.env, issue.connection_id._one_sentence(error))
            issue.write({"checking_since": False, "check_error": words})

    @api.model
    def _settings_read(self, connection):
        """A session of the Web Connector has seen the company: those who waited for that go on."""
        waiting = [("connection_id", "=", connection.id), ("state", "=", "open"), ("checking_since", "!=", False)]
        self.sudo().search([*waiting, ("kind", "in", COUNTING_AS_SETTINGS)])._retry()


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _accept_company(self, facts):
        result = super()._accept_company(facts)
        self.env["qb.issue"]._settings_read(self)
        return result

    def _answered_issue_page(self, question, page, _issue_id):
        self._answered_refresh_page(question, page)

    def _answered_issue(self, question, answer, issue_id):
        """What an issue asked is kept; after the last of it the issue's documents go again, unless any of it came back
        as an error. A list that this QuickBooks does not have is an answer."""
        issue = self.env["qb.issue"].sudo().browse(int(issue_id)).exists()
        is_list = isinstance(question, ListEntries)
        if is_list:
            self._answered_refresh(question, answer)
        elif not isinstance(answer, GatewayError):
            self.env["qb.link"].sudo()._note_profiles(self, question, answer)
        if isinstance(answer, GatewayError) and not (is_list and isinstance(answer, NotInPlan)):
            issue._note_unanswered(answer)
        elif issue.state == "open" and issue.checking_since and not self._asked_since(f"{PURPOSE}:{issue_id}"):
            issue._retry()
