"""What a person sees and presses on a Desktop connection: the guided page, the .qwc file, the password, the live
status."""

from urllib.parse import quote, urlsplit, urlunsplit

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..desktop.password import hashed, new_password
from ..desktop.qwc import Qwc, problems
from .qb_connection import is_loopback
from .qb_connection_words import Words

PATH = "/qb/desktop"
DOWNLOAD = "/odoo_qb_connector/qwc/%d"
FORM = "/odoo/quickbooks-connections/%d"
SALES_ORDERS = ("Premier", "Enterprise", "Accountant")
"""QuickBooks products that know sales orders (spec qbd 5.2); the Accountant editions are Premier or Enterprise."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    desktop_problem = fields.Text(compute="_compute_desktop_problem")
    desktop_is_local = fields.Boolean(compute="_compute_desktop_problem")
    desktop_called_at = fields.Datetime(related="desktop_seen_ids.called_at", string="Web Connector Called")
    desktop_client_version = fields.Char(related="desktop_seen_ids.client_version", string="Web Connector Version")
    desktop_seen_at = fields.Datetime(related="desktop_seen_ids.seen_at", string="QuickBooks Seen")
    desktop_product = fields.Char(related="desktop_seen_ids.product", string="QuickBooks Product")
    desktop_product_version = fields.Char(related="desktop_seen_ids.product_version", string="QuickBooks Version")
    desktop_seen_file = fields.Char(related="desktop_seen_ids.company_file", string="Open Company File")
    desktop_seen_company = fields.Char(related="desktop_seen_ids.company_name", string="Company")
    desktop_look_wanted_at = fields.Datetime(related="desktop_seen_ids.look_wanted_at")
    desktop_failed_at = fields.Datetime(related="desktop_seen_ids.failed_at", string="Failed")
    desktop_failure = fields.Char("Last Failure", compute="_compute_desktop_seen", compute_sudo=True)
    desktop_features = fields.Char("Features", compute="_compute_desktop_seen", compute_sudo=True)

    # ------------------------------------------------------------------ what was seen

    @api.depends("desktop_seen_ids.problem", "desktop_seen_ids.features", "desktop_seen_ids.file_mode")
    @api.depends_context("lang")
    def _compute_desktop_seen(self):
        for connection in self:
            seen = connection.desktop_seen_ids
            words = connection._words(seen.problem, seen.values) if seen.problem else None
            connection.desktop_failure = f"{words.what} {words.press}".strip() if words else False
            connection.desktop_features = " · ".join(connection._desktop_feature_words(seen)) if seen.seen_at else False

    def _desktop_feature_words(self, seen):
        _ = self.env._
        features = seen.features or {}
        yield _("qbXML %(version)s", version=seen.qbxml_version or "?")
        if seen.file_mode:
            yield _("single-user mode") if seen.file_mode == "SingleUser" else _("multi-user mode")
        has_orders = any(name in (seen.product or "") for name in SALES_ORDERS)
        yield _("sales orders") if has_orders else _("no sales orders in this edition")
        if "IsMultiCurrencyOn" in features:
            yield _("multicurrency") if features["IsMultiCurrencyOn"] is True else _("one currency")
        if "IsUsingInventory" in features:
            yield _("inventory") if features["IsUsingInventory"] is True else _("inventory switched off")
        if "IsUsingClassTracking" in features:
            yield _("classes") if features["IsUsingClassTracking"] is True else _("no classes")

    # ------------------------------------------------------------------ words

    def _words_not_connected(self, _, values):
        if self.edition != "desktop":
            return super()._words_not_connected(_, values)
        return Words(
            _("QuickBooks has not been seen yet. What is queued meanwhile is kept."),
            _(
                "On the connection's form, follow the steps under Web Connector, then press Update Selected in the Web "
                "Connector."
            ),
        )

    def _words_desktop_session_aborted(self, _, values):
        return Words(
            _("The last session broke off before QuickBooks had answered."),
            _("What was on its way is looked up in QuickBooks by itself, and nothing is sent twice."),
        )

    @api.depends("edition", "desktop_file_id", "desktop_user_name")
    def _compute_desktop_problem(self):
        for connection in self:
            is_made = connection.edition == "desktop" and connection._origin.sudo().desktop_token
            connection.desktop_problem = connection._origin._desktop_address_problem() if is_made else False
            connection.desktop_is_local = (urlsplit(connection._desktop_base()).hostname or "") == "localhost"

    def _desktop_address_problem(self):
        """Why the Web Connector would refuse this Odoo's address, in words, or False (spec qbd 1.7)."""
        found = problems(self._qwc())
        base = self._desktop_base()
        if "url_is_address" in found:
            return self.env._(
                "The Web Connector refuses an address that is a number, and this Odoo is known as %(base)s. Give the "
                "server a host name with a certificate, and set the system parameter web.base.url to it.",
                base=base,
            )
        if "url_not_https" in found:
            return self.env._(
                "The Web Connector only talks https, and this Odoo is known as %(base)s. Set the system parameter "
                "web.base.url to Odoo's https address. Plain http works on localhost only.",
                base=base,
            )
        return self.env._("The .qwc file cannot be made: %(problems)s.", problems=", ".join(found)) if found else False

    def action_open_charges(self):
        """The items that stand for what has no product in Odoo."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_charge_action")
        return {
            **action,
            "domain": [("connection_id", "=", self.id)],
            "context": {"default_connection_id": self.id},
        }

    # ------------------------------------------------------------------ the address and the .qwc file

    def _desktop_base(self):
        """The address of this Odoo as the Web Connector wants it: the own machine by its name, never by number."""
        parts = urlsplit(self.get_base_url().rstrip("/"))
        host = parts.hostname or ""
        if is_loopback(host) and host != "localhost":
            parts = parts._replace(netloc=f"localhost:{parts.port}" if parts.port else "localhost")
        return urlunsplit(parts)

    def _desktop_page(self):
        return f"{self._desktop_base()}{FORM % self.id}"

    def _qwc(self):
        """desktop.qwc.Qwc of this connection."""
        self.ensure_one()
        connection = self.sudo()
        database = quote(self.env.cr.dbname, safe="")
        url = f"{self._desktop_base()}{PATH}/{database}/{connection.desktop_token}"
        return Qwc(
            app_name=connection.desktop_app_name or "",
            url=url,
            support_url=url,
            user_name=connection.desktop_user_name or "",
            owner_id=connection.desktop_owner_id or "",
            file_id=connection.desktop_file_id or "",
            unique_name=f"odoo-{(connection.desktop_file_id or '').strip('{}')}",
            every_minutes=connection.desktop_minutes,
        )

    # ------------------------------------------------------------------ buttons

    def action_desktop_password(self):
        """Make a new password and show it this once: only its hash is kept."""
        self.ensure_one()
        self.check_access("write")
        if self.edition != "desktop":
            raise UserError(self.env._("Only QuickBooks Desktop has a password for the Web Connector."))
        password = new_password()
        self.sudo().write({"desktop_password_hash": hashed(password), "desktop_password_at": fields.Datetime.now()})
        self.message_post(body=self.env._("A new password for the Web Connector was made; the old one is void."))
        action = self._dialog("qb.desktop.password", self.env._("User Name and Password for the Web Connector"))
        action["context"] |= {"default_user_name": self.desktop_user_name, "default_password": password}
        return action

    def action_desktop_qwc(self):
        """Download the .qwc file."""
        self.ensure_one()
        self.check_access("write")
        if self.desktop_problem:
            raise UserError(self.desktop_problem)
        return {"type": "ir.actions.act_url", "url": DOWNLOAD % self.id, "target": "download"}

    def action_test(self):
        """On Desktop the next call of the Web Connector answers: it opens QuickBooks even with nothing to send."""
        self.ensure_one()
        if self.edition != "desktop":
            return super().action_test()
        self.check_access("write")
        if not self._is_real_database():
            raise UserError(self._words("other_database").what)
        self.env["qb.desktop.seen"].sudo()._of(self).look_wanted_at = fields.Datetime.now()
        return self._notify(
            "success",
            self.env._(
                "At its next call the Web Connector opens QuickBooks and looks at the company file. Press Update "
                "Selected there to have it at once; this page shows what was seen."
            ),
        )
