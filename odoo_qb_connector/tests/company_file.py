"""A QuickBooks company file in memory, as far as the pulled queue needs one: it reads message sets and answers them.

Not the simulator (which the tests of whole sessions run against): just enough to order exactly what happens to one set.
"""

import itertools
from xml.sax.saxutils import escape

from lxml import etree

UNKNOWN_SET = "600"
BAD_REFERENCE = (
    'There is an invalid reference to QuickBooks Customer "{}" in the Invoice.  QuickBooks error message: Invalid '
    "argument.  The specified record does not exist in the list."
)


class CompanyFile:
    """`forgets`: knows nothing of earlier sets, as after a restored backup. `unreadable`: a set that holds this text is
    refused whole. `closed`: the HRESULT with which every set comes back unread. `refused`: by request, the status and
    the words that answer it. `gone`: customers that no invoice may name any more. `items` and `accounts`: by ListID,
    their kind and the texts they were added with."""

    def __init__(self):
        self.invoices = {}
        self.customers = {}
        self.items = {}
        self.accounts = {}
        self.sets = {}
        self.seen = []
        self.forgets = False
        self.unreadable = ""
        self.closed = ""
        self.refused = {}
        self.gone = set()
        self._ids = itertools.count(1)

    def answer(self, body):
        """(response, hresult) to one set."""
        self.seen.append(body)
        if self.closed:
            return "", self.closed
        if self.unreadable and self.unreadable.encode() in body:
            return "", "0x80040400"
        holder = etree.fromstring(body).find("QBXMLMsgsRq")
        new, old = holder.get("newMessageSetID", ""), holder.get("oldMessageSetID", "")
        if new and new == old:
            return self._stored(new), ""
        if old and old != new:
            self.sets.pop(old, None)
        inside = "".join(self._one(request) for request in holder)
        if new:
            self.sets[new] = inside
        return self._envelope(inside, new, "0" if new else ""), ""

    def add_invoice(self, number, memo, total="10.00"):
        """Typed by hand, or by whoever; returns its TxnID."""
        identity = f"T-{next(self._ids)}"
        self.invoices[identity] = {"number": number, "memo": memo, "total": total, "token": "1"}
        return identity

    def numbers(self):
        return sorted(one["number"] for one in self.invoices.values())

    # ------------------------------------------------------------------ inside

    def _stored(self, key):
        if self.forgets or key not in self.sets:
            return self._envelope("", key, UNKNOWN_SET)
        return self._envelope(self.sets[key], key, "0")

    @staticmethod
    def _envelope(inside, new, code):
        status = f' newMessageSetID="{new}" messageSetStatusCode="{code}"' if new else ""
        return f'<?xml version="1.0" ?><QBXML><QBXMLMsgsRs{status}>{inside}</QBXMLMsgsRs></QBXML>'

    def _one(self, request):
        name = request.tag.removesuffix("Rq")
        handler = getattr(self, f"_{name}", None)
        assert handler, f"the queue asked {name}"
        content, code, message = ("", *self.refused[name]) if name in self.refused else handler(request)
        severity = "Error" if code not in ("0", "1") else "Info"
        return (
            f'<{name}Rs requestID="{request.get("requestID")}" statusCode="{code}" statusSeverity="{severity}"'
            f' statusMessage="{escape(message, {chr(34): "&quot;"})}">{content}</{name}Rs>'
        )

    def _InvoiceAdd(self, request):
        add = request.find("InvoiceAdd")
        customer = add.findtext("CustomerRef/ListID")
        if customer in self.gone:
            return "", "3140", BAD_REFERENCE.format(customer)
        total = add.findtext("InvoiceLineAdd/Amount") or "10.00"
        identity = self.add_invoice(add.findtext("RefNumber"), add.findtext("Memo") or "", total)
        return self._invoice(identity), "0", "Status OK"

    def _InvoiceMod(self, request):
        mod = request.find("InvoiceMod")
        found = self.invoices[mod.findtext("TxnID")]
        if mod.findtext("EditSequence") != found["token"]:
            return "", "3200", "The provided edit sequence is out-of-date."
        found.update(memo=mod.findtext("Memo") or "", token=str(int(found["token"]) + 1))
        return self._invoice(mod.findtext("TxnID")), "0", "Status OK"

    def _InvoiceQuery(self, request):
        identity, number = request.findtext("TxnID"), request.findtext("RefNumber")
        found = [
            key
            for key, one in self.invoices.items()
            if key == identity or (number and one["number"] == number) or request.find("EntityFilter") is not None
        ]
        if identity and not found:
            return "", "500", "The query request has not been fully completed."
        return "".join(map(self._invoice, found)), "0" if found else "1", "Status OK"

    def _TxnDel(self, request):
        identity = request.findtext("TxnID")
        if not self.invoices.pop(identity, None):
            return "", "3120", f'Object "{identity}" specified in the request cannot be found.'
        return f"<TxnDelType>Invoice</TxnDelType><TxnID>{identity}</TxnID>", "0", "Status OK"

    def _CustomerAdd(self, request):
        identity = f"8-{next(self._ids)}"
        self.customers[identity] = request.findtext("CustomerAdd/Name")
        return self._customer(identity), "0", "Status OK"

    def _customer(self, identity):
        name = escape(self.customers[identity])
        return (
            f"<CustomerRet><ListID>{identity}</ListID><EditSequence>1</EditSequence><Name>{name}</Name>"
            f"<FullName>{name}</FullName><IsActive>true</IsActive></CustomerRet>"
        )

    def add_item(self, kind, name, **texts):
        """Made by hand (kind: ItemService); returns its ListID."""
        identity = f"8A-{next(self._ids)}"
        self.items[identity] = {"kind": kind, "Name": name, **texts}
        return identity

    def _item_add(self, request):
        (add,) = request
        texts = {one.tag: one.findtext("ListID") or one.text for one in add.iter() if one.text or len(one)}
        identity = self.add_item(add.tag.removesuffix("Add"), texts.pop("Name"), **texts)
        return self._item(identity), "0", "Status OK"

    _ItemNonInventoryAdd = _ItemServiceAdd = _ItemInventoryAdd = _item_add

    def _item(self, identity):
        one = self.items[identity]
        name, number = escape(one["Name"]), one.get("ManufacturerPartNumber", "")
        number = f"<ManufacturerPartNumber>{escape(number)}</ManufacturerPartNumber>" if number else ""
        return (
            f"<{one['kind']}Ret><ListID>{identity}</ListID><EditSequence>1</EditSequence><Name>{name}</Name>"
            f"<FullName>{name}</FullName><IsActive>true</IsActive>{number}</{one['kind']}Ret>"
        )

    def _ItemQuery(self, request):
        return self._found(request, self.items, self._item)

    def _AccountAdd(self, request):
        identity = f"8C-{next(self._ids)}"
        self.accounts[identity] = {one.tag: one.text for one in request.find("AccountAdd")}
        return self._account(identity), "0", "Status OK"

    def _account(self, identity):
        one = self.accounts[identity]
        name = escape(one["Name"])
        return (
            f"<AccountRet><ListID>{identity}</ListID><EditSequence>1</EditSequence><Name>{name}</Name>"
            f"<FullName>{name}</FullName><IsActive>true</IsActive><AccountType>{one['AccountType']}</AccountType>"
            "</AccountRet>"
        )

    def _AccountQuery(self, request):
        return self._found(request, self.accounts, self._account)

    @staticmethod
    def _found(request, listed, shown):
        """By name or by ListID."""
        name, identity = request.findtext("NameRangeFilter/FromName"), request.findtext("ListID")
        rows = [shown(key) for key, one in listed.items() if key == identity or one["Name"] == name]
        return "".join(rows), "0" if rows else "1", "Status OK"

    def _CustomerQuery(self, request):
        name = request.findtext("NameRangeFilter/FromName")
        rows = [self._customer(identity) for identity, one in self.customers.items() if one == name]
        return "".join(rows), "0" if rows else "1", "Status OK"

    def _invoice(self, identity):
        one = self.invoices[identity]
        return (
            f"<InvoiceRet><TxnID>{identity}</TxnID><EditSequence>{one['token']}</EditSequence>"
            f"<CustomerRef><ListID>7</ListID></CustomerRef><TxnDate>2026-03-01</TxnDate>"
            f"<RefNumber>{one['number']}</RefNumber><Subtotal>{one['total']}</Subtotal>"
            f"<SalesTaxTotal>0.00</SalesTaxTotal><Memo>{escape(one['memo'])}</Memo></InvoiceRet>"
        )
