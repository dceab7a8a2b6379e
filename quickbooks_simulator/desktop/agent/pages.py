"""The books and the Web Connector in a browser: invoices, all transactions, lists, ledger, calls, QWCLog."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ...online.server.markup import STYLE, document, escape, money, table
from ...online.server.messages import Request, Response, page
from ..company import DesktopCompany
from .connector import WebConnector
from .invoice_page import invoice_page, number_link, reference

REFRESH_SECONDS = 3
SLOW_TABS = ("transactions", "items", "ledger", "trial-balance")  # read whole books: not every few seconds
SHOWN = 500
TABS = {
    "": "Invoices",
    "transactions": "All transactions",
    "customers": "Customers",
    "items": "Items",
    "ledger": "Ledger",
    "trial-balance": "Trial balance",
    "updates": "Updates",
    "calls": "Calls",
    "log": "QWCLog",
}


class Pages:
    """Everything below /books that is for people."""

    def __init__(self, connector: WebConnector) -> None:
        self.connector = connector
        self._tabs: dict[str, Callable[[], str]] = {
            "": self._invoices,
            "transactions": self._transactions,
            "customers": lambda: self._list(("Customer",)),
            "items": lambda: self._list(tuple(name for name in self._entities() if name.startswith("Item"))),
            "ledger": self._ledger,
            "trial-balance": self._trial_balance,
            "updates": self._updates,
            "calls": self._calls,
            "log": self._log,
        }

    @property
    def company(self) -> DesktopCompany:
        return self.connector.station.company

    def handle(self, request: Request) -> Response | None:
        """The page, None when there is none at this address."""
        if request.method not in ("GET", "HEAD"):
            return None
        path = request.path.rstrip("/")
        if path == "/style.css":
            return Response(200, STYLE.read_bytes(), "text/css; charset=utf-8")
        name = path.removeprefix("/books").strip("/")
        if path.startswith("/books/invoice/"):
            return self._invoice(name.partition("/")[2])
        if name not in self._tabs or path.split("/")[1:2] not in ([], ["books"]):
            return None
        return page(self._frame(name, self._tabs[name]()))

    def _frame(self, tab: str, content: str) -> str:
        links = "".join(
            f'<a href="/books{"/" + name if name else ""}"{" class=here" if name == tab else ""}>{title}</a>'
            for name, title in TABS.items()
        )
        path = self.company.company_file
        title = escape(path.rpartition("\\")[2])
        home = f'<a class="home" href="/books">QuickBooks Desktop simulator: {escape(path)}</a>'
        header = f"<header>{home}<h1>{title}</h1></header>"
        body = f"{header}<nav>{links}</nav><main>{content}</main>"
        return document(TABS[tab], body, refresh_seconds=None if tab in SLOW_TABS else REFRESH_SECONDS)

    def _entities(self) -> dict[str, list[dict]]:
        return self.company.books()["entities"]

    # ------------------------------------------------------------------------------------ the books

    def _invoices(self) -> str:
        rows = [
            [
                number_link(found),
                escape(name_in(found)),
                escape(found.get("TxnDate")),
                escape(found.get("Subtotal")),
                escape(found.get("SalesTaxTotal")),
                escape(found.get("BalanceRemaining")),
                escape(found.get("Memo")),
            ]
            for found in reversed(self.company.objects("Invoice")[-SHOWN:])
        ]
        heads = ["Number", "Customer", "Date", "Subtotal", "Tax", "Balance", "Memo"]
        return table(heads, rows, numbers=(3, 4, 5), empty="No invoices yet.")

    def _invoice(self, txn_id: str) -> Response | None:
        found = next((one for one in self.company.objects("Invoice") if one["TxnID"] == txn_id), None)
        return page(self._frame("", invoice_page(found))) if found else None

    def _transactions(self) -> str:
        found = [(kind, body) for kind, bodies in self._entities().items() for body in bodies if "TxnID" in body]
        found.sort(key=lambda pair: str(pair[1].get("TimeModified", "")), reverse=True)
        rows = [
            [
                escape(kind),
                escape(body["TxnID"]),
                escape(body.get("RefNumber")),
                escape(name_in(body)),
                escape(body.get("TxnDate")),
                escape(body.get("TimeModified")),
            ]
            for kind, body in found[:SHOWN]
        ]
        return table(["Type", "TxnID", "Number", "Name", "Date", "Changed"], rows, empty="No transactions yet.")

    def _list(self, kinds: tuple[str, ...]) -> str:
        rows = [
            [
                escape(kind),
                escape(body.get("ListID")),
                escape(body.get("FullName") or body.get("Name")),
                escape(body.get("Balance") or body.get("QuantityOnHand")),
                "" if str(body.get("IsActive", "true")) == "true" else "Inactive",
            ]
            for kind in kinds
            for body in self.company.objects(kind)[-SHOWN:]
        ]
        return table(["Type", "ListID", "Name", "Balance or quantity", ""], rows, numbers=(3,))

    def _ledger(self) -> str:
        rows = []
        for entry in list(reversed(self.company.ledger()))[:SHOWN]:
            amount = Decimal(str(entry["amount"]))
            texts = [entry.get(name) for name in ("date", "txn_type", "doc_number", "account")]
            rows.append([*map(escape, texts), _amount(amount), _amount(-amount)])
        return table(["Date", "Type", "Number", "Account", "Debit", "Credit"], rows, numbers=(4, 5))

    def _trial_balance(self) -> str:
        rows = [
            [escape(row["name"]), escape(row["account_type"]), _amount(row["debit"]), _amount(row["credit"])]
            for row in self.company.trial_balance()
        ]
        return table(["Account", "Type", "Debit", "Credit"], rows, numbers=(2, 3))

    # --------------------------------------------------------------------------- the Web Connector

    def _updates(self) -> str:
        rows = [
            [
                escape(found.started[11:19]),
                escape(found.app),
                escape(found.state),
                escape("" if found.percent is None else f"{found.percent} %"),
                escape(found.requests),
                escape(found.sentence or found.status),
            ]
            for found in list(reversed(self.connector.updates))[:SHOWN]
        ]
        return table(["Time", "Application", "Ended", "Progress", "Requests", "Said"], rows)

    def _calls(self) -> str:
        rows = [
            [
                escape(entry.at[11:19]),
                escape(entry.session),
                escape(entry.peer),
                escape(entry.call),
                escape(str(entry.parameters)[:200]),
                escape(entry.error or str(entry.result)[:200]),
                escape(", ".join(entry.orders)),
            ]
            for entry in list(reversed(self.connector.journal.entries()))[:SHOWN]
        ]
        return table(["Time", "Session", "Peer", "Call", "Parameters", "Answer", "Ordered"], rows)

    def _log(self) -> str:
        lines = self.connector.journal.lines()[-SHOWN:]
        return f"<pre>{escape(chr(10).join(reversed(lines)))}</pre>"


def name_in(body: dict) -> str:
    """The customer or vendor of a transaction."""
    names = (reference(body, key) for key in ("CustomerRef", "VendorRef", "PayeeEntityRef", "EntityRef"))
    return next(filter(None, names), "")


def _amount(value: object) -> str:
    """An amount above zero, else nothing."""
    return money(value) if Decimal(str(value or 0)) > 0 else ""
