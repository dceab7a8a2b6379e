"""People and goods of the sample company."""

from __future__ import annotations

# name, street, city, state, postal code, e-mail, terms
CUSTOMERS = (
    ("Deco Addict", "77 Santa Barbara Rd", "Pleasant Hill", "CA", "94523", "deco.addict82@example.com", "Net 30"),
    ("Cool Cars", "65 Ocean Dr.", "Half Moon Bay", "CA", "94213", "cars@example.com", "Net 15"),
    ("Freeman Sporting Goods", "370 Easy St.", "Middlefield", "CA", "94482", "sports@example.com", "Net 30"),
    ("Gevelber Photography", "1103 Main St.", "Middlefield", "CA", "94471", "photo@example.com", None),
    ("Whitehead and Sons", "", "", "", "", "", None),
)
JOBS = (("Freeman Sporting Goods", "55 Twin Lane"),)
NOT_TAXABLE = ("Gevelber Photography",)
VENDORS = (
    ("State Board of Equalization", True),
    ("City of Middlefield", True),
    ("Norton Lumber", False),
    ("Patton Hardware Supplies", False),
)
# list, name: people who share the names of customers and vendors
PEOPLE = (("Employee", "Rosa Delgado"), ("OtherName", "Petty Cash Drawer"))
# initials, employee
SALES_REPS = (("RD", "Rosa Delgado"),)
# name, rate, agency
TAX_ITEMS = (
    ("State Tax", "7.25", "State Board of Equalization"),
    ("City Tax", "1.25", "City of Middlefield"),
    ("Out of State", "0.00", "State Board of Equalization"),
)
TAX_GROUP = ("Middlefield", ("State Tax", "City Tax"))
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
