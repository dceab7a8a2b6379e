"""Items (spec qbd 5.2, 5.3): the accounts each kind needs, sales tax codes, opening stock."""

from __future__ import annotations

from decimal import Decimal

from ...books.ledger import Entry
from .. import statuses, stock
from ..compose import Composer
from ..numbers import ZERO, amount, cents, fits, price, quantity
from ..rows import Row
from ..work import Work, name_of
from .accounts import special
from .base import ListHandler

_BALANCE_SHEET_ONLY = ("AccountsReceivable", "AccountsPayable", "NonPosting")
# What kind of account an inventory item's accounts are (spec qbd 5.3).
_INVENTORY_ACCOUNTS = {
    "IncomeAccountRef": ("Income", "OtherIncome"),
    "COGSAccountRef": ("CostOfGoodsSold",),
    "AssetAccountRef": ("OtherCurrentAsset",),
}


def need_account(work: Work, holder: dict, element: str, name: str) -> Row:
    """The account, or the status for an item that lacks it (spec qbd 5.3: exact code unconfirmed)."""
    if not holder.get(element):
        code = work.switches.missing_item_account
        if code == "3150":
            raise statuses.missing(element)
        if code == "3270":
            raise statuses.no_posting_account(name)
        raise statuses.invalid_reference("Account", "", "Item")
    return work.rows.find("Account", holder[element])


def check_type(account: Row, allowed: tuple[str, ...] | None, where: str) -> None:
    """3140 for an account of the wrong type."""
    kind = account.body["AccountType"]
    if (allowed and kind not in allowed) or kind in _BALANCE_SHEET_ONLY:
        reason = "The account is not of the type that is needed here."
        raise statuses.invalid_reference("Account", name_of(account), where, reason)


class ItemHandler(ListHandler):
    """What all items share."""

    taxed = True

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        if self.taxed and work.sales_tax:
            body.setdefault("SalesTaxCodeRef", work.preferences["SalesTaxPreferences"]["DefaultTaxableSalesTaxCodeRef"])
        self.check_accounts(work, body)

    def check_accounts(self, work: Work, body: dict) -> None:
        """The accounts that this kind needs."""


class PricedItemHandler(ItemHandler):
    """Items with one price (SalesOrPurchase) or a sales and a purchase side (SalesAndPurchase)."""

    required = ("Name", "SalesOrPurchaseMod", "SalesAndPurchaseMod")
    skip = ("SalesOrPurchaseMod", "SalesAndPurchaseMod")

    def merge_parts(self, work: Work, body: dict, given: dict) -> None:
        """The parts of SalesOrPurchaseMod and SalesAndPurchaseMod change one by one."""
        for part in ("SalesOrPurchase", "SalesAndPurchase"):
            sent = given.get(f"{part}Mod")
            if sent is None:
                continue
            if part not in body:
                reason = "An item cannot change between one account and a sales and a purchase side."
                raise statuses.cannot_modify(given["ListID"], reason)
            composer = Composer(work, self.type, self.type)
            body[part] = composer.changed(f"{part}Mod", sent, body[part], ("AccountRef", "IncomeAccountRef"))

    def check_accounts(self, work: Work, body: dict) -> None:
        name = body["Name"]
        if "SalesAndPurchase" in body:
            for element in ("IncomeAccountRef", "ExpenseAccountRef"):
                check_type(need_account(work, body["SalesAndPurchase"], element, name), None, self.type)
            body["SalesAndPurchase"].setdefault("SalesPrice", "0.00")
            body["SalesAndPurchase"].setdefault("PurchaseCost", "0.00")
            return
        part = body.setdefault("SalesOrPurchase", {})
        check_type(need_account(work, part, "AccountRef", name), None, self.type)
        if "PricePercent" not in part:
            part.setdefault("Price", "0.00")


class ServiceHandler(PricedItemHandler):
    type = "ItemService"


class NonInventoryHandler(PricedItemHandler):
    type = "ItemNonInventory"


class OtherChargeHandler(PricedItemHandler):
    type = "ItemOtherCharge"


class InventoryHandler(ItemHandler):
    type = "ItemInventory"
    skip = ("QuantityOnHand", "TotalValue", "InventoryDate")
    required = ("Name", *_INVENTORY_ACCOUNTS)

    def add(self, work: Work, given: dict) -> Row:
        if not work.enabled("PurchasesAndVendorsPreferences", "IsUsingInventory"):
            raise statuses.feature_off("Inventory and purchase orders")
        return super().add(work, given)

    def check_accounts(self, work: Work, body: dict) -> None:
        for element, kinds in _INVENTORY_ACCOUNTS.items():
            check_type(need_account(work, body, element, body["Name"]), kinds, self.type)
        body.setdefault("SalesPrice", "0.00")
        body.setdefault("PurchaseCost", "0.00")

    def stored(self, work: Work, row: Row, given: dict) -> None:
        """Opening stock; TotalValue is computed when quantity and cost are given (spec qbd 5.3)."""
        count = Decimal(given.get("QuantityOnHand") or 0)
        if not count:
            return
        computed = cents(count * Decimal(row.body["PurchaseCost"]))
        value = Decimal(given["TotalValue"]) if given.get("TotalValue") and not computed else computed
        if not fits(value, work.switches.largest_amount):
            raise statuses.bad_amount(str(value), "TotalValue")
        day = (given.get("InventoryDate") or work.today().isoformat())[:10]
        txn_id = work.rows.new_txn_id()
        work.rows.insert("InventoryAdjustment", txn_id, {"TxnDate": day}, extra={"item": row.id})
        entry = Entry("InventoryAdjustment", txn_id, day)
        stock.receive(work, entry, row, count, value, special(work, "OpeningBalanceEquity").id)

    def shown(self, work: Work, row: Row) -> dict:
        level = stock.level(work, row.id)
        return {
            "QuantityOnHand": quantity(level.quantity),
            "AverageCost": price(level.average or Decimal(row.body["PurchaseCost"])),
            "QuantityOnOrder": "0",
            "QuantityOnSalesOrder": quantity(_ordered(work, row.id)),
        }


def _ordered(work: Work, item_id: str) -> Decimal:
    """What open sales orders ask for: orders and lines that nobody closed."""
    found = ZERO
    for order in work.rows.select(("SalesOrder",), "body LIKE ?", f"%{item_id}%"):
        if order.body["IsManuallyClosed"] != "true":
            lines = [line for line in order.body["SalesOrderLineRet"] if line.get("ItemRef") == item_id]
            found += sum((_wanted(order, line) for line in lines if line.get("IsManuallyClosed") != "true"), ZERO)
    return found


def _wanted(order: Row, line: dict) -> Decimal:
    """What is ordered and not invoiced."""
    on_invoices = map(Decimal, order.extra.get("invoiced", {}).get(line["TxnLineID"], {}).values())
    return max(Decimal(line.get("Quantity", "1")) - sum(on_invoices, ZERO), ZERO)


class DiscountHandler(ItemHandler):
    type = "ItemDiscount"

    def check_accounts(self, work: Work, body: dict) -> None:
        check_type(need_account(work, body, "AccountRef", body["Name"]), None, self.type)
        if "DiscountRatePercent" not in body:
            body.setdefault("DiscountRate", amount(ZERO))


class PlainHandler(ListHandler):
    """Lists that are only read here."""

    def __init__(self, type_: str) -> None:
        self.type = type_
