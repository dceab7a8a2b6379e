"""What a document will point to in QuickBooks, before all of it is there: for looking at it, never for sending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...documents import Ref
from .references import References

UNKNOWN = "new"
"""Stands for an id that QuickBooks has still to give."""


@dataclass(frozen=True)
class ForeseenLink:
    """What a qb.link will say of a record that is not linked yet."""

    name: str
    currency_id: Any = None
    qb_id: str = UNKNOWN
    details: dict = field(default_factory=dict)


class ForeseenReferences(References):
    """References that lack nothing: what is not linked yet goes by the name that the name policy gives it."""

    def customer_link(self):
        return super().customer_link() if self._is_linked(self.party) else self._foreseen(self.party, "Customer")

    def product_ref(self, product):
        return super().product_ref(product) if self._is_linked(product) else self._ref(product)

    def _is_linked(self, record):
        return (record._name, record.id) in self._links

    def _ref(self, product):
        foreseen = self._foreseen(product, "Item")
        return Ref(foreseen.qb_id, foreseen.name)

    def _foreseen(self, record, qb_type):
        return ForeseenLink(record._qb_proposed_name(self.connection, qb_type) or record.display_name)
