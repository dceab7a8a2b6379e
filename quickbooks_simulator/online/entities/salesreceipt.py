"""SalesReceipt: a sale that is paid at once (spec qbo 5.5)."""

from __future__ import annotations

from .. import faults
from . import posting
from .base import Change
from .moneyaccount import settle_money_account
from .sales import SalesHandler
from .session import Row, Session


class SalesReceipts(SalesHandler):
    name = "SalesReceipt"

    def settle_document(self, change: Change, customer: Row) -> None:
        if change.old:
            self.check_removable(change.session, change.old)
        settle_money_account(change)
        if change.values.pop("LinkedTxn", None):
            raise faults.not_simulated("LinkedTxn on a sales receipt")
        change.values["Balance"] = 0

    def control(self, session: Session, row: Row) -> posting.Control:
        return posting.Control(row.body["DepositToAccountRef"]["value"])

    def check_removable(self, session: Session, row: Row) -> None:
        if row.extra.get("deposit"):
            raise faults.deposited()
