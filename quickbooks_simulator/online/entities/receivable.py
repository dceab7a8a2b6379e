"""Documents that stay open until a payment takes them: Invoice and CreditMemo (spec qbo 5.5)."""

from __future__ import annotations

from ...books.money import dec, from_minor, half_up
from .. import faults
from . import applications, posting
from .accounts import control_account
from .base import Change
from .sales import SalesHandler
from .session import Row, Session


class ReceivableHandler(SalesHandler):
    """Keeps Balance, HomeBalance and the links to payments."""

    def control(self, session: Session, row: Row) -> posting.Control:
        account = control_account(session, "AccountsReceivable", row.body["CurrencyRef"]["value"])
        return posting.Control(account, "AR", row.body["CustomerRef"]["value"])

    def settle_document(self, change: Change, customer: Row) -> None:
        if change.creating or not applications.sources(change.session, self.name, change.old.id):
            return
        if change.values["CustomerRef"]["value"] == change.was("CustomerRef")["value"]:
            return
        if change.session.switches.change_customer_of_paid == "refuse":
            change.fail(faults.business("The customer of a paid transaction cannot be changed."))
            return
        change.extra["unapply"] = True

    def settle_balance(self, change: Change) -> None:
        """Balance = what the document asks for less what is applied to it."""
        session, values = change.session, change.values
        if change.errors:
            return
        applied = applications.applied(session, self.name, change.old.id) if change.old else 0
        if applied > applications.payable(values) and not change.extra.get("unapply"):
            if session.switches.lower_total_below_payments == "refuse":
                change.fail(faults.business("The total cannot be less than the payments applied to it."))
                return
            change.extra["unapply"] = True
        if change.extra.get("unapply"):
            applied = 0
            values["LinkedTxn"] = [link for link in values["LinkedTxn"] if link["TxnType"] != "Payment"]
        values.update(self.balance_figures(session, values, applied))

    def balance_figures(self, session: Session, body: dict, applied: int) -> dict:
        balance = from_minor(applications.payable(body) - applied)
        figures = {"Balance": balance}
        if session.company.multicurrency:
            figures["HomeBalance"] = half_up(balance * dec(body.get("ExchangeRate", 1)))
        return figures

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        if new.extra.pop("unapply", False):
            session.save_extra(new)
            self.unapply(session, new)
        super().stored(session, old, new)
        if old is not None:
            from .payment import repost_payments

            repost_payments(session, applications.reapportion(session, new))

    def unapply(self, session: Session, row: Row) -> None:
        """Leave the payments of this document unapplied."""
        from .payment import drop_target

        drop_target(session, row)

    def show_payments(self, session: Session, row: Row) -> None:
        """A payment came, changed or went: Balance and LinkedTxn follow, the document is touched (1.4)."""
        applied = applications.applied(session, self.name, row.id)
        body = {**row.body, **self.balance_figures(session, row.body, applied)}
        others = [link for link in row.body.get("LinkedTxn", []) if link["TxnType"] != "Payment"]
        body["LinkedTxn"] = [*others, *applications.payment_links(session, self.name, row.id)]
        session.touch(row, body, bump=session.switches.payment_bumps_paid_sync_token)

    def check_removable(self, session: Session, row: Row) -> None:
        if not applications.sources(session, self.name, row.id):
            return
        if session.switches.delete_paid_document == "refuse":
            raise _removal_refused(
                session, "This transaction cannot be deleted or voided while a payment is applied to it."
            )

    def delete(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        row = self.addressed(session, body)
        answer = super().delete(session, body, include)
        if applications.sources(session, self.name, row.id):
            self.unapply(session, row)
        return answer

    def void(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        """Void is refused with a payment applied, whatever the switch for deleting says (spec qbo 1.3)."""
        row = self.addressed(session, body)
        if applications.sources(session, self.name, row.id):
            raise _removal_refused(session, "This transaction cannot be voided while a payment is applied to it.")
        return super().void(session, body, include)


def _removal_refused(session: Session, text: str) -> faults.Fault:
    """In the code that the company's switch chooses."""
    return faults.has_dependencies(text) if session.switches.paid_removal_code == "800" else faults.business(text)
