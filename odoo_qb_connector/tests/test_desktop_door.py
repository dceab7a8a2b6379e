"""The Web Connector's door over real HTTP: whole sessions, strangers, guessers and broken calls."""

import re
import socket
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

from lxml import etree
from odoo import fields
from odoo.addons.odoo_qb_connector.desktop.session import SERVER_VERSION
from odoo.addons.odoo_qb_connector.models.desktop_store import calls
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .desktop_caller import FILE, SOAP, Caller, DesktopCompany, a_request, envelope, greeting, reply

CONTROLLER = "odoo.addons.odoo_qb_connector.controllers.web_connector"
FIRST, SECOND = "a" * 24, "b" * 24


class DoorCase(DesktopCompany, HttpCase):
    def setUp(self):
        super().setUp()
        self.connection = self.make_connection()
        self.connector = Caller(self, self.connection)
        self.seen = self.env["qb.desktop.seen"]

    def seen_now(self):
        self.env.invalidate_all()
        return self.seen.search([("connection_id", "=", self.connection.id)])

    def fault(self, response):
        """Code and words of a SOAP fault, which comes with status 500."""
        self.assertEqual(response.status_code, 500)
        self.assertEqual(response.headers["Content-Type"], "text/xml; charset=utf-8")
        root = etree.fromstring(response.content)
        (fault,) = root.xpath("/soap:Envelope/soap:Body/soap:Fault", namespaces=SOAP)
        return fault.findtext("faultcode"), fault.findtext("faultstring")

    def open_session(self, *keys):
        """The ticket of a session that has shown its company, and the first request."""
        self.queue(*keys)
        ticket = self.connector.enter()[0]
        return ticket, self.connector.send(ticket)


@tagged("post_install", "-at_install")
class TestSession(DoorCase):
    def test_the_first_session_shows_quickbooks_and_connects(self):
        self.assertEqual(self.connection.state, "new")
        self.assertEqual(self.connector.call("serverVersion"), SERVER_VERSION)
        self.assertEqual(self.connector.call("clientVersion", strVersion="2.3.0.215"), "")
        ticket, company, *rest = self.connector.enter()
        self.assertRegex(ticket, r"^[\w-]{43}$")
        self.assertEqual([company, *rest], ["", "0", "300"])
        probe = self.connector.send(ticket)
        self.assertIn("CompanyQueryRq", probe)
        self.assertEqual(self.connector.receive(ticket, reply("probe")), 100)
        self.assertIn("done", self.connector.close(ticket))
        self.env.invalidate_all()
        self.assertEqual(self.connection.state, "connected")
        self.assertEqual(self.connection.realm_id, self.connection.desktop_file_id)
        self.assertEqual(self.connection.qb_company_name, "Rock Castle")
        self.assertEqual((self.connection.home_currency, self.connection.country), ("USD", "US"))
        seen = self.seen_now()
        self.assertEqual(
            (seen.client_version, seen.company_file, seen.company_name), ("2.3.0.215", FILE, "Rock Castle")
        )
        self.assertEqual((seen.product, seen.product_version), ("QuickBooks Enterprise Solutions 23.0", "33.0"))
        self.assertEqual((seen.qbxml_version, seen.file_mode), ("13.0", "MultiUser"))
        self.assertEqual((seen.file_id, seen.failures), (self.connection.desktop_file_id, 0))
        self.assertTrue(seen.called_at and seen.seen_at)

    def test_what_waits_goes_and_the_percentage_is_true(self):
        queue = self.queue(FIRST, SECOND)
        ticket = self.connector.enter()[0]
        self.assertEqual(self.connector.send(ticket).encode(), a_request(FIRST).body)
        self.assertEqual(self.connector.receive(ticket, reply(FIRST)), 50)
        self.assertEqual(self.connector.send(ticket, "").encode(), a_request(SECOND).body)
        self.assertEqual(self.connector.receive(ticket, reply(SECOND)), 100)
        self.assertEqual(queue.answers, {FIRST: reply(FIRST), SECOND: reply(SECOND)})
        self.assertIn("2 message sets", self.connector.close(ticket))

    def test_nothing_to_do_does_not_open_quickbooks(self):
        ticket, _probe = self.open_session()
        self.connector.receive(ticket, reply("probe"))
        self.connector.close(ticket)
        called_at = self.seen_now().called_at
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.assertGreaterEqual(self.seen_now().called_at, called_at)
        self.assertEqual(self.env["qb.desktop.session"].search_count([("ended", "=", False)]), 0)
