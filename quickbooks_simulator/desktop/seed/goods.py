"""People and goods of the sample company."""

from __future__ import annotations

VENDORS = ("Norton Lumber", "Patton Hardware Supplies")
# list, name: people who share the names of customers and vendors
PEOPLE = (("Employee", "Rosa Delgado"), ("OtherName", "Petty Cash Drawer"))
# initials, employee
SALES_REPS = (("RD", "Rosa Delgado"),)
# name, description, price, taxable
SERVICES = (("Design", "Interior design, per hour", "75.00", False), ("Installation", "Installation", "50.00", False))
# name, description, price, cost
NON_INVENTORY = (
    ("Gift Wrap", "Gift wrapping", "5.00", "1.50"),
    ("Packing Material", "Packing material", "2.35", "0.80"),
)
# name, description, price, cost, quantity
INVENTORY = (
    ("Oak Desk", "Oak desk, 160 x 80 cm", "750.00", "480.00", "20"),
    ("Office Chair", "Office chair, black", "140.00", "88.50", "60"),
    ("Desk Lamp", "Desk lamp", "45.00", "19.99", "100"),
)
FOREIGN_CUSTOMER = ("Galerie Vivienne", "4 Rue des Petits Champs", "Paris", "75002", "France")
