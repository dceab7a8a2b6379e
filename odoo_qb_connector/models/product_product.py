"""A product is an item in QuickBooks: linked by SKU, then by name, or created there."""

from odoo import api, models

from ..documents import DocumentError, Problem
from ..gateway import Command, Verb
from .builders import item, item_search
from .desktop_sentences import KINDS
from .qb_plan import Adopt, Ask, Send, Settled

QB_TYPE = "Item"


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "qb.party.mixin"]

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
        """Linked: nothing to do. Else the item of this SKU, else of this name, else a new one."""
        product = self.sudo()
        link = product._qb_link_for(operation.connection_id, QB_TYPE)[:1]
        if link:
            return Settled(self.env._("Linked to the product %(name)s.", name=link.name))
        search = item_search.search_of(product, operation.connection_id)
        questions = search.questions()
        if any(question not in answers for question in questions):
            return Ask(questions)
        return product._qb_adopt(operation, search, answers) or product._qb_create(operation, search.new_name(answers))

    def _qb_adopt(self, operation, search, answers):
        """The first item that may be this product; None when there is none, or when one only has its name and another
        name is left. Raises DocumentError when a person must decide."""
        problems = []
        for one in search.found(answers):
            problem = self._qb_not_this(operation.connection_id, one)
            if problem is None:
                return Adopt(one)
            problems.append(problem)
        if problems and not search.new_name(answers):
            raise DocumentError(problems[0])
        return None

    def _qb_not_this(self, connection, one):
        """Why this item cannot be the product, as a Problem; None when it can."""
        if not one.active:
            return Problem("item_inactive", {"name": one.name}, "name")
        kind = item_search.other_kind(one)
        if kind:
            return Problem("item_other_kind", {"name": one.name, "kind": self.env._(KINDS[kind])}, "name")
        sku, theirs = item.sku(self), str(one.details.get("sku") or "")
        if sku and theirs and sku.casefold() != theirs.casefold():
            return Problem("item_other_sku", {"name": one.name, "sku": sku, "theirs": theirs}, "sku")
        holder = self.env["qb.link"]._holder(connection, QB_TYPE, one.ref.id)
        if holder and (holder.res_model, holder.res_id) != (self._name, self.id):
            return Problem("item_linked_elsewhere", {"name": one.name, "other": holder.record_name}, "name")
        return None

    def _qb_create(self, operation, name):
        connection = operation.connection_id
        if not item.directory_name(self):
            raise DocumentError(Problem("item_name_missing", field="name"))
        if not operation._choice("create", connection.item_policy == "create"):
            raise DocumentError(Problem("item_may_not_be_created", {"name": name}, "name"))
        self._qb_check_not_gone(operation, "item_gone", name)
        document = item.item(self, connection, name)
        if not document.income_account:
            raise DocumentError(Problem("item_without_account", {"item": name}, "income_account"))
        return Send(Command(Verb.CREATE, document), qb_type=QB_TYPE)
