"""A contact is a customer in QuickBooks: linked by name, or created there."""

from odoo import api, models
from odoo.tools.sql import escape_psql

from ..documents import DocumentError, Problem
from ..gateway import Command, Verb
from .builders import party, party_search
from .qb_plan import Adopt, Ask, Send, Settled

QB_TYPE = "Customer"


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "qb.record.mixin"]

    def _qb_verb(self):
        return "ensure"

    @api.model
    def _qb_type_wanted(self):
        return QB_TYPE

    @api.model
    def _qb_connections_shown(self):
        """A link in books that were left does not count: it is linked anew where the books are now."""
        return super()._qb_connections_shown().filtered("active")

    def _qb_connection(self):
        return self.env["qb.connection"]._default_for(self.company_id or self.env.company)

    def _qb_prepare(self, operation, answers):
        """Linked: nothing to do. Else the customer of exactly this name, else a new one."""
        partner = self.sudo()
        connection = operation.connection_id
        link = partner._qb_link_for(connection, QB_TYPE)[:1]
        if link:
            return Settled(self.env._("Linked to the customer %(name)s.", name=link.name))
        if partner != partner.commercial_partner_id:
            return Settled(self.env._("It belongs to %(company)s.", company=partner.commercial_partner_id.display_name))
        return partner._qb_find_or_create(operation, answers)

    def _qb_find_or_create(self, operation, answers):
        name = party.directory_name(self)
        if not name:
            raise DocumentError(Problem("party_name_missing", field="name"))
        connection, currency = operation.connection_id, self._qb_wanted_currency(operation)
        document = party.customer(self, currency.name, connection._limits())
        plan = Send(Command(Verb.CREATE, document), qb_type=QB_TYPE)
        if not party_search.can_exist(connection, name):
            return plan  # the preflight says what is wrong with it
        question = party_search.question(connection, name)
        if question not in answers:
            return Ask([question])
        found = party_search.customers(self.env, name, answers[question])
        return self._qb_adopt(connection, found, currency) if found else self._qb_may_create(operation, plan)

    def _qb_adopt(self, connection, found, currency):
        """The active customer of this name, if it is nobody else's and in the right currency."""
        active = next((one for one in found if one.active), None)
        if active is None:
            raise DocumentError(Problem("party_inactive", {"name": found[0].name}, "name"))
        holder = self.env["qb.link"]._holder(connection, QB_TYPE, active.ref.id)
        if holder and (holder.res_model, holder.res_id) != (self._name, self.id):
            raise DocumentError(
                Problem("party_linked_elsewhere", {"name": active.name, "other": holder.record_name}, "name")
            )
        if active.currency and active.currency != currency.name:
            values = {"name": active.name, "theirs": active.currency, "ours": currency.name}
            raise DocumentError(Problem("party_currency", values, "currency"))
        return Adopt(active)

    def _qb_may_create(self, operation, plan):
        name = plan.command.document.name
        if operation.connection_id.customer_policy != "create":
            raise DocumentError(Problem("party_may_not_be_created", {"name": name}, "name"))
        self._qb_check_not_gone(operation, "party_gone", name)
        namesake = self._qb_namesake_ahead(operation, name)
        if namesake:
            raise DocumentError(Problem("party_namesake", {"name": name, "other": namesake.display_name}, "name"))
        return plan

    def _qb_namesake_ahead(self, operation, name):
        """Another contact of this name that is on its way to QuickBooks before this one, or empty."""
        namesakes = self.with_context(active_test=False).search(
            [("name", "=ilike", escape_psql(name)), ("id", "!=", self.id)]
        )
        ahead = namesakes and self.env["qb.operation"].sudo().search(
            [
                ("connection_id", "=", operation.connection_id.id),
                ("res_model", "=", self._name),
                ("res_id", "in", namesakes.ids),
                ("verb", "=", "ensure"),
                ("state", "in", ("pending", "sending", "unknown")),
                ("id", "<", operation.id),
            ],
            limit=1,
        )
        return self.browse(ahead.res_id) if ahead else self.browse()

    def _qb_wanted_currency(self, operation):
        """The currency of the document that needs this customer; asked for by hand: the customer's own
        price list's."""
        origin = operation.origin_id
        document = origin._record().exists() if origin else None
        if document is not None and document and "currency_id" in document._fields:
            return document.sudo().currency_id
        company = operation.connection_id.company_id
        return self.with_company(company).property_product_pricelist.currency_id or company.currency_id

    # ------------------------------------------------------------------ what a person sees

    def _qb_is_sendable(self):
        """Only whole customers are listed in QuickBooks, not their contacts and addresses."""
        return self == self.commercial_partner_id
