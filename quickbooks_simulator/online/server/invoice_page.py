"""One invoice in full."""

from __future__ import annotations

import json
from datetime import date

from ..company import Company
from .markup import document, escape, money, table

PLACES = (
    "Line1",
    "Line2",
    "Line3",
    "Line4",
    "Line5",
    "City",
    "CountrySubDivisionCode",
    "PostalCode",
    "Country",
)
BUILT_IN = {"SHIPPING_ITEM_ID": "Shipping"}


def invoice_page(company: Company, invoice: dict) -> str:
    """Head, lines, totals, postings, links, and the JSON as the API shows it."""
    number = invoice.get("DocNumber") or f"#{invoice['Id']}"
    body = f"""
    <header><a class="home" href="/books/{company.realm_id}">Invoices</a>
    <h1>Invoice {escape(number)}</h1></header>
    <main>
      <div class="card columns">{_facts(invoice)}{_address("Bill to", invoice.get("BillAddr"))}
      {_address("Ship to", invoice.get("ShipAddr"))}</div>
      {_lines(invoice)}
      {_totals(invoice)}
      <h2>Ledger</h2>{_postings(company, invoice)}
      <details><summary>As the API shows it</summary>
      <pre>{escape(json.dumps(invoice, indent=2, ensure_ascii=False))}</pre></details>
    </main>"""
    return document(f"Invoice {number}", body)


def _facts(invoice: dict) -> str:
    facts = {
        "Customer": (invoice.get("CustomerRef") or {}).get("name"),
        "Date": invoice.get("TxnDate"),
        "Due": invoice.get("DueDate"),
        "Currency": (invoice.get("CurrencyRef") or {}).get("value"),
        "E-mail": (invoice.get("BillEmail") or {}).get("Address"),
        "Terms": (invoice.get("SalesTermRef") or {}).get("name"),
        "Memo": (invoice.get("CustomerMemo") or {}).get("value"),
        "Private note": invoice.get("PrivateNote"),
        "Shipped": invoice.get("ShipDate"),
        "Tracking": invoice.get("TrackingNum"),
        "Linked": ", ".join(f"{x.get('TxnType')} {x.get('TxnId')}" for x in invoice.get("LinkedTxn") or []),
        "Version": invoice.get("SyncToken"),
    }
    items = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)
    return f"<dl>{items}</dl>"


def _address(title: str, address: dict | None) -> str:
    if not address:
        return ""
    lines = "<br>".join(escape(address[place]) for place in PLACES if address.get(place))
    return f"<address><b>{title}</b><br>{lines}</address>"


def _lines(invoice: dict) -> str:
    rows = []
    for line in invoice.get("Line") or []:
        kind = line.get("DetailType", "")
        detail = line.get(kind) or {}
        item = detail.get("ItemRef") or {}
        name = item.get("name") or BUILT_IN.get(item.get("value")) or kind.removesuffix("LineDetail")
        rows.append(
            [
                escape(line.get("Id")),
                escape(name),
                escape(line.get("Description")),
                escape(detail.get("Qty")),
                escape(detail.get("UnitPrice")),
                escape((detail.get("TaxCodeRef") or {}).get("value")),
                money(line.get("Amount")),
            ]
        )
    return table(["Line", "Item", "Description", "Qty", "Price", "Tax", "Amount"], rows, numbers=(3, 4, 6))


def _totals(invoice: dict) -> str:
    tax = (invoice.get("TxnTaxDetail") or {}).get("TotalTax", 0)
    facts = {"Tax": tax, "Total": invoice.get("TotalAmt", 0), "Balance": invoice.get("Balance", 0)}
    return '<dl class="totals">' + "".join(f"<dt>{k}</dt><dd>{money(v)}</dd>" for k, v in facts.items()) + "</dl>"


def _postings(company: Company, invoice: dict) -> str:
    day = date.fromisoformat(invoice["TxnDate"]) if invoice.get("TxnDate") else None
    rows = [
        [escape(entry["account"]), money(entry["amount"])]
        for entry in company.ledger(start=day, end=day)
        if entry["txn_type"] == "Invoice" and entry["txn_id"] == invoice["Id"]
    ]
    return table(["Account", "Amount (debit positive)"], rows, numbers=(1,), empty="No postings.")
