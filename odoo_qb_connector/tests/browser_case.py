"""A browser that a test can rely on, and a person's hand on pages that are not Odoo's.

Odoo skips a browser test when Chromium is slow to open its DevTools port, as it is on a busy machine: a tour that
nobody sees skipped proves nothing.
"""

import json
import signal
from unittest import SkipTest
from unittest.mock import patch

from odoo.sql_db import Callbacks
from odoo.tests import HttpCase, common
from odoo.tests.test_cursor import TestCursor

STARTS = 6
"""Odoo waits ten seconds for each."""


_commit_without_hooks = TestCursor.commit


def _commit(cursor):
    """A commit as Odoo's real cursors do it: what waits for it runs. The test cursor throws that away."""
    waiting, cursor.postcommit = cursor.postcommit, Callbacks()
    _commit_without_hooks(cursor)
    cursor.postcommit = waiting
    waiting.run()


class PatientBrowser(common.ChromeBrowser):
    """A Chromium that is started again when it does not come up. Skipped only where none is installed."""

    def __init__(self, test_case, *args, **options):
        common._find_executable()
        before = signal.getsignal(signal.SIGXCPU)
        for _start in range(STARTS):
            try:
                super().__init__(test_case, *args, **options)
            except SkipTest as skipped:
                reason = skipped
                signal.signal(signal.SIGXCPU, before)
            else:
                self._lend_a_hand(test_case)
                return
        raise AssertionError(
            f"Chromium is installed, but it did not come up in {STARTS} starts, so this test proved nothing. "
            f"Run it again on a machine that is less busy. The last start: {reason}"
        )

    def _lend_a_hand(self, test_case):
        """Let the scripts of `test_case` run on every page, whatever its origin."""
        for script in getattr(test_case, "everywhere", ()):
            self._websocket_request("Page.addScriptToEvaluateOnNewDocument", params={"source": script})


class BrowserCase(HttpCase):
    """Tours in a patient browser, where Send Now really sends."""

    def setUp(self):
        super().setUp()
        self.everywhere = []
        """Scripts that run on every page before its own."""
        self.enterContext(patch.object(common, "ChromeBrowser", PatientBrowser))
        self.enterContext(patch.object(TestCursor, "commit", _commit))

    def tell_every_page(self, name, value):
        """Let the tour know what only the test knows, such as an address."""
        self.everywhere.append(f"window.{name} = {json.dumps(value)};")
