"""Send Now by a person in Chromium, on an Odoo server and a database of their own, where a commit is a commit."""

import json
import os
import shutil

import pytest

from benchmarks import invoices
from benchmarks.world import World
from script.lib.chromium import NAMES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND", "QB_SIMULATOR")),
        reason="needs Odoo, a template database and the simulator: run it with script/test",
    ),
    pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="needs Chromium"),
]

STRIP = ".o_qb_strip"


def test_send_now_is_in_the_books_when_the_page_says_so():
    # Chromium's client is one of Odoo's own packages.
    from script.lib.demo.chrome import Chrome

    # Without scheduled actions nothing but the button can have sent it.
    with World("send_now") as world, world.quiet_user() as user, Chrome() as chrome:
        world.connect(user)
        invoices.post(world, user, 1)
        invoice = user.find("account.move", [("move_type", "=", "out_invoice")], "name")[0]
        sign_in(chrome, user.url, world.database)
        chrome.open(f"{user.url}/odoo/action-account.action_move_out_invoice_type/{invoice['id']}", f"{STRIP} .badge")
        assert text(chrome, f"{STRIP} .badge") == "Waiting"
        chrome.click(f"{STRIP} button[name=action_qb_send_now]")
        chrome.wait_for(f"body:has(.o_notification) {STRIP} button[name=action_qb_open]")
        assert f"Sent as Invoice {invoice['name']}." in text(chrome, ".o_notification")
        assert text(chrome, f"{STRIP} .badge") == "In QuickBooks"
        assert world.open_operations() == []
        assert invoices.check_once(world) == 1


def sign_in(chrome, url, database):
    """As the form does it, but without the form: its page loses what is submitted before its scripts are there."""
    chrome.size(1280, 860)
    chrome.open(f"{url}/web/login", "input[name=login]")
    asked = json.dumps({"jsonrpc": "2.0", "params": {"db": database, "login": "admin", "password": "admin"}})
    options = f"{{method: 'POST', headers: {{'Content-Type': 'application/json'}}, body: {json.dumps(asked)}}}"
    known = f"fetch('/web/session/authenticate', {options}).then((said) => said.json()).then((said) => said.result.uid)"
    assert chrome.run(known)


def text(chrome, selector):
    return chrome.run(f"document.querySelector('{selector}').innerText")
