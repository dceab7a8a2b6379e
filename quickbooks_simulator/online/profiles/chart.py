"""The sample chart of accounts: (key, name, AccountType, AccountSubType)."""

from __future__ import annotations

ACCOUNTS = (
    ("opening", "Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
    ("bank", "Checking", "Bank", "Checking"),
    ("savings", "Savings", "Bank", "Savings"),
    ("receivable", "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
    ("undeposited", "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
    ("inventory", "Inventory Asset", "Other Current Asset", "Inventory"),
    ("prepaid", "Prepaid Expenses", "Other Current Asset", "PrepaidExpenses"),
    ("furniture", "Furniture and Fixtures", "Fixed Asset", "FurnitureAndFixtures"),
    ("payable", "Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"),
    ("card", "Business Card", "Credit Card", "CreditCard"),
    ("unearned", "Customer Deposits", "Other Current Liability", "OtherCurrentLiabilities"),
    ("loan", "Notes Payable", "Long Term Liability", "NotesPayable"),
    ("retained", "Retained Earnings", "Equity", "RetainedEarnings"),
    ("owner", "Owner's Equity", "Equity", "OwnersEquity"),
    ("sales", "Sales of Product Income", "Income", "SalesOfProductIncome"),
    ("services", "Services", "Income", "ServiceFeeIncome"),
    ("shipping", "Shipping Income", "Income", "OtherPrimaryIncome"),
    ("discounts", "Discounts given", "Income", "DiscountsRefundsGiven"),
    ("cogs", "Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("freight", "Freight and Delivery", "Cost of Goods Sold", "ShippingFreightDeliveryCos"),
    ("rent", "Rent or Lease", "Expense", "RentOrLeaseOfBuildings"),
    ("office", "Office Expenses", "Expense", "OfficeGeneralAdministrativeExpenses"),
    ("advertising", "Advertising", "Expense", "AdvertisingPromotional"),
    ("utilities", "Utilities", "Expense", "Utilities"),
    ("fees", "Bank Charges", "Expense", "BankCharges"),
    ("supplies", "Supplies", "Expense", "SuppliesMaterials"),
    ("interest", "Interest Earned", "Other Income", "InterestEarned"),
    ("exchange", "Exchange Gain or Loss", "Other Expense", "ExchangeGainOrLoss"),
)
