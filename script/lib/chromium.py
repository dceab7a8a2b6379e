"""The browser of Odoo's tours. Odoo looks for it on PATH under one of these names."""

from . import apt, locks, shell
from .errors import ScriptError
from .output import say

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def ensure() -> None:
    """Install Chromium where possible; without it Odoo skips the browser tests, so it is no error."""
    if shell.which(*NAMES):
        return
    with locks.exclusive("chromium"):
        if shell.which(*NAMES):
            return
        try:
            apt.install(["chromium"], "Chromium for the browser tests")
        except ScriptError as error:
            say(f"Browser tests will be skipped. {error}")
