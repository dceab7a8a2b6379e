"""The grammar of every message in use, in the notation of spec qbd 5.5."""

from . import (
    accounts,
    common,
    company,
    deletions,
    estimates,
    invoices,
    items,
    lists,
    parties,
    people,
    queries,
    receipts,
    sales,
)

TABLES = (
    common,
    queries,
    company,
    parties,
    people,
    accounts,
    items,
    lists,
    invoices,
    sales,
    estimates,
    receipts,
    deletions,
)
