"""The three channels from the quotation to the books: shipped, unshipped, shipped again, and a part taken back.

Every step is done on Odoo's screens in Chromium. After each the scenario says what must stand in QuickBooks, no more
and no less.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from . import channels
from .channel_books import DESKTOP
from .screens import STRIP, WORDS, Screens
from .shop import CUSTOMERS, GOODS

Look = Callable[[str], None]
"""What is done where the screen shows something worth a picture, by the picture's name."""
WHOLESALE_ORDER = {"desk": 4, "chair": 10}
MARKETPLACE_ORDER = {"tray": 3, "chair": 2}
RETAIL_ORDER = {"chair": 1, "tray": 2}


@dataclass(frozen=True)
class Due:
    """A document that must stand in QuickBooks."""

    type: str
    number: str
    customer: str
    total: str


@dataclass(frozen=True)
class Phase:
    """What was done last, the order it belongs to, and all of this channel's documents that must be there now."""

    channel: str
    title: str
    order: int
    due: list[Due]


class ChannelRun:
    """`percent` is the sales tax of the shop; `queue` returns when everything that was wished has arrived."""

    def __init__(
        self,
        screens: Screens,
        edition: str,
        percent: float,
        queue: Callable[[], None],
        look: Look,
    ) -> None:
        self.screens = screens
        self.user = screens.user
        self.edition = edition
        self.percent = Decimal(str(percent))
        self.queue = queue
        self.look = look

    def phases(self) -> Iterator[Phase]:
        yield from self.wholesale()
        yield from self.marketplace()
        yield from self.retail()

    # ------------------------------------------------------------------ wholesale

    def wholesale(self) -> Iterator[Phase]:
        """Terms, class and the customer's reference; every delivery has an invoice of its own."""
        channel, screens = channels.WHOLESALE, self.screens
        order = self._quotation(channel, WHOLESALE_ORDER, "PO-7781")
        name = self._name(order)
        customer = CUSTOMERS[channel.customer][0]
        first = Due("Invoice", name, customer, self.total(desk=2, chair=10))
        start = screens.deliver(order, short={"desk": 2}, rest="Create Backorder")
        self._arrived(order, name)
        self.look("wholesale-first")
        yield Phase(channel.key, "the first delivery", order, [first])

        rest = screens.deliver(order)
        self._arrived(order, f"{name}-2")
        yield Phase(channel.key, "the rest", order, [first, self._second(first, "-2", desk=2)])

        screens.ask_return(rest)
        screens.person.sees(WORDS, "is deleted there if it is unpaid")
        self.look("wholesale-return")
        back = screens.bring_back(order)
        self._gone(order, rest)
        self.look("wholesale-deleted")
        yield Phase(channel.key, "the rest came back", order, [first])

        screens.ask_return(back)
        screens.bring_back(order)
        self._arrived(order, f"{name}-3")
        self.look("wholesale-again")
        again = self._second(first, "-3", desk=2)
        yield Phase(channel.key, "shipped again", order, [first, again])

        screens.ask_return(start, {"chair": 3})
        screens.person.sees(WORDS, "a credit memo for")
        self.look("wholesale-part")
        screens.bring_back(order, all_of_it=False)
        self.queue()
        self._newest_move(order, "out_refund")
        self.look("wholesale-credit")
        memo = Due("CreditMemo", f"{name}-C", customer, self.total(chair=3))
        yield Phase(channel.key, "three chairs came back", order, [first, again, memo])

    # ------------------------------------------------------------------ marketplace

    def marketplace(self) -> Iterator[Phase]:
        """All documents on one customer, with the number of the order; nothing before the order is fully delivered."""
        channel, screens = channels.MARKETPLACE, self.screens
        order = self._quotation(channel, MARKETPLACE_ORDER, "RM-55120")
        name = self._name(order)
        customer = channels.CHANNEL_CUSTOMER
        delivery = screens.deliver(order, short={"tray": 2}, rest="Create Backorder")
        self.queue()
        screens.order(order)
        screens.person.sees(".o_qb_strip", GOODS["tray"][0])
        self.look("marketplace-open")
        yield Phase(channel.key, "a part was shipped", order, [])

        screens.cancel_rest(order)
        self._arrived(order, name)
        self.look("marketplace-delivered")
        whole = Due("Invoice", name, customer, self.total(tray=2, chair=2))
        yield Phase(channel.key, "the rest was cancelled", order, [whole])

        screens.ask_return(delivery)
        screens.person.sees(WORDS, "is deleted there if it is unpaid")
        back = screens.bring_back(order)
        self._gone(order, delivery)
        yield Phase(channel.key, "all of it came back", order, [])

        screens.ask_return(back)
        again = screens.bring_back(order)
        self._arrived(order, f"{name}-2")
        self.look("marketplace-again")
        second = self._second(whole, "-2", tray=2, chair=2)
        yield Phase(channel.key, "shipped again", order, [second])

        screens.ask_return(again, {"chair": 1})
        screens.bring_back(order, all_of_it=False)
        self.queue()
        self._newest_move(order, "out_refund")
        memo = Due("CreditMemo", f"{name}-C", customer, self.total(chair=1))
        yield Phase(channel.key, "one chair came back", order, [second, memo])

    # ------------------------------------------------------------------ retail

    def retail(self) -> Iterator[Phase]:
        """Paid orders are sales receipts; the money was there before the goods left."""
        channel, screens = channels.RETAIL, self.screens
        customer, whole = CUSTOMERS[channel.customer][0], self.total(**RETAIL_ORDER)
        order = self._quotation(channel, RETAIL_ORDER, "WEB-3021")
        screens.pay_order(order)
        self.queue()
        receipt = Due("SalesReceipt", self._newest_move(order, "out_invoice"), customer, whole)
        self.look("retail-receipt")
        yield Phase(channel.key, "paid", order, [receipt])

        delivery = screens.deliver(order)
        self.queue()
        yield Phase(channel.key, "shipped", order, [receipt])

        # Desktop has no refund receipts: there the money stays in the first receipt.
        refunds = self.edition != DESKTOP
        credit_type, sale_type = ("RefundReceipt", "SalesReceipt") if refunds else ("CreditMemo", "Invoice")
        screens.ask_return(delivery)
        screens.person.sees(WORDS, "a refund receipt for" if refunds else "a credit memo for")
        self.look("retail-return")
        back = screens.bring_back(order)
        self.queue()
        credit = Due(credit_type, self._newest_move(order, "out_refund"), customer, whole)
        self._settle(refunds)
        yield Phase(channel.key, "all of it came back", order, [receipt, credit])

        screens.ask_return(back)
        again = screens.bring_back(order)
        self.queue()
        second = Due(sale_type, self._newest_move(order, "out_invoice"), customer, whole)
        self._settle(refunds)
        self.look("retail-again")
        yield Phase(channel.key, "shipped again", order, [receipt, credit, second])

        screens.ask_return(again, {"tray": 1})
        screens.bring_back(order, all_of_it=False)
        self.queue()
        part = Due(credit_type, self._newest_move(order, "out_refund"), customer, self.total(tray=1))
        self._settle(refunds)
        self.look("retail-credit")
        yield Phase(channel.key, "one tray came back", order, [receipt, credit, second, part])

    # ------------------------------------------------------------------ what they have in common

    def _settle(self, refunds: bool) -> None:
        """The money of what is on the screen is moved in Odoo, as it is in QuickBooks by the document itself."""
        if refunds:
            self.screens.pay()
            self.queue()

    def total(self, **goods: int) -> str:
        """Prices and the sales tax on their sum."""
        untaxed = sum((Decimal(str(GOODS[key][2])) * quantity for key, quantity in goods.items()), Decimal())
        tax = (untaxed * self.percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return str(untaxed + tax)

    def _second(self, first: Due, suffix: str, **goods: int) -> Due:
        return Due(first.type, first.number + suffix, first.customer, self.total(**goods))

    def _quotation(self, channel: channels.Channel, lines: dict[str, int], reference: str) -> int:
        self.screens.quotation(channel.team, channel.customer, lines, reference)
        self.look(f"{channel.key}-quotation")
        return self.screens.confirm_order()

    def _name(self, order: int) -> str:
        return self.user.read("sale.order", order, "name")["name"]

    def _arrived(self, order: int, number: str) -> None:
        """The queue is through, and the order's badge says so with the newest number."""
        self.queue()
        self.screens.order(order)
        self.screens.person.sees(STRIP, "In QuickBooks")
        self.screens.person.sees(".o_qb_strip", number)

    def _gone(self, order: int, picking: int) -> None:
        """The queue is through, and the delivery says that its invoice was deleted in QuickBooks."""
        self.queue()
        self.screens.transfer(picking)
        self.screens.person.sees(STRIP, "Settled by deletion")

    def _newest_move(self, order: int, move_type: str) -> str:
        """On the newest invoice or credit note of the order, which is in QuickBooks; the number that it has there when
        the channel takes Odoo's: Desktop has room for 11 characters."""
        moves = self.user.read("sale.order", order, "invoice_ids")["invoice_ids"]
        domain = [("id", "in", moves), ("move_type", "=", move_type)]
        found = self.user.find("account.move", domain, "name", order="id desc")[0]
        self.screens.invoice(found["id"])
        self.screens.person.sees(STRIP, "In QuickBooks")
        journal, year, number = found["name"].split("/")
        return f"{journal}{year[2:]}{number}" if self.edition == DESKTOP else found["name"]
