"""A tax that a person wished for because QuickBooks has nothing for it: made there by the queue, step by step, or
linked when it is there already (docs/taxes.md).

| kind | Online | Desktop |
|---|---|---|
| agency | TaxAgency | Vendor |
| rate | said with the code | ItemSalesTax |
| group | | ItemSalesTaxGroup |
| code | TaxCode, through TaxService | SalesTaxCode, outside the United States |
"""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..documents import DocumentError, Problem, Ref, TaxAgency, TaxCode, TaxGroup, TaxRate
from ..gateway import Command, FindByName, ListEntries, Verb
from .builders.amounts import exact
from .qb_connection_lists import REFRESH
from .qb_plan import Adopt, Ask, Send, Settled, Wait

KINDS = [("agency", "Tax agency"), ("rate", "Tax rate"), ("group", "Several rates"), ("code", "Tax code")]
TYPES = {
    "online": {"agency": "TaxAgency", "code": "TaxCode"},
    "desktop": {"agency": "Vendor", "rate": "Item", "group": "Item", "code": "SalesTaxCode"},
}
ITEM_KINDS = {"rate": "ItemSalesTax", "group": "ItemSalesTaxGroup"}


class QbNewTax(models.Model):
    _name = "qb.new.tax"
    _description = "Tax to Make in QuickBooks"
    _inherit = ["qb.record.mixin"]
    _order = "id"

    connection_id = fields.Many2one(
        "qb.connection", "QuickBooks Company", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    name = fields.Char(required=True)
    percent = fields.Float(digits=(16, 4))
    description = fields.Char()
    agency_id = fields.Many2one("qb.entry", ondelete="set null")
    agency_wish_id = fields.Many2one("qb.new.tax", "New Agency", ondelete="restrict")
    part_ids = fields.Many2many("qb.new.tax", "qb_new_tax_part", "whole_id", "part_id", string="Made Of")
    whole_ids = fields.Many2many("qb.new.tax", "qb_new_tax_part", "part_id", "whole_id", string="Part Of")
    map_id = fields.Many2one("qb.tax.map", "For", ondelete="set null", index=True)
    there_id = fields.Char("Id There", readonly=True, copy=False)

    _name_uniq = models.Constraint(
        "UNIQUE(connection_id, kind, name)", "This tax was wished for already: press Create in QuickBooks again."
    )

    # ------------------------------------------------------------------ the queue

    def _qb_verb(self):
        return "ensure"

    def _qb_type_wanted(self):
        return TYPES[self.connection_id.edition].get(self.kind, False) if len(self) == 1 else False

    def _qb_connection(self):
        return self.connection_id

    def _qb_lock_keys(self):
        return [(self._name, self.connection_id.id, self.kind, self.name.strip().casefold())]

    def _qb_prepare(self, operation, answers):
        """There already: nothing to do. Else what it is made of first, then what has this name and this rate, else a
        new one."""
        tax = self.sudo()
        if tax.there_id:
            tax._map_row()
            return Settled(tax._there_words())
        missing = tax._needed().filtered(lambda one: not one.there_id)
        if missing:
            return Wait(missing)
        questions = tax._questions()
        if not all(one in answers for one in questions):
            return Ask(questions)
        rates = tax._rates_there(answers)
        found = tax._found(answers[questions[0]], rates)
        return tax._use(operation, found) if found else Send(tax._command(rates), qb_type=tax._qb_type_wanted())

    def _needed(self):
        """What must be in QuickBooks before this can be."""
        if self.connection_id.edition == "online":
            return self.part_ids.agency_wish_id
        return self.agency_wish_id | self.part_ids

    def _questions(self):
        """Who has this name; online also the rates, which a code is recognised by and made of."""
        named = FindByName(self._qb_type_wanted(), (self.name.strip(),))
        online_code = self.connection_id.edition == "online" and self.kind == "code"
        return [named, ListEntries("TaxRate")] if online_code else [named]

    def _rates_there(self, answers):
        """{id: qb list entry} of the rates in QuickBooks Online."""
        return {entry.id: entry for entry in answers.get(ListEntries("TaxRate"), [])}

    def _use(self, operation, found):
        """Link what is there. What another record holds (an agency may be a vendor in Odoo) is used without a link."""
        holder = self.env["qb.link"]._holder(operation.connection_id, found.ref.type, found.ref.id)
        if not holder or (holder.res_model, holder.res_id) == (self._name, self.id):
            return Adopt(found)
        self._take(found)
        return Settled(self._there_words())

    def _there_words(self):
        return self.env._("In QuickBooks already: %(name)s.", name=self.name)

    # ------------------------------------------------------------------ what is there

    def _found(self, candidates, rates):
        """The object of this name, or None. Raises DocumentError when it is another tax."""
        if not candidates:
            return None
        active = [one for one in candidates if one.active]
        if not active:
            raise DocumentError(Problem("tax_there_inactive", {"name": candidates[0].name}, "name"))
        same = next((one for one in active if self._is_same(one, rates)), None)
        if same is None:
            raise DocumentError(Problem("tax_there_differs", {"name": active[0].name}, "name"))
        return same

    def _is_same(self, found, rates):
        """By rate, after the name: an agency has none."""
        if self.kind == "agency":
            return True
        if self.kind in ITEM_KINDS and found.ref.kind != ITEM_KINDS[self.kind]:
            return False
        if self.kind == "rate":
            return found.details.get("tax_percent") == exact(self.percent)
        if self.connection_id.edition == "desktop":
            return set(found.details.get("tax_items") or ()) == set(self.part_ids.mapped("there_id"))
        listed = [rates.get(one["rate"]) for one in found.details.get("sales_rates") or []]
        percents = [_percent(one) for one in listed if one]
        return sorted(percents) == sorted(exact(part.percent) for part in self.part_ids)

    # ------------------------------------------------------------------ what is sent

    def _command(self, rates):
        return Command(Verb.CREATE, getattr(self, f"_document_{self.kind}")(rates))

    def _document_agency(self, _rates):
        return TaxAgency(self.name.strip())

    def _document_rate(self, _rates):
        return TaxRate(self.name.strip(), exact(self.percent), self._agency())

    def _document_group(self, _rates):
        return TaxGroup(self.name.strip(), tuple(part._ref() for part in self.part_ids))

    def _document_code(self, rates):
        if self.connection_id.edition == "desktop":
            item = self.part_ids[:1]._ref()
            return TaxCode(self.name.strip(), item=item, description=self.description or self.name)
        return TaxCode(self.name.strip(), tuple(part._rate_online(rates) for part in self.part_ids))

    def _rate_online(self, rates):
        """The rate as the code says it; one of this name and percentage is used again. Raises DocumentError when the
        name stands for another percentage."""
        name, percent = self.name.strip(), exact(self.percent)
        there = next((one for one in rates.values() if one.name.casefold() == name.casefold()), None)
        if there and (not there.active or _percent(there) != percent):
            raise DocumentError(Problem("tax_there_differs", {"name": there.name}, "name"))
        return TaxRate(name, percent, self._agency(), Ref(there.id, there.name) if there else None)

    def _agency(self):
        if self.agency_id:
            return Ref(self.agency_id.qb_id, self.agency_id.name)
        return self.agency_wish_id._ref() if self.agency_wish_id else None

    def _ref(self):
        return Ref(self.there_id, self.name)

    def _qb_refused_advice(self):
        """Where QuickBooks does not let us make it, a person can."""
        return self.map_id._words_for_making() if self.map_id else ""

    # ------------------------------------------------------------------ it is there

    def _qb_acknowledged(self, operation, link, acknowledged):
        """It is listed from now on, and stands for its taxes; what waited for them goes."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        self.sudo()._take(acknowledged)
        return result

    def _take(self, acknowledged):
        self.there_id = acknowledged.ref.id
        for values in self._entries_of(acknowledged):
            self._list(*values)
        if self.map_id:
            self._map_row()
            self._ask_list_again()

    def _map_row(self):
        """Let the row of these taxes point to what is there now, unless a person chose something meanwhile."""
        row = self.map_id
        if row and not row._is_mapped():
            row.code_id = self._listed("TaxCode", self.there_id)

    def _entries_of(self, there):
        """[(type, id, name, kind, details)] as the lists of this edition would say it when they are read again."""
        abroad = self.connection_id._tax_needs_code_per_line()
        identity, name = there.ref.id, there.name or self.name
        if self.kind == "agency":
            details = {"IsTaxAgency": "true"} if self.connection_id.edition == "desktop" else {}
            return [(self._qb_type_wanted(), identity, name, "", details)]
        if self.kind in ITEM_KINDS:
            details = {"group": list(there.details.get("tax_items") or [])}
            details |= {"TaxRate": f"{exact(self.percent):f}"} if self.kind == "rate" else {}
            return [("TaxRate" if abroad else "TaxCode", identity, name, ITEM_KINDS[self.kind], details)]
        if self.connection_id.edition == "desktop":
            details = {"IsTaxable": "true", "Desc": self.description or "", "ItemSalesTaxRef": self.part_ids.there_id}
            return [(one, identity, name, "SalesTaxCode", details) for one in ("SalesTaxCode", "TaxCode")]
        made = there.details.get("rates_made") or []
        rates = [("TaxRate", one["id"], one["name"], "", {"RateValue": one["percent"]}) for one in made]
        listed = {"TaxGroup": True, "SalesTaxRateList": list(there.details.get("sales_rates") or [])}
        return [*rates, ("TaxCode", identity, name, "USER_DEFINED", listed)]

    def _list(self, kind, identity, name, its_kind, details):
        """The cached entry of this list, made or brought up to date."""
        entries, known = self.env["qb.entry"].sudo(), self._listed(kind, identity)
        values = {"name": name, "active": True}
        if known:
            known._write_changes({**values, "details": {**details, **(known.details or {})} or False})
            return known
        owner = {"connection_id": self.connection_id.id, "type": kind, "qb_id": identity, "kind": its_kind or False}
        return entries.create({**owner, **values, "details": details or False})

    def _listed(self, kind, identity):
        entries = self.env["qb.entry"].sudo().with_context(active_test=False)
        domain = [("connection_id", "=", self.connection_id.id), ("type", "=", kind), ("qb_id", "=", identity)]
        return entries.search(domain, limit=1)

    def _ask_list_again(self):
        """On Desktop the list of codes comes with the next call, beside what was noted here already."""
        connection = self.connection_id
        if connection.edition == "desktop":
            abroad = connection._tax_needs_code_per_line()
            for kind in ("SalesTaxCode", "TaxRate") if abroad else ("TaxCode",):
                connection._ask_later(ListEntries(kind), REFRESH)

    # ------------------------------------------------------------------ the wish of a person

    @api.model
    def _wish_for(self, row, name, parts):
        """The wish for the taxes of `row` (qb.tax.map): `parts` are dicts of tax (account.tax), name, percent, agency
        (qb.entry) and agency_name. What was begun and failed is begun anew with what the person says now."""
        connection = row.connection_id
        begun = row._wish()
        old = begun.part_ids | begun.part_ids.part_ids | begun.part_ids.agency_wish_id | begun.agency_wish_id
        rates = self.browse([self._wish_for_rate(connection, part).id for part in parts])
        top = self._top(begun, row, name, rates)
        (old - top - rates - rates.agency_wish_id)._forget()
        return top

    def _wish_for_rate(self, connection, part):
        agency = self.browse()
        if not part["agency"]:
            agency = self._wished(connection, "agency", part["agency_name"])
        values = {"percent": part["percent"], "agency_id": part["agency"].id, "agency_wish_id": agency.id}
        return self._wished(connection, "rate", part["name"], **values)

    def _top(self, begun, row, name, rates):
        """What stands for the taxes: the code; in the United States on Desktop the rate itself, or a group of them."""
        connection, wanted = row.connection_id, {"map_id": row.id}
        if connection.edition == "online":
            return self._begun_or_new(begun, connection, "code", name, part_ids=rates, **wanted)
        text = row._taxes_name()
        abroad = connection._tax_needs_code_per_line()
        if len(rates) > 1:
            title = text[: connection._limits().other["tax_rate"]].strip() if abroad else name
            rates = self._wished(connection, "group", title, part_ids=[fields.Command.set(rates.ids)])
        if not abroad:
            rates.map_id = row
            return rates
        return self._begun_or_new(begun, connection, "code", name, part_ids=rates, description=text, **wanted)

    def _begun_or_new(self, begun, connection, kind, name, *, part_ids, **values):
        values["part_ids"] = [fields.Command.set(part_ids.ids)]
        if begun and begun.kind == kind:
            begun.write({"name": name, **values})
            return begun
        return self._wished(connection, kind, name, **values)

    def _wished(self, connection, kind, name, **values):
        """The wish of this name, made or brought up to date; what is in QuickBooks stays as it is."""
        name = (name or "").strip()
        found = self.search([("connection_id", "=", connection.id), ("kind", "=", kind), ("name", "=", name)], limit=1)
        if not found:
            return self.create({"connection_id": connection.id, "kind": kind, "name": name, **values})
        if not found.there_id:
            found.write(values)
        elif values.get("percent", found.percent) != found.percent:
            percent = f"{exact(found.percent):f}"
            words = self.env._(
                "“%(name)s” is a rate of %(percent)s %% already: choose another name.", name=name, percent=percent
            )
            raise UserError(words)
        return found

    def _forget(self):
        """Drop what was begun under another name and is needed no more; nothing of it went to QuickBooks."""
        idle = self.filtered(lambda one: not one.there_id and not one.whole_ids and one.qb_state in ("none", "failed"))
        operations = self.env["qb.operation"].sudo()
        for one in idle:
            left = operations.search(
                [("res_model", "=", self._name), ("res_id", "=", one.id), ("state", "in", ("pending", "failed"))]
            )
            left._mark_cancelled(self.env._("Begun anew under another name."))
        idle.unlink()


def _percent(rate):
    """The percentage of a rate (gateway.ListEntry) of QuickBooks Online."""
    return Decimal(str(rate.details.get("RateValue") or 0)).normalize() + 0
