"""The whole way of a document to QuickBooks Desktop inside one test transaction: Odoo, the queue, message sets, and a
company file of the simulator with a real ledger. The wire (SOAP, the Web Connector) is tested where it is real."""

import atexit
import functools
import os
import pkgutil
import unittest
import uuid
from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.desktop import inquire, inquiry, ref_number, told
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.gateway import ReadCompany

from .desktop_sessions import RunsSessions
from .job_common import PUSHES_NOTHING, JobCase

COMPANY_FILES = os.environ.get("QB_COMPANY_FILES", "")
"""Where company files come from ("module:class"). The add-on knows no simulator: `script/test` hands it in."""

needs_company_file = unittest.skipUnless(COMPANY_FILES, "needs the QuickBooks simulator: run it with script/test")
ZONES = {"US": "America/Los_Angeles", "CA": "America/Toronto", "UK": "Europe/London"}


@functools.cache
def companies():
    """The SQLite file of this process; each test has a company of its own in it."""
    made = pkgutil.resolve_name(COMPANY_FILES)()
    atexit.register(made.close)
    return made


class OpenFile:
    """A company file that is open on the PC. `seen`: every set that came, oldest first. `strikes`: {text: "before" or
    "after"} of sets in which QuickBooks dies, before or after it worked on them."""

    def __init__(self, company):
        self.company = company
        self.session = company.begin_session("Tests")
        self.seen = []
        self.strikes = {}

    def strike(self, text, at):
        """QuickBooks dies with the next set that holds `text`."""
        self.strikes[text] = at

    def answer(self, body):
        """(response, HRESULT) to one set."""
        self.seen.append(body)
        for text in [text for text in self.strikes if text.encode() in body]:
            self.company.order_fault(at=self.strikes.pop(text))
        try:
            return self.session.process(body), ""
        except Exception as error:
            if hresult := getattr(error, "hresult", ""):
                return "", hresult
            raise

    def ask(self, question):
        """The answer to `question`, asked beside the queue."""
        begun = inquiry(question)
        while not begun.is_done:
            sent = inquire([begun], uuid.uuid4().hex)
            (begun,) = told([begun], sent, received(*self.answer(sent.body)))
        return begun.answer()


@needs_company_file
class DesktopBooksCase(RunsSessions, JobCase):
    """Each test has a fresh company file, connected, its lists read, an income account, shipping and discount chosen.

    `country` US, CA or UK; `codes` are the counterparts of `self.tax` and, where something is to be mapped, of no tax.
    """

    def open_books(self, country="US", codes=("State Tax",), **settings):
        self.company = companies().create(country=country, timezone=ZONES[country], **settings)
        self.file = OpenFile(self.company)
        self.connection.write({"active": False})
        self.connection = self.env["qb.connection"].create(
            {
                "name": "Books",
                **PUSHES_NOTHING,
                "edition": "desktop",
                "company_id": self.env.company.id,
                "responsible_id": self.env.ref("base.user_admin").id,
                "tz": ZONES[country],
            }
        )
        self.connection._accept_company(self.file.ask(ReadCompany()))
        self.run_queue()
        self.assertTrue(self.connection.entries_read_at, "the first session reads the lists")
        self.connection.income_account_id = self.entry_named("Account", "Sales Income")
        self.charge("shipping", self.entry_named("Item", "Shipping"))
        self.charge("discount", self.entry_named("Item", "Discount"))
        for taxes, code in zip((self.tax, self.env["account.tax"]), codes, strict=False):
            self.map_taxes(taxes, code)

    def run_queue(self):
        """Sessions until nothing is left."""
        self.run_sessions()

    def read_company(self):
        """What the first call of a session shows: the company's settings as they are now."""
        self.connection._accept_company(self.file.ask(ReadCompany()))

    def refresh_lists(self):
        """*Refresh*, and the session that brings the lists."""
        self.connection.action_refresh_lists()
        self.run_queue()

    # ------------------------------------------------------------------ the mapping

    def entry_named(self, kind, name):
        found = self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", kind), ("name", "=", name)], limit=1
        )
        self.assertTrue(found, f"{kind} {name}")
        return found

    def map_taxes(self, taxes, code):
        self.env["qb.tax.map"].create(
            {
                "connection_id": self.connection.id,
                "tax_ids": [fields.Command.set(taxes.ids)],
                "code_id": self.entry_named("TaxCode", code).id,
            }
        )

    def charge(self, charge, entry):
        return self.env["qb.charge"].create(
            {"connection_id": self.connection.id, "charge": charge, "entry_id": entry.id}
        )

    def account(self, name, kind):
        """An account that a person makes in QuickBooks (kind: Income)."""
        made = f"<AccountAdd><Name>{name}</Name><AccountType>{kind}</AccountType></AccountAdd>"
        self.enter(f"<AccountAddRq>{made}</AccountAddRq>")
        return name

    def item_on(self, name, account, kind="ItemService"):
        """An item that a person makes in QuickBooks on the account of that name; Refresh brings it."""
        target = f"<AccountRef><FullName>{account}</FullName></AccountRef>"
        made = f"<{kind}Add><Name>{name}</Name><SalesOrPurchase>{target}</SalesOrPurchase></{kind}Add>"
        self.enter(f"<{kind}AddRq>{made}</{kind}AddRq>")
        self.refresh_lists()
        return self.entry_named("Item", name)

    def allow_cents(self):
        """What the user may choose where QuickBooks computes the tax otherwise: in the United States the tax in lines,
        elsewhere cents to the rounding item."""
        if self.company.country == "US":
            self.charge("zero_tax", self.entry_named("Item", "Out of State"))
            return
        self.charge("rounding", self.item_on("Rounding", "Sales Income"))
        self.connection.round_differences = True

    # ------------------------------------------------------------------ the books

    def enter(self, request):
        """A person's own entry in QuickBooks, as the request that says the same; its answer."""
        head = '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="13.0"?>\n'
        said = self.company.by_hand(f'{head}<QBXML><QBXMLMsgsRq onError="stopOnError">{request}</QBXMLMsgsRq></QBXML>')
        self.assertIn('statusCode="0"', said)
        return said

    def remove_there(self, entity, txn_id):
        """A person deletes a transaction in QuickBooks."""
        self.enter(f"<TxnDelRq><TxnDelType>{entity}</TxnDelType><TxnID>{txn_id}</TxnID></TxnDelRq>")

    def books(self, entity):
        """All objects of a kind, as they stand in QuickBooks."""
        return self.company.objects(entity)

    def ours(self, entity):
        """Those that Odoo sent, oldest first."""
        return [one for one in self.books(entity) if "[odoo:" in (one.get("Memo") or "")]

    def numbered(self, entity):
        """{number: document} of what Odoo sent."""
        found = self.ours(entity)
        numbered = {one["RefNumber"]: one for one in found}
        self.assertEqual(len(numbered), len(found), "no number is there twice")
        return numbered

    def the_only_invoice(self):
        found = self.ours("Invoice")
        self.assertEqual(len(found), 1, found)
        return found[0]

    def number_of(self, move):
        """The number under which `move` went there."""
        return ref_number(move.name)

    def left_of(self, number, entity="Invoice"):
        """What is open of a document of ours there."""
        name = {"Invoice": "BalanceRemaining", "CreditMemo": "CreditRemaining"}[entity]
        return self.numbered(entity)[number][name]

    def assert_there(self, *invoices, memos=()):
        """These documents of ours are there and no others, each with Odoo's money."""
        for entity, moves in (("Invoice", invoices), ("CreditMemo", memos)):
            found = self.numbered(entity)
            self.assertEqual(sorted(found), sorted(self.number_of(move) for move in moves))
            for move in moves:
                self.assert_same_money(found[self.number_of(move)], move)

    def money(self, there):
        """(total, tax) of a document there."""
        tax = Decimal(there["SalesTaxTotal"])
        total = there.get("TotalAmount") or Decimal(there["Subtotal"]) + tax
        return Decimal(total), tax

    def assert_same_money(self, there, record):
        """Total and tax of a document there are Odoo's, to the cent."""
        here = tuple(Decimal(str(record[name])) for name in ("amount_total", "amount_tax"))
        self.assertEqual(self.money(there), here)

    def tearDown(self):
        if hasattr(self, "company"):
            self.company.assert_balanced()
        super().tearDown()
