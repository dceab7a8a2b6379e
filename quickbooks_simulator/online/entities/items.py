"""Items: inventory, non-inventory, services, categories, bundles (spec qbo 5.3)."""

from __future__ import annotations

from decimal import Decimal

from ... import clock
from ...books.inventory import Move
from ...books.ledger import Entry
from ...books.money import ZERO, dec, half_up, to_minor
from .. import faults
from .balances import refresh_accounts, refresh_items
from .base import Change
from .closing import check_open
from .hierarchy import level
from .lists import TreeList
from .sales import stock_accounts
from .session import Row, Session

# What stands behind the last colon of a name: the expression of the index `object_leaf` (books.store).
LAST_OF_NAME = "substr(name_key, length(rtrim(name_key, replace(name_key, ':', ''))) + 1)"
MAX_PRICE = Decimal("99999999999")
_ASSET_MISSING = (
    "Required parameter is missing in the request. An inventory assetaccount is required if you are tracking "
    "inventory quantities for this product."
)
_EITHER_MISSING = "Required parameter ExpenseAccountRef or IncomeAccountRef is missing in the request"
# What the accounts of an inventory item must be: (property, AccountType, AccountSubType).
_INVENTORY_ACCOUNTS = (
    ("IncomeAccountRef", "Income", "SalesOfProductIncome"),
    ("ExpenseAccountRef", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("AssetAccountRef", "Other Current Asset", "Inventory"),
)
_ACCOUNTS = ("IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef")
_CATEGORY_PROPERTIES = ("Name", "Type", "ParentRef", "SubItem", "Active", "FullyQualifiedName", "Level")


class Items(TreeList):
    name = "Item"
    flag = "SubItem"
    strict_flag = True

    def holder(self, change: Change, name: str) -> Row | None:
        if change.session.switches.item_name_scope == "parent":
            return super().holder(change, name)
        own = change.old.id if change.old else ""
        rows = change.session.select(self.name, f"type = 'Item' AND {LAST_OF_NAME} = ? AND id != ?", name.lower(), own)
        return rows[0] if rows else None

    def complete(self, change: Change) -> None:
        kind = change.values["Type"]
        if kind == "Group" and not change.session.by_hand:
            raise faults.not_simulated("creating or changing a bundle (Item of type Group)")
        if not change.creating and kind != change.was("Type"):
            change.fail(faults.invalid_type("Type", kind))
        _check_gates(change)
        if kind != "Group" and "ItemGroupDetail" in change.sent.values:
            change.fail(faults.conflict("ItemGroupDetail", "ItemGroupDetail is for bundles only"))
        super().complete(change)
        _check_parent(change)
        _COMPLETE.get(kind, _complete_plain)(change)
        for name in ("UnitPrice", "PurchaseCost"):
            if not ZERO <= dec(change.values.get(name)) <= MAX_PRICE:
                change.fail(faults.invalid_number_range(name, change.values[name]))
        if change.was("Active") and not change.values["Active"]:
            _check_deactivation(change)

    def compose(self, change: Change) -> dict:
        values = change.values
        values["Level"] = level(change.session, "Item", values.get("ParentRef"))
        if not values["SubItem"]:
            values.pop("SubItem")
            values.pop("Level")
        kind = values["Type"]
        if kind in ("Category", "Group"):
            return dict(values)
        values.setdefault("Taxable", change.session.switches.item_taxable_default)
        values.setdefault("UnitPrice", 0)
        values.setdefault("PurchaseCost", 0)
        values["TrackQtyOnHand"] = kind == "Inventory"
        if kind == "Inventory":
            _plan_quantity(change)
        moved = not change.creating and any(change.became(name) for name in _ACCOUNTS)
        if moved and "updateaccountontxns" in change.include:
            change.extra["move_accounts"] = True
        return dict(values)

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        super().stored(session, old, new)
        if new.body["Type"] == "Inventory":
            _post_quantity(session, new)
        if new.extra.pop("move_accounts", False):
            _move_accounts(session, old, new)
        session.save_extra(new)


def _check_gates(change: Change) -> None:
    """Inventory needs its preference and Plus or Advanced (spec qbo 5.1, 5.9)."""
    session = change.session
    if change.values["Type"] == "Inventory" and change.creating:
        off = not session.preference("ProductAndServicesPrefs", "QuantityOnHand", False)
        if off or session.company.plan not in ("Plus", "Advanced"):
            raise faults.feature_not_supported("Inventory", session.company.plan)


def _check_parent(change: Change) -> None:
    parent = change.values.get("ParentRef")
    if parent and change.session.require("Item", parent["value"]).body["Type"] != "Category":
        change.fail(faults.invalid_parent("The parent of an item must be a category"))


def _complete_category(change: Change) -> None:
    for name in change.sent.values:
        if name not in _CATEGORY_PROPERTIES and name not in ("Sku", "Taxable", "UnitPrice", "PurchaseCost"):
            change.fail(faults.conflict(name, f"{name} is not allowed on a category"))
    for name in ("Taxable", "UnitPrice", "PurchaseCost", "Sku"):
        change.values.pop(name, None)


def _complete_group(change: Change) -> None:
    """A bundle holds items with quantities, and no accounts of its own; bundles and categories go into none."""
    for name in (*_ACCOUNTS, "QtyOnHand", "InvStartDate", "TrackQtyOnHand", "PurchaseCost"):
        if name in change.sent.values:
            change.fail(faults.conflict(name, f"{name} is not allowed on a bundle"))
    parts = change.values.get("ItemGroupDetail", {}).get("ItemGroupLine", [])
    if not parts:
        change.fail(faults.required("ItemGroupDetail"))
    for part in parts:
        if "ItemRef" not in part:
            change.fail(faults.required("ItemRef"))
        elif change.session.require("Item", part["ItemRef"]["value"]).body["Type"] in ("Category", "Group"):
            change.fail(faults.business("A bundle cannot hold a category or another bundle.", "ItemRef"))


def _complete_plain(change: Change) -> None:
    """Service and NonInventory: at least one of the two accounts, neither A/R nor A/P (6430)."""
    values = change.values
    for name in ("AssetAccountRef", "QtyOnHand", "InvStartDate"):
        if name in change.sent.values:
            change.fail(faults.conflict(name, f"{name} is for inventory items only"))
    if change.sent.values.get("TrackQtyOnHand"):
        change.fail(faults.conflict("TrackQtyOnHand", "TrackQtyOnHand is for inventory items only"))
    if "IncomeAccountRef" not in values and "ExpenseAccountRef" not in values:
        change.fail(faults.required("IncomeAccountRef", _EITHER_MISSING))
    for name in ("IncomeAccountRef", "ExpenseAccountRef"):
        if name in values:
            account = change.session.require("Account", values[name]["value"]).body
            if account["AccountType"] in ("Accounts Receivable", "Accounts Payable"):
                change.fail(change.session.invalid_account_type(account["AccountType"], name))


def _complete_inventory(change: Change) -> None:
    values, session = change.values, change.session
    for name, type_, subtype in _INVENTORY_ACCOUNTS:
        if name not in values:
            change.fail(faults.required(name, _ASSET_MISSING if name == "AssetAccountRef" else None))
            continue
        account = session.require("Account", values[name]["value"]).body
        if (account["AccountType"], account["AccountSubType"]) != (type_, subtype):
            change.fail(change.session.invalid_account_type(f"{account['AccountType']} for {name}", name))
    if values.get("TrackQtyOnHand") is not True:
        change.fail(faults.required("TrackQtyOnHand"))
    for name in ("QtyOnHand", "InvStartDate"):
        if name not in values:
            change.fail(faults.required(name))
    adjusted = not change.creating and dec(values.get("QtyOnHand")) != dec(change.was("QtyOnHand"))
    if adjusted and "InvStartDate" not in change.sent.values:
        change.fail(faults.required("InvStartDate"))


_COMPLETE = {"Category": _complete_category, "Group": _complete_group, "Inventory": _complete_inventory}


def _check_deactivation(change: Change) -> None:
    if change.values["Type"] != "Inventory" or not dec(change.was("QtyOnHand")):
        return
    if change.session.switches.deactivate_item_with_quantity == "refuse":
        change.fail(faults.has_balance("item"))
        return
    change.values["QtyOnHand"] = ZERO
    change.sent.values["InvStartDate"] = clock.today().isoformat()


def _plan_quantity(change: Change) -> None:
    """Remember the opening stock, or the adjustment that an update of QtyOnHand asks for.

    Reads always show the original InvStartDate (spec qbo 5.3).
    """
    values = change.values
    if change.creating:
        check_open(change.session, values["InvStartDate"])
        change.extra["start"] = {"date": values["InvStartDate"], "quantity": str(dec(values["QtyOnHand"]))}
        return
    difference = dec(values["QtyOnHand"]) - dec(change.was("QtyOnHand"))
    day = change.sent.values.get("InvStartDate", change.was("InvStartDate"))
    values["InvStartDate"] = change.was("InvStartDate")
    if difference:
        check_open(change.session, day)
        change.extra["adjust"] = {"date": day, "quantity": str(difference)}


def _post_quantity(session: Session, row: Row) -> None:
    """Opening stock against Opening Balance Equity.

    Adjustments against the item's cost of goods sold account.
    """
    start, adjust = row.extra.get("start"), row.extra.pop("adjust", None)
    asset = row.body["AssetAccountRef"]["value"]
    accounts: set[str] = set()
    if start and not row.extra.get("started"):
        row.extra["started"] = True
        quantity = Decimal(start["quantity"])
        value = to_minor(half_up(quantity * dec(row.body["PurchaseCost"])))
        equity = session.account_by_subtype("OpeningBalanceEquity").id
        accounts |= _move(session, row, "InventoryStart", row.id, start["date"], quantity, value, asset, equity)
    if adjust:
        row.extra["adjustments"] = row.extra.get("adjustments", 0) + 1
        quantity = Decimal(adjust["quantity"])
        value = to_minor(half_up(quantity * dec(row.body["PurchaseCost"]))) if quantity > 0 else None
        number = f"{row.id}.{row.extra['adjustments']}"
        other = row.body["ExpenseAccountRef"]["value"]
        accounts |= _move(session, row, "InventoryAdjustment", number, adjust["date"], quantity, value, asset, other)
    refresh_accounts(session, accounts | stock_accounts(session))
    refresh_items(session, [row.id])


def _move(
    session: Session,
    row: Row,
    txn_type: str,
    txn_id: str,
    day: str,
    quantity: Decimal,
    value: int | None,
    asset: str,
    other: str,
) -> set[str]:
    if not quantity:
        return set()
    session.stock.set_moves(Entry(txn_type, txn_id, day), [Move(1, row.id, quantity, value, asset, other)])
    return {asset, other}


def _move_accounts(session: Session, old: Row, new: Row) -> None:
    """include=updateaccountontxns: past postings of the item follow its new accounts (spec qbo 1.4)."""
    touched: set[str] = set()
    for name in _ACCOUNTS:
        was = old.body.get(name, {}).get("value")
        now = new.body.get(name, {}).get("value")
        if was and now and was != now:
            key = (now, session.realm, new.id, was)
            session.connection.execute(
                "UPDATE ledger SET account = ? WHERE realm = ? AND item = ? AND account = ?", key
            )
            for column in ("asset_account", "other_account"):
                session.connection.execute(
                    f"UPDATE stock SET {column} = ? WHERE realm = ? AND item = ? AND {column} = ?", key
                )
            touched |= {was, now}
    refresh_accounts(session, touched)
