"""A browser without a screen: cookies, redirects and forms, from the standard library."""

import http.cookiejar
import json
import urllib.error
import urllib.request
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin

from ..errors import ScriptError

TIMEOUT = 90


class Page:
    """What was answered at last, redirects followed."""

    def __init__(self, url: str, status: int, body: bytes) -> None:
        self.url = url
        self.status = status
        self.body = body

    def json(self) -> Any:
        """Numbers with a point are exact: money is compared to the cent."""
        return json.loads(self.body, parse_float=Decimal)


class Browser:
    def __init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # Whatever proxy this machine uses is for the world outside.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def get(self, url: str) -> Page:
        return self._open(urllib.request.Request(url))

    def post_json(self, url: str, body: Any) -> Page:
        headers = {"Content-Type": "application/json"}
        return self._open(urllib.request.Request(url, json.dumps(body).encode(), headers))

    def delete(self, url: str) -> Page:
        return self._open(urllib.request.Request(url, method="DELETE"))

    def submit(self, page: Page, **choices: str) -> Page:
        """Send the form on `page`, with its hidden values and these choices."""
        form = _Form()
        form.feed(page.body.decode())
        if form.action is None:
            raise ScriptError(f"There is no form on {page.url.partition('?')[0]}.")
        data = urlencode({**form.values, **choices}).encode()
        return self._open(urllib.request.Request(urljoin(page.url, form.action), data))

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return Page(answer.url, answer.status, answer.read())
        except urllib.error.HTTPError as error:
            return Page(error.url, error.code, error.read())
        except OSError as error:
            where = request.full_url.partition("?")[0]
            raise ScriptError(f"{where} does not answer: {error}.") from None


class _Form(HTMLParser):
    """The first form of a page: where it goes, and what it sends without a person's doing."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = found.get("action") or ""
        elif tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.values[str(found["name"])] = found.get("value") or ""
