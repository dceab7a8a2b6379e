"""A person at Odoo's web client: signs in, reads and writes records, presses buttons."""

from typing import Any, Self

from ..errors import ScriptError
from .browser import Browser


class OdooUser:
    """One signed-in session. `browser` holds its cookies, so that pages can be opened in it too."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.browser = Browser()

    def sign_in(self, database: str, login: str = "admin", password: str = "admin") -> Self:
        self._rpc("/web/session/authenticate", {"db": database, "login": login, "password": password})
        return self

    def call(self, model: str, method: str, *arguments: Any, **keywords: Any) -> Any:
        """A public method of a model, as the web client calls it."""
        params = {"model": model, "method": method, "args": list(arguments), "kwargs": keywords}
        return self._rpc(f"/web/dataset/call_kw/{model}/{method}", params)

    def press(self, model: str, button: str, *ids: int, **context: Any) -> Any:
        """A button on a form; returns the action that follows."""
        params = {"model": model, "method": button, "args": [list(ids)], "kwargs": {"context": context}}
        return self._rpc(f"/web/dataset/call_button/{model}/{button}", params)

    def create(self, model: str, values: dict[str, Any]) -> int:
        return self.call(model, "create", [values])[0]

    def create_many(self, model: str, values: list[dict[str, Any]]) -> list[int]:
        return self.call(model, "create", values)

    def write(self, model: str, ids: int | list[int], values: dict[str, Any]) -> None:
        self.call(model, "write", [ids] if isinstance(ids, int) else ids, values)

    def find(self, model: str, domain: list[Any], *names: str, order: str = "id") -> list[dict[str, Any]]:
        return self.call(model, "search_read", domain, list(names), order=order)

    def read(self, model: str, record_id: int, *names: str) -> dict[str, Any]:
        return self.call(model, "read", [record_id], list(names))[0]

    def ref(self, name: str) -> int:
        """The id of a record that a module brought."""
        module, _, local = name.partition(".")
        found = self.find("ir.model.data", [("module", "=", module), ("name", "=", local)], "res_id")
        if not found:
            raise ScriptError(f"Odoo has no record {name}.")
        return found[0]["res_id"]

    def _rpc(self, path: str, params: dict[str, Any]) -> Any:
        page = self.browser.post_json(self.url + path, {"jsonrpc": "2.0", "method": "call", "params": params})
        if page.status != 200:
            raise ScriptError(f"Odoo answered {path} with status {page.status}.")
        answer = page.json()
        if "error" in answer:
            said = answer["error"].get("data", {}).get("message") or answer["error"].get("message")
            raise ScriptError(f"Odoo refused {path.rpartition('dataset/')[2]}: {said}")
        return answer.get("result")
