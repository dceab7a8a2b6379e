"""The whole way of a document inside one test transaction: Odoo, the queue, real HTTP, the simulator's books."""

import json
from decimal import Decimal

import requests
from odoo.addons.odoo_qb_connector.gateway import ListEntries
from odoo.addons.odoo_qb_connector.models.drain import DrainRun

from .connection_case import connect_directly, own_address
from .job_common import PUSHES_NOTHING, JobCase
from .online_company import READY, TIMEOUT, OnlineCompany, ReachesSimulator, needs_simulator, post

LISTS = ("Account", "Item", "TaxCode", "TaxRate", "TaxAgency", "Term")


@needs_simulator
class BooksCase(ReachesSimulator, JobCase):
    """Each test has a fresh company in the simulator, connected, its lists read, an income account chosen."""

    def open_books(self, profile="us-ast", **settings):
        self.company = OnlineCompany(profile, **settings)
        self.connection.write({"active": False})
        self.connection = self.env["qb.connection"].create(
            {
                **own_address(),
                **PUSHES_NOTHING,
                "company_id": self.env.company.id,
                "responsible_id": self.env.ref("base.user_admin").id,
                "tz": "America/Los_Angeles",
            }
        )
        with self.enter_registry_test_mode():
            connect_directly(self.connection, self.company)
            self.read_lists()
        accounts = self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", "Account"), ("kind", "=", "Income")]
        )
        self.connection.income_account_id = accounts[:1]

    def read_lists(self):
        gateway = self.connection._gateway()
        for kind in LISTS:
            self.env["qb.entry"]._replace_list(self.connection, kind, gateway.ask(ListEntries(kind)))

    def run_queue(self, seconds=60):
        """What the connection's scheduled action does, until nothing is due, or for `seconds` while QuickBooks does not
        answer."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            DrainRun(self.env.registry, self.connection.id, seconds=seconds).run()
        self.env.invalidate_all()

    # ------------------------------------------------------------------ the books

    def books(self, entity):
        """All objects of a kind, as they stand in QuickBooks."""
        address = f"{READY['control']}/companies/{self.company.realm_id}/books/{entity}"
        answer = requests.get(address, timeout=TIMEOUT)
        answer.raise_for_status()
        return json.loads(answer.text, parse_float=Decimal)[entity]

    def invoices_there(self):
        """The invoices that Odoo sent; the sample company has some of its own."""
        return [one for one in self.books("Invoice") if "[odoo:" in one.get("PrivateNote", "")]

    def the_only_invoice(self):
        found = self.invoices_there()
        self.assertEqual(len(found), 1, found)
        return found[0]

    def assert_same_money(self, there, invoice):
        """Total and tax of a document there are Odoo's, to the cent."""
        self.assertEqual(Decimal(str(there["TotalAmt"])), Decimal(str(invoice.amount_total)))
        tax = there.get("TxnTaxDetail", {}).get("TotalTax", 0)
        self.assertEqual(Decimal(str(tax)), Decimal(str(invoice.amount_tax)))

    def control(self, path, body):
        """What a person changes in QuickBooks' own settings."""
        post(f"/companies/{self.company.realm_id}{path}", body)

    def entry_named(self, kind, name):
        return self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", kind), ("name", "=", name)], limit=1
        )
