"""The sales documents that are served: how they differ (spec qbd 5.2). Everything else they share with invoices."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """One type of document; `type` is also the prefix of its elements."""

    type: str
    posts: bool = True  # sales orders and estimates are in no ledger and move no goods
    sign: int = 1  # -1: income, tax and goods go the other way
    account: str = "ARAccountRef"  # what its total is posted to, "" for none
    needs_customer: bool = True

    @property
    def lines(self) -> str:
        """Where a body keeps its lines."""
        return f"{self.type}LineRet"


FORMS = {
    form.type: form
    for form in (
        Form("Invoice"),
        Form("CreditMemo", sign=-1),
        Form("SalesReceipt", account="DepositToAccountRef", needs_customer=False),
        Form("SalesOrder", posts=False, account=""),
        Form("Estimate", posts=False, account=""),
    )
}
