"""Queries: ids or filters, iterators, metadata, deleted objects (spec qbd 3.4)."""
