"""A product that a person links, creates or unlinks by hand."""

from odoo import models

from ..documents import DocumentError, Problem
from ..gateway import FindByName
from .builders import item, item_match, item_search
from .builders.name_rules import item_rules
from .builders.names import same
from .qb_party_mixin import offering
from .qb_plan import Adopt, Ask

ITEM = "Item"


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _qb_prepare(self, operation, answers):
        """What a person decided comes first."""
        product = self.sudo()
        if product._qb_link_for(operation.connection_id, ITEM):
            return super()._qb_prepare(operation, answers)
        decided = product._qb_activation(operation, answers) or product._qb_of_chosen_name(operation, answers)
        return decided or super()._qb_prepare(operation, answers)

    def _qb_of_chosen_name(self, operation, answers):
        """The plan for the name that a person chose: the item of exactly this name, else a new one; None when nobody
        chose one."""
        name = (operation._choice("name") or "").strip()
        if not name:
            return None
        question = FindByName(ITEM, (name,))
        can_be_there = item_rules(operation.connection_id).holds(name)
        if can_be_there and question not in answers:
            return Ask([question])
        namesakes = [one for one in answers.get(question, ()) if same(one.name, name)]
        found = sorted(namesakes, key=lambda one: not one.active)
        if found:
            self._qb_check_candidate(operation, found[0])
            return Adopt(found[0])
        if operation._choice("create") is False:
            raise DocumentError(Problem("item_not_found", {"name": name}, "name"))
        return self._qb_create_as(operation, name)

    def _qb_not_this(self, connection, found):
        """Why `found` (gateway.Acknowledged) is not linked to this product by itself, as a Problem; None when nothing
        speaks against it."""
        against = item_match.obstacle(self, connection, found, shared=False)
        return against and offering(against.problem, found)

    def _qb_why_not_this(self, operation, found):
        """Another SKU there is what the person saw; another way of keeping stock is said once, and may be accepted."""
        product, connection = self.sudo(), operation.connection_id
        problem = item_match.never(product, connection, found)
        against = None if problem else item_match.stock_obstacle(product, connection, found)
        if against and operation._choice("accepted") != against.problem.code:
            problem = against.problem
        return problem and offering(problem, found)

    def _qb_name_refused(self, operation, name, error):
        """Whoever has the name may be this product: where QuickBooks says who it is, a person can link it."""
        holder_id = error.values.get("holder_id")
        if holder_id:
            operation._offer(ITEM, str(holder_id))
        return False

    def _qb_document(self, operation, name):
        return item.changed_item(self.sudo(), operation.connection_id, name)

    def _qb_proposed_name(self, connection, qb_type):
        """The first name that the name policy gives it, as far as Odoo knows; "" when there is none."""
        search = item_search.search_of(self.sudo(), connection)
        return next(iter(search.proposed), search.name)
