"""The books in a browser: companies, invoices, one invoice, ledger, trial balance, customers, items."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

from ..company import Companies, Company
from ..faults import Fault
from .consent_page import company_label
from .invoice_page import invoice_page
from .journal import Journal
from .markup import STYLE, document, escape, link, money, table
from .messages import Request, Response, page, redirect

REFRESH_SECONDS = 3
TABS = {
    "": "Invoices",
    "transactions": "All transactions",
    "customers": "Customers",
    "items": "Items",
    "ledger": "Ledger",
    "trial-balance": "Trial balance",
    "requests": "Requests",
}
SLOW_TABS = ("ledger", "trial-balance")  # read whole books: not every few seconds
NAME_KEYS = ("CustomerRef", "VendorRef", "EntityRef")  # who a transaction is about
SHOWN = 500  # rows of a list; the newest ones


class Pages:
    """Everything below / that is for people."""

    def __init__(self, companies: Companies, journal: Journal) -> None:
        self.companies = companies
        self.journal = journal
        self._tabs: dict[str, Callable[[Company], str]] = {
            "": self._invoices,
            "transactions": self._transactions,
            "customers": self._customers,
            "items": self._items,
            "ledger": self._ledger,
            "trial-balance": self._trial_balance,
            "requests": self._requests,
        }

    def handle(self, request: Request) -> Response | None:
        """The page, None when there is none at this address."""
        if request.method not in ("GET", "HEAD"):
            return None
        path = request.path
        if path == "/":
            return page(self._companies_page())
        if path == "/style.css":
            return Response(200, STYLE.read_bytes(), "text/css; charset=utf-8")
        if path == "/app/invoice":
            return self._deep_link(request)
        parts = path.strip("/").split("/")
        company = self.companies.get(parts[1]) if parts[0] == "books" and len(parts) > 1 else None
        return self._books(company, parts[2:]) if company else None

    def _books(self, company: Company, rest: list[str]) -> Response | None:
        if len(rest) == 2 and rest[0] == "invoice":
            try:
                invoice = company.read("Invoice", rest[1])
            except Fault as fault:
                return page(document("Not found", f'<div class="card"><p>{escape(fault)}</p></div>'), 404)
            return page(invoice_page(company, invoice))
        tab = "/".join(rest)
        if tab not in self._tabs:
            return None
        return page(self._frame(company, tab, self._tabs[tab](company)))

    def _deep_link(self, request: Request) -> Response | None:
        """/app/invoice?txnId=N[&company=realm]: what "Open in QuickBooks" leads to."""
        number = request.query.get("txnId", "")
        asked = request.query.get("company")
        companies = [self.companies.get(asked)] if asked else self.companies.list()
        found = [company for company in companies if company and _has_invoice(company, number)]
        if len(found) == 1:
            return redirect(f"/books/{found[0].realm_id}/invoice/{number}")
        choices = "".join(f"<li>{link(f'/books/{c.realm_id}/invoice/{number}', company_label(c))}</li>" for c in found)
        text = f"<p>Several companies have an invoice {escape(number)}:</p><ul>{choices}</ul>"
        if not found:
            text = f"<p>No company has an invoice {escape(number)}.</p>"
        return page(document("Invoice", f'<div class="card">{text}</div>'), 300 if found else 404)

    def _newest(self, company: Company, entity: str) -> list[dict]:
        """The newest objects of a type, inactive ones too."""
        sql = """SELECT body FROM object WHERE realm = ? AND type = ? AND NOT deleted
                 ORDER BY CAST(id AS INTEGER) DESC LIMIT ?"""
        rows = self.companies.connection().execute(sql, [company.realm_id, entity, SHOWN])
        return [json.loads(row["body"]) for row in rows]

    # --------------------------------------------------------------------------------------- pages

    def _companies_page(self) -> str:
        rows = [
            [
                link(f"/books/{company.realm_id}", company_label(company)),
                escape(company.country),
                escape(company.home_currency),
                str(company.count("Invoice")),
            ]
            for company in self.companies.list()
        ]
        lists = table(["Company", "Country", "Currency", "Invoices"], rows, numbers=(3,), empty="No company yet.")
        body = f"<header><h1>QuickBooks simulator</h1></header><main>{lists}</main>"
        return document("QuickBooks simulator", body, refresh_seconds=REFRESH_SECONDS)

    def _frame(self, company: Company, tab: str, content: str) -> str:
        links = "".join(
            f'<a href="/books/{company.realm_id}{"/" + name if name else ""}"'
            f"{' class=here' if name == tab else ''}>{title}</a>"
            for name, title in TABS.items()
        )
        label = escape(company_label(company))
        header = f'<header><a class="home" href="/">QuickBooks simulator</a><h1>{label}</h1></header>'
        body = f"{header}<nav>{links}</nav><main>{content}</main>"
        seconds = None if tab in SLOW_TABS else REFRESH_SECONDS
        return document(f"{TABS[tab]} - {company.realm_id}", body, refresh_seconds=seconds)

    def _invoices(self, company: Company) -> str:
        invoices = self._newest(company, "Invoice")
        rows = [
            [
                link(f"/books/{company.realm_id}/invoice/{i['Id']}", i.get("DocNumber") or f"#{i['Id']}"),
                escape((i.get("CustomerRef") or {}).get("name")),
                escape(i.get("TxnDate")),
                money(i.get("TotalAmt", 0)),
                money((i.get("TxnTaxDetail") or {}).get("TotalTax", 0)),
                money(i.get("Balance", 0)),
                _badge(status_of(i)),
            ]
            for i in invoices
        ]
        heads = ["Number", "Customer", "Date", "Total", "Tax", "Balance", "Status"]
        return table(heads, rows, numbers=(3, 4, 5), empty="No invoices yet.")

    def _transactions(self, company: Company) -> str:
        """Every kind of transaction, the latest change first."""
        kinds = [name for name in company.entities() if company.fields(name).kind == "transaction"]
        marks = ", ".join("?" for _ in kinds)
        sql = f"""SELECT type, body FROM object WHERE realm = ? AND type IN ({marks}) AND NOT deleted
                  ORDER BY updated_at DESC, CAST(id AS INTEGER) DESC LIMIT ?"""
        found = self.companies.connection().execute(sql, [company.realm_id, *kinds, SHOWN])
        rows = [_transaction_row(row["type"], json.loads(row["body"])) for row in found]
        heads = ["Type", "Id", "Number", "Name", "Date", "Total", "Changed"]
        return table(heads, rows, numbers=(5,), empty="No transactions yet.")

    def _customers(self, company: Company) -> str:
        rows = [
            [
                escape(c["Id"]),
                escape(c.get("DisplayName")),
                escape((c.get("PrimaryEmailAddr") or {}).get("Address")),
                escape((c.get("CurrencyRef") or {}).get("value")),
                money(c.get("Balance", 0)),
                "" if c.get("Active", True) else _badge("Inactive"),
            ]
            for c in self._newest(company, "Customer")
        ]
        return table(["Id", "Name", "E-mail", "Currency", "Balance", ""], rows, numbers=(4,))

    def _items(self, company: Company) -> str:
        rows = [
            [
                escape(i["Id"]),
                escape(i.get("Name")),
                escape(i.get("Sku")),
                escape(i.get("Type")),
                money(i.get("UnitPrice")),
                escape(i.get("QtyOnHand")),
                "" if i.get("Active", True) else _badge("Inactive"),
            ]
            for i in self._newest(company, "Item")
        ]
        return table(["Id", "Name", "SKU", "Type", "Price", "On hand", ""], rows, numbers=(4, 5))

    def _ledger(self, company: Company) -> str:
        rows = []
        for entry in list(reversed(company.ledger()))[:SHOWN]:
            amount = Decimal(str(entry["amount"]))
            rows.append(
                [
                    escape(entry["date"]),
                    escape(entry["txn_type"]),
                    escape(entry.get("doc_number") or f"#{entry['txn_id']}"),
                    escape(entry["account"]),
                    money(amount) if amount > 0 else "",
                    money(-amount) if amount < 0 else "",
                ]
            )
        return table(["Date", "Type", "Number", "Account", "Debit", "Credit"], rows, numbers=(4, 5))

    def _trial_balance(self, company: Company) -> str:
        accounts = company.trial_balance()
        rows = [
            [escape(a["name"]), escape(a["account_type"]), _or_blank(a["debit"]), _or_blank(a["credit"])]
            for a in accounts
        ]
        debit = sum((Decimal(str(a["debit"] or 0)) for a in accounts), Decimal(0))
        credit = sum((Decimal(str(a["credit"] or 0)) for a in accounts), Decimal(0))
        if rows:
            rows.append(["<b>Total</b>", "", f"<b>{money(debit)}</b>", f"<b>{money(credit)}</b>"])
        return table(["Account", "Type", "Debit", "Credit"], rows, numbers=(2, 3))

    def _requests(self, company: Company) -> str:
        rows = [
            [
                escape(e["at"][11:19]),
                escape(e["operation"]),
                escape(e["entity"]),
                escape(", ".join(e["ids"][:5])),
                _badge("cut" if e["cut"] else e["status"]),
                escape(", ".join(e["faults"])),
                escape(", ".join(e["orders"]) + (" replayed" if e["replayed"] else "")),
            ]
            for e in list(reversed(self.journal.entries(company.realm_id)))[:SHOWN]
        ]
        return table(["Time", "Operation", "Entity", "Ids", "Status", "Faults", "Ordered"], rows)


def _transaction_row(kind: str, body: dict) -> list[str]:
    name = next((body[key] for key in NAME_KEYS if isinstance(body.get(key), dict)), {})
    return [
        escape(kind),
        escape(body["Id"]),
        escape(body.get("DocNumber") or body.get("PaymentRefNum")),
        escape(name.get("name")),
        escape(body.get("TxnDate")),
        money(body.get("TotalAmt")),
        escape((body.get("MetaData") or {}).get("LastUpdatedTime")),
    ]


def status_of(invoice: dict) -> str:
    """What a person would call the invoice's state."""
    if str(invoice.get("PrivateNote", "")).startswith("Voided") and not invoice.get("TotalAmt"):
        return "Voided"
    total, balance = Decimal(str(invoice.get("TotalAmt", 0))), Decimal(str(invoice.get("Balance", 0)))
    if not balance:
        return "Paid"
    return "Open" if balance == total else "Partly paid"


def _badge(text: object) -> str:
    kind = "".join(letter for letter in str(text).lower() if letter.isalnum())
    return f'<span class="badge {kind}">{escape(text)}</span>'


def _or_blank(value: object) -> str:
    return money(value) if value else ""


def _has_invoice(company: Company, number: str) -> bool:
    try:
        company.read("Invoice", number)
    except Fault:
        return False
    return True
