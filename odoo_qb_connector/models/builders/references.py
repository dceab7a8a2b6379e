"""What a document points to in QuickBooks: linked customers and products, mapped charges."""

from __future__ import annotations

from ...documents import DocumentError, Problem, Ref
from ..account_roles import OWED

OTHER = "other"


class References:
    """The links and mappings of one connection that one document needs, each list read once.

    `customer` is the contact that a document in `currency` (res.currency) is for, `party` what it names there: the
    contact, or the contact in that currency."""

    def __init__(self, connection, customer, products, currency):
        self.env = connection.env
        self.connection = connection
        self.customer = customer
        self.party = customer._qb_party(connection, currency)
        self.products = products
        self._links = self._read_links()
        self._charges = None

    def _read_links(self):
        links = self.env["qb.link"]
        found = links._find(self.connection, self.party, "Customer") | links._find(
            self.connection, self.products, "Item"
        )
        return {(link.res_model, link.res_id): link for link in found}

    def missing(self):
        """Records that must exist in QuickBooks first, the customer before the products."""
        wanted = [self.party, *self.products]
        return [record for record in wanted if record and (record._name, record.id) not in self._links]

    def customer_link(self):
        return self._links[self.party._name, self.party.id]

    def product_ref(self, product):
        link = self._links[product._name, product.id]
        return Ref(link.qb_id, link.name or product.display_name)

    def charge_ref(self, charge):
        """The product mapped for `charge`, or None."""
        if self._charges is None:
            self._charges = self.env["qb.charge"]._rows(self.connection)
        row = self._charges.get(charge)
        return Ref(row.entry_id.qb_id, row.entry_id.name) if row else None

    def charge_item(self, charge, text):
        """The product for a line without one. Raises DocumentError when neither `charge` nor other charges
        has one; nothing stands in for what is owed to somebody, and it must belong to the right account."""
        found = self.charge_ref(charge) or (None if charge in OWED else self.charge_ref(OTHER))
        if found is None:
            label = self.env["qb.charge"]._label(charge)
            values = {"line": text, "charge": label, "charge_kind": charge}
            raise DocumentError(Problem("charge_without_item", values, "lines"))
        problem = self._charges[charge]._account_problem() if charge in OWED else None
        if problem:
            raise DocumentError(problem)
        return found
