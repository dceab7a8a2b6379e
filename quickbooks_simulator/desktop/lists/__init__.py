"""The lists of a company file: customers, vendors, accounts, items and the small ones."""
