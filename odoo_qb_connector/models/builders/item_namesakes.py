"""Other products in Odoo that QuickBooks could take for this one: of the same name or internal reference."""

from __future__ import annotations

from odoo.tools.sql import escape_psql

from . import item
from .item_names import Room, cleaned, clipped


class Namesakes:
    """Among the products that this connection's company sells or buys."""

    def __init__(self, product, connection):
        self.product = product
        self.connection = connection
        self.among = [("id", "!=", product.id), ("company_id", "in", [False, connection.company_id.id])]

    def share_the_sku(self) -> bool:
        """Whether another product has this internal reference: then it says nothing about either."""
        return bool(self.product.search_count([*self.among, ("default_code", "=", item.sku(self.product))], limit=1))

    def of_name(self, name: str, room: Room):
        """Another product that would get `name`, or what is left of it where it is too long; empty when there is
        none."""
        if not name:
            return self.product.browse()
        kept = _kept(name, room)
        alike = self.product.search([*self.among, *self._beginning_alike(name, room)])
        return next((other for other in alike if self._kept(other, room) == kept), self.product.browse())

    def _beginning_alike(self, name, room):
        """By its name, as it is or cleaned: a comparison of all names would take long, and whoever comes second after
        all is told by QuickBooks. Variants of one template have attributes of their own, as long as there is room."""
        own = self.product.name.strip()
        if len(own) > room.longest:
            return [("name", "=ilike", escape_psql(own[: room.longest // 2]) + "%")]
        same = ["|", *(("name", "=ilike", escape_psql(one)) for one in (own, cleaned(own, room)))]
        fits = len(room.written(name)) <= room.longest
        return [*same, ("product_tmpl_id", "!=", self.product.product_tmpl_id.id)] if fits else same

    def _kept(self, product, room):
        return _kept(cleaned(item.directory_name(product, self.connection), room), room)


def _kept(name, room):
    """What is left of a name without its reference, as QuickBooks compares it."""
    return (name if len(room.written(name)) <= room.longest else clipped(name, "", room)).casefold()
