"""Every sentence about a connection: what happened, and what to press."""

from dataclasses import dataclass, fields

from odoo import models

from .qb_sentences import spoken


@dataclass(frozen=True)
class Words:
    """`what` happened and why, `press` says what to do; both translated."""

    what: str
    press: str


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _words(self, problem, values=None):
        """Words for a gateway.ConnectionDown's problem, or for a reason of `_hold`."""
        _ = self.env._
        values = {
            "company": self.qb_company_name or self.name,
            "odoo_company": self.company_id.name,
            **(values or {}),
        }
        maker = getattr(self, f"_words_{problem}", None)
        said = () if maker else spoken(self.env, problem, values)
        if len(said) == len(fields(Words)):
            return Words(*said)
        return (maker or self._words_connection_down)(_, values)

    def _one_sentence(self, error):
        """What happened and what to press, for a gateway.GatewayError met while a person waits."""
        words = self._words(error.problem, error.values)
        said = self.env._("QuickBooks said: %(words)s", words=error.message) if error.message and error.code else ""
        return " ".join(filter(None, [words.what, words.press, said]))

    def _words_not_connected(self, _, values):
        return Words(
            _("This connection was never connected. What is queued meanwhile is kept."),
            _("Fill in the keys and press Connect."),
        )

    def _words_disconnected(self, _, values):
        return Words(
            _("Disconnected. What is queued meanwhile is kept, and all of it goes after reconnecting."),
            _("Press Reconnect and sign in to %(company)s.", company=values["company"]),
        )

    def _words_archived(self, _, values):
        return Words(_("This connection is archived."), _("Unarchive it to use it again."))

    def _words_switched_off(self, _, values):
        return Words(
            _("Switched off: nothing new is queued, and what waits is held."),
            _("Press Switch On; you will see how much waits and choose to send or to cancel it."),
        )

    def _words_other_database(self, _, values):
        return Words(
            _(
                "This database is a copy, or was restored, renamed or moved. So that nothing reaches "
                "QuickBooks twice, "
                "the connection does not talk until a person says which database is the real one."
            ),
            _("Press Which Database Is This? and answer."),
        )

    def _words_no_responsible(self, _, values):
        return Words(
            _(
                "The responsible user, %(user)s, is archived or has no access to %(odoo_company)s.",
                user=self.responsible_id.name,
                odoo_company=values["odoo_company"],
            ),
            _("Choose another responsible user."),
        )

    def _words_sign_in_again(self, _, values):
        return Words(
            _("QuickBooks no longer accepts the sign-in: it ran out, or access was withdrawn in QuickBooks."),
            _(
                "Press Reconnect and sign in to %(company)s. Everything queued is kept and goes then.",
                company=values["company"],
            ),
        )

    def _words_key_missing(self, _, values):
        return Words(
            _("The stored sign-in cannot be read, because the key that opens it is missing or was changed."),
            _(
                "Put the key back from its backup and press Test, or press Reconnect and sign in again. "
                "Everything queued is kept."
            ),
        )

    def _words_wrong_keys(self, _, values):
        return Words(
            _("Intuit does not accept the client id and client secret. Signing in again would not help."),
            _("Correct the keys, save, and press Test."),
        )

    def _words_keys_missing(self, _, values):
        return Words(
            _("The client id or the client secret is missing, or the key that opens the stored secret is."),
            _("Type them in, save, and press Connect."),
        )

    def _words_rights_missing(self, _, values):
        return Words(
            _(
                "The person who signed in may not do this in QuickBooks. "
                "The QuickBooks role needed is Company admin (or Primary admin)."
            ),
            _(
                "Let somebody with that role press Reconnect, or give the role in QuickBooks under Manage "
                "users and "
                "press Test."
            ),
        )

    def _words_company_suspended(self, _, values):
        return Words(
            _(
                "%(company)s can only be read: its QuickBooks subscription or trial has ended, or it is locked.",
                company=values["company"],
            ),
            _("Renew the subscription in QuickBooks, then press Test."),
        )

    def _words_company_reset(self, _, values):
        return Words(
            _(
                "The data of %(company)s was wiped in QuickBooks, so the links of this connection point to nothing.",
                company=values["company"],
            ),
            _("Make a new connection for the company as it is now."),
        )

    def _words_quota_exhausted(self, _, values):
        return Words(
            _("Intuit's monthly allowance of reads is used up for this app."),
            _("Wait for the next month or buy a larger allowance from Intuit, then press Test."),
        )

    def _words_currency_differs(self, _, values):
        return Words(
            _(
                "%(company)s keeps its books in %(theirs)s, and %(odoo_company)s in %(ours)s. Amounts could "
                "never "
                "agree, so these two cannot be connected.",
                company=values["company"],
                theirs=values.get("theirs", "?"),
                odoo_company=values["odoo_company"],
                ours=values.get("ours", "?"),
            ),
            _("Choose the QuickBooks company, or the Odoo company, with the same currency."),
        )

    def _words_state_invalid(self, _, values):
        return Words(
            _("This answer does not belong to a sign-in that was begun here, or it is older than ten minutes."),
            _("Open the connection and press Connect again."),
        )

    def _words_state_foreign(self, _, values):
        return Words(
            _("This answer belongs to a sign-in of another user or browser, or it was used already."),
            _("Open the connection and press Connect again."),
        )

    def _words_access_denied(self, _, values):
        return Words(
            _("QuickBooks was told not to give access. Nothing was changed."),
            _("Press Connect again and choose Connect on Intuit's page."),
        )

    def _words_code_refused(self, _, values):
        return Words(
            _("Intuit did not accept its own answer: it was used already, or it is too old."),
            _("Open the connection and press Connect again."),
        )

    def _words_other_company(self, _, values):
        return Words(
            _(
                "You signed in to another QuickBooks company (id %(theirs)s). This connection belongs to "
                "%(company)s "
                "(id %(ours)s), and the ids of one company mean nothing in another. Nothing was changed.",
                theirs=values.get("theirs", "?"),
                company=values["company"],
                ours=values.get("ours", "?"),
            ),
            self._words_choose_again(_, values["company"]),
        )

    def _words_choose_again(self, _, company):
        if self.offers_another:
            return _(
                "Press Reconnect and choose %(company)s, or make a new connection for the other company.",
                company=company,
            )
        return _(
            "Press Reconnect and choose %(company)s. This connection uses an address of its own, so a new connection "
            "for the other company has to be made by a system administrator.",
            company=company,
        )

    def _words_connected_elsewhere(self, _, values):
        return Words(
            _(
                "This QuickBooks company is connected already, by %(other)s. Two connections to one company "
                "would "
                "send everything twice.",
                other=values.get("other", "?"),
            ),
            _("Use that connection, or disconnect and archive it first."),
        )

    def _words_unavailable(self, _, values):
        return Words(_("QuickBooks could not be reached just now."), _("Nothing was lost. Try again in a few minutes."))

    _words_busy = _words_throttled = _words_outcome_unknown = _words_token_expired = _words_unavailable
    _words_no_answer = _words_unavailable

    def _words_not_quickbooks(self, _, values):
        return Words(
            _("What answered is not QuickBooks."),
            _("Check the address, and ask whoever runs the network about proxies and firewalls."),
        )

    def _words_connection_down(self, _, values):
        return Words(
            _("QuickBooks refuses to talk to this connection."),
            _("Press Test. If that does not help, show QuickBooks' own words below to your administrator."),
        )
