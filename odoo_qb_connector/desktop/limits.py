"""What QuickBooks Desktop can hold (spec qbd 3.2, 5.1, 5.5)."""

from __future__ import annotations

from ..documents import Limits

KEY_LENGTH = 24
"""Characters of a message-set id; more is refused with 9004 (spec qbd 3.5)."""
BATCH_SIZE = 25
"""Writes per message set; Intuit gives no limit, 25 is a hosted service's (spec qbd 3.4)."""
SET_LINES = 500
"""Lines a message set carries at most, about: a set answers within seconds (spec qbd 1.6)."""
EXECUTION_LIMIT = 120.0
"""Seconds after which a set whose answer was lost can no longer be running (spec qbd 1.6: a hosted service
waits 90 for QuickBooks)."""
REF_NUMBER = 11
PO_NUMBER = 25
REFERENCE = 29
"""Characters of the field “Other”, which holds the customer's own reference."""
MEMO = 4095

DESKTOP = Limits(
    party_name=41,
    item_name=31,
    # Longer than 11 is no mistake: numbers.ref_number shortens, and the memo keeps the whole.
    document_number=100,
    memo=MEMO,
    line_description=4095,
    lines=10_000,
    account_name=31,
    other={
        "note": MEMO,
        "company_name": 41,
        "given_name": 25,
        "family_name": 25,
        "email": 1023,
        "phone": 21,
        "party_note": 4095,
        "sku": 31,
        "tax_agency": 41,
        "tax_rate": 31,
        "tax_code": 3,
        "description": 4095,
        "purchase_description": 4095,
        "payment_reference": 25,
        "address_line": 41,
        "address_lines": 3,
        "city": 31,
        "state": 21,
        "postal_code": 13,
        "country": 31,
    },
)
