"""A person at a page of Odoo in Chromium: presses what is written there, and waits for what the page says by itself."""

import json

from .chrome import Chrome
from .sign_in import sign_in

MARK = "data-qb-hand"
SEEN = """
(() => {{
    const said = (one) => one.innerText + " " + (one.value ?? "");
    const row = [...document.querySelectorAll({selector})].find(
        (one) => one.getClientRects().length && said(one).includes({words})
    );
    const found = {part} ? row?.querySelector({part}) : row;
    document.querySelectorAll("[{mark}]").forEach((one) => one.removeAttribute("{mark}"));
    found?.setAttribute("{mark}", "");
    return Boolean(found);
}})()
"""
# What lies still since the last look, and is not covered by anything: a finger would hit it.
IN_REACH = """
(() => {{
    const one = document.querySelector("[{mark}]");
    one.scrollIntoView({{block: "nearest"}});
    const box = one.getBoundingClientRect();
    const at = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = document.elementFromPoint(...at);
    const before = window.qbHand;
    window.qbHand = String(at);
    return before === window.qbHand && hit && (one.contains(hit) || hit.contains(one)) ? at : null;
}})()
"""


class Person:
    """`selector` is CSS, `words` a part of what is written on it, `part` (CSS) what is meant inside of it."""

    def __init__(self, chrome: Chrome, odoo: str) -> None:
        self.chrome = chrome
        self.odoo = odoo

    def signs_in(self, database: str) -> None:
        sign_in(self.chrome, self.odoo, database)

    def opens(self, path: str, selector: str) -> None:
        self.chrome.visit(path if path.startswith("http") else self.odoo + path)
        self.sees(selector)

    def sees(self, selector: str, words: str = "") -> None:
        """Return when it is on the page and can be seen."""
        self.chrome.until(self._seen(selector, words), f"Nobody sees “{words}” at {selector}")

    def presses(self, selector: str, words: str = "", part: str = "") -> None:
        within = f"({self._seen(selector, words, part)}) && ({IN_REACH.format(mark=MARK).strip()})"
        self.chrome.until(within, f"Nobody can press “{words}” at {selector}")
        x, y = self.chrome.run(
            f"(() => {{ const box = document.querySelector('[{MARK}]').getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        self.chrome.press_at(x, y)

    def enters(self, selector: str, text: str) -> None:
        """In place of what stands there, and leaves the field."""
        self.types(selector, text)
        self.chrome.run("document.activeElement.blur()")

    def types(self, selector: str, text: str) -> None:
        """In place of what stands there, and stays in the field."""
        self.sees(selector)
        self.chrome.run(f"document.querySelector('[{MARK}]').focus()")
        self.chrome.run("document.activeElement.select()")
        self.chrome.type(":focus", text)

    def chooses(self, selector: str, text: str) -> None:
        """From the list that opens below a field when something is typed there."""
        self.types(selector, text)
        self.presses(".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option)", text)

    @staticmethod
    def _seen(selector: str, words: str, part: str = "") -> str:
        said = {"selector": json.dumps(selector), "words": json.dumps(words), "part": json.dumps(part)}
        return SEEN.format(mark=MARK, **said).strip().removesuffix(";")
