"""What stands for a contact in QuickBooks, as a customer or a vendor: linked by name, or created there.

The contact itself is one such record; a customer who buys in a second currency has another one for that
(qb_partner_currency), because QuickBooks keeps one currency for each name (spec qbo 7.1, qbd 6).
"""

from odoo import api, models

from ..documents import DocumentError, Problem, Ref
from ..gateway import Command, Verb
from .builders import party, party_search
from .builders.name_rules import party_rules
from .builders.party_search import VENDOR, PartySearch
from .qb_party_mixin import offered
from .qb_plan import Adopt, Ask, Send, Settled

QB_TYPE = "Customer"


class QbContactMixin(models.AbstractModel):
    _name = "qb.contact.mixin"
    _description = "QuickBooks Customer or Vendor"
    _inherit = ["qb.party.mixin"]

    # ------------------------------------------------------------------ what a model implements

    def _qb_contact(self):
        """The contact (res.partner) that this record stands for."""
        raise NotImplementedError

    def _qb_behind_name(self, connection):
        """What always stands behind its name there, or ""."""
        return ""

    def _qb_namesake_ahead(self, operation, name):
        """Another record of this name that is on its way to QuickBooks before this one, or empty."""
        return self.browse()

    def _qb_own_currency(self, qb_type, company):
        """What it buys (of a vendor: is bought from) in, when no document says it."""
        raise NotImplementedError

    # ------------------------------------------------------------------ what the queue asks

    def _qb_verb(self):
        return "ensure"

    @api.model
    def _qb_type_wanted(self):
        return QB_TYPE

    def _qb_prepare(self, operation, answers):
        """Linked: nothing to do. Else the customer or vendor of its name, else a new one."""
        partner, qb_type = self.sudo(), operation.qb_type or QB_TYPE
        link = partner._qb_link_for(operation.connection_id, qb_type)[:1]
        if link:
            role = party_search.role_words(self.env, qb_type)
            return Settled(self.env._("Linked to the %(role)s %(name)s.", role=role, name=link.name))
        contact = partner._qb_contact()
        if contact != contact.commercial_partner_id:
            return Settled(self.env._("It belongs to %(company)s.", company=contact.commercial_partner_id.display_name))
        return partner._qb_activation(operation, answers) or partner._qb_find_or_create(operation, answers)

    def _qb_find_or_create(self, operation, answers):
        addition = self.env["qb.channel"]._addition_for(operation.connection_id, _document_behind(operation))
        search = self._qb_search(operation, addition)
        if not search.name():
            party_search.nameless(self._qb_contact())
        question = search.missing(answers)
        if question:
            return Ask([question])
        found = search.found(answers)
        if found:
            return self._qb_adopt(operation, found[0])
        return self._qb_may_create(operation, search, answers)

    def _qb_search(self, operation, addition=""):
        """How it is looked for; `addition` is what a channel puts behind the name."""
        behind = f"{addition} {self._qb_behind_name(operation.connection_id)}".strip()
        return PartySearch(self._qb_contact(), operation, behind)

    def _qb_adopt(self, operation, found):
        """Link `found`, if it is active, nobody else's and in the right currency. Raises DocumentError when not."""
        problem = self._qb_not_this(operation, found)
        if problem:
            raise DocumentError(problem)
        return Adopt(found)

    def _qb_not_this(self, operation, found):
        """Why this customer or vendor (gateway.Acknowledged) cannot be the contact, as a Problem; None when it can."""
        qb_type, currency = operation.qb_type or QB_TYPE, self._qb_wanted_currency(operation)
        values = {"name": found.name, "role": party_search.role_words(self.env, qb_type), **offered(found)}
        if not found.active:
            return Problem("party_inactive", values, "name")
        holder = self.env["qb.link"]._holder(operation.connection_id, qb_type, found.ref.id)
        if holder and (holder.res_model, holder.res_id) != (self._name, self.id):
            return Problem("party_linked_elsewhere", {**values, "other": holder.record_name}, "name")
        wrong = found.currency and found.currency != currency.name
        if wrong and not self._qb_may_be_kept_in_another(operation):
            return Problem("party_currency", {**values, "theirs": found.currency, "ours": currency.name}, "currency")
        return None

    def _qb_may_be_kept_in_another(self, operation):
        """Whether it is linked though it is kept in another currency than that of the document which needs it: the
        document then goes to a name of its own."""
        return False

    def _qb_may_create(self, operation, search, answers):
        """The plan that creates it. Raises DocumentError when it must not be, or when no name is left for it."""
        values = {"name": search.name(), "role": party_search.role_words(self.env, search.qb_type)}
        if not operation._choice("create", operation.connection_id.customer_policy == "create"):
            code = "party_not_found" if search.only_links else "party_may_not_be_created"
            raise DocumentError(Problem(code, values, "name"))
        self._qb_check_not_gone(operation, "party_gone", search.name())
        name = search.new_name(answers)
        if not name:
            raise DocumentError(search.held(answers))
        namesake = self._qb_namesake_ahead(operation, self.name)
        if namesake:
            raise DocumentError(Problem("party_namesake", {**values, "other": namesake.display_name}, "name"))
        return Send(Command(Verb.CREATE, self._qb_document(operation, name)), qb_type=search.qb_type)

    def _qb_why_not_this(self, operation, found):
        return self.sudo()._qb_not_this(operation, found)

    def _qb_document(self, operation, name):
        """This contact in the role of `operation`, as documents.Party called `name`."""
        connection, currency = operation.connection_id, self._qb_wanted_currency(operation).name
        is_vendor = operation.qb_type == VENDOR
        contact = self._qb_contact()
        term = contact.property_supplier_payment_term_id if is_vendor else contact.property_payment_term_id
        entry = term and self.env["qb.term.map"]._entry_for(connection, term)
        terms = Ref(entry.qb_id, entry.name) if entry else None
        build = party.vendor if is_vendor else party.customer
        return build(contact, currency, connection._limits(), party_rules(connection), name=name, terms=terms)

    def _qb_proposed_name(self, connection, qb_type):
        """The policy's name, with the role's text behind it where somebody of another kind is known to have it."""
        wish = self.env["qb.operation"].sudo().new({"connection_id": connection.id, "qb_type": qb_type})
        return self.sudo()._qb_search(wish).proposal()

    def _qb_name_refused(self, operation, name, error):
        """Somebody of another kind has `name`: once more, with the text of its role behind it. One of the same kind,
        whom QuickBooks names, is offered instead."""
        holder_id = error.values.get("holder_id")
        if holder_id:
            operation._offer(operation.qb_type or QB_TYPE, str(holder_id))
            return False
        refused = operation.refused_names or []
        decided = operation._choice("name") or operation._choice("activate")
        if decided or operation.connection_id.clash_policy == "ask" or name in refused:
            return False
        operation.refused_names = [*refused, name]
        return True

    def _qb_wanted_currency(self, operation):
        """The currency that a person chose, else that of the document that needs it, else the contact's own."""
        chosen = operation._choice("currency")
        if chosen:
            return self.env["res.currency"].with_context(active_test=False).search([("name", "=", chosen)], limit=1)
        document = _document_behind(operation)
        if document and "currency_id" in document._fields:
            return document.currency_id
        return self._qb_own_currency(operation.qb_type, operation.connection_id.company_id)


def _document_behind(operation):
    """The record that needs this one, or None."""
    record = operation.origin_id._record().exists() if operation.origin_id else None
    return record.sudo() if record else None
