"""QuickBooks Desktop and the Web Connector in the simulator: the books, the calls, and what shall go wrong."""

from decimal import Decimal
from typing import Any

from .booked import Booked
from .control import Control

UPDATE_SECONDS = 30


class DesktopCompany:
    """The company file that is open on the simulated PC, seen through the agent's control interface."""

    def __init__(self, ready: dict[str, Any]) -> None:
        self.ready = ready
        self.books_page: str = ready["books"]
        self.company_file: str = ready["company_file"]
        self._control = Control(ready["control"])

    def objects(self, kind: str) -> list[dict[str, Any]]:
        return self._control.get(f"/books/{kind}")[kind]

    def invoices(self) -> list[Booked]:
        return [
            Booked(one["TxnID"], one.get("RefNumber", ""), _total(one), one.get("Memo") or "")
            for one in self.objects("Invoice")
        ]

    def customers(self) -> list[tuple[str, str]]:
        return [(one["ListID"], one["FullName"]) for one in self.objects("Customer")]

    def items(self) -> list[dict[str, Any]]:
        """Every kind of item."""
        books = self._control.get("/books")["entities"]
        return [one for kind, rows in books.items() if kind.startswith("Item") for one in rows]

    def populate(self, **counts: int) -> None:
        """Enter so many customers, vendors and items, by these names."""
        self._control.post("/populate", counts)

    # ------------------------------------------------------------------ the Web Connector

    def order(self, kind: str, **options: Any) -> int:
        """Order something to go wrong; returns the order's id."""
        return self._control.post("/faults", {"kind": kind, **options})["faults"][0]["id"]

    def order_in_quickbooks(self, **options: Any) -> None:
        """Order something to go wrong inside QuickBooks, between two requests of a set too."""
        self._control.post("/quickbooks-faults", options)

    def forget_orders_in_quickbooks(self) -> None:
        self._control.delete("/quickbooks-faults")

    def struck(self) -> dict[str, int]:
        """How often each kind of order has struck."""
        times: dict[str, int] = {}
        for one in self._control.get("/faults")["faults"]:
            when = f", {one['when']}" if one.get("when") else ""
            name = f"{one['kind']}{when}"
            times[name] = times.get(name, 0) + len(one["fired"])
        return {name: count for name, count in times.items() if count}

    def has_struck(self, order: int) -> bool:
        return any(one["id"] == order and one["fired"] for one in self._control.get("/faults")["faults"])

    def auto_run(self, *, on: bool) -> None:
        """Tick or untick Auto-Run; when it is unticked, what runs has ended on return."""
        self._control.post("/auto-run", {"on": on})
        if not on:
            self._control.get(f"/idle?seconds={UPDATE_SECONDS}")

    def wait_for_update(self) -> None:
        """Return when the Web Connector has called once more, or did not for a while."""
        ended = self._control.get("")["updates"]
        self._control.get(f"/updates/wait?count={ended + 1}&seconds={UPDATE_SECONDS}")

    def updates(self) -> list[dict[str, Any]]:
        """How each call of the Web Connector ended, oldest first."""
        return self._control.get("/updates")["updates"]

    def calls(self) -> list[dict[str, Any]]:
        """Everything that the Web Connector said to Odoo and to QuickBooks, oldest first."""
        return self._control.get("/log")["log"]


def _total(invoice: dict[str, Any]) -> Decimal:
    """QuickBooks Desktop holds no total: it is what the lines and the tax add up to."""
    return Decimal(str(invoice["Subtotal"])) + Decimal(str(invoice["SalesTaxTotal"]))
