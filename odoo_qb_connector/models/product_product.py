"""A product is an item in QuickBooks: linked by SKU, then by name, or created there."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..documents import DocumentError, Problem
from ..gateway import Command, Verb
from .builders import item, item_match, item_search, kits
from .qb_party_mixin import offering
from .qb_plan import Adopt, Ask, Send, Settled

QB_TYPE = "Item"


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "qb.party.mixin"]

    qb_lacks_account = fields.Boolean(compute="_compute_qb", compute_sudo=True, groups="base.group_user")

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

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare(self, operation, answers):
        """Linked: nothing to do. Else the item of this SKU, else of this name, else a new one."""
        product, connection = self.sudo(), operation.connection_id
        link = product._qb_link_for(connection, QB_TYPE)[:1]
        if link:
            return Settled(self.env._("Linked to the product %(name)s.", name=link.name))
        if kits.parts_of(product, 1.0, connection) is not None:
            return Settled(self.env._("It is a kit: its parts are sent instead."))
        search = item_search.search_of(product, connection)
        if not search.name:
            raise DocumentError(Problem("item_name_missing", field="name"))
        questions = search.questions()
        if any(question not in answers for question in questions):
            return Ask(questions)
        return product._qb_adopt(connection, search, answers) or product._qb_create(operation, search, answers)

    def _qb_adopt(self, connection, search, answers):
        """The item that is this product; None when there is none, or when its names are only taken and another one is
        left. Raises DocumentError when a person must decide."""
        of_sku = search.of_sku(answers)
        taken = None
        for found in (*of_sku, *search.of_name(answers)):
            obstacle = item_match.obstacle(self, connection, found, shared=bool(search.namesake))
            if obstacle is None:
                return Adopt(found)
            if not obstacle.taken or found in of_sku:
                raise DocumentError(offering(obstacle.problem, found))
            taken = taken or DocumentError(offering(obstacle.problem, found))
        if taken and not search.new_name(answers):
            raise taken
        return None

    def _qb_create(self, operation, search, answers):
        """The command that creates it, under the first name that nobody has. Raises DocumentError."""
        name = search.new_name(answers)
        if not name and search.namesake:
            values = {"name": search.name, "other": search.namesake.display_name}
            raise DocumentError(Problem("item_namesake", values, "name"))
        return self._qb_create_as(operation, name or search.name)  # the preflight says what is wrong with it

    def _qb_create_as(self, operation, name):
        """The command that creates it under `name`. Raises DocumentError when this connection does not."""
        connection = operation.connection_id
        if not operation._choice("create", connection.item_policy == "create"):
            raise DocumentError(Problem("item_may_not_be_created", {"name": name}, "name"))
        self._qb_check_not_gone(operation, "item_gone", name)
        document = item.item(self, connection, name, sold=_is_sold(operation))
        return Send(Command(Verb.CREATE, document), qb_type=QB_TYPE)

    def _qb_kit_parts(self, quantity, company):
        """[(product, quantity in its unit)] of `quantity` kits; None when this is no kit."""
        return kits.parts(self, quantity, company)

    # ------------------------------------------------------------------ what a person sees

    def _qb_values(self, links, operations):
        """With what a button of the strip is about: an account that is missing."""
        values = super()._qb_values(links, operations)
        failed = [operation for operation in operations if operation.state == "failed"]
        return {
            **values,
            "qb_lacks_account": any(one.error_problem in item.ACCOUNT_NEEDED for one in failed),
        }

    def action_qb_create_account(self):
        """The dialog for the first account that this product lacks. Raises UserError when it lacks none."""
        self.ensure_one()
        connection = self.sudo()._qb_connection()
        roles = item.needed_roles(item.account_roles(self, connection, sold=True)) if connection else []
        lacking = [role for role in roles if not connection._can_use(role, connection._account_for(role, self))]
        if not lacking:
            raise UserError(self.env._("There is an account for this product now. Press Send Again."))
        return self.env["qb.new.account"]._dialog(connection, lacking[0])


def _is_sold(operation):
    """Whether a sales document needs the product, whatever it says of itself."""
    document = operation.origin_id._record().exists() if operation.origin_id else None
    return bool(document) and document._name == "account.move" and document.is_sale_document()
