"""The edition-neutral half: the SQLite file, the double-entry ledger and the cost of inventory."""
