"""What a new user clicks, in a real browser: connecting, with QuickBooks' own page in between."""

import json
from unittest import SkipTest
from unittest.mock import patch
from urllib.parse import urlsplit

from odoo.tests import BaseCase, common, tagged

from .browser_case import STARTS, BrowserCase, PatientBrowser
from .connection_case import own_address
from .online_company import READY, OnlineCompany, ReachesSimulator, needs_simulator

HAND = """
if (location.origin === %(origin)s) {
    addEventListener("DOMContentLoaded", () => {
        document.querySelector("form.consent [name=realm]").value = %(realm)s;
        document.querySelector("form.consent button[value=%(decision)s]").click();
    });
}
"""
"""What a person does on the consent page. Another origin: Odoo's tour stops there and goes on when it is back."""


@needs_simulator
@tagged("post_install", "-at_install")
class TestConnecting(ReachesSimulator, BrowserCase):
    def setUp(self):
        super().setUp()
        self.company = OnlineCompany()
        (info,) = self.company.books("CompanyInfo")
        keys = {name: READY[name] for name in ("api_base", "discovery", "client_id", "client_secret")}
        self.tell_every_page("qb_given", {**keys, "company": info["CompanyName"]})

    def decide(self, decision):
        api = urlsplit(READY["api_base"])
        origin, realm = json.dumps(f"{api.scheme}://{api.netloc}"), json.dumps(self.company.realm_id)
        self.everywhere.append(HAND % {"origin": origin, "realm": realm, "decision": decision})

    def test_a_new_user_connects(self):
        self.decide("connect")
        before = self.env["qb.connection"].search([])
        self.start_tour("/odoo/quickbooks-connections", "qb_connect", login="admin", timeout=180)
        self.env.invalidate_all()
        connection = self.env["qb.connection"].search([]) - before
        self.assertEqual((connection.name, connection.state), ("Books of the tour", "connected"))
        self.assertEqual(connection.realm_id, self.company.realm_id)
        self.assertTrue(self.company.accepts(connection._tokens().load().access_token))
        self.assertTrue(connection.entry_count, "the accounts can be chosen at once")

    def test_who_says_no_is_told_so_and_comes_back(self):
        self.decide("cancel")
        connection = self.env["qb.connection"].create(own_address())
        form = f"/odoo/quickbooks-connections/{connection.id}"
        self.start_tour(form, "qb_connect_refused", login="admin", timeout=180)
        self.env.invalidate_all()
        self.assertEqual((connection.state, connection.realm_id), ("new", False))


@tagged("post_install", "-at_install")
class TestPatience(BaseCase):
    """A browser test is never skipped because the machine was busy."""

    def start(self, outcomes):
        """Start a browser whose starts end like `outcomes`; returns how many there were."""
        with (
            patch.object(common, "_find_executable", return_value="/usr/bin/chromium"),
            patch.object(common.ChromeBrowser, "__init__", side_effect=outcomes) as started,
        ):
            PatientBrowser(self)
        return started.call_count

    def test_a_slow_browser_is_started_again(self):
        self.assertEqual(self.start([SkipTest("no port"), SkipTest("no port"), None]), 3)

    def test_in_the_end_it_fails_and_says_why(self):
        with self.assertRaisesRegex(AssertionError, "did not come up in 6 starts.*no port"):
            self.start([SkipTest("no port")] * STARTS)

    def test_without_chromium_there_is_nothing_to_wait_for(self):
        with (
            patch.object(common, "_find_executable", side_effect=SkipTest("Chrome executable not found")),
            patch.object(common.ChromeBrowser, "__init__") as started,
            self.assertRaisesRegex(SkipTest, "not found"),
        ):
            PatientBrowser(self)
        started.assert_not_called()
