"""What QuickBooks Online can hold (spec qbo 2.1, 5.0, 5.2, 5.3)."""

from __future__ import annotations

from ..documents import Limits

BATCH_SIZE = 30
"""Items per batch, Intuit's recommended maximum."""
EXECUTION_LIMIT = 120.0
"""Seconds after which Intuit abandons a request."""
PRIVATE_NOTE = 4000

ONLINE = Limits(
    party_name=500,
    item_name=100,
    document_number=21,
    memo=1000,
    line_description=4000,
    lines=10_000,
    account_name=100,
    forbidden_in_account_names=':"\t\n\r',
    other={
        "note": PRIVATE_NOTE,
        "company_name": 100,
        "given_name": 100,
        "family_name": 100,
        "email": 100,
        "phone": 30,
        "website": 1000,
        "party_note": 2000,
        "sku": 100,
        "tax_agency": 100,
        "tax_rate": 10,
        "tax_code": 100,
        "description": 4000,
        "purchase_description": 1000,
        "payment_reference": 21,
        "custom_field": 31,
        "address_line": 500,
        "address": 2000,
        "city": 255,
        "state": 255,
        "country": 255,
        "postal_code": 30,
    },
)
