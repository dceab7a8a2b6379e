"""CreditMemo: goods and money back, applied to invoices through a Payment (spec qbo 5.5)."""

from __future__ import annotations

from . import applications
from .base import Change
from .receivable import ReceivableHandler
from .session import Row, Session


class CreditMemos(ReceivableHandler):
    name = "CreditMemo"
    sign = -1

    def operations(self, session: Session) -> frozenset[str]:
        voidable = session.switches.void_credit_memo == "include"
        return self.schema.operations | {"void"} if voidable else self.schema.operations

    def settle_document(self, change: Change, customer: Row) -> None:
        super().settle_document(change, customer)
        links = applications.payment_links(change.session, self.name, change.old.id) if change.old else []
        change.values["LinkedTxn"] = links
        self.settle_balance(change)

    def balance_figures(self, session: Session, body: dict, applied: int) -> dict:
        figures = super().balance_figures(session, body, applied)
        return {**figures, "RemainingCredit": figures["Balance"]}
