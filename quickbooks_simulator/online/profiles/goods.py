"""Sample items, classes, locations, terms, payment methods."""

from __future__ import annotations

# name, sku, price, cost, taxable
SERVICES = (
    ("Design", "SV-DSG", "75", "0", False),
    ("Installation", "SV-INS", "60", "0", False),
    ("Delivery Assembly", "SV-ASM", "45", "0", True),
)
NON_INVENTORY = (
    ("Packing Material", "NI-PCK", "8.50", "3.20", True),
    ("Gift Wrap", "NI-GFT", "5", "1.10", True),
)
# name, sku, price, cost, taxable, quantity on hand
INVENTORY = (
    ("Oak Desk", "IN-DSK", "450", "210", True, "20"),
    ("Office Chair", "IN-CHR", "120.50", "62.40", True, "50"),
    ("Desk Lamp", "IN-LMP", "39.95", "17.25", True, "100"),
    ("Bookshelf", "IN-SHF", "249", "118", True, "15"),
    ("Filing Cabinet", "IN-CAB", "185", "97.80", True, "12"),
)
CLASSES = ("Retail", "Wholesale", "Online")
DEPARTMENTS = ("Main Store", "Warehouse")
# name, due days
TERMS = (("Due on receipt", 0), ("Net 15", 15), ("Net 30", 30), ("Net 60", 60))
PAYMENT_METHODS = (
    ("Cash", "NON_CREDIT_CARD"),
    ("Check", "NON_CREDIT_CARD"),
    ("Visa", "CREDIT_CARD"),
    ("MasterCard", "CREDIT_CARD"),
    ("Bank Transfer", "NON_CREDIT_CARD"),
)
