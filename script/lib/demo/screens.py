"""Odoo's own screens as a salesperson, the warehouse and the bookkeeper use them, in Chromium."""

from .odoo_user import OdooUser
from .person import Person
from .shop import CUSTOMERS, GOODS

VALIDATE = ".o_statusbar_buttons button[name=button_validate]"
RETURN = ".o_statusbar_buttons button"
CURRENT = ".o_statusbar_status .o_arrow_button_current"
STRIP = ".o_qb_strip .badge"
WORDS = ".modal .o_qb_return_words"


class Screens:
    """One person who goes from screen to screen. What a screen is asked for by its address, Odoo is asked for first."""

    def __init__(self, person: Person, user: OdooUser) -> None:
        self.person = person
        self.user = user

    # ------------------------------------------------------------------ sales

    def quotation(self, team: str, customer: str, lines: dict[str, int], reference: str) -> None:
        """A new quotation with `lines` ({goods: quantity}), not confirmed yet."""
        person = self.person
        person.opens("/odoo/action-sale.action_orders/new", "[name=partner_id] input")
        person.chooses("[name=partner_id] input", CUSTOMERS[customer][0])
        # Everything below moves when it appears.
        person.sees(".o_form_sheet", "Open balance in QuickBooks")
        person.presses(".nav-link", "Other Info")
        person.chooses("[name=team_id] input", team)
        person.enters("[name=client_order_ref] input", reference)
        person.presses(".nav-link", "Order Lines")
        for place, (key, quantity) in enumerate(lines.items(), start=1):
            row = f".o_data_row.o_selected_row:nth-child({place})"
            person.presses(".o_field_x2many_list_row_add *", "Add a product")
            person.chooses(f"{row} [name=product_template_id] input", GOODS[key][0])
            person.sees(f"{row} [name=product_template_id] input", f"[{GOODS[key][1]}]")
            person.enters(f"{row} [name=product_uom_qty] input", str(quantity))

    def confirm_order(self) -> int:
        """Press Confirm; the id of the order."""
        self.person.presses(".o_statusbar_buttons button[name=action_confirm]")
        self.person.sees(CURRENT, "Sales Order")
        return self.user.find("sale.order", [], "id", order="id desc")[0]["id"]

    def order(self, order: int) -> None:
        self.person.opens(f"/odoo/sale.order/{order}", f".o_sale_order {STRIP}")

    def pay_order(self, order: int) -> None:
        """Invoice the order and register the whole payment."""
        self.order(order)
        self.person.presses(".o_statusbar_buttons button", "Create Invoice")
        self.person.presses(".modal button[name=create_invoices]")
        self.person.presses(".o_statusbar_buttons button[name=action_post]", "Confirm")
        self.pay()

    # ------------------------------------------------------------------ accounting

    def invoice(self, move: int) -> None:
        self.person.opens(f"/odoo/account.move/{move}", STRIP)

    def pay(self) -> None:
        """Register the whole payment of the invoice or credit note on the screen."""
        self.person.presses(".o_statusbar_buttons button[name=action_register_payment]")
        self.person.presses(".modal button[name=action_create_payments]")
        self.person.sees("body:not(:has(.modal)) .ribbon", "")

    # ------------------------------------------------------------------ warehouse

    def transfer(self, picking: int) -> None:
        self.person.opens(f"/odoo/stock.picking/{picking}", f".o_form_view {CURRENT}")

    def newest(self, order: int, state: str) -> int:
        """The newest transfer of the order in this state."""
        domain = [("sale_id", "=", order), ("state", "=", state)]
        return self.user.find("stock.picking", domain, "id", order="id desc")[0]["id"]

    def deliver(self, order: int, short: dict[str, int] | None = None, rest: str = "") -> int:
        """Validate the open delivery of the order, with less of some goods (`short`, {goods: quantity}); `rest` is the
        button that says what becomes of what is left. The transfer's id."""
        picking = self.newest(order, "assigned")
        self.order(order)
        self.person.presses("button[name=action_view_delivery]")
        if self.user.call("stock.picking", "search_count", [("sale_id", "=", order)]) > 1:
            name = self.user.read("stock.picking", picking, "name")["name"]
            self.person.presses(".o_data_row td[name=name]", name)
        self.person.sees(VALIDATE)
        for key, quantity in (short or {}).items():
            self.person.presses(".o_data_row", GOODS[key][0], "td[name=quantity]")
            self.person.enters(".o_selected_row td[name=quantity] input", str(quantity))
        self.person.presses(VALIDATE)
        if rest:
            self.person.presses(".modal button", rest)
        self.person.sees(CURRENT, "Done")
        return picking

    def cancel_rest(self, order: int) -> None:
        """Cancel the open delivery of the order."""
        self.transfer(self.newest(order, "assigned"))
        self.person.presses(".o_statusbar_buttons button[name=action_cancel]")
        self.person.presses(".modal footer .btn-primary")
        self.person.sees(CURRENT, "Cancelled")

    def ask_return(self, picking: int, back: dict[str, int] | None = None) -> None:
        """Open the dialog of a return, and enter what comes back ({goods: quantity}; nothing entered is all)."""
        self.transfer(picking)
        self.person.presses(RETURN, "Return")
        self.person.sees(".modal .o_data_row")
        for key, quantity in (back or {}).items():
            self.person.presses(".modal .o_data_row", GOODS[key][0], "td[name=quantity]")
            self.person.enters(".modal .o_selected_row td[name=quantity] input", str(quantity))

    def bring_back(self, order: int, *, all_of_it: bool = True) -> int:
        """Press Return in the dialog, and receive the goods; the id of the transfer."""
        button = "action_create_returns_all" if all_of_it else "action_create_returns"
        self.person.presses(f".modal button[name={button}]")
        self.person.presses(f"body:not(:has(.modal)) {VALIDATE}")
        self.person.sees(CURRENT, "Done")
        return self.newest(order, "done")
