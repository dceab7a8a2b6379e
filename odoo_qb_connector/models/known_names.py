"""What Odoo knows of the names in QuickBooks without asking it: the cached lists and the links.

Enough to refuse at once what is certain to be refused later; a name that is not here may be taken all the same.
"""

from odoo.fields import Domain
from odoo.tools.sql import escape_psql

from ..desktop.statuses import WAITING
from ..gateway import Acknowledged, FindByName, FindHolders, ObjectRef, ReadObject, Retryable

HOLDERS = ("Customer", "Vendor", "Employee", "OtherName")


class KnownNames:
    """Answers questions about names as a gateway does. Raises Retryable for what only QuickBooks can say."""

    def __init__(self, connection):
        self.connection = connection
        self.env = connection.env

    def ask(self, question):
        if isinstance(question, FindHolders):
            return self._named(HOLDERS, "name", question.names)
        if isinstance(question, FindByName):
            return self._named((question.type,), "number" if question.by == "sku" else "name", question.names)
        if isinstance(question, ReadObject):
            return next(iter(self._entries([question.ref.type], Domain("qb_id", "=", question.ref.id))), None)
        raise Retryable("only QuickBooks can say", problem=WAITING)

    def _named(self, kinds, field, names):
        alike = Domain.OR(Domain(field, "=ilike", escape_psql(name.strip())) for name in names)
        entries = self._entries(kinds, alike)
        listed = {(one.ref.type, one.ref.id) for one in entries}
        linked = self._links(kinds, alike) if field == "name" else []
        return entries + [one for one in linked if (one.ref.type, one.ref.id) not in listed]

    def _entries(self, kinds, domain):
        among = Domain("connection_id", "=", self.connection.id) & Domain("type", "in", kinds)
        rows = self.env["qb.entry"].sudo().with_context(active_test=False).search(among & domain, order="id")
        return [
            Acknowledged(
                ObjectRef(row.type, row.qb_id, row.token or ""),
                name=row.name,
                active=row.active,
                details={"kind": row.kind or "", "sku": row.number or ""},
            )
            for row in rows
        ]

    def _links(self, kinds, domain):
        among = Domain("connection_id", "=", self.connection.id) & Domain("qb_type", "in", kinds)
        rows = self.env["qb.link"].sudo().search(among & Domain("state", "=", "linked") & domain, order="id")
        return [Acknowledged(ObjectRef(row.qb_type, row.qb_id, row.sync_token or ""), name=row.name) for row in rows]
