"""A company in the QuickBooks simulator: its books, its request log, and what shall go wrong."""

from decimal import Decimal
from typing import Any, Self

from ..errors import ScriptError
from .browser import Browser


class Company:
    """One realm, seen through the control interface: what stands in the books, not what an API call says."""

    def __init__(self, ready: dict[str, Any], realm_id: str) -> None:
        self.ready = ready
        self.realm_id = realm_id
        self._browser = Browser()
        self._base = f"{ready['control']}/companies/{realm_id}"

    @classmethod
    def fresh(cls, ready: dict[str, Any], **settings: Any) -> Self:
        """A new company in the running simulator."""
        page = Browser().post_json(f"{ready['control']}/companies", {"profile": "us-ast", **settings})
        return cls(ready, _checked(page)["realm_id"])

    @property
    def books_page(self) -> str:
        return self._get("")["books"]

    def objects(self, entity: str) -> list[dict[str, Any]]:
        return self._get(f"/books/{entity}")[entity]

    def order(self, kind: str, **options: Any) -> dict[str, Any]:
        """Order something to go wrong; returns the order with its id."""
        return self._post("/faults", {"kind": kind, **options})["faults"][0]

    def orders(self) -> list[dict[str, Any]]:
        return self._get("/faults")["faults"]

    def forget_orders(self) -> None:
        _checked(self._browser.delete(self._base + "/faults"))

    def switch(self, **switches: Any) -> None:
        self._post("/switches", switches)

    def requests(self) -> list[dict[str, Any]]:
        """Every request that reached this company, oldest first; status 0 got no answer."""
        return self._get("/log")["log"]

    def counters(self) -> dict[str, Any]:
        return self._get("/counters")

    def wait_idle(self, seconds: int = 10) -> bool:
        return self._get(f"/idle?seconds={seconds}")["idle"]

    def _get(self, path: str) -> Any:
        return _checked(self._browser.get(self._base + path))

    def _post(self, path: str, body: Any) -> Any:
        return _checked(self._browser.post_json(self._base + path, body))


def cents(value: Decimal | int | str) -> str:
    """An amount with two decimals; one that has more is shown as it is, and agrees with nothing."""
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal("0.01"))
    return str(rounded if rounded == exact else exact)


def _checked(page: Any) -> Any:
    if page.status != 200:
        raise ScriptError(f"The simulator answered {page.url} with {page.status}: {page.body.decode()[:300]}")
    return page.json()
