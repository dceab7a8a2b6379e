"""A company in the QuickBooks Online simulator: its books, its request log, and what shall go wrong."""

from typing import Any, Self

from .booked import Booked
from .control import Control


class Company:
    """One realm, seen through the control interface: what stands in the books, not what an API call says."""

    def __init__(self, ready: dict[str, Any], realm_id: str) -> None:
        self.ready = ready
        self.realm_id = realm_id
        self._control = Control(f"{ready['control']}/companies/{realm_id}")

    @classmethod
    def fresh(cls, ready: dict[str, Any], **settings: Any) -> Self:
        """A new company in the running simulator."""
        made = Control(ready["control"]).post("/companies", {"profile": "us-ast", **settings})
        return cls(ready, made["realm_id"])

    @property
    def books_page(self) -> str:
        return self._control.get("")["books"]

    def objects(self, entity: str) -> list[dict[str, Any]]:
        return self._control.get(f"/books/{entity}")[entity]

    def invoices(self) -> list[Booked]:
        return [
            Booked(one["Id"], one.get("DocNumber", ""), one["TotalAmt"], one.get("PrivateNote") or "")
            for one in self.objects("Invoice")
        ]

    def customers(self) -> list[tuple[str, str]]:
        return [(one["Id"], one["DisplayName"]) for one in self.objects("Customer")]

    def populate(self, **counts: int) -> None:
        """Enter so many customers, vendors and items, by these names."""
        self._control.post("/populate", counts)

    def order(self, kind: str, **options: Any) -> dict[str, Any]:
        """Order something to go wrong; returns the order with its id."""
        return self._control.post("/faults", {"kind": kind, **options})["faults"][0]

    def orders(self) -> list[dict[str, Any]]:
        return self._control.get("/faults")["faults"]

    def forget_orders(self) -> None:
        self._control.delete("/faults")

    def switch(self, **switches: Any) -> None:
        self._control.post("/switches", switches)

    def requests(self) -> list[dict[str, Any]]:
        """Every request that reached this company, oldest first; status 0 got no answer."""
        return self._control.get("/log")["log"]

    def counters(self) -> dict[str, Any]:
        return self._control.get("/counters")

    def wait_idle(self, seconds: int = 10) -> bool:
        return self._control.get(f"/idle?seconds={seconds}")["idle"]
