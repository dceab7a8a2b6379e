"""When the Web Connector called and what QuickBooks showed: one row per connection, apart from the connection's own,
because every session writes it."""

from odoo import fields, models

from ..desktop.answers import text


class QbDesktopSeen(models.Model):
    _name = "qb.desktop.seen"
    _description = "What QuickBooks Desktop Showed"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade")
    called_at = fields.Datetime("Web Connector Called", help="The last call with the right user name and password.")
    client_version = fields.Char("Web Connector Version")
    look_wanted_at = fields.Datetime(help="A person wants the next call to open QuickBooks, work or not.")
    seen_at = fields.Datetime("QuickBooks Opened", help="The last session that showed QuickBooks and a company file.")
    company_file = fields.Char()
    company_name = fields.Char()
    product = fields.Char("QuickBooks Product")
    product_version = fields.Char("QuickBooks Version")
    country = fields.Char()
    qbxml_version = fields.Char("qbXML Version", help="The highest that this QuickBooks understands.")
    file_mode = fields.Char(help="SingleUser or MultiUser, as QuickBooks says it.")
    file_id = fields.Char(help="The FileID that our .qwc file left in the company file, as QuickBooks shows it.")
    features = fields.Json(help="QuickBooks' switches by Intuit's names, as last shown.")
    failures = fields.Integer(help="Sessions in a row that failed; a session that ends well sets it to 0.")
    failed_at = fields.Datetime()
    problem = fields.Char(help="The last failure, a gateway error's problem: the sentence is made from it on display.")
    values = fields.Json()
    code = fields.Char()
    detail = fields.Text(help="QuickBooks' own words.")

    _one_per_connection = models.UniqueIndex("(connection_id)")

    def _of(self, connection):
        """The row of `connection`, made when there is none."""
        row = self.search([("connection_id", "=", connection.id)], limit=1)
        return row or self.create({"connection_id": connection.id})

    def _called(self, moment):
        self.called_at = moment

    def _client(self, version):
        """What the Web Connector says of itself; only a version number is kept."""
        if self.client_version != version:
            self.client_version = version

    def _company(self, shown, company_file, qbxml_version):
        """What the first call of a session showed (desktop.facts.Seen)."""
        values = {"seen_at": fields.Datetime.now(), "look_wanted_at": False, "qbxml_version": qbxml_version}
        if company_file:
            values["company_file"] = company_file
        if shown.host is not None:
            values.update(_host(shown.host))
        if shown.company is not None:
            values.update(company_name=shown.company_name, file_id=shown.file_id)
        self.write(values)

    def _failed(self, error):
        """One more session failed, for `error` (gateway.GatewayError)."""
        self.write(
            {
                "failures": self.failures + 1,
                "failed_at": fields.Datetime.now(),
                "problem": error.problem,
                "values": {key: str(value) for key, value in error.values.items()},
                "code": error.code,
                "detail": error.message,
            }
        )

    def _worked(self):
        """A session ended well: what failed before is over."""
        if self.failures or self.problem:
            nothing = dict.fromkeys(("failed_at", "problem", "values", "code", "detail"), False)
            self.write({"failures": 0, **nothing})


def _host(host):
    numbers = (text(host, "MajorVersion"), text(host, "MinorVersion"))
    return {
        "product": text(host, "ProductName"),
        "product_version": ".".join(filter(None, numbers)),
        "country": text(host, "Country"),
        "file_mode": text(host, "QBFileMode"),
    }
