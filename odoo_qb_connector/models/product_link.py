"""A product that a person links, creates or unlinks by hand."""

from dataclasses import replace

from odoo import models

from ..documents import DocumentError
from .builders import item
from .builders.name_rules import item_rules
from .builders.names import list_name
from .qb_party_mixin import offered
from .qb_plan import Send


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "qb.party.mixin"]

    def _qb_prepare(self, operation, answers):
        """What a person decided comes first."""
        linked = self.sudo()._qb_link_for(operation.connection_id, self._qb_type_wanted())
        activation = not linked and self.sudo()._qb_activation(operation, answers)
        return activation or super()._qb_prepare(operation, answers)
