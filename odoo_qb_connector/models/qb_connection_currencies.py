"""Customers who buy in a second currency: refused, or under a second name in QuickBooks (spec qbo 7.1, qbd 6)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .builders.name_rules import party_rules
from .builders.names import list_name
from .qb_connection_names import LONGEST_SUFFIX

CURRENCY = "{currency}"
NO_CURRENCY = "XXX"
"""ISO 4217's code for no currency. Where a text is checked it stands for every code: all have three letters."""
HELD = "customer_currency"


class QbConnection(models.Model):
    _inherit = "qb.connection"

    currency_names = fields.Selection(
        [("refuse", "Are not sent: a person decides"), ("second", "Get a second name, one for each currency")],
        "Documents in Another Currency",
        default="refuse",
        required=True,
        help="QuickBooks keeps each customer in one currency, for ever. What becomes of a document in another one.",
    )
    currency_suffix = fields.Char(
        "Behind the Name",
        default=f"({CURRENCY})",
        required=True,
        help="What stands behind a customer's name in another currency: {currency} is its code, as in Acme (EUR). The "
        "first currency has the plain name.",
    )
    is_multicurrency = fields.Boolean(compute="_compute_is_multicurrency")

    @api.depends("facts")
    def _compute_is_multicurrency(self):
        for connection in self:
            facts = connection._facts()
            connection.is_multicurrency = bool(facts) and facts.multicurrency

    @api.constrains("currency_suffix")
    def _check_currency_suffix(self):
        for connection in self:
            suffix = connection.currency_suffix.strip()
            if CURRENCY not in suffix or len(connection._behind_name_in(NO_CURRENCY)) > LONGEST_SUFFIX:
                raise ValidationError(
                    self.env._(
                        "The text behind a name must hold {currency} and have at most %(longest)s characters.",
                        longest=LONGEST_SUFFIX,
                    )
                )
            shown = connection._behind_name_in(NO_CURRENCY)
            if list_name(shown, party_rules(connection)) != shown:
                raise ValidationError(
                    self.env._("QuickBooks cannot keep “%(suffix)s” in a name. Choose other characters.", suffix=suffix)
                )

    def write(self, vals):
        """What was refused for its currency goes by itself once a second name is allowed."""
        result = super().write(vals)
        if vals.get("currency_names") == "second":
            held = [("connection_id", "in", self.ids), ("state", "=", "failed"), ("error_problem", "=", HELD)]
            self.env["qb.operation"].sudo().search(held)._mark_waiting(seconds=0, count=False)
            for connection in self:
                connection._wake()
        return result

    def _names_per_currency(self):
        """Whether a customer gets a name of its own for each further currency."""
        self.ensure_one()
        facts = self._facts()
        return self.currency_names == "second" and bool(facts) and facts.multicurrency

    def _behind_name_in(self, code):
        """What stands behind the name of a customer in the currency `code` (ISO 4217)."""
        return self.currency_suffix.strip().replace(CURRENCY, code)
