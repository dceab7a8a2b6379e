"""What the tests of the dashboard share."""

from unittest.mock import patch
from uuid import uuid4

from odoo import fields

from .issue_case import SeesIssues
from .job_common import JobCase

NUMBERS = (
    "waiting_count",
    "on_its_way_count",
    "sent_this_day",
    "sent_lately",
    "issue_count",
    "differing_count",
    "uninvoiced_count",
    "to_invoice_count",
)
LISTS = {
    "waiting_count": "action_open_waiting",
    "on_its_way_count": "action_open_on_its_way",
    "sent_this_day": "action_open_sent_this_day",
    "sent_lately": "action_open_sent_lately",
    "issue_count": "action_open_issues",
    "differing_count": "action_open_differing",
    "uninvoiced_count": "action_open_uninvoiced",
    "to_invoice_count": "action_open_to_invoice",
}
CARD = ("badge_words", "trouble_words", *NUMBERS, "on_its_way_words", "issue_held_words", "day_graph", "opens_orders")
FILTERS = {"qb.issue": [("state", "=", "open")], "qb.link": [("differs", "=", True)]}
"""What the filters that an action switches on stand for."""


def at(moment):
    """A moment, in naive UTC."""
    return fields.Datetime.to_datetime(moment)


class BoardCase(SeesIssues, JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connection.status_ids.state = "connected"

    def numbers(self, connection=None):
        self.env.invalidate_all()
        connection = connection or self.connection
        return {name: connection[name] for name in NUMBERS}

    def listed(self, connection, number):
        """How many records the list of a number shows."""
        action = getattr(connection, LISTS[number])()
        model = self.env[action["res_model"]]
        switched_on = [key for key in action.get("context", {}) if key.startswith("search_default_")]
        return model.search_count([*action["domain"], *(FILTERS[model._name] if switched_on else [])])

    def wish(self, record=None, connection=None, **values):
        operation = self.env["qb.operation"]._wish(connection or self.connection, record or self.customer, "send")
        operation.write(values)
        return operation

    def sent(self, moment, connection=None):
        """Something that QuickBooks took at a moment (naive UTC)."""
        connection = connection or self.connection
        exchange = self.env["qb.exchange"].create({"connection_id": connection.id, "key": uuid4().hex})
        return self.wish(connection=connection, state="done", done_at=moment, exchange_id=exchange.id)

    def ran(self, moment, connection=None, **counts):
        run = self.env["qb.connection.run"].create(
            {"connection_id": (connection or self.connection).id, "sent": 0, "failed": 0, **counts}
        )
        run.flush_recordset()
        self.env.cr.execute("UPDATE qb_connection_run SET create_date = %s WHERE id = %s", [moment, run.id])

    def now_is(self, moment):
        self.enterContext(patch.object(fields.Datetime, "now", lambda *_args: at(moment)))
