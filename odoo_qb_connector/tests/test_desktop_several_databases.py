"""A server with several databases: the add-on stands in server_wide_modules and no database is selected (spec odoo19
3.2). A real server process, because the test server serves one database."""

import json
import os
import re
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from odoo.addons.odoo_qb_connector.desktop.password import hashed
from odoo.tests import tagged

from .desktop_caller import envelope
from .real_database import RUN, RealDatabaseCase, _administer, drop_clone

COMMAND = json.loads(os.environ.get("QB_ODOO_COMMAND", "[]"))
PASSWORD, PATIENCE = "correct horse", 120
NOT_FOUND = (404, "Not found\n", "text/plain; charset=utf-8")


@unittest.skipUnless(COMMAND, "needs Odoo's command line: run it with script/test")
@tagged("post_install", "-at_install")
class TestSeveralDatabases(RealDatabaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # One more that the filter shows, without Odoo in it; the run's own is there and hidden.
        cls.other = f"{cls.database}_other"
        _administer(f'CREATE DATABASE "{cls.other}" TEMPLATE template0')
        cls.addClassCleanup(drop_clone, cls.other)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            cls.port = free.getsockname()[1]

    def setUp(self):
        super().setUp()
        with self.committed() as env:
            connection = env["qb.connection"].create({"name": "Books", "edition": "desktop"})
            connection.desktop_password_hash = hashed(PASSWORD, iterations=1000)
            self.user, self.token = connection.desktop_user_name, connection.desktop_token

    def serve(self):
        """An Odoo server that selects none of its databases."""
        log = self.enterContext(tempfile.TemporaryFile())
        argv = [*COMMAND, f"--http-port={self.port}", "--http-interface=127.0.0.1", "--max-cron-threads=0"]
        shown = f"--db-filter=^{re.escape(self.database)}(_other)?$"
        argv += [shown, "--load=base,web,odoo_qb_connector"]
        server = subprocess.Popen(argv, stdout=log, stderr=log)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        pause, deadline = threading.Event(), time.monotonic() + PATIENCE
        while not self.answers() and time.monotonic() < deadline:
            self.assertIsNone(server.poll(), "the server ended while it started")
            pause.wait(0.2)

    def answers(self):
        try:
            return self.get("/web/health")[0] == 200
        except OSError:
            return False

    def get(self, path, body=None):
        """Status, text and content type."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, {"Content-Type": "text/xml"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            response = opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.status, response.read().decode(), response.headers["Content-Type"]

    def test_the_database_comes_from_the_path_and_the_filter_counts(self):
        self.serve()
        address = f"/qb/desktop/{self.database}/{self.token}"
        self.assertEqual(self.get("/qb/oauth/callback")[0], 404, "a database is selected after all")
        self.assertEqual(self.get(address)[0], 200)
        call = envelope("authenticate", strUserName=self.user, strPassword=PASSWORD)
        status, said, _content_type = self.get(address, call)
        self.assertEqual(status, 200)
        self.assertRegex(said, r"<string>[\w-]{43}</string><string></string>")
        for reason, path in {
            "token": f"/qb/desktop/{self.database}/{self.token[:-1]}",
            "without Odoo": f"/qb/desktop/{self.other}/{self.token}",
            "hidden by the filter": f"/qb/desktop/{RUN}/{self.token}",
            "not there": f"/qb/desktop/no_such_database/{self.token}",
        }.items():
            self.assertEqual(self.get(path), NOT_FOUND, reason)
            self.assertEqual(self.get(path, call), NOT_FOUND, reason)
