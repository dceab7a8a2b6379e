"""Links of many records at once: a few queries, however many there are."""

from odoo import api, models


class QbLink(models.Model):
    _inherit = "qb.link"

    @api.model
    def _of_objects(self, connection, qb_type, qb_ids):
        """The links of these QuickBooks objects, in whatever state."""
        return self.search([("connection_id", "=", connection.id), ("qb_type", "=", qb_type), ("qb_id", "in", qb_ids)])

    @api.model
    def _of_records(self, connection, records, qb_type):
        """Ids of those of `records` that are linked as `qb_type`."""
        linked = [
            ("connection_id", "=", connection.id),
            ("res_model", "=", records._name),
            ("res_id", "in", records.ids),
            ("qb_type", "=", qb_type),
            ("state", "=", "linked"),
        ]
        return self.search(linked).mapped("res_id")

    @api.model
    def _link_all(self, connection, pairs):
        """Link new records: `pairs` are (record, gateway.Acknowledged, address there). Raises psycopg2's
        UniqueViolation when another record holds one of the objects."""
        currencies = {code: self._currency_id(code) for code in {one.currency for _record, one, _url in pairs}}
        return self.create(
            [
                {
                    "connection_id": connection.id,
                    "res_model": record._name,
                    "res_id": record.id,
                    **self._acknowledged_values(one, None, None, url, currencies[one.currency]),
                }
                for record, one, url in pairs
            ]
        )
