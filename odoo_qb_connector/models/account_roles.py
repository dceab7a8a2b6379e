"""What an account of QuickBooks is used for, and which kinds of accounts can be used for it (spec qbo 5.3, 5.4, qbd
5.3, 5.5)."""

from ..documents import AccountKind

ROLES = [
    ("income", "Sales"),
    ("expense", "Adjustments and other costs"),
    ("asset", "Inventory asset"),
    ("cogs", "Cost of goods sold"),
]
# QuickBooks Online writes account types with spaces, QuickBooks Desktop without.
INCOME_KINDS = ("Income", "Other Income", "OtherIncome")
COGS_KINDS = ("Cost of Goods Sold", "CostOfGoodsSold")
EXPENSE_KINDS = ("Expense", "Other Expense", "OtherExpense", *COGS_KINDS)
ASSET_KINDS = ("Other Current Asset", "OtherCurrentAsset")
LIABILITY_KINDS = (
    "Other Current Liability",
    "OtherCurrentLiability",
    "Long Term Liability",
    "LongTermLiability",
)
OWED = ("down_payment", "sales_tax")
"""Charges that are owed to somebody: their items belong to liability accounts, and no other charge stands in."""
KINDS = {"income": INCOME_KINDS, "expense": EXPENSE_KINDS, "asset": ASSET_KINDS, "cogs": COGS_KINDS}
"""{role: QuickBooks' account types that can play it}"""

NEW_NAMES = {
    "income": "Sales of Product Income",
    "expense": "Adjustments / Other Costs",
    "asset": "Inventory Asset",
    "cogs": "Cost of Goods Sold",
}
"""What a new account is called, unless a person says otherwise: QuickBooks' own names where it has them."""
NEW_KINDS = {
    "income": AccountKind.INCOME,
    "expense": AccountKind.EXPENSE,
    "asset": AccountKind.INVENTORY_ASSET,
    "cogs": AccountKind.COST_OF_GOODS_SOLD,
}
TYPES = {
    "online": {
        "income": "Income",
        "expense": "Expense",
        "asset": "Other Current Asset",
        "cogs": "Cost of Goods Sold",
    },
    "desktop": {
        "income": "Income",
        "expense": "Expense",
        "asset": "OtherCurrentAsset",
        "cogs": "CostOfGoodsSold",
    },
}
"""{edition: {role: the type of a new account}} in QuickBooks' own spelling."""
COUNTED_SUBTYPES = {"income": "SalesOfProductIncome", "asset": "Inventory", "cogs": "SuppliesMaterialsCogs"}
"""The detail types that QuickBooks Online wants of the accounts of an inventory item."""

DETAIL_TYPES = {
    "income": "Sales of Product Income",
    "expense": "Office/General Administrative Expenses",
    "asset": "Inventory",
    "cogs": "Supplies & Materials - COGS",
}
"""{role: the detail type of a new account} as QuickBooks Online's own screens, which are in English, say it."""
SCREEN_TYPES = {
    "income": "Income",
    "expense": "Expense",
    "asset": "Other Current Assets",
    "cogs": "Cost of Goods Sold",
}
"""{role: the type of a new account} as these screens say it."""


def domain(role, connection="id"):
    """The domain of a drop-down, as text: accounts of this role in the company of the field `connection`."""
    return f"[('connection_id', '=', {connection}), ('type', '=', 'Account'), ('kind', 'in', {KINDS[role]!r})]"
