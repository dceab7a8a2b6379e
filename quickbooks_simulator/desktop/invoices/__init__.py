"""Invoices, credit memos, sales receipts and sales orders: line arithmetic, sales tax, account and currency, posting,
changing, deleting, voiding."""
