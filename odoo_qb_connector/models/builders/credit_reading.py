"""What QuickBooks says of a credit memo and of the invoices that it may be applied to: the questions, and their answers
in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ...gateway import Acknowledged, ObjectRef, ReadObject
from .credit_shares import ZERO, of_payment

PAYMENT = "Payment"


@dataclass
class CreditReading:
    """`memo` and `payment` (our own application, online) are qb.link or empty; `invoices` maps each invoice
    (account.move) to its live link as an invoice. `attempt` makes the questions those of one attempt: what another one
    was answered is older than what was written since."""

    attempt: str
    memo: object
    invoices: dict
    payment: object
    answers: dict
    asked: list = field(default_factory=list)

    def is_complete(self):
        """Whether everything is answered; else `asked` holds the questions."""
        there = self._ask(self.memo.qb_type, self.memo.qb_id)
        for link in self.invoices.values():
            self._ask(link.qb_type, link.qb_id)
        if self.payment:
            self._ask(PAYMENT, self.payment.qb_id)
        for kind, identity in there.details.get("linked") or () if there else ():
            if kind == PAYMENT:
                self._ask(kind, identity)
        return not self.asked

    def _ask(self, kind, identity) -> Acknowledged | None:
        question = ReadObject(ObjectRef(kind, identity, self.attempt))
        if question not in self.answers:
            self.asked.append(question)
            return None
        return self.answers[question]

    # ------------------------------------------------------------------ what was answered

    @property
    def credit(self) -> Acknowledged | None:
        """The credit memo there."""
        return self._ask(self.memo.qb_type, self.memo.qb_id)

    def there(self, invoice) -> Acknowledged | None:
        link = self.invoices[invoice]
        return self._ask(link.qb_type, link.qb_id)

    @property
    def own(self) -> Acknowledged | None:
        """Our payment, as long as it is nothing but the application of this credit to invoices that we know: one to
        which a person added something is theirs."""
        found = self._ask(PAYMENT, self.payment.qb_id) if self.payment else None
        return found if found and not found.total and self._is_known(found) else None

    def _is_known(self, payment):
        known = {("Invoice", link.qb_id) for link in self.invoices.values()} | {(self.memo.qb_type, self.memo.qb_id)}
        return known.issuperset((kind, one) for kind, one, _amount in payment.details.get("applied") or ())

    def open_amounts(self) -> dict:
        """{invoice: Decimal} of those that this credit can be applied to: same customer, currency and receivable
        account."""
        return {invoice: self.there(invoice).balance or ZERO for invoice in self.invoices if not self.is_other(invoice)}

    def is_other(self, invoice) -> bool:
        """Whether the invoice there is of another customer, currency or receivable account, or gone."""
        credit, there = self.credit, self.there(invoice)
        return there is None or any(
            one and other and one != other
            for one, other in (
                (credit.party_id, there.party_id),
                (credit.currency, there.currency),
                (credit.details.get("receivable"), there.details.get("receivable")),
            )
        )

    def ours(self) -> dict:
        """{invoice: Decimal} of our payment."""
        return self._of_invoices(of_payment(self.own.details.get("applied") or (), self.memo.qb_id)) if self.own else {}

    def theirs(self) -> dict:
        """{invoice: Decimal} that the credit memo pays beside our payment, on Desktop all of it; what it pays of
        invoices that we do not know is under None."""
        found = {}
        for kind, identity, amount in self.credit.details.get("applied") or ():
            if kind == "Invoice":
                found[identity] = found.get(identity, ZERO) + abs(amount)
        own = self.own.ref.id if self.own else ""
        for kind, identity in self.credit.details.get("linked") or ():
            other = self._ask(kind, identity) if kind == PAYMENT and identity != own else None
            lines = other.details.get("applied") or () if other else ()
            for invoice, amount in of_payment(lines, self.memo.qb_id).items():
                found[invoice] = found.get(invoice, ZERO) + amount
        return self._of_invoices(found)

    def _of_invoices(self, by_id: dict[str, Decimal]) -> dict:
        known = {link.qb_id: invoice for invoice, link in self.invoices.items()}
        found = {}
        for identity, amount in by_id.items():
            invoice = known.get(identity)
            found[invoice] = found.get(invoice, ZERO) + amount
        return found
