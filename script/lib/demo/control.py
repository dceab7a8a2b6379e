"""The simulator's control interface: JSON over HTTP below one address."""

from typing import Any

from ..errors import ScriptError
from .browser import Browser, Page


class Control:
    """Calls below `base`; whatever is not answered with 200 is a ScriptError."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._browser = Browser()

    def get(self, path: str) -> Any:
        return _checked(self._browser.get(self._base + path))

    def post(self, path: str, body: Any) -> Any:
        return _checked(self._browser.post_json(self._base + path, body))

    def delete(self, path: str) -> Any:
        return _checked(self._browser.delete(self._base + path))


def _checked(page: Page) -> Any:
    if page.status != 200:
        raise ScriptError(f"The simulator answered {page.url} with {page.status}: {page.body.decode()[:300]}")
    return page.json()
