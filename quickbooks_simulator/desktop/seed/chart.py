"""Accounts and other lists of the sample company."""

from __future__ import annotations

# key, name, type, special type
ACCOUNTS = (
    ("checking", "Checking", "Bank", None),
    ("receivable", "Accounts Receivable", "AccountsReceivable", "AccountsReceivable"),
    ("undeposited", "Undeposited Funds", "OtherCurrentAsset", "UndepositedFunds"),
    ("inventory", "Inventory Asset", "OtherCurrentAsset", "InventoryAssets"),
    ("payable", "Accounts Payable", "AccountsPayable", "AccountsPayable"),
    ("tax", "Sales Tax Payable", "OtherCurrentLiability", "SalesTaxPayable"),
    ("opening", "Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
    ("retained", "Retained Earnings", "Equity", "RetainedEarnings"),
    ("sales", "Sales Income", "Income", None),
    ("services", "Service Income", "Income", None),
    ("shipping", "Shipping and Delivery Income", "Income", None),
    ("discounts", "Sales Discounts", "Income", None),
    ("cogs", "Cost of Goods Sold", "CostOfGoodsSold", "CostOfGoodsSold"),
    ("supplies", "Job Supplies", "Expense", None),
    ("office", "Office Supplies", "Expense", None),
)
STANDARD_TERMS = (
    ("Due on receipt", {"StdDueDays": "0"}),
    ("Net 15", {"StdDueDays": "15"}),
    ("Net 30", {"StdDueDays": "30"}),
    ("2% 10 Net 30", {"StdDueDays": "30", "StdDiscountDays": "10", "DiscountPct": "2.00"}),
)
DATE_DRIVEN_TERMS = (("15th of the month", {"DayOfMonthDue": "15", "DueNextMonthDays": "10"}),)
CLASSES = ("Wholesale", "Retail")
PAYMENT_METHODS = (
    ("Cash", "Cash"),
    ("Check", "Check"),
    ("American Express", "AmericanExpress"),
    ("Discover", "Discover"),
    ("MasterCard", "MasterCard"),
    ("Visa", "Visa"),
    ("E-Check", "ECheck"),
)
SHIP_METHODS = ("DHL", "Federal Express", "UPS", "US Mail")
TEMPLATES = (
    ("Intuit Product Invoice", "Invoice"),
    ("Intuit Service Invoice", "Invoice"),
    ("Custom Credit Memo", "CreditMemo"),
    ("Custom Sales Receipt", "SalesReceipt"),
    ("Custom Purchase Order", "PurchaseOrder"),
    ("Custom Estimate", "Estimate"),
    ("Custom Sales Order", "SalesOrder"),
)
MESSAGES = ("Thank you for your business.",)
# name, kinds of records it belongs to (OwnerID 0)
_SALES = ("Invoice", "CreditMemo", "SalesReceipt", "SalesOrder", "Estimate")
CUSTOM_FIELDS = (("Sales Channel", ["Customer", "Vendor", *_SALES]), ("Color", ["Item", *_SALES]))
