"""A person signs in to Odoo in Chromium."""

import json

from ..errors import ScriptError
from .chrome import Chrome

DESK = (1280, 860)


def sign_in(chrome: Chrome, odoo: str, database: str) -> None:
    """As the form does it, but without the form: its page loses what is submitted before its scripts are there."""
    chrome.size(*DESK)
    chrome.open(f"{odoo}/web/login", "input[name=login]")
    asked = json.dumps({"jsonrpc": "2.0", "params": {"db": database, "login": "admin", "password": "admin"}})
    options = f"{{method: 'POST', headers: {{'Content-Type': 'application/json'}}, body: {json.dumps(asked)}}}"
    known = f"fetch('/web/session/authenticate', {options}).then((said) => said.json()).then((said) => said.result.uid)"
    if not chrome.run(known):
        raise ScriptError(f"Odoo at {odoo} did not let admin in.")
