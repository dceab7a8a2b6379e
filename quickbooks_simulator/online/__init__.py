"""QuickBooks Online: entities, rules and faults of the Accounting API v3, over the books of `..books`."""
