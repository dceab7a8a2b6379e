"""Currencies by the names QuickBooks gives them, for companies whose currency list was not read yet (spec qbd 6)."""

CURRENCY_OF = {"US": "USD", "CA": "CAD", "UK": "GBP", "AU": "AUD"}
"""The home currency by the country of the QuickBooks edition."""
CURRENCY_NAMES = {
    "us dollar": "USD",
    "canadian dollar": "CAD",
    "british pound sterling": "GBP",
    "british pound": "GBP",
    "euro": "EUR",
    "australian dollar": "AUD",
}
