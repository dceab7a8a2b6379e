"""Sales tax items, groups of them, and the codes of lines (spec qbd 4.1, 5.2, 5.5)."""

from __future__ import annotations

from decimal import Decimal

from .. import statuses
from ..numbers import ZERO
from ..rows import Row
from ..work import Work, name_of
from .base import ListHandler

_LARGEST_RATE = Decimal(100)


class _TaxList(ListHandler):
    """Lists that are there while sales tax is on."""

    def add(self, work: Work, given: dict) -> Row:
        if not work.sales_tax:
            raise statuses.feature_off("Sales tax")
        return super().add(work, given)


class SalesTaxItemHandler(_TaxList):
    """A tax has a vendor, the agency that it is owed to (spec qbd 4.1, 3180: tax line without vendor)."""

    type = "ItemSalesTax"

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        body.setdefault("TaxRate", "0.00")
        if not ZERO <= Decimal(body["TaxRate"]) <= _LARGEST_RATE:
            raise statuses.invalid_value("TaxRate", body["TaxRate"])
        if not body.get("TaxVendorRef"):
            raise statuses.save_error(f'Item list, element "{body["Name"]}"', "A sales tax item needs a tax agency.")
        self._check_agency(work, body)

    @staticmethod
    def _check_agency(work: Work, body: dict) -> None:
        """In the United States a vendor becomes an agency by it; elsewhere it is one, or 3140."""
        vendor = work.rows.find("Vendor", body["TaxVendorRef"])
        if not work.abroad:
            vendor.body["IsTaxAgency"] = "true"
            work.rows.keep(vendor)
        elif vendor.body.get("IsSalesTaxAgency") != "true":
            reason = "The vendor is not a sales tax agency."
            raise statuses.invalid_reference("Vendor", name_of(vendor), "ItemSalesTax", reason)


class SalesTaxGroupHandler(_TaxList):
    """Single tax items under one name."""

    type = "ItemSalesTaxGroup"

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        for member in body["ItemSalesTaxRef"]:
            if work.rows.find("ItemSalesTax", member) is None:
                raise statuses.invalid_reference("Item Sales Tax", member, "ItemSalesTaxGroup")


class SalesTaxCodeHandler(_TaxList):
    """Tax or Non in the United States; elsewhere a code points to the item that holds its rates."""

    type = "SalesTaxCode"

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        if body.get("ItemSalesTaxRef") and not work.abroad:
            raise statuses.feature_off("ItemSalesTaxRef of a code outside the United States")
        if body.get("ItemSalesTaxRef") and body["IsTaxable"] != "true":
            raise statuses.invalid_value("IsTaxable", body["IsTaxable"], "A code with a sales tax item is taxable.")
