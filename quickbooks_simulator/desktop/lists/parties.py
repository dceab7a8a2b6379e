"""Customers (jobs are customers with a parent) and vendors (spec qbd 5.1, 6)."""

from __future__ import annotations

from decimal import Decimal

from ...books.money import from_minor
from .. import statuses
from ..kinds import TAX_ITEMS
from ..numbers import amount
from ..rows import Row
from ..work import Work, name_of
from .base import ListHandler


class _Party(ListHandler):
    control = ""
    skip = ("OpenBalance", "OpenBalanceDate")

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        if given.get("OpenBalance") and Decimal(given["OpenBalance"]):
            raise statuses.unsupported()
        if work.company.multicurrency:
            body.setdefault("CurrencyRef", self._home(work))
            self._check_currency(work, body, old)

    @staticmethod
    def _home(work: Work) -> str:
        return work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"]

    def _check_currency(self, work: Work, body: dict, old: Row | None) -> None:
        """One currency per name, fixed once it has transactions (spec qbd 6)."""
        if old is None or body["CurrencyRef"] == old.body.get("CurrencyRef"):
            return
        used = work.connection.execute(
            "SELECT 1 FROM ledger WHERE realm = ? AND control = ? AND name = ? LIMIT 1",
            (work.company.realm, self.control, old.id),
        ).fetchone()
        if used and work.switches.currency_change == "refuse":
            raise statuses.cannot_modify(old.id, "The currency of a name with transactions cannot be changed.")

    def balance(self, work: Work, list_id: str) -> Decimal:
        return from_minor(work.ledger.name_balance(self.control, list_id))


class CustomerHandler(_Party):
    type = "Customer"
    control = "AR"

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        super().complete(work, body, given, old)
        if work.sales_tax:
            preferences = work.preferences["SalesTaxPreferences"]
            body.setdefault("SalesTaxCodeRef", preferences["DefaultTaxableSalesTaxCodeRef"])
            self._header_tax(work, body, preferences)
        body.setdefault("JobStatus", "None")
        body.setdefault("PreferredDeliveryMethod", "None")

    @staticmethod
    def _header_tax(work: Work, body: dict, preferences: dict) -> None:
        """The tax item of its documents' headers; outside the United States there is none (spec qbd 5.2)."""
        if not work.abroad:
            body.setdefault("ItemSalesTaxRef", preferences["DefaultItemSalesTaxRef"])
        elif body.get("ItemSalesTaxRef"):
            item = work.rows.any_of(TAX_ITEMS, body["ItemSalesTaxRef"])
            raise statuses.invalid_reference("Item Sales Tax", name_of(item), "Customer")

    def shown(self, work: Work, row: Row) -> dict:
        return {
            "Balance": amount(self.balance(work, row.id)),
            "TotalBalance": amount(self.total_balance(work, row)),
        }

    def total_balance(self, work: Work, row: Row) -> Decimal:
        """Own balance and that of all jobs (spec qbd 5.2)."""
        name = row.body["FullName"].lower()
        below = work.rows.select(("Customer",), "name_key > ? AND name_key < ?", f"{name}:", f"{name};")
        return sum((self.balance(work, job.id) for job in below), self.balance(work, row.id))


class VendorHandler(_Party):
    type = "Vendor"
    control = "AP"

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        super().complete(work, body, given, old)
        body.setdefault("IsVendorEligibleFor1099", "false")

    def shown(self, work: Work, row: Row) -> dict:
        return {"Balance": amount(-self.balance(work, row.id))}
