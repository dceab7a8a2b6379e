"""A product is an item in QuickBooks: linked by SKU, then by name, or created there."""

from odoo import api, models

from ..documents import DocumentError, Problem
from ..gateway import Command, FindByName, Verb
from .builders import item
from .qb_plan import Adopt, Ask, Send, Settled

QB_TYPE = "Item"
NOT_ASKED_FOR = frozenset(":\t\n")
LONGEST_ASKED_FOR = 100


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "qb.record.mixin"]

    def _qb_verb(self):
        return "ensure"

    @api.model
    def _qb_connections_shown(self):
        """A link in books that were left does not count: it is linked anew where the books are now."""
        return super()._qb_connections_shown().filtered("active")

    def _qb_connection(self):
        return self.env["qb.connection"]._default_for(self.company_id or self.env.company)

    def _qb_prepare(self, operation, answers):
        """Linked: nothing to do. Else the item of this SKU, else of this name, else a new one."""
        product = self.sudo()
        link = product._qb_link_for(operation.connection_id, QB_TYPE)[:1]
        if link:
            return Settled(self.env._("Linked to the product %(name)s.", name=link.name))
        questions = product._qb_questions()
        if any(question not in answers for question in questions):
            return Ask(questions)
        found = [match for question in questions for match in product._qb_matches(question, answers[question])]
        if found:
            return product._qb_adopt(operation.connection_id, found)
        return product._qb_create(operation.connection_id)

    def _qb_questions(self):
        """By SKU, then by name; what no name there can be is not asked for."""
        sku, name = item.sku(self), item.directory_name(self)
        questions = [FindByName(QB_TYPE, (sku,), by="sku")] if sku and len(sku) <= LONGEST_ASKED_FOR else []
        if name and not NOT_ASKED_FOR & set(name) and len(name) <= LONGEST_ASKED_FOR:
            questions.append(FindByName(QB_TYPE, (name,)))
        return questions

    def _qb_matches(self, question, found):
        """What may be this product. Several of one SKU are nobody's."""
        if question.by == "sku":
            active = [one for one in found if one.active]
            if len(active) > 1:
                raise DocumentError(Problem("item_ambiguous", {"count": len(active), "sku": question.names[0]}, "sku"))
            return active
        return found

    def _qb_adopt(self, connection, found):
        active = next((one for one in found if one.active), None)
        if active is None:
            raise DocumentError(Problem("item_inactive", {"name": found[0].name}, "name"))
        sku, theirs = item.sku(self), str(active.details.get("sku") or "")
        if sku and theirs and sku.casefold() != theirs.casefold():
            raise DocumentError(Problem("item_other_sku", {"name": active.name, "sku": sku, "theirs": theirs}, "sku"))
        holder = self.env["qb.link"]._holder(connection, QB_TYPE, active.ref.id)
        if holder and (holder.res_model, holder.res_id) != (self._name, self.id):
            values = {"name": active.name, "other": holder.record_name}
            raise DocumentError(Problem("item_linked_elsewhere", values, "name"))
        return Adopt(active)

    def _qb_create(self, connection):
        name = item.directory_name(self)
        if not name:
            raise DocumentError(Problem("item_name_missing", field="name"))
        if connection.item_policy != "create":
            raise DocumentError(Problem("item_may_not_be_created", {"name": name}, "name"))
        document = item.item(self, connection)
        if not document.income_account:
            raise DocumentError(Problem("item_without_account", {"item": name}, "income_account"))
        return Send(Command(Verb.CREATE, document), qb_type=QB_TYPE)
