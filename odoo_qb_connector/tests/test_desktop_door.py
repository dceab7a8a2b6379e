"""The Web Connector's door over real HTTP: whole sessions, strangers, guessers and broken calls."""

import os
import socket
import unittest
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import zeep
from lxml import etree
from odoo import fields
from odoo.addons.odoo_qb_connector.desktop.session import SERVER_VERSION
from odoo.addons.odoo_qb_connector.desktop.session_checks import probe
from odoo.addons.odoo_qb_connector.desktop.soap import LARGEST, Call, read_call
from odoo.addons.odoo_qb_connector.models.desktop_store import calls
from odoo.tests import HttpCase, tagged

from .desktop_caller import FILE, SOAP, Caller, DesktopCompany, a_request, envelope, greeting, reply

CONTROLLER = "odoo.addons.odoo_qb_connector.controllers.web_connector"
BINDING = "{http://developer.intuit.com/}TroubleshootWebServiceFSSoap"
FIRST, SECOND = "a" * 24, "b" * 24
NOT_FOUND = (404, "Not found\n", "text/plain; charset=utf-8")


def wsdl():
    """The Web Connector's own WSDL, which is not ours to ship; None where it is not at hand."""
    roots = [Path(os.environ["QB_SHARED"])] if "QB_SHARED" in os.environ else []
    roots += [folder / "shared" for folder in Path(__file__).resolve().parents]
    return next((found for root in roots if (found := root / "spec" / "QBWebConnectorSvc.wsdl").is_file()), None)


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
        self.queue()
        self.assertEqual(self.connection.state, "new")
        self.assertEqual(self.connector.call("serverVersion"), SERVER_VERSION)
        self.assertEqual(self.connector.call("clientVersion", strVersion="2.3.0.215"), "")
        ticket, company, *rest = self.connector.enter()
        self.assertRegex(ticket, r"^[\w-]{43}$")
        self.assertEqual([company, *rest], ["", "0", "300"])
        probe = self.connector.send(ticket)
        self.assertIn("CompanyQueryRq", probe)
        self.assertEqual(self.connector.receive(ticket, reply("probe")), 100)
        self.assertIn("Done. Message sets exchanged with Odoo: 0", self.connector.close(ticket))
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
        self.assertIn("exchanged with Odoo: 2.", self.connector.close(ticket))

    def test_nothing_to_do_does_not_open_quickbooks(self):
        ticket, _probe = self.open_session()
        self.connector.receive(ticket, reply("probe"))
        self.connector.close(ticket)
        called_at = self.seen_now().called_at
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.assertGreaterEqual(self.seen_now().called_at, called_at)
        self.assertEqual(self.env["qb.desktop.session"].search_count([("ended", "=", False)]), 0)

    @unittest.skipUnless(wsdl(), "The Web Connector's WSDL is not here: set QB_SHARED to the folder that holds spec/")
    def test_a_whole_session_driven_by_zeep(self):
        """A SOAP library that none of us wrote, with Intuit's own description of the service."""
        queue = self.queue(FIRST)
        client = zeep.Client(str(wsdl()), transport=zeep.transports.Transport(session=self.opener))
        service = client.create_service(BINDING, self.base_url() + self.connector.path)
        self.assertEqual(service.serverVersion(), SERVER_VERSION)
        self.assertFalse(service.clientVersion(strVersion="2.3.0.215"))
        self.assertEqual(service.authenticate(strUserName=self.connector.user, strPassword="wrong"), [None, "nvu"])
        ticket, company, _wait, every = service.authenticate(self.connector.user, self.password)
        self.assertFalse(company)
        self.assertEqual(every, "300")
        shown = greeting(self.connector.file_id)
        asked = service.sendRequestXML(ticket, shown, FILE, "US", 13, 0)
        self.assertEqual(asked.encode(), a_request(FIRST).body)
        self.assertEqual(service.receiveResponseXML(ticket, reply(FIRST), "", ""), 100)
        self.assertEqual(queue.answers, {FIRST: reply(FIRST)})
        self.assertIn("nothing more", service.getLastError(ticket))
        self.assertIn("exchanged with Odoo: 1.", service.closeConnection(ticket))
        self.assertIn("over", service.getLastError(ticket))
        self.assertEqual(service.connectionError(ticket, "0x80040408", "Could not start QuickBooks."), "done")

    def test_the_interactive_methods(self):
        ticket = self.open_session(FIRST)[0]
        page = self.connector.call("getInteractiveURL", wcTicket=ticket, sessionID="1")
        self.assertEqual(urlsplit(page).path, f"/odoo/quickbooks-connections/{self.connection.id}")
        self.assertEqual(self.connector.call("getInteractiveURL", wcTicket="forged", sessionID="1"), "")
        self.assertEqual(self.connector.call("interactiveDone", wcTicket=ticket), "Done")
        said = self.connector.call("interactiveRejected", wcTicket=ticket, reason="no")
        self.assertIn("Nothing is wrong", said)

    def test_an_old_web_connector_is_warned_in_words(self):
        said = self.connector.call("clientVersion", strVersion="1.5.0.0")
        self.assertTrue(said.startswith("W:This Web Connector is old."), said)
        self.assertEqual(self.seen_now().client_version, "1.5.0.0")
        self.connector.call("clientVersion", strVersion="<b>2</b>")
        self.assertEqual(self.seen_now().client_version, "1.5.0.0")


@tagged("post_install", "-at_install")
class TestAnswers(DoorCase):
    def test_the_same_answer_twice_counts_once(self):
        queue = self.queue(FIRST, SECOND)
        ticket = self.connector.enter()[0]
        self.connector.send(ticket)
        self.assertEqual(self.connector.receive(ticket, reply(FIRST)), 50)
        self.assertEqual(self.connector.receive(ticket, reply(FIRST)), 50)
        self.assertEqual((list(queue.answers), queue.kept), ([FIRST], []))

    def test_an_answer_that_was_not_asked_for_is_kept_and_changes_nothing(self):
        queue = self.queue(FIRST)
        ticket = self.connector.enter()[0]
        self.connector.send(ticket)
        self.assertEqual(self.connector.receive(ticket, reply(SECOND)), -1)
        self.assertIn("did not ask for this answer", self.connector.call("getLastError", ticket=ticket))
        self.assertEqual((queue.answers, queue.kept), ({}, ["not_asked"]))
        self.assertEqual(self.connector.receive(ticket, reply(FIRST)), 100)

    def test_what_is_not_answered_goes_again_byte_for_byte(self):
        self.queue(FIRST)
        ticket = self.connector.enter()[0]
        sent = self.connector.send(ticket)
        self.assertEqual(self.connector.send(ticket, ""), sent)

    def test_a_new_session_gives_up_the_old_one(self):
        queue = self.queue(FIRST, SECOND)
        old = self.connector.enter()[0]
        self.connector.send(old)
        new = self.connector.enter()[0]
        self.assertEqual(queue.gone, [FIRST])
        self.assertEqual(self.connector.receive(old, reply(FIRST)), -1)
        self.assertEqual((queue.answers, queue.kept), ({}, ["session_over"]))
        self.assertEqual(self.connector.send(new).encode(), a_request(SECOND).body)
        self.assertEqual((self.seen_now().failures, self.seen_now().problem), (1, "desktop_session_aborted"))

    def test_forged_tickets_leave_no_trace(self):
        queue = self.queue(FIRST)
        for ticket in ("", "forged", "' OR 1=1 --", "%", "x" * 5000):
            self.assertEqual(self.connector.send(ticket), "")
            self.assertEqual(self.connector.receive(ticket, reply(FIRST)), -1)
            self.assertIn("over", self.connector.call("getLastError", ticket=ticket))
            self.assertIn("over", self.connector.close(ticket))
        self.assertEqual((len(queue.ready), queue.kept), (1, []))
        self.assertFalse(self.env["qb.desktop.session"].search([]))
        self.assertFalse(self.seen_now().seen_at)

    def test_the_ticket_of_another_connection_opens_nothing(self):
        theirs = Caller(self, self.make_connection(name="Theirs"))
        queue = self.queue(FIRST)
        ticket = self.connector.enter()[0]
        self.assertEqual(theirs.send(ticket), "")
        self.assertEqual(len(queue.ready), 1)
        self.assertEqual(self.connector.send(ticket).encode(), a_request(FIRST).body)

    def test_a_silent_session_is_over(self):
        self.queue(FIRST)
        ticket = self.connector.enter()[0]
        with patch.object(calls, "now", lambda: fields.Datetime.now() + timedelta(hours=2, seconds=5)):
            self.assertEqual(self.connector.send(ticket), "")
        self.assertEqual(self.connector.send(ticket).encode(), a_request(FIRST).body)

    def test_a_session_that_ends_well_clears_what_failed(self):
        ticket, _request = self.open_session(FIRST)
        self.connector.call("connectionError", ticket=ticket, hresult="0x80040408", message="Could not start.")
        seen = self.seen_now()
        self.assertEqual((seen.failures, seen.problem, seen.code), (1, "desktop_not_reachable", "0x80040408"))
        self.assertEqual(seen.detail, "Could not start.")
        self.connector.close(ticket)
        self.assertEqual(self.seen_now().failures, 1)
        self.queue(SECOND)
        ticket = self.connector.enter()[0]
        self.connector.send(ticket)
        self.connector.receive(ticket, reply(SECOND))
        self.connector.close(ticket)
        self.assertEqual((self.seen_now().failures, self.seen_now().problem), (0, False))


@tagged("post_install", "-at_install")
class TestShown(DoorCase):
    """What the connection's page says of QuickBooks."""

    def look(self, shown):
        self.connection.action_test()
        ticket = self.connector.enter()[0]
        self.connector.send(ticket, shown)
        self.connector.receive(ticket, reply("probe"))
        self.connector.close(ticket)
        self.env.invalidate_all()

    def test_the_features(self):
        self.queue()
        self.assertFalse(self.connection.desktop_features)
        shown = greeting(self.connector.file_id)
        self.look(shown)
        self.assertEqual(
            self.connection.desktop_features,
            "qbXML 13.0 · multi-user mode · sales orders · inventory · classes",
        )
        other = shown.replace("Enterprise Solutions", "Pro").replace("MultiUser", "SingleUser")
        other = other.replace("<IsUsingInventory>true", "<IsUsingInventory>false")
        self.look(other.replace("<IsUsingClassTracking>true", "<IsUsingClassTracking>false"))
        self.assertEqual(
            self.connection.desktop_features,
            "qbXML 13.0 · single-user mode · no sales orders in this edition · inventory switched off · no classes",
        )

    def test_the_last_failure_until_a_session_ends_well(self):
        self.queue()
        self.assertFalse(self.connection.desktop_failure)
        ticket = self.connector.enter()[0]
        self.connector.call("connectionError", ticket=ticket, hresult="0x80040414", message="A modal dialog is open")
        self.connector.close(ticket)
        self.env.invalidate_all()
        self.assertEqual(
            self.connection.desktop_failure,
            "A dialog stands open in QuickBooks Desktop and keeps every program out. Answer or close the dialog on the "
            "QuickBooks PC.",
        )
        self.look(greeting(self.connector.file_id))
        self.assertIs(self.connection.desktop_failure, False)


@tagged("post_install", "-at_install")
class TestCompanyFile(DoorCase):
    def test_another_company_file_gets_nothing(self):
        queue = self.queue(FIRST)
        ticket = self.connector.enter()[0]
        self.assertEqual(self.connector.send(ticket, greeting("{00000000-0000-0000-0000-000000000000}")), "")
        self.assertIn("Another company file is open", self.connector.call("getLastError", ticket=ticket))
        self.connector.close(ticket)
        self.assertEqual(len(queue.ready), 1)
        self.env.invalidate_all()
        self.assertEqual((self.connection.state, self.connection.realm_id), ("new", False))
        self.assertEqual((self.seen_now().failures, self.seen_now().problem), (1, "desktop_other_file"))

    def test_the_path_that_was_asked_for(self):
        self.connection.desktop_company_file = FILE
        self.queue(FIRST)
        ticket, asked_for, *_rest = self.connector.enter()
        self.assertEqual(asked_for, FILE)
        self.assertEqual(self.connector.send(ticket, company="C:\\Books\\other.qbw"), "")
        ticket = self.connector.enter()[0]
        self.assertEqual(self.connector.send(ticket, company=FILE.upper()).encode(), a_request(FIRST).body)

    def test_another_home_currency_stops_before_anything_goes(self):
        queue = self.queue(FIRST)
        ticket = self.connector.enter()[0]
        self.assertNotIn(FIRST, self.connector.send(ticket, greeting(self.connector.file_id, country="CA")))
        self.assertEqual(len(queue.ready), 1)
        self.env.invalidate_all()
        self.assertEqual((self.connection.state, self.connection.hold), ("stopped", "currency_differs"))
        self.assertIn("CAD", self.connection.hold_what)
        self.assertFalse(self.connection.realm_id)
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.connection.action_test()
        ticket = self.connector.enter()[0]
        self.assertTrue(ticket)
        self.connector.send(ticket)
        self.env.invalidate_all()
        self.assertEqual(self.connection.state, "connected")

    def test_a_test_opens_quickbooks_once_though_nothing_waits(self):
        ticket, _probe = self.open_session()
        self.connector.receive(ticket, reply("probe"))
        self.connector.close(ticket)
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.connection.action_test()
        self.assertTrue(self.connection.desktop_look_wanted_at)
        ticket = self.connector.enter()[0]
        self.connector.send(ticket)
        self.assertEqual(self.connector.receive(ticket, reply("probe")), 100)
        self.assertFalse(self.seen_now().look_wanted_at)
        self.assertEqual(self.connector.enter(), ["", "none"])

    def test_the_connections_row_is_written_only_when_the_company_changed(self):
        self.open_session(FIRST)
        self.env.invalidate_all()
        before = self.connection.write_date
        long_ago = fields.Datetime.now() - timedelta(hours=3)
        self.env.cr.execute("UPDATE qb_connection SET write_date = %s WHERE id = %s", [long_ago, self.connection.id])
        self.open_session(SECOND)
        self.env.invalidate_all()
        self.assertEqual(self.connection.write_date, long_ago)
        self.queue(FIRST)
        ticket = self.connector.enter()[0]
        self.connector.send(ticket, greeting(self.connector.file_id, name="Rock Castle II"))
        self.env.invalidate_all()
        self.assertEqual(self.connection.qb_company_name, "Rock Castle II")
        self.assertGreaterEqual(self.connection.write_date, before)


@tagged("post_install", "-at_install")
class TestClosedDoor(DoorCase):
    def closed(self):
        self.queue(FIRST)
        said = self.connector.enter()
        self.assertFalse(self.env["qb.desktop.session"].search([("ended", "=", False)]))
        return said

    def test_switched_off(self):
        self.connection.enabled = False
        self.assertEqual(self.closed(), ["", "none"])

    def test_disconnected_by_a_person(self):
        self.connection.status_ids._set("disconnected")
        self.connection.action_test()
        self.assertEqual(self.closed(), ["", "none"])

    def test_a_copied_database(self):
        self.connection.fingerprint = "another database"
        self.assertEqual(self.closed(), ["", "none"])

    def test_closed_between_two_calls(self):
        """Somebody disconnects while the session is going on: nothing but the harmless question
        leaves, and nothing reconnects it."""
        queue = self.queue(FIRST, SECOND)
        ticket = self.connector.enter()[0]
        self.connector.send(ticket)
        self.connector.receive(ticket, reply(FIRST))
        self.connection.status_ids._set("disconnected")
        self.assertEqual(self.connector.send(ticket, "").encode(), probe().body)
        self.connector.receive(ticket, reply("probe"))
        self.assertEqual((self.connector.send(ticket, ""), len(queue.ready)), ("", 1))
        self.env.invalidate_all()
        self.assertEqual(self.connection.state, "disconnected")


@tagged("post_install", "-at_install")
class TestStrangers(DoorCase):
    def found(self, path, body=None):
        response = self.url_open(path, data=body, headers={"Content-Type": "text/xml"} if body else None)
        return response.status_code, response.text, response.headers["Content-Type"]

    def test_wrong_address_is_the_same_404_whatever_is_wrong_about_it(self):
        token, database = self.connection.desktop_token, self.env.cr.dbname
        archived = self.make_connection(name="Archived", active=False)
        online = self.make_connection(name="Online")
        online.edition = "online"
        addresses = {
            "token": f"/qb/desktop/{database}/{token[:-1]}",
            "longer": f"/qb/desktop/{database}/{token}x",
            "letters": f"/qb/desktop/{database}/%C3%A9%00",
            "database": f"/qb/desktop/no_such_database/{token}",
            "postgres": f"/qb/desktop/postgres/{token}",
            "archived": f"/qb/desktop/{database}/{archived.desktop_token}",
            "online": f"/qb/desktop/{database}/{online.desktop_token}",
        }
        for reason, path in addresses.items():
            with self.subTest(reason):
                self.assertEqual(self.found(path), NOT_FOUND)
                self.assertEqual(self.found(path, envelope("serverVersion")), NOT_FOUND)
        with patch(f"{CONTROLLER}.db_list", lambda force: ["another"]):
            self.assertEqual(self.found(self.connector.path), NOT_FOUND)

    def test_without_the_add_on_or_without_a_registry(self):
        """As on a server that has the add-on in server_wide_modules, for a database that has it not."""
        with patch(f"{CONTROLLER}.Registry") as registries:
            registries.return_value.check_signaling.return_value = {}
            self.assertEqual(self.found(self.connector.path), NOT_FOUND)
            registries.side_effect = RuntimeError("a module cannot be loaded")
            with self.assertLogs(CONTROLLER, "WARNING") as log:
                self.assertEqual(self.found(self.connector.path), NOT_FOUND)
            self.assertNotIn(self.connection.desktop_token, "".join(log.output))

    def test_a_plain_look_at_the_address(self):
        response = self.url_open(self.connector.path)
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (200, "text/plain; charset=utf-8"))
        self.assertIn("Web Connector", response.text)
        self.assertNotIn("session_id", response.cookies)

    def test_the_model_rows_are_nobodys(self):
        user = self.env.ref("base.user_admin")
        for model in ("qb.desktop.session", "qb.desktop.source", "qb.desktop.seen"):
            self.assertFalse(self.env[model].with_user(user).has_access("read"), model)
        fields_read = self.connection.with_user(user).fields_get()
        self.assertFalse({"desktop_token", "desktop_password_hash"} & fields_read.keys())


@tagged("post_install", "-at_install")
class TestGuessers(DoorCase):
    def from_source(self, address, password):
        call = Call("authenticate", {"strUserName": self.connector.user, "strPassword": password})
        self.env.flush_all()
        answer = calls.answer_call(self.registry, self.connection.id, call, source=address)
        self.env.invalidate_all()
        return answer

    def at(self, seconds):
        moment = self.start + timedelta(seconds=seconds)
        return patch.object(calls, "now", lambda: moment)

    def setUp(self):
        super().setUp()
        self.start = fields.Datetime.now()
        self.queue(FIRST)

    def test_user_name_and_password_must_be_right(self):
        self.assertEqual(self.connector.enter("wrong"), ["", "nvu"])
        said = self.connector.call("authenticate", strUserName="odoo", strPassword=self.password)
        self.assertEqual(said, ["", "nvu"])
        self.assertFalse(self.seen_now().called_at)
        self.assertEqual(self.env["qb.desktop.source"].search([]).failures, 2)

    def test_without_a_password_nobody_enters(self):
        self.connection.desktop_password_hash = False
        for password in ("", "False", "None"):
            self.assertEqual(self.from_source("203.0.113.9", password), ("", "nvu"))

    def test_the_delay_grows_with_every_wrong_one(self):
        with self.at(0):
            for _attempt in range(3):
                self.assertEqual(self.from_source("203.0.113.9", "wrong"), ("", "nvu"))
            self.assertEqual(self.from_source("203.0.113.9", "wrong"), ("", "busy", "1"))
            self.assertEqual(self.from_source("203.0.113.9", self.password), ("", "busy", "1"))
        with self.at(1):
            self.assertEqual(self.from_source("203.0.113.9", "wrong"), ("", "nvu"))
            self.assertEqual(self.from_source("203.0.113.9", "wrong"), ("", "busy", "2"))
        with self.at(3):
            self.assertEqual(self.from_source("203.0.113.9", "wrong"), ("", "nvu"))
            self.assertEqual(self.from_source("203.0.113.9", "wrong"), ("", "busy", "4"))

    def test_nobody_else_is_delayed_and_the_right_password_forgives(self):
        with self.at(0):
            for _attempt in range(4):
                self.from_source("203.0.113.9", "wrong")
            self.assertEqual(len(self.from_source("198.51.100.7", self.password)[0]), 43)
        with self.at(1):
            self.assertEqual(len(self.from_source("203.0.113.9", self.password)[0]), 43)
        self.assertFalse(self.env["qb.desktop.source"].search([]))

    def test_a_network_of_ipv6_is_one_source(self):
        with self.at(0):
            for place in range(3):
                self.assertEqual(self.from_source(f"2001:db8:1:2::{place}", "wrong"), ("", "nvu"))
            self.assertEqual(self.from_source("2001:db8:1:2:ffff::1", self.password), ("", "busy", "1"))
            self.assertEqual(self.from_source("2001:db8:1:3::1", "wrong"), ("", "nvu"))

    def test_old_failures_are_swept_away(self):
        self.from_source("203.0.113.9", "wrong")
        sources = self.env["qb.desktop.source"]
        sources._gc_sources()
        self.assertEqual(len(sources.search([])), 1)
        sources.search([]).last_at -= timedelta(days=2)
        sources._gc_sources()
        self.assertFalse(sources.search([]))


@tagged("post_install", "-at_install")
class TestBrokenCalls(DoorCase):
    def assertRefused(self, body, **headers):
        response = self.url_open(self.connector.path, data=body, headers={"Content-Type": "text/xml", **headers})
        code, words = self.fault(response)
        self.assertEqual(code, "soap:Client", words)
        self.assertNotIn("Traceback", response.text)
        return words

    def test_a_bomb_and_external_entities(self):
        call = envelope("clientVersion", strVersion="VALUE").replace(b'<?xml version="1.0" encoding="utf-8"?>', b"")
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(8)
        )
        self.assertRefused(bomb + b"]>" + call.replace(b"VALUE", b"&i;"))
        secret = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + call.replace(b"VALUE", b"&a;")
        self.assertNotIn("root:", self.assertRefused(secret))
        self.assertRefused(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + call)
        self.assertRefused(b"<a>" * 100000)

    def test_what_is_no_call(self):
        whole = envelope("authenticate", strUserName="odoo", strPassword="secret")
        for place in (1, len(whole) // 2, len(whole) - 1):
            self.assertRefused(whole[:place])
        for body in (b" ", b"\x00\xff\xfe", b"{}", b"<html/>", envelope("dropTables"), envelope("DoorCase")):
            self.assertRefused(body)
        self.assertRefused(whole.replace(b"http://developer.intuit.com/", b"http://example.com/"))
        self.assertRefused(b"strUserName=odoo", **{"Content-Type": "application/x-www-form-urlencoded"})

    def test_twenty_megabytes_are_refused_before_they_are_read(self):
        """Only the head is sent: an answer proves that nothing of the body was waited for."""
        address = urlsplit(self.base_url())
        head = (
            f"POST {self.connector.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: text/xml\r\n"
            f"Content-Length: {20 * 1024 * 1024 + 1}\r\nConnection: close\r\n\r\n"
        )
        with (
            self.allow_requests(all_requests=True),
            socket.create_connection((address.hostname, address.port), 10) as line,
        ):
            line.sendall(head.encode())
            self.assertIn(b" 413 ", line.recv(4096).partition(b"\r\n")[0])

    def test_a_call_that_does_not_say_its_length_is_read_as_far_as_the_limit(self):
        """What is cut off there is no XML any more."""
        read = []

        def reading(body):
            read.append(len(body))
            return read_call(body)

        def chunked(body):
            return self.url_open(self.connector.path, data=iter([body]), headers={"Content-Type": "text/xml"})

        self.startPatcher(patch(f"{CONTROLLER}.soap.read_call", reading))
        small = envelope("clientVersion", strVersion="2.3.0.215")
        self.assertEqual(chunked(small).status_code, 200)
        self.assertEqual(self.seen_now().client_version, "2.3.0.215")
        large = envelope("clientVersion", strVersion="2.3.0.216" + " " * LARGEST)
        self.assertEqual(self.fault(chunked(large))[0], "soap:Client")
        self.assertEqual(self.fault(chunked(b" " * (LARGEST + 1))), ("soap:Client", "nothing at all"))
        self.assertEqual(read, [len(small), LARGEST, LARGEST])
        self.assertEqual(self.seen_now().client_version, "2.3.0.215")

    def test_what_breaks_in_odoo_says_so_and_tells_nothing(self):
        queue = self.queue(FIRST)
        ticket = self.connector.enter()[0]
        secret = f"{ticket} {self.password} Rock Castle"

        def breaks(_store):
            raise RuntimeError(secret)

        with patch.object(queue, "next_request", breaks), self.assertLogs(CONTROLLER, "ERROR") as log:
            shown = greeting(self.connector.file_id)
            response = self.connector.post(envelope("sendRequestXML", ticket=ticket, strHCPResponse=shown))
        self.assertEqual(self.fault(response), ("soap:Server", "Odoo could not answer this call. Its log says why."))
        said = "".join(log.output)
        self.assertIn("RuntimeError", said)
        for hidden in (ticket, self.password, "Rock Castle"):
            self.assertNotIn(hidden, said)
            self.assertNotIn(hidden, response.text)
        self.assertEqual(self.connector.send(ticket).encode(), a_request(FIRST).body)
