"""Orders from the quotation to the validated delivery, with the buttons that people press."""

from dataclasses import dataclass, replace

from ..errors import ScriptError
from .odoo_user import OdooUser
from .shop import Shop


@dataclass(frozen=True)
class Wanted:
    """One order: (product, quantity, discount of the line in percent), and what else is special about it."""

    title: str
    customer: str
    lines: tuple[tuple[str, float, float], ...]
    shipping: bool = False
    discount: float = 0.0


WITH_EVERYTHING = Wanted(
    "shipping, tax, discounts",
    "northwind",
    (("desk", 3, 0), ("chair", 12, 5), ("tray", 7, 0)),
    shipping=True,
    discount=0.10,
)
KNOWN_CUSTOMER = Wanted("customer known to QuickBooks", "deco", (("chair", 4, 0), ("tray", 9, 0)))
CUT_OFF = Wanted("answer cut off", "bluebird", (("desk", 1, 0), ("chair", 1, 0)), shipping=True)
LOST = replace(CUT_OFF, title="answer lost")


def confirm(user: OdooUser, shop: Shop, wanted: Wanted) -> int:
    """A confirmed sales order."""
    lines = [
        (0, 0, {"product_id": shop.products[key], "product_uom_qty": quantity, "discount": discount})
        for key, quantity, discount in wanted.lines
    ]
    order = user.create(
        "sale.order",
        {"partner_id": shop.customers[wanted.customer], "team_id": shop.team, "order_line": lines},
    )
    if wanted.discount:
        _discount(user, order, wanted.discount)
    if wanted.shipping:
        _add_shipping(user, order, shop.carrier)
    user.press("sale.order", "action_confirm", order)
    return order


def ship(user: OdooUser, order: int) -> None:
    """Validate the order's delivery. This is all that a warehouse does."""
    pickings = user.find("stock.picking", [("sale_id", "=", order)], "name", "state")
    for picking in pickings:
        user.press("stock.picking", "action_assign", picking["id"])
        user.press("stock.picking", "button_validate", picking["id"], skip_sms=True, skip_backorder=True)
        state = user.read("stock.picking", picking["id"], "state")["state"]
        if state != "done":
            raise ScriptError(f"The delivery {picking['name']} could not be validated: it is {state}.")


def _discount(user: OdooUser, order: int, share: float) -> None:
    """Odoo's Discount button: a discount on the whole order."""
    wizard = user.create(
        "sale.order.discount",
        {"sale_order_id": order, "discount_type": "so_discount", "discount_percentage": share},
    )
    user.press("sale.order.discount", "action_apply_discount", wizard)


def _add_shipping(user: OdooUser, order: int, carrier: int) -> None:
    """Odoo's Add Shipping button."""
    wizard = user.create("choose.delivery.carrier", {"order_id": order, "carrier_id": carrier})
    user.press("choose.delivery.carrier", "update_price", wizard)
    user.press("choose.delivery.carrier", "button_confirm", wizard)
