"""The list of the sets of taxes in use: what is mapped, what is proposed, and what is missing in QuickBooks."""

from decimal import Decimal

from markupsafe import Markup
from odoo import api, fields, models

from ..desktop.lists import percent
from ..gateway import TaxModel
from .builders.amounts import exact
from .builders.tax_match import Candidate, Wanted, best, for_no_tax, words
from .builders.taxes_in_use import sets_in_use
from .qb_connection_taxes import EVERYTHING, NO_TAX_ONLY, NOTHING, TAXED, THERE

STATES = [
    ("mapped", "Mapped"),
    ("differs", "Other rate there"),
    ("proposed", "Proposed"),
    ("missing", "No counterpart"),
]


class QbTaxMap(models.Model):
    _inherit = "qb.tax.map"

    rate = fields.Char(compute="_compute_rate")
    proposed_id = fields.Many2one("qb.entry", "Proposal", compute="_compute_proposed", compute_sudo=True)
    state = fields.Selection(STATES, compute="_compute_proposed", compute_sudo=True)
    missing_words = fields.Text("What to Do", compute="_compute_proposed", compute_sudo=True)

    @api.depends("tax_ids")
    def _compute_rate(self):
        for row in self:
            percents = row._percents()
            row.rate = " + ".join(f"{one:f} %" for one in percents) if percents is not None else False

    @api.depends("tax_ids", "code_id.active", "connection_id")
    @api.depends_context("lang")
    def _compute_proposed(self):
        for connection, rows in self.grouped("connection_id").items():
            candidates = self._candidates(connection)
            for row in rows:
                row._propose(candidates)

    def _propose(self, candidates):
        key = None if self._is_mapped() else self._best(candidates)
        self.proposed_id = key
        self.state = self._state_now(candidates)
        self.missing_words = self.state == "missing" and self._words_for_missing()

    def _state_now(self, candidates):
        if not self._is_mapped():
            return "proposed" if self.proposed_id else "missing"
        known = next((one.percents for one in candidates if one.key == self.code_id.id), None)
        ours = self._percents()
        return "differs" if known is not None and ours is not None and sum(known) != sum(ours) else "mapped"

    # ------------------------------------------------------------------ by name and rate

    def _percents(self):
        """The percentages of the taxes, a reverse charge as 0; None when one is no percentage."""
        taxes = self.tax_ids.flatten_taxes_hierarchy()
        if any(tax.amount_type != "percent" for tax in taxes):
            return None
        return tuple(Decimal(0) if tax.has_negative_factor else exact(tax.amount) for tax in taxes)

    def _best(self, candidates):
        if not self.tax_ids:
            return for_no_tax(candidates)
        texts = [text for tax in self.tax_ids for text in (tax.name, tax.invoice_label) if text]
        american = self.connection_id._tax_needs() == TAXED
        return best(Wanted(self._percents(), words(*texts), one_total=american), candidates)

    @api.model
    def _candidates(self, connection):
        """The codes that may stand for taxes, in two queries however many rows look."""
        found = (
            self.env["qb.entry"]
            .sudo()
            .search([("connection_id", "=", connection.id), ("type", "in", ("TaxCode", "TaxRate"))])
        )
        codes = found.filtered(lambda entry: entry.type == "TaxCode" and entry.qb_id not in ("TAX", "NON"))
        rates = {entry.qb_id: entry for entry in found - codes if entry.type == "TaxRate"}
        of = self._rates_online if connection.edition == "online" else self._rates_desktop
        items = {entry.qb_id: entry for entry in codes} | rates
        found = [(code, of(code, items)) for code in codes]
        return [
            Candidate(code.id, percents, words(code.name, (code.details or {}).get("Desc") or ""))
            for code, percents in found
            if percents is None or percents or connection.edition == "desktop"
        ]

    def _rates_online(self, code, entries):
        listed = (code.details or {}).get("SalesTaxRateList") or []
        return tuple(self._percent(entries[one["rate"]]) for one in listed if one["rate"] in entries)

    @staticmethod
    def _rates_desktop(code, entries):
        """An item says its rate, a group its items; the code of a line points to one of them, or bears no tax. None
        where nobody says."""
        details = code.details or {}
        if details.get("IsTaxable") == "false":
            return ()
        item = entries.get(details["ItemSalesTaxRef"]) if details.get("ItemSalesTaxRef") else code
        group = (item.details or {}).get("group") if item else None
        members = [entries.get(one) for one in group] if group else [item]
        found = [percent(one._as_listed()) if one else None for one in members]
        return None if None in found else tuple(found)

    # ------------------------------------------------------------------ what is in use

    def _is_mapped(self):
        return bool(self.code_id) and self.code_id.active

    @api.model
    def _note_in_use(self, connections):
        """Make a row of every set that needs a code, and drop rows without a code of sets that are used no more."""
        for connection in connections.sudo():
            wanted = {self._key_of(taxes): taxes for taxes in self._needed_sets(connection)}
            rows = self.sudo().search([("connection_id", "=", connection.id)])
            rows.filtered(lambda row, keys=wanted: not row.code_id and row.taxes_key not in keys).unlink()
            known = set(rows.exists().mapped(lambda row: row.taxes_key or ""))
            self.sudo().create(
                [
                    {"connection_id": connection.id, "tax_ids": [fields.Command.set(taxes.ids)]}
                    for key, taxes in wanted.items()
                    if key not in known
                ]
            )

    @api.model
    def _needed_sets(self, connection):
        needs = connection._tax_needs()
        if needs in (None, NOTHING):
            return []
        no_tax = self.env["account.tax"]
        if needs == NO_TAX_ONLY:
            return [no_tax]
        carrier = connection.quickbooks_tax_id if connection.tax_way == THERE else no_tax
        found = [taxes for taxes in sets_in_use(self.env, connection.company_id) if carrier not in taxes]
        return [no_tax, *found] if needs == EVERYTHING else [one for one in found if self._is_taxed(one)]

    @staticmethod
    def _is_taxed(taxes):
        return any(tax.amount and not tax.has_negative_factor for tax in taxes.flatten_taxes_hierarchy())

    # ------------------------------------------------------------------ what a person presses

    def action_use_proposal(self):
        for row in self.filtered("proposed_id"):
            row.code_id = row.proposed_id

    def action_use_proposals(self):
        """Of the rows that were chosen, else of all in the companies that the user works in."""
        (self or self.search([("code_id", "=", False)])).action_use_proposal()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _open(self, connections=None):
        """The list, with every set in use; in words where there is nothing to map."""
        connections = connections or self.env["qb.connection"].search([("company_id", "in", self.env.companies.ids)])
        self._note_in_use(connections)
        needing = [one for one in connections.sudo() if one._tax_needs() != NOTHING]
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_tax_map_action")
        if len(connections) == 1:
            action |= {"domain": [("connection_id", "=", connections.id)]}
            action["context"] = {"default_connection_id": connections.id}
        if connections and not needing:
            action["help"] = self._nothing_to_map(connections)
        return action

    @api.model
    def _nothing_to_map(self, connections):
        head = Markup('<p class="o_view_nocontent_smiling_face">%s</p>') % self.env._("Nothing to map")
        reasons = dict.fromkeys(one.sudo()._why_nothing() for one in connections)
        return head + Markup().join(Markup("<p>%s</p>") % reason for reason in reasons)

    # ------------------------------------------------------------------ in words

    def _words_for_missing(self):
        return self._words_for_making()

    def _words_for_making(self):
        """What to make in QuickBooks, and where."""
        if not self.tax_ids:
            return self.env._("Choose the code that QuickBooks has for lines without any tax.")
        return self.env._(
            "QuickBooks has nothing for “%(taxes)s” (%(rate)s, tax group “%(group)s”). Make it there, for the agency "
            "that you pay it to, under %(where)s; then press Refresh.",
            **self._missing_values(),
        )

    def _missing_values(self):
        return {
            "taxes": self._taxes_name(),
            "rate": self.rate or self.env._("no percentage"),
            "group": ", ".join(dict.fromkeys(self.tax_ids.tax_group_id.mapped("name"))),
            "where": self._where(),
        }

    def _taxes_name(self):
        return " + ".join(self.tax_ids.mapped("name"))

    def _where(self):
        connection = self.connection_id
        facts = connection._facts()
        abroad = facts and facts.tax_model is TaxModel.GLOBAL
        if connection.edition == "desktop":
            if abroad:
                return self.env._("Lists › Sales Tax Code List › New")
            if len(self._percents() or ()) > 1:
                return self.env._("Lists › Item List › New, an item of the type Sales Tax Group")
            return self.env._("Lists › Item List › New, an item of the type Sales Tax Item")
        return self.env._("Taxes › Sales tax › Edit taxes") if abroad else self.env._("Taxes › Sales tax settings")
