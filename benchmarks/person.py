"""A person at a page of Odoo in Chromium: presses what is written there, and waits for what the page says by itself."""

import json

from script.lib.demo.chrome import Chrome
from script.lib.demo.sign_in import sign_in

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
        sign_in(self.chrome, self.odoo, database)

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
