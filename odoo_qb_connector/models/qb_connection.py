"""A QuickBooks company connected to an Odoo company: what it is, its rules and its life.

What the engine calls is in qb_connection_engine, signing in and out in qb_connection_sign_in, what a person
sees and presses in qb_connection_screen.
"""

import ipaddress
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import AccessError, UserError, ValidationError

from .account_roles import domain
from .qb_fingerprint import database_fingerprint
from .qb_token import NOBODY

MANAGER = "odoo_qb_connector.group_qb_manager"
SYSTEM_ONLY = {"api_base", "discovery_url"}
FIXED_ONCE_CONNECTED = {"company_id", "edition", "environment"}


def is_loopback(host):
    """Whether `host` is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_safe_address(address):
    """https to anywhere, plain http to this machine only; no credentials inside."""
    try:
        parts = urlsplit(address or "")
        parts.port  # noqa: B018  raises ValueError for a port that is none
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.password:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


class QbConnection(models.Model):
    _name = "qb.connection"
    _description = "QuickBooks Connection"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, default=lambda self: self.env.company.name, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, readonly=False
    )
    edition = fields.Selection(
        [("online", "QuickBooks Online"), ("desktop", "QuickBooks Desktop")], default="online", required=True
    )
    environment = fields.Selection(
        [("production", "Production"), ("sandbox", "Sandbox"), ("own", "Own address")],
        default="production",
        required=True,
        help="Production is your real QuickBooks company. Sandbox is Intuit's test company for developers. "
        "Own address is another server that speaks like QuickBooks, such as the simulator.",
    )
    api_base = fields.Char("API Address", help="Where QuickBooks' API is, ending in /v3.")
    discovery_url = fields.Char("Discovery Address", help="Where the OpenID discovery document is.")
    enabled = fields.Boolean(
        "Switched On",
        default=True,
        tracking=True,
        help="Switched off, nothing new is queued and what waits is held. "
        "The filter 'Sent to QuickBooks: No' finds later what was left out.",
    )
    responsible_id = fields.Many2one(
        "res.users",
        required=True,
        tracking=True,
        default=lambda self: self._default_responsible(),
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Documents that the queue makes in Odoo are made as this user, and this user is told when it stops.",
    )
    tz = fields.Selection(
        _tz_get,
        "Time Zone of the Books",
        required=True,
        default=lambda self: self._default_tz(),
        help="The day that a shipment or payment belongs to in the books is the day in this time zone.",
    )
    customer_policy = fields.Selection(
        [("create", "Link or create"), ("link", "Only link existing")],
        "Customers and Vendors",
        default="create",
        required=True,
        help="What happens when a document needs somebody who is not linked yet: find them in QuickBooks by "
        "name, "
        "and create them when they are not there, or leave that to a person.",
    )
    item_policy = fields.Selection(
        [("create", "Link or create"), ("link", "Only link existing")],
        "Products and Services",
        default="create",
        required=True,
        help="The same for products: found by internal reference (SKU), then by name.",
    )
    income_account_id = fields.Many2one(
        "qb.entry",
        "Default Income Account",
        check_company=True,
        copy=False,  # an account of one QuickBooks company means nothing in another
        domain=domain("income"),
        help="Where new products' sales go when their category has no account of its own.",
    )
    expense_account_id = fields.Many2one(
        "qb.entry",
        "Default Expense Account",
        check_company=True,
        copy=False,  # an account of one QuickBooks company means nothing in another
        domain=domain("expense"),
        help="Where new products' purchases go when their category has no account of its own.",
    )
    execution_limit = fields.Float(
        default=125.0,
        help="Seconds after which a request that was sent can no longer take effect in QuickBooks (Intuit says 120).",
    )
    realm_id = fields.Char("QuickBooks Company Id", readonly=True, copy=False)
    qb_company_name = fields.Char("QuickBooks Company", readonly=True, copy=False)
    facts = fields.Json(readonly=True, copy=False, help="The company's settings as last read (gateway.CompanyFacts).")
    facts_read_at = fields.Datetime("Settings Read", readonly=True, copy=False)
    entries_read_at = fields.Datetime("Lists Read", readonly=True, copy=False)
    look_up_before_create_until = fields.Datetime(
        "Look Up First Until",
        readonly=True,
        copy=False,
        help="After a confirmed restore: until then everything is looked up by number and party before it is created.",
    )
    fingerprint = fields.Char(copy=False, groups=NOBODY)
    cron_id = fields.Many2one("ir.cron", "Scheduled Action", readonly=True, copy=False, groups="base.group_system")
    status_ids = fields.One2many("qb.connection.status", "connection_id", "Status Row", groups=NOBODY)
    state = fields.Selection(related="status_ids.state", string="Status")

    _one_connection_per_realm = models.UniqueIndex(
        "(environment, realm_id) WHERE realm_id IS NOT NULL AND active",
        "This QuickBooks company is connected already.",
    )
    _execution_limit_positive = models.Constraint("CHECK(execution_limit >= 0)", "Seconds cannot be negative.")

    @api.model
    def _default_tz(self):
        return self.env.user.tz or self.env.company.partner_id.tz or "UTC"

    @api.model
    def _default_responsible(self):
        """Whoever makes the connection; for OdooBot (a script) the first manager that is fit."""
        managers = self.env.ref(MANAGER).sudo().all_user_ids.sorted("id")
        fit = [user for user in self.env.user | managers if self._is_fit(user, self.env.company)]
        return fit[0] if fit else self.env.user

    # ------------------------------------------------------------------ rules

    @api.constrains("environment", "edition", "api_base", "discovery_url")
    def _check_addresses(self):
        for connection in self:
            addresses = [connection.api_base, connection.discovery_url]
            if connection.environment == "own" and connection.edition == "online" and not all(addresses):
                raise ValidationError(self.env._("An own address needs both the API and the discovery address."))
            for address in filter(None, addresses):
                if not is_safe_address(address):
                    raise ValidationError(
                        self.env._(
                            "%(address)s cannot be used: it must be https, or http on this very machine (localhost).",
                            address=address,
                        )
                    )

    @api.constrains("responsible_id", "company_id")
    def _check_responsible(self):
        for connection in self:
            if not connection._responsible_is_fit():
                raise ValidationError(
                    self.env._(
                        "%(user)s cannot be responsible: choose an active internal user with access to %(company)s.",
                        user=connection.responsible_id.name,
                        company=connection.company_id.name,
                    )
                )

    def _responsible_is_fit(self):
        connection = self.sudo()
        return self._is_fit(connection.responsible_id, connection.company_id)

    @api.model
    def _is_fit(self, user, company):
        return user.active and user._is_internal() and company in user.company_ids

    def _check_may_set(self, values):
        """An own address lets the server call any machine it reaches: that is for system administrators
        only."""
        if self.env.is_system():
            return
        if values.get("environment") == "own" or any(values.get(name) for name in SYSTEM_ONLY):
            raise AccessError(self.env._("Only a system administrator may let a connection use an address of its own."))
        if SYSTEM_ONLY & values.keys() and any(connection.environment == "own" for connection in self):
            raise AccessError(self.env._("Only a system administrator may change a connection's own address."))

    def _check_may_change(self, values):
        """Ids of one QuickBooks company mean nothing in another: a connection stays what it is once it was
        connected."""
        for name in FIXED_ONCE_CONNECTED & values.keys():
            for connection in self.filtered("realm_id"):
                if connection._fields[name].convert_to_write(connection[name], connection) != values[name]:
                    raise UserError(
                        self.env._(
                            "%(connection)s is connected to a QuickBooks company, and its links mean nothing "
                            "anywhere "
                            "else. Make a new connection instead.",
                            connection=connection.name,
                        )
                    )

    # ------------------------------------------------------------------ life

    @api.model_create_multi
    def create(self, vals_list):
        for values in vals_list:
            self._check_may_set(values)
        connections = super().create(vals_list)
        for connection in connections:
            connection._furnish()
        return connections

    def _furnish(self):
        """Give a new connection its status row, its own scheduled action and the database it belongs to."""
        self.env["qb.connection.status"].sudo().create({"connection_id": self.id})
        cron = (
            self.env["ir.cron"]
            .sudo()
            .create(
                {
                    "name": self.env._("QuickBooks: send what waits for %(connection)s", connection=self.name),
                    "model_id": self.env["ir.model"]._get_id(self._name),
                    "state": "code",
                    "code": f"env['qb.connection']._cron_drain({self.id})",
                    "user_id": self.env.ref("base.user_root").id,
                    "interval_number": 1,
                    "interval_type": "minutes",
                    "active": self.active,
                }
            )
        )
        self.sudo().write({"cron_id": cron.id, "fingerprint": database_fingerprint(self.env)})

    def write(self, vals):
        self._check_may_set(vals)
        self._check_may_change(vals)
        result = super().write(vals)
        if "active" in vals:
            # Odoo refuses this in words while the action runs; the drain itself never writes the connection.
            self.sudo().with_context(active_test=False).cron_id.write({"active": vals["active"]})
        if vals.get("enabled") is False or vals.get("active") is False or vals.get("fingerprint"):
            # Held, it is counted with what waits; after a restore it may have gone already and is looked up first.
            self.env["qb.exchange"]._withdraw_ready(self)
        if vals.get("fingerprint"):
            self.env["qb.question"]._forget_answers(self)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_used(self):
        for connection in self.sudo():
            domain = [("connection_id", "=", connection.id)]
            if self.env["qb.operation"].sudo().search_count(domain, limit=1) or connection.realm_id:
                raise UserError(
                    self.env._(
                        "%(connection)s has a history. Disconnect and archive it instead of deleting it.",
                        connection=connection.name,
                    )
                )

    def unlink(self):
        crons = self.sudo().with_context(active_test=False).cron_id
        result = super().unlink()
        actions = crons.ir_actions_server_id
        crons.unlink()
        actions.unlink()
        return result

    def copy_data(self, default=None):
        return [
            {**values, "name": self.env._("%(name)s (copy)", name=connection.name), **(default or {})}
            for connection, values in zip(self, super().copy_data(default), strict=True)
        ]
