"""What a person sees of a connection and presses on it."""

from datetime import timedelta

from odoo import api, fields, models

from ..gateway import (
    ConnectionDown,
    GatewayError,
    ListEntries,
    NotInPlan,
    ProfilePage,
    ReadCompany,
    Refused,
    TaxModel,
)
from .qb_entry import LISTS, LONG_LISTS
from .qb_seal import key_place

OVERDUE_AFTER = timedelta(minutes=5)
"""Five intervals of the scheduled action: one or two may be late on a busy server."""
RETRY_HELPS = ("sign_in", "stopped")


class QbConnection(models.Model):
    _inherit = "qb.connection"

    hold = fields.Char(compute="_compute_hold", compute_sudo=True, help="Why nothing goes now; empty when it goes.")
    hold_what = fields.Text(compute="_compute_hold", compute_sudo=True)
    hold_press = fields.Text(compute="_compute_hold", compute_sudo=True)
    problem_code = fields.Char(related="status_ids.code", string="QuickBooks Code")
    problem_detail = fields.Text(related="status_ids.detail", string="QuickBooks' Words")
    problem_reference = fields.Char(related="status_ids.reference", string="Intuit Reference")
    state_since = fields.Datetime(related="status_ids.since", string="Since")
    waiting_count = fields.Integer("Waiting", compute="_compute_waiting", compute_sudo=True)
    last_run_at = fields.Datetime("Last Run", compute="_compute_last_run", compute_sudo=True)
    is_overdue = fields.Boolean("Overdue", compute="_compute_last_run", compute_sudo=True)
    sent_today = fields.Integer(compute="_compute_last_run", compute_sudo=True)
    failed_today = fields.Integer(compute="_compute_last_run", compute_sudo=True)
    sign_in_ends_at = fields.Datetime("Sign-In Valid Until", compute="_compute_sign_in_ends", compute_sudo=True)
    key_words = fields.Text("Encryption Key", compute="_compute_key_words")
    country = fields.Char(compute="_compute_facts")
    home_currency = fields.Char(compute="_compute_facts")
    multicurrency = fields.Boolean(compute="_compute_facts")
    tax_model = fields.Char("Sales Tax", compute="_compute_facts")
    numbering = fields.Char("Document Numbers", compute="_compute_facts")
    closing_date = fields.Date("Books Closed Until", compute="_compute_facts")
    plan = fields.Char("QuickBooks Plan", compute="_compute_facts")
    hints = fields.Text("To Look At", compute="_compute_facts", help="Settings in QuickBooks that will get in the way.")
    entry_count = fields.Integer(compute="_compute_entry_count", compute_sudo=True)

    # ------------------------------------------------------------------ how it is

    @api.depends(
        "active",
        "enabled",
        "fingerprint",
        "status_ids.state",
        "status_ids.problem",
        "responsible_id.active",
        "responsible_id.company_ids",
        "company_id",
    )
    def _compute_hold(self):
        for connection in self:
            hold = connection._origin._hold() if connection._origin else "not_connected"
            words = connection._words(hold, connection.status_ids.values) if hold else None
            connection.hold = hold
            connection.hold_what = words.what if words else False
            connection.hold_press = words.press if words else False

    def _compute_waiting(self):
        counts = self._waiting_counts()
        for connection in self:
            connection.waiting_count = counts.get(connection._origin.id, 0)

    def _waiting_counts(self):
        grouped = (
            self.env["qb.operation"]
            .sudo()
            ._read_group(
                [("connection_id", "in", self._origin.ids), ("state", "=", "pending")],
                ["connection_id"],
                ["__count"],
            )
        )
        return {connection.id: count for connection, count in grouped}

    def _compute_last_run(self):
        """Computed on display: a scheduled action that does not run cannot say so itself."""
        now = fields.Datetime.now()
        runs = self.env["qb.connection.run"].sudo()
        today = runs._read_group(
            [("connection_id", "in", self._origin.ids), ("create_date", ">=", now - timedelta(days=1))],
            ["connection_id"],
            ["sent:sum", "failed:sum"],
        )
        done = {connection.id: (sent, failed) for connection, sent, failed in today}
        last = runs._last_at(self._origin)
        overdue = self._origin._overdue(last, now)
        for connection in self:
            connection.last_run_at = last.get(connection._origin.id, False)
            connection.sent_today, connection.failed_today = done.get(connection._origin.id, (0, 0))
            connection.is_overdue = connection._origin in overdue

    def _overdue(self, last_runs, now):
        """Those where due wishes have been waiting although nothing holds them and a run should long have come;
        `last_runs` is when the last one came, by id."""
        limit = now - OVERDUE_AFTER
        silent = self.filtered(lambda connection: not last_runs.get(connection.id) or last_runs[connection.id] < limit)
        return silent.filtered(lambda connection: not connection._hold())._with_due(limit)

    def _with_due(self, limit):
        """Those with a wish that was due at `limit`."""
        self.env["qb.operation"].flush_model()
        query = """
            SELECT c.id FROM unnest(%s::int[]) AS c(id)
             WHERE EXISTS (
                SELECT 1 FROM qb_operation o
                 WHERE o.connection_id = c.id AND o.state = 'pending' AND o.create_date < %s
                   AND (o.not_before IS NULL OR o.not_before < %s) AND (o.planned_at IS NULL OR o.planned_at < %s))
        """
        self.env.cr.execute(query, [self.ids, limit, limit, limit])
        return self.browse(connection_id for (connection_id,) in self.env.cr.fetchall())

    def _compute_sign_in_ends(self):
        tokens = self.env["qb.token"].sudo().search([("connection_id", "in", self._origin.ids)])
        ends = {row.connection_id.id: row.refresh_expires_at for row in tokens}
        for connection in self:
            connection.sign_in_ends_at = ends.get(connection._origin.id, False)

    @api.depends_context("lang")
    def _compute_key_words(self):
        self.key_words = self.env._(
            "The sign-in is stored encrypted. Its key is %(place)s: it needs a backup of its own, apart from "
            "the "
            "database. Without the key the connection says “Sign in again” and holds its queue; nothing is "
            "lost.",
            place=self._key_place(),
        )

    def _key_place(self):
        place = key_place()
        if place.kind == "variable":
            return self.env._("the environment variable %(name)s of the Odoo server", name=place.name)
        if place.kind == "option":
            return self.env._("%(name)s in Odoo's configuration file", name=place.name)
        return self.env._("the file %(name)s on the Odoo server", name=place.name)

    @api.depends("facts")
    def _compute_facts(self):
        for connection in self:
            facts = connection._facts()
            connection.country = facts and facts.country
            connection.home_currency = facts and facts.currency
            connection.multicurrency = bool(facts and facts.multicurrency)
            connection.tax_model = facts and connection._tax_words(facts.tax_model)
            connection.numbering = facts and connection._numbering_words(facts.keeps_sent_numbers)
            connection.closing_date = facts and facts.closing_date
            connection.plan = facts and facts.plan
            connection.hints = "\n".join(connection._hints(facts)) if facts else False

    def _tax_words(self, model):
        return {
            TaxModel.OFF: self.env._("Sales tax is switched off in QuickBooks"),
            TaxModel.US_AUTOMATED: self.env._("US automated sales tax; amounts are taken from Odoo"),
            TaxModel.US_AUTOMATED_NOT_SET_UP: self.env._("US automated sales tax, not set up in QuickBooks yet"),
            TaxModel.US_LEGACY: self.env._("US sales tax with one code per document"),
            TaxModel.GLOBAL: self.env._("Tax codes on every line (VAT, GST)"),
            TaxModel.DESKTOP: self.env._("QuickBooks Desktop sales tax"),
        }[model]

    def _numbering_words(self, keeps):
        if keeps:
            return self.env._("Odoo's numbers are kept")
        return self.env._("QuickBooks counts on its own (Custom transaction numbers is off)")

    def _hints(self, facts):
        """Settings of the QuickBooks company that will get in the way, each with where to change it there."""
        hints = []
        if not facts.keeps_sent_numbers:
            hints.append(
                self.env._(
                    "Switch on Custom transaction numbers under Account and settings › Sales, so that "
                    "QuickBooks "
                    "does not give the numbers of Odoo's invoices a second time."
                )
            )
        if facts.tax_model is TaxModel.OFF:
            hints.append(
                self.env._(
                    "Switch on sales tax under Taxes if you charge any: invoices with tax are refused until then."
                )
            )
        if facts.tax_model is TaxModel.US_AUTOMATED_NOT_SET_UP:
            hints.append(self.env._("Finish the set-up under Taxes: invoices with sales tax are refused until then."))
        return hints

    def _compute_entry_count(self):
        grouped = (
            self.env["qb.entry"]
            .sudo()
            ._read_group([("connection_id", "in", self._origin.ids)], ["connection_id"], ["__count"])
        )
        counts = {connection.id: count for connection, count in grouped}
        for connection in self:
            connection.entry_count = counts.get(connection._origin.id, 0)

    # ------------------------------------------------------------------ asking QuickBooks now

    def action_test(self):
        """Ask QuickBooks for the company; goes on after whatever stopped it, when the cause is gone."""
        self.ensure_one()
        self.check_access("write")
        try:
            self._look_at_company()
        except ConnectionDown as error:
            self._stop(error)
            return self._notify("danger", self._one_sentence(error))
        except GatewayError as error:
            return self._notify("warning", self._one_sentence(error))
        return self._notify(
            "success",
            self.env._("%(company)s answers. Everything is in order.", company=self.qb_company_name),
        )

    def _look_at_company(self):
        """Read the company's settings again and go on. Raises gateway.GatewayError."""
        facts = self._gateway(interactive=True).ask(ReadCompany())
        problem = self._company_problem(facts)
        if problem:
            raise problem
        self._keep_facts(facts)
        if self.state in RETRY_HELPS:
            self._go_on()

    def action_refresh_lists(self):
        """Read settings and lists from QuickBooks again."""
        self.ensure_one()
        self.check_access("write")
        try:
            self._look_at_company()
            count = self._refresh_entries()
        except ConnectionDown as error:
            self._stop(error)
            return self._notify("danger", self._one_sentence(error))
        except GatewayError as error:
            return self._notify("warning", self._one_sentence(error))
        return self._notify("success", self.env._("%(count)s list entries read from QuickBooks.", count=count))

    def _refresh_entries(self):
        """Read every list, of the long ones the first page: the scheduled action goes on with the rest. A list that
        this QuickBooks plan does not have is empty. Returns the number of active entries read."""
        gateway = self._gateway(interactive=True)
        count = sum(self._read_list(gateway, kind) for kind in LISTS["online"])
        self.sudo().entries_read_at = fields.Datetime.now()
        if self.env["qb.list.reading"].sudo().search_count([("connection_id", "=", self.id)], limit=1):
            self._wake()
        return count

    def _read_list(self, gateway, kind):
        entries = self.env["qb.entry"].sudo()
        try:
            if kind in LONG_LISTS:
                page = gateway.ask(ProfilePage(kind))
                return self.env["qb.list.reading"].sudo()._begin(self, kind)._keep(page)
            found = gateway.ask(ListEntries(kind))
        except (NotInPlan, Refused):
            found = []
        return entries._replace_list(self.sudo(), kind, found)

    def _notify(self, kind, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                "sticky": kind != "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # ------------------------------------------------------------------ switches and dialogs

    def action_switch_off(self):
        self.check_access("write")
        self.enabled = False

    def action_switch_on(self):
        """Switch on; when wishes wait, the person sees how many and chooses first."""
        self.ensure_one()
        self.check_access("write")
        if self.waiting_count:
            return self._dialog("qb.switch.on", self.env._("Switch On"))
        self._switch_on()
        return None

    def _switch_on(self):
        self.enabled = True
        self._rouse_cron()
        self._wake()

    def action_disconnect(self):
        self.ensure_one()
        self.check_access("write")
        return self._dialog("qb.disconnect", self.env._("Disconnect from QuickBooks"))

    def action_which_database(self):
        self.ensure_one()
        self.check_access("write")
        return self._dialog("qb.which.database", self.env._("Which Database Is This?"))

    def _dialog(self, model, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_connection_id": self.id},
        }

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.action_qb_entry")
        return {**action, "domain": [("connection_id", "=", self.id)]}
