"""A person at a page of Odoo in Chromium: presses what is written there, and waits for what the page says by itself."""

import json

from script.lib.demo.chrome import Chrome

MARK = "data-qb-hand"
SEEN = """
(() => {{
    const said = (one) => one.innerText + " " + (one.value ?? "");
    const found = [...document.querySelectorAll({selector})].find(
        (one) => one.getClientRects().length && said(one).includes({words})
    );
    document.querySelectorAll("[{mark}]").forEach((one) => one.removeAttribute("{mark}"));
    found?.setAttribute("{mark}", "");
    return Boolean(found);
}})()
"""


class Person:
    """`selector` is CSS, `words` a part of what is written on it."""

    def __init__(self, chrome: Chrome, odoo: str) -> None:
        self.chrome = chrome
        self.odoo = odoo

    def signs_in(self, database: str) -> None:
        """As the form does it, but without the form: its page loses what is submitted before its scripts are there."""
        self.chrome.size(1280, 860)
        self.chrome.open(f"{self.odoo}/web/login", "input[name=login]")
        asked = json.dumps({"jsonrpc": "2.0", "params": {"db": database, "login": "admin", "password": "admin"}})
        options = f"{{method: 'POST', headers: {{'Content-Type': 'application/json'}}, body: {json.dumps(asked)}}}"
        known = f"fetch('/web/session/authenticate', {options}).then((it) => it.json()).then((it) => it.result.uid)"
        assert self.chrome.run(known)

    def opens(self, path: str, selector: str) -> None:
        self.chrome.open(self.odoo + path, selector)

    def sees(self, selector: str, words: str = "") -> None:
        """Return when it is on the page and can be seen."""
        script = SEEN.format(selector=json.dumps(selector), words=json.dumps(words), mark=MARK)
        self.chrome.until(script, f"Nobody sees “{words}” at {selector}")

    def presses(self, selector: str, words: str = "") -> None:
        self.sees(selector, words)
        self.chrome.click(f"[{MARK}]")

    def enters(self, selector: str, text: str) -> None:
        """In place of what stands there, and leaves the field."""
        self.sees(selector)
        self.chrome.run(f"document.querySelector({json.dumps(selector)}).select()")
        self.chrome.type(selector, text)
        self.chrome.run("document.activeElement.blur()")
