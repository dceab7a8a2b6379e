"""Invoices, credit memos, sales receipts, sales orders: line arithmetic, sales tax, receivable and currency, posting, changing, deleting, voiding."""
