"""Invoices: line arithmetic, sales tax, receivable and currency, posting, changing, deleting, voiding."""
