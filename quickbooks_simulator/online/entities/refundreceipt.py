"""RefundReceipt: goods come back and the money is paid back at once; nothing stays open (spec qbo 5.5)."""

from __future__ import annotations

from .. import faults
from . import posting
from .base import Change
from .moneyaccount import settle_money_account
from .sales import SalesHandler
from .session import Row, Session


class RefundReceipts(SalesHandler):
    name = "RefundReceipt"
    sign = -1

    def operations(self, session: Session) -> frozenset[str]:
        voidable = session.switches.void_refund_receipt == "include"
        return self.schema.operations | {"void"} if voidable else self.schema.operations

    def complete(self, change: Change) -> None:
        """QuickBooks takes one without a customer; what it posts then is not simulated."""
        if "CustomerRef" not in change.values:
            raise faults.not_simulated("a refund receipt without a customer")
        super().complete(change)

    def settle_document(self, change: Change, customer: Row) -> None:
        settle_money_account(change)
        if change.values.get("PrintStatus") == "PrintComplete" and "PaymentRefNum" not in change.values:
            change.fail(faults.required("PaymentRefNum"))
        if change.values.pop("LinkedTxn", None):
            raise faults.not_simulated("LinkedTxn on a refund receipt")
        change.values["Balance"] = 0

    def control(self, session: Session, row: Row) -> posting.Control:
        """The account that the money leaves."""
        return posting.Control(row.body["DepositToAccountRef"]["value"])
