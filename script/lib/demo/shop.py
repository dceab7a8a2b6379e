"""A small furniture company in Odoo: what a person enters before the first order."""

from dataclasses import dataclass, field

from .odoo_user import OdooUser

COMPANY = "My Furniture Company"
TAX = ("Sales Tax 9.25%", 9.25)
# key: name, internal reference, price
GOODS = {
    "desk": ("Walnut Standing Desk", "WSD-160", 749.00),
    "chair": ("Mesh Task Chair", "MTC-02", 189.95),
    "tray": ("Under-Desk Cable Tray", "UCT-1", 18.49),
}
FREIGHT = ("Freight to the Door", 42.50)
STOCK = 500
# key: name, street, city, zip, e-mail. QuickBooks has Deco Addict already.
CUSTOMERS = {
    "northwind": ("Northwind Offices", "410 Harbor Way", "Oakland", "94607", "orders@northwind.example"),
    "deco": ("Deco Addict", "77 Santa Barbara Rd", "Pleasant Hill", "94523", "deco.addict82@example.com"),
    "bluebird": ("Bluebird Studios", "9 Mission Street", "San Francisco", "94105", "hello@bluebird.example"),
}


@dataclass
class Shop:
    """Ids in Odoo, by key."""

    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    carrier: int = 0
    team: int = 0
    tax: int = 0


def furnish(user: OdooUser, tax: tuple[str, float] = TAX) -> Shop:
    shop = Shop()
    company = user.find("res.company", [], "partner_id")[0]
    user.write("res.company", company["id"], {"name": COMPANY})
    shop.tax = _sales_tax(user, *tax)
    for key, (name, reference, price) in GOODS.items():
        goods = {"default_code": reference, "type": "consu", "is_storable": True}
        shop.products[key] = _product(user, name, price, [shop.tax], **goods)
    _stock(user, list(shop.products.values()))
    freight = _product(user, *FREIGHT, [], type="service", sale_ok=False, purchase_ok=False)
    shop.carrier = user.create(
        "delivery.carrier",
        {"name": FREIGHT[0], "delivery_type": "fixed", "fixed_price": FREIGHT[1], "product_id": freight},
    )
    shop.team = user.create("crm.team", {"name": "Office Furniture"})
    shop.customers = {key: _customer(user, *values) for key, values in CUSTOMERS.items()}
    return shop


def _sales_tax(user: OdooUser, name: str, percent: float) -> int:
    group = user.create("account.tax.group", {"name": name})
    values = {"name": name, "amount": percent, "type_tax_use": "sale", "tax_group_id": group}
    return user.create("account.tax", values)


def _product(user: OdooUser, name: str, price: float, taxes: list[int], **values: object) -> int:
    return user.create("product.product", {"name": name, "list_price": price, "taxes_id": [(6, 0, taxes)], **values})


def _stock(user: OdooUser, products: list[int]) -> None:
    """Count what lies in the warehouse, as the inventory screen does."""
    location = user.find("stock.warehouse", [], "lot_stock_id")[0]["lot_stock_id"][0]
    counted = [{"product_id": product, "location_id": location, "inventory_quantity": STOCK} for product in products]
    quants = user.call("stock.quant", "create", counted, context={"inventory_mode": True})
    user.press("stock.quant", "action_apply_inventory", *quants)


def _customer(user: OdooUser, name: str, street: str, city: str, code: str, email: str) -> int:
    values = {"name": name, "is_company": True, "street": street, "city": city, "zip": code, "email": email}
    place = {"state_id": user.ref("base.state_us_5"), "country_id": user.ref("base.us")}
    return user.create("res.partner", {**values, **place})
