"""A Desktop connection as a person sets it up: address, password, .qwc file, and who may."""

import json
import re

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop.password import matches
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import file_open
from odoo.tools.safe_eval import safe_eval

from .connection_case import MANAGER, USER
from .desktop_caller import Caller, DesktopCompany, envelope
from .job_common import a_stranger

GUID = r"^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$"


class DesktopCase(DesktopCompany, TransactionCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        self.base("https://odoo.example.com")
        self.connection = self.make_connection()

    def base(self, address):
        self.env["ir.config_parameter"].set_param("web.base.url", address)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestSetUp(DesktopCase):
    def test_address_and_ids_are_made_once(self):
        names = ("desktop_token", "desktop_owner_id", "desktop_file_id", "desktop_user_name", "desktop_app_name")
        before = [self.connection[name] for name in names]
        self.assertRegex(before[0], r"^[\w-]{32}$")
        self.assertRegex(before[1], GUID)
        self.assertRegex(before[2], GUID)
        self.assertEqual(before[3], f"odoo-{self.connection.id}")
        company, database = self.env.company.name, self.env.cr.dbname
        self.assertEqual(before[4], f"Odoo {company} ({database} {self.connection.id})")
        self.connection.edition = "online"
        self.connection.edition = "desktop"
        self.assertEqual([self.connection[name] for name in names], before)

    def test_disconnect_shows_only_where_it_does_something(self):
        arch = etree.fromstring(self.env["qb.connection"].get_view(view_type="form")["arch"])
        (button,) = arch.xpath("//header//button[@name='action_disconnect']")
        for edition, shown in (
            ("desktop", ["connected", "lost"]),
            ("online", ["sign_in", "stopped", "connected", "lost", "paused"]),
        ):
            states = [value for value, _label in self.env["qb.connection.status"]._fields["state"].selection]
            visible = [
                state
                for state in states
                if not safe_eval(button.get("invisible"), {"state": state, "edition": edition, "hold": ""})
            ]
            self.assertCountEqual(visible, shown, edition)

    def test_a_document_says_where_the_steps_are(self):
        self.assertEqual(
            self.connection._waiting_message(),
            "QuickBooks has not been seen yet. What is queued meanwhile is kept. On the connection's form, follow the "
            "steps under Web Connector, then press Update Selected in the Web Connector.",
        )

    def test_the_guide_leads_to_the_charges(self):
        arch = etree.fromstring(self.env["qb.connection"].get_view(view_type="form")["arch"])
        self.assertEqual(len(arch.xpath("//page[@name='web_connector']//button[@name='action_open_charges']")), 1)
        action = self.connection.with_user(self.manager).action_open_charges()
        self.assertEqual(
            (action["res_model"], action["domain"]), ("qb.charge", [("connection_id", "=", self.connection.id)])
        )
        self.assertEqual(action["context"], {"default_connection_id": self.connection.id})

    def test_an_online_connection_has_none_until_it_becomes_desktop(self):
        other = self.env["qb.connection"].create({"name": "Other"})
        self.assertFalse(other.desktop_token)
        other.edition = "desktop"
        self.assertTrue(other.desktop_token)

    def test_a_copy_gets_its_own(self):
        copied = self.connection.copy()
        for name in ("desktop_token", "desktop_owner_id", "desktop_file_id", "desktop_user_name", "desktop_app_name"):
            self.assertTrue(copied[name], name)
            self.assertNotEqual(copied[name], self.connection[name], name)
        self.assertFalse(copied.desktop_password_hash)

    def test_the_edition_is_fixed_once_a_company_was_seen(self):
        self.connection.realm_id = self.connection.desktop_file_id
        with self.assertRaises(UserError):
            self.connection.edition = "online"

    def test_a_manager_makes_one_on_the_form(self):
        form = Form(self.env["qb.connection"].with_user(self.manager))
        form.name, form.edition, form.tz = "Mine", "desktop", "America/New_York"
        made = form.save()
        self.assertEqual((made.edition, made.state, made.desktop_minutes), ("desktop", "new", 5))
        self.assertIn("QuickBooks has not been seen yet", made.hold_what)

    def test_the_company_file_is_a_full_path(self):
        for path in ("C:\\QuickBooks\\Rock.qbw", "\\\\server\\books\\Rock.QBW", "d:/Rock.qbw", "", False):
            self.connection.desktop_company_file = path
        for path in ("Rock.qbw", "C:\\QuickBooks", "/home/rock.qbw", "C:Rock.qbw"):
            with self.assertRaises(ValidationError, msg=path):
                self.connection.desktop_company_file = path

    def test_a_neutralized_copy_forgets_password_and_sessions(self):
        session = self.env["qb.desktop.session"].create(
            {
                "connection_id": self.connection.id,
                "ticket": "t",
                "opened_at": self.connection.create_date,
                "seen_at": self.connection.create_date,
            }
        )
        self.env.flush_all()
        with file_open("odoo_qb_connector/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse(session.exists())
        self.assertFalse(self.connection.desktop_password_hash)
        self.assertFalse(self.connection._desktop_is_open())


@tagged("post_install", "-at_install")
class TestPassword(DesktopCase):
    def test_it_is_shown_once_and_only_its_hash_is_kept(self):
        action = self.connection.with_user(self.manager).action_desktop_password()
        shown = action["context"]["default_password"]
        self.assertRegex(shown, r"^[a-zA-Z2-9]{20}$")
        self.assertEqual(action["context"]["default_user_name"], self.connection.desktop_user_name)
        self.assertTrue(matches(shown, self.connection.desktop_password_hash))
        self.assertTrue(self.connection.desktop_password_at)
        self.assertNotIn(shown, str(self.connection.message_ids.mapped("body")))
        dialogs = self.env["qb.desktop.password"].with_user(self.manager).with_context(**action["context"])
        with Form(dialogs) as dialog:
            self.assertEqual(dialog.password, shown)
        self.env.cr.execute("SELECT * FROM qb_desktop_password")
        self.assertNotIn(shown, str(self.env.cr.fetchall()))

    def test_a_new_one_ends_the_old_one(self):
        shown = [self.connection.action_desktop_password()["context"]["default_password"] for _time in range(2)]
        self.assertNotEqual(*shown)
        self.assertFalse(matches(shown[0], self.connection.desktop_password_hash))

    def test_only_managers_make_one(self):
        user = new_test_user(self.env, "qb-user", groups=USER)
        with self.assertRaises(AccessError):
            self.connection.with_user(user).action_desktop_password()
        with self.assertRaises(UserError):
            self.env["qb.connection"].create({"name": "Online"}).action_desktop_password()


@tagged("post_install", "-at_install")
class TestAddress(DesktopCase):
    def test_what_the_web_connector_would_refuse_is_said_in_words(self):
        for address, words in (
            ("http://odoo.example.com", "only talks https"),
            ("https://203.0.113.4", "is a number"),
            ("http://10.0.0.4:8069", "is a number"),
        ):
            self.base(address)
            self.assertIn(words, self.connection.desktop_problem, address)
            self.assertIn(address, self.connection.desktop_problem)
            with self.assertRaises(UserError):
                self.connection.action_desktop_qwc()

    def test_https_and_this_machine_are_fine(self):
        for address, told, local in (
            ("https://odoo.example.com", "https://odoo.example.com", False),
            ("https://odoo.example.com:8443/", "https://odoo.example.com:8443", False),
            ("http://localhost:8069", "http://localhost:8069", True),
            ("http://127.0.0.1:8069", "http://localhost:8069", True),
            ("http://[::1]:8069", "http://localhost:8069", True),
        ):
            self.base(address)
            self.assertFalse(self.connection.desktop_problem, address)
            self.assertEqual(self.connection.desktop_is_local, local, address)
            self.assertTrue(self.connection._qwc().url.startswith(f"{told}/qb/desktop/"), address)


@tagged("post_install", "-at_install")
class TestDownload(DesktopCompany, HttpCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        self.env["ir.config_parameter"].set_param("web.base.url", "https://odoo.example.com")
        self.env["ir.config_parameter"].set_param("web.base.url.freeze", "1")
        self.connection = self.make_connection()

    def download(self, user="qb-manager", connection=None):
        self.authenticate(user, user)
        return self.url_open(f"/odoo_qb_connector/qwc/{(connection or self.connection).id}", allow_redirects=False)

    def test_the_file(self):
        response = self.download()
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (200, "application/x-qwc"))
        name = f"odoo-{self.connection.id}.qwc"
        self.assertIn(name, response.headers["Content-Disposition"])
        root = etree.fromstring(response.content)
        told = {one.tag: one.text for one in root if not len(one)}
        address = f"https://odoo.example.com/qb/desktop/{self.env.cr.dbname}/{self.connection.desktop_token}"
        self.assertEqual((told["AppURL"], told["AppSupport"]), (address, address))
        self.assertEqual(told["UserName"], self.connection.desktop_user_name)
        self.assertEqual(told["FileID"], self.connection.desktop_file_id)
        self.assertEqual(told["OwnerID"], self.connection.desktop_owner_id)
        self.assertEqual(told["AppName"], self.connection.desktop_app_name)
        self.assertEqual(root.findtext("Scheduler/RunEveryNMinutes"), "5")
        self.assertEqual(self.download().content, response.content)

    def test_for_managers_of_its_company_only(self):
        new_test_user(self.env, "qb-user", groups=USER)
        new_test_user(self.env, "qb-nobody", groups="base.group_user")
        for user in ("qb-user", "qb-nobody", a_stranger(self.env, MANAGER).login):
            self.assertEqual(self.download(user).status_code, 404, user)
        online = self.env["qb.connection"].create({"name": "Online"})
        self.assertEqual(self.download(connection=online).status_code, 404)
        self.authenticate(None, None)
        response = self.url_open(f"/odoo_qb_connector/qwc/{self.connection.id}", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertTrue(re.search("/web/login", response.headers["Location"]))

    def test_no_file_for_an_address_that_would_be_refused(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://odoo.example.com")
        response = self.download()
        self.assertEqual(response.status_code, 409)
        self.assertIn("only talks https", response.text)

    def test_the_guide_for_the_quickbooks_pc_needs_no_sign_in(self):
        response = self.url_open("/odoo_qb_connector/static/help/desktop.html")
        self.assertEqual(response.status_code, 200)
        self.assertIn("Switch to Single-user Mode", response.text)


@tagged("post_install", "-at_install")
class TestLivePage(DesktopCompany, HttpCase):
    def test_the_open_page_shows_a_call_by_itself(self):
        """The browser opens the form and calls as the Web Connector would: nobody presses anything."""
        connection = self.make_connection()
        connector = Caller(self, connection)
        calls = [
            envelope("clientVersion", strVersion="2.3.0.215"),
            envelope("authenticate", strUserName=connector.user, strPassword=self.password),
        ]
        code = f"""
            const bodies = {json.dumps([call.decode() for call in calls])};
            const headers = {{ "Content-Type": "text/xml" }};
            const until = async (words) => {{
                while (!document.querySelector(".o_qb_desktop_seen").innerText.includes(words)) {{
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }}
            }};
            (async () => {{
                await until("has never called");
                for (const body of bodies) {{
                    await fetch({json.dumps(connector.path)}, {{ method: "POST", headers, body }});
                }}
                await until("2.3.0.215");
                console.log("test successful");
            }})();
        """
        ready = "!!document.querySelector('.o_qb_desktop_seen')"
        self.browser_js(f"/odoo/quickbooks-connections/{connection.id}", code, ready, login="admin", timeout=60)
