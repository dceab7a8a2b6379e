"""Tests of the books: rules, refusals, and the ledger account by account."""
