"""Chromium over its DevTools protocol. Needs the websocket-client package, so it runs with Odoo's Python."""

import base64
import json
import resource
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import websocket

from ..chromium import NAMES
from ..errors import ScriptError

PATIENCE = 120
ARRIVAL = 30
"""Seconds in which a page must begin to come, else it is asked for once more: now and then Chromium forgets one."""
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-proxy-server",
    "--remote-allow-origins=*",
    "--remote-debugging-port=0",
)


def _without_limit() -> None:
    """Inside a test run Odoo limits the address space of the process; Chromium reserves far more than it uses."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


class Chrome:
    """One tab of a browser of its own; ended with it."""

    def __enter__(self) -> Self:
        program = next((found for name in NAMES if (found := shutil.which(name))), None)
        if program is None:
            raise ScriptError("Chromium is not installed: script/bootstrap installs it.")
        self._profile = tempfile.TemporaryDirectory(prefix="qb-chrome-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [program, *OPTIONS, f"--user-data-dir={self._profile.name}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_without_limit,
        )
        self._number = 0
        self._opened = "about:blank"
        self._socket = websocket.create_connection(self._address(), timeout=PATIENCE)
        self._say("Page.enable")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()

    def _address(self) -> str:
        """Where the tab listens; Chromium writes its port into its profile."""
        file = Path(self._profile.name) / "DevToolsActivePort"
        self._until(lambda: file.is_file() and file.read_text().strip(), "Chromium did not start")
        port = file.read_text().split()[0]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE) as answer:
            tabs = json.load(answer)
        return next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")

    def _say(self, method: str, *, within: float = PATIENCE, **params: Any) -> Any:
        """Raises WebSocketTimeoutException when nothing is answered `within` these seconds."""
        number = self._send(method, **params)
        self._socket.settimeout(within)
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("method") == "Page.javascriptDialogOpening":
                self._leave_the_page()
            if answer.get("id") == number:
                if "error" in answer:
                    raise ScriptError(f"Chromium refused {method}: {answer['error']['message']}")
                return answer["result"]

    def _send(self, method: str, **params: Any) -> int:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        return self._number

    def _leave_the_page(self) -> None:
        """A form that is not saved asks whether to leave; until that is answered the browser answers nothing else."""
        self._send("Page.handleJavaScriptDialog", accept=True)

    @staticmethod
    def _until(condition: Any, otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise ScriptError(f"{otherwise} within {PATIENCE} s.")
            time.sleep(0.1)

    # ------------------------------------------------------------------ what a person does

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        scale = 2 if phone else 1
        self._say(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=phone,
        )
        self._say("Emulation.setTouchEmulationEnabled", enabled=phone)

    def open(self, url: str, wanted: str) -> None:
        """Go to a page and wait until `wanted` (a CSS selector) is on it and nothing is being fetched."""
        self.visit(url)
        self.wait_for(wanted)

    def visit(self, url: str) -> None:
        """Go to a page and wait for nothing. Raises ScriptError when Chromium cannot."""
        self._leave()
        self._opened = url
        try:
            answer = self._say("Page.navigate", url=url, within=ARRIVAL)
        except websocket.WebSocketTimeoutException:
            self._say("Page.stopLoading")
            answer = self._say("Page.navigate", url=url)
        if answer.get("errorText"):
            raise ScriptError(f"Chromium did not open {url}: {answer['errorText']}")

    def _leave(self) -> None:
        """The page before must not be taken for the next. One that asked whether to leave is left some time after the
        answer, and would take the next along."""
        self._say("Page.navigate", url="about:blank")
        self._until(lambda: self._holds("location.href === 'about:blank'"), "The page before was not left")

    def wait_for(self, selector: str) -> None:
        script = f"document.readyState === 'complete' && !!document.querySelector({json.dumps(selector)})"
        self._until(lambda: self._holds(script), f"{selector} did not appear after {self._opened} was opened")
        self._rest()

    def _rest(self) -> None:
        """Animations and late fonts."""
        self.run("document.fonts.ready.then(() => true)")
        time.sleep(0.8)

    def until(self, script: str, otherwise: str) -> None:
        """Return when `script` is true on the page. Raises ScriptError (`otherwise`) when it does not become so."""
        self._until(lambda: self._holds(script), otherwise)

    def _holds(self, script: str) -> bool:
        """A page that is just being left answers with an error: it does not hold there."""
        try:
            return bool(self.run(script))
        except ScriptError:
            return False

    def click(self, selector: str) -> None:
        """Press the mouse button on the middle of what `selector` names, whatever lies there."""
        self.wait_for(selector)
        x, y = self.run(
            f"(() => {{ const found = document.querySelector({json.dumps(selector)});"
            "found.scrollIntoView({block: 'nearest'});"
            "const box = found.getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        self.press_at(x, y)

    def press_at(self, x: float, y: float) -> None:
        for event in ("mousePressed", "mouseReleased"):
            self._say("Input.dispatchMouseEvent", type=event, x=x, y=y, button="left", clickCount=1)

    def leave(self) -> None:
        """Take the mouse off whatever it points at, so that nothing explains itself."""
        self._say("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)

    def type(self, selector: str, text: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self._say("Input.insertText", text=text)

    def run(self, script: str) -> Any:
        answer = self._say("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return answer["result"].get("value")

    def picture(self, file: Path, *, settled: bool = True) -> None:
        """The window as it is; one that is not `settled` yet is given the time for it."""
        if not settled:
            self._rest()
        data = self._say("Page.captureScreenshot", format="png")["data"]
        file.write_bytes(base64.b64decode(data))
