"""Create in QuickBooks: a person confirms the names, the rates and the agencies of a tax that is missing there."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.builders.amounts import exact
from ..models.builders.tax_match import words
from ..models.builders.tax_names import tax_name

AGENCIES = {"online": "TaxAgency", "desktop": "Vendor"}
COMMON = {"tax", "taxes", "rate", "sales"}


class QbCreateTax(models.TransientModel):
    _name = "qb.create.tax"
    _description = "Create a Tax in QuickBooks"

    map_id = fields.Many2one("qb.tax.map", "Taxes in Odoo", required=True, ondelete="cascade", readonly=True)
    connection_id = fields.Many2one(related="map_id.connection_id")
    name = fields.Char("Name in QuickBooks", compute="_compute_names", store=True, readonly=False, precompute=True)
    has_code = fields.Boolean(compute="_compute_has_code", help="Whether there is more to name than the one rate.")
    limit = fields.Integer(compute="_compute_has_code")
    limit_words = fields.Char(compute="_compute_has_code")
    line_ids = fields.One2many(
        "qb.create.tax.line", "wizard_id", compute="_compute_names", store=True, readonly=False, precompute=True
    )
    problem = fields.Text(compute="_compute_state")
    by_hand = fields.Text(compute="_compute_state")
    afterwards = fields.Char(compute="_compute_has_code")

    @api.depends("map_id")
    @api.depends_context("lang")
    def _compute_state(self):
        for wizard in self:
            wish = wizard.map_id._wish()
            wizard.problem = wish.qb_state == "failed" and wish.qb_message
            wizard.by_hand = self.env._(
                "It can be made by hand as well, under %(where)s; then press Refresh.", where=wizard.map_id._where()
            )

    @api.depends("map_id")
    @api.depends_context("lang")
    def _compute_has_code(self):
        for wizard in self:
            connection, taxes = wizard.connection_id, wizard._taxes()
            abroad, desktop = connection._tax_needs_code_per_line(), connection.edition == "desktop"
            wizard.has_code = not desktop or abroad or len(taxes) > 1
            limits = connection._limits().other if connection else {}
            wizard.limit = limits.get("tax_rate" if desktop and not abroad else "tax_code", 0)
            wizard.limit_words = self.env._("At most %(length)s characters.", length=wizard.limit)
            wizard.afterwards = (
                desktop
                and abroad
                and self.env._(
                    "The line of your tax return that it belongs to cannot be said from here: choose it in QuickBooks, "
                    "on the sales tax item."
                )
            )

    @api.depends("map_id")
    def _compute_names(self):
        for wizard in self.filtered("map_id"):
            wizard.name = wizard._proposed_name()
            wizard.line_ids = [fields.Command.clear(), *map(fields.Command.create, wizard._proposed_lines())]

    def _taxes(self):
        return self.map_id.tax_ids.flatten_taxes_hierarchy()

    def _proposed_name(self):
        taxes = self._taxes()
        percent = exact(taxes.amount) if len(taxes) == 1 else None
        return tax_name(self.map_id._taxes_name(), percent, self.limit, self._taken("TaxCode", "Item"))

    def _proposed_lines(self):
        """Each tax with a name that nobody has there, and the agency that it is probably paid to."""
        limit = self.connection_id._limits().other["tax_rate"]
        taken = self._taken("TaxRate", "Item")
        for tax in self._taxes():
            name = tax_name(tax.name, exact(tax.amount), limit, taken)
            taken.add(name)
            agency = self._likely_agency(tax)
            named = False if agency or _is_rate(tax.tax_group_id.name) else tax.tax_group_id.name
            yield {"tax_id": tax.id, "name": name, "agency_id": agency.id, "agency_name": named}

    def _likely_agency(self, tax):
        """The only agency; else the one that the tax group is called after; else that of the rates there that are
        called alike (GST of another percentage). None rather than a wrong one."""
        agencies = self._agencies()
        if len(agencies) == 1:
            return agencies
        group = _telling(tax.tax_group_id.name or "")
        named = agencies.filtered(lambda one: group and group <= words(one.name))
        if len(named) == 1:
            return named
        rates = self._listed("TaxRate", "TaxCode").filtered(lambda one: _telling(one.name) & _telling(tax.name))
        paid_to = {(one.details or {}).get("AgencyRef") or (one.details or {}).get("TaxVendorRef") for one in rates}
        alike = self._listed(AGENCIES[self.connection_id.edition]).filtered(lambda one: one.qb_id in paid_to)
        return alike if len(alike) == 1 else alike.browse()

    def _agencies(self):
        """Whom taxes are paid to, as far as QuickBooks says it: on Desktop any vendor can be chosen, few are likely."""
        listed = self._listed(AGENCIES[self.connection_id.edition])
        said = listed.filtered(lambda one: "true" in map((one.details or {}).get, ("IsTaxAgency", "IsSalesTaxAgency")))
        return said if self.connection_id.edition == "desktop" else listed

    def _listed(self, *kinds):
        domain = [("connection_id", "=", self.connection_id.id), ("type", "in", kinds)]
        return self.env["qb.entry"].search(domain)

    def _taken(self, *kinds):
        return set(self._listed(*kinds).mapped("name"))

    # ------------------------------------------------------------------ what a person presses

    @api.model
    def _dialog(self, row):
        wizard = self.create({"map_id": row.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Create in QuickBooks"),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_create_there(self):
        """State the wish, send it, and say what came of it."""
        self.ensure_one()
        self._check_complete()
        wish = self.env["qb.new.tax"]._wish_for(self.map_id, self.name, self.line_ids._parts())
        result = wish.action_qb_send_now()
        again = {**self._dialog(self.map_id), "res_id": self.id}
        result["params"]["otherwise"] = again
        return result

    def _check_complete(self):
        if not self.map_id.can_create:
            raise UserError(self.map_id.missing_words or self.env._("These taxes have a counterpart already."))
        for line in self.line_ids:
            if not line.agency_id and not (line.agency_name or "").strip():
                raise UserError(
                    self.env._("Choose whom “%(tax)s” is paid to, or name a new agency.", tax=line.tax_id.name)
                )


class QbCreateTaxLine(models.TransientModel):
    _name = "qb.create.tax.line"
    _description = "Rate of a Tax to Create in QuickBooks"

    wizard_id = fields.Many2one("qb.create.tax", required=True, ondelete="cascade")
    connection_id = fields.Many2one(related="wizard_id.connection_id")
    agency_type = fields.Char(compute="_compute_agency_type")
    tax_id = fields.Many2one("account.tax", "Tax in Odoo", required=True, readonly=True)
    rate = fields.Char(compute="_compute_rate")
    name = fields.Char("Name There", required=True)
    agency_id = fields.Many2one(
        "qb.entry", domain="[('connection_id', '=', connection_id), ('type', '=', agency_type)]"
    )
    agency_name = fields.Char("New Agency")

    @api.depends("tax_id")
    def _compute_rate(self):
        for line in self:
            line.rate = f"{exact(line.tax_id.amount):f} %" if line.tax_id else False

    @api.depends("connection_id")
    def _compute_agency_type(self):
        for line in self:
            line.agency_type = AGENCIES.get(line.connection_id.edition)

    def _parts(self):
        """What `qb.new.tax._wish_for` takes."""
        return [
            {
                "name": line.name,
                "percent": line.tax_id.amount,
                "agency": line.agency_id,
                "agency_name": line.agency_name,
            }
            for line in self
        ]


def _telling(name):
    """The words of a name that are no numbers, and not what every tax is called."""
    return {one for one in words(name) if not one[0].isdigit()} - COMMON


def _is_rate(name):
    return any(letter.isdigit() for letter in name or "")
