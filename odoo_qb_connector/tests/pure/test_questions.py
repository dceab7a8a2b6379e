"""Questions as query language, and what is made of the answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.gateway import (
    FindByMarker,
    FindByName,
    FindSales,
    Gone,
    ListEntries,
    ObjectRef,
    ReadCompany,
    ReadObject,
    Refused,
    Retryable,
)
from odoo.addons.odoo_qb_connector.online.encode.text import fit
from odoo.addons.odoo_qb_connector.online.questions import PAGE, Questions, quoted

from .samples import MARKER

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC).replace(tzinfo=None)  # naive UTC, as Odoo keeps times


class Company:
    """Answers in order and remembers what was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.sent = []

    def __call__(self, request):
        self.sent.append(request)
        answer = self.answers.pop(0) if self.answers else {"QueryResponse": {}}
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask(self, question, latin=False):
        return Questions("99", self, lambda text: fit(text, latin).strip()).ask(question)

    @property
    def statements(self):
        return [dict(request.params).get("query") or request.body.decode() for request in self.sent]


def rows(entity, *found):
    return {"QueryResponse": {entity: list(found), "startPosition": 1, "maxResults": len(found)}}


def name(identity, text):
    return {"Id": identity, "SyncToken": "0", "DisplayName": text}


def test_names_are_asked_together_inactive_ones_too():
    company = Company(rows("Customer", name("1", "Amy's"), name("2", "BOB"), name("3", "Bobby")))
    found = company.ask(FindByName("Customer", ("Amy's", "Bob", "Amy's", " ")))
    (statement,) = company.statements
    where, paging = statement.split(" ORDERBY ")
    assert where == (r"SELECT * FROM Customer WHERE DisplayName IN ('Amy\'s', 'Bob') AND Active IN (true, false)")
    assert paging == "Id STARTPOSITION 1 MAXRESULTS 1000"
    assert [one.name for one in found] == ["Amy's", "BOB"]


def test_a_read_has_no_requestid():
    company = Company(rows("Item"))
    company.ask(FindByName("Item", ("X",)))
    (sent,) = company.sent
    assert (sent.method, sent.writes, sent.key, sent.path) == ("GET", False, "", "/company/99/query")
    assert [key for key, _value in sent.params] == ["query", "minorversion"]


def test_many_names_are_asked_in_slices():
    company = Company()
    company.ask(FindByName("Vendor", tuple(f"Vendor {place}" for place in range(95))))
    assert [statement.count("'") // 2 for statement in company.statements] == [40, 40, 15]


def test_a_long_statement_is_posted():
    company = Company()
    company.ask(FindByName("Vendor", ("x" * 500, "y" * 500, "z" * 500)))
    (sent,) = company.sent
    assert (sent.method, sent.content_type) == ("POST", "application/text")
    assert sent.body.decode().startswith("SELECT * FROM Vendor WHERE DisplayName IN (")
    assert not sent.writes


def test_by_sku():
    company = Company(rows("Item", {"Id": "1", "SyncToken": "0", "Name": "Chair", "Sku": "A-1"}))
    (found,) = company.ask(FindByName("Item", ("a-1",), by="sku"))
    assert "WHERE Sku IN ('a-1')" in company.statements[0]
    assert (found.name, found.details["sku"]) == ("Chair", "A-1")


def test_a_name_that_a_us_company_keeps_otherwise_is_found_as_it_was_asked_for():
    company = Company(rows("Customer", name("1", "O'Brien - Dvorák")))
    (found,) = company.ask(FindByName("Customer", ("O’Brien – Dvořák",)), latin=True)
    assert r"'O\'Brien - Dvorák'" in company.statements[0]
    assert found.name == "O’Brien – Dvořák"


def invoice(identity="130", note=f"x [odoo:{MARKER}]"):
    return {"Id": identity, "SyncToken": "0", "TotalAmt": 5, "PrivateNote": note, "DocNumber": "7"}


def test_our_document_by_its_number():
    company = Company(rows("Invoice", invoice(), invoice("131", "")))
    found = company.ask(FindByMarker("Invoice", MARKER, number="INV'7", party_id="58"))
    assert r"WHERE DocNumber = 'INV\'7' ORDERBY" in company.statements[0]
    assert [one.marker for one in found] == [MARKER, ""]


def test_our_document_by_party_and_time():
    company = Company(rows("Invoice", invoice()))
    company.ask(FindByMarker("Invoice", MARKER, party_id="58", sent_after=NOON))
    assert (
        "WHERE CustomerRef = '58' AND MetaData.CreateTime >= '2026-03-05T11:55:00+00:00' ORDERBY"
        in company.statements[0]
    )


SALES_QUERIES = [
    (FindSales("Invoice", number="A'1"), r"DocNumber = 'A\'1'"),
    (FindSales("SalesReceipt", party_id="58"), "CustomerRef = '58'"),
    (
        FindSales("Estimate", "A1", "58", D("128.50"), date(2026, 3, 1), date(2026, 3, 5)),
        (
            "DocNumber = 'A1' AND CustomerRef = '58' AND TotalAmt = '128.5' AND TxnDate >= '2026-03-01'"
            " AND TxnDate <= '2026-03-05'"
        ),
    ),
]


@pytest.mark.parametrize(("question", "where"), SALES_QUERIES)
def test_sales_documents_that_are_there_already(question, where):
    company = Company(rows(question.type, {**invoice(), "DocNumber": question.number.lower()}))
    (found,) = company.ask(question)
    paging = " ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000"
    assert company.statements == [f"SELECT * FROM {question.type} WHERE {where}{paging}"]
    assert (found.ref.id, found.marker) == ("130", MARKER)


def test_sales_documents_by_a_number_with_a_backslash():
    company = Company(rows("Invoice", {**invoice(), "DocNumber": "A/1"}, {**invoice("131"), "DocNumber": "A\\1"}))
    assert [one.ref.id for one in company.ask(FindSales("Invoice", number="A\\1"))] == ["131"]


def test_not_every_sales_document_is_asked_for():
    with pytest.raises(ValueError):
        Company().ask(FindSales("Invoice", total=D("1.00")))


def test_a_vendors_document_is_looked_for_by_vendor():
    company = Company()
    company.ask(FindByMarker("Bill", MARKER, party_id="9"))
    assert "WHERE VendorRef = '9'" in company.statements[0]


def test_a_name_is_looked_for_by_name():
    company = Company(rows("Customer", name("1", "Amy")))
    (found,) = company.ask(FindByMarker("Customer", MARKER, name="Amy"))
    assert found.ref.id == "1"


@pytest.mark.parametrize("kind", ["Invoice", "Customer"])
def test_nothing_to_look_by_is_not_nothing_there(kind):
    with pytest.raises(ValueError, match=kind):
        Company().ask(FindByMarker(kind, MARKER))


def test_all_pages_without_repeats():
    """A record may shift between pages while others write."""
    accounts = [{"Id": str(place), "Name": f"A{place}"} for place in range(PAGE + 2)]
    company = Company(rows("Account", *accounts[:PAGE]), rows("Account", *accounts[PAGE - 1 :]))
    found = company.ask(ListEntries("Account"))
    assert [one.id for one in found] == [str(place) for place in range(PAGE + 2)]
    assert "STARTPOSITION 1001 MAXRESULTS 1000" in company.statements[1]


def test_an_empty_list():
    assert Company({"QueryResponse": {}}).ask(ListEntries("Class")) == []


def test_an_unknown_list():
    with pytest.raises(ValueError, match="no list"):
        Company().ask(ListEntries("Budget"))


def test_reading_an_object():
    company = Company({"Invoice": invoice()})
    found = company.ask(ReadObject(ObjectRef("Invoice", "130")))
    assert (company.sent[0].path, found.marker) == ("/company/99/invoice/130", MARKER)


@pytest.mark.parametrize("answer", [Gone("610"), {"Invoice": {"Id": "1", "status": "Deleted"}}])
def test_an_object_that_is_gone(answer):
    assert Company(answer).ask(ReadObject(ObjectRef("Invoice", "1"))) is None


def test_reading_the_company():
    company = Company({"CompanyInfo": {"CompanyName": "A"}}, {"Preferences": {}})
    assert company.ask(ReadCompany()).name == "A"
    assert [request.path for request in company.sent] == [
        "/company/99/companyinfo/99",
        "/company/99/preferences",
    ]


# question, answer -> what half an answer is
HALF_ROWS = [
    (ReadCompany(), {}),
    (ReadObject(ObjectRef("Invoice", "1")), {}),
    (ReadObject(ObjectRef("Invoice", "1")), {"Invoice": {"Id": "1"}}),
    (ListEntries("Item"), {}),
    (FindByMarker("Invoice", MARKER, number="7"), rows("Invoice", {"Id": "1"})),
]


@pytest.mark.parametrize(("question", "answer"), HALF_ROWS)
def test_half_an_answer_is_asked_again(question, answer):
    with pytest.raises(Retryable):
        Company(answer, answer).ask(question)


def test_a_refused_question_is_raised():
    with pytest.raises(Refused):
        Company(Refused("4001")).ask(ListEntries("Item"))


def test_no_question():
    with pytest.raises(TypeError):
        Company().ask("what?")


def test_the_place_of_a_backslash_is_left_open_and_the_answer_is_looked_through():
    rows = [{"Id": "1", "SyncToken": "0", "DisplayName": name} for name in ("A\\B", "A and B")]
    company = Company({"QueryResponse": {"Customer": rows}})
    found = company.ask(FindByName("Customer", ("A\\B",)))
    assert "WHERE DisplayName LIKE 'A%B' AND Active IN (true, false)" in company.statements[0]
    assert [one.name for one in found] == ["A\\B"]


def test_a_number_with_a_backslash_too():
    company = Company({"QueryResponse": {}})
    company.ask(FindByMarker("Invoice", "00112233445566ff", number="A\\7"))
    assert "WHERE DocNumber LIKE 'A%7'" in company.statements[0]


@given(st.text(st.characters(exclude_characters="\\"), max_size=50))
def test_no_text_leaves_its_apostrophes(text):
    """Read as QuickBooks reads it: a backslash takes the next character as it is."""
    said, closed = [], False
    characters = iter(quoted(text)[1:])
    for character in characters:
        assert not closed
        if character == "'":
            closed = True
        else:
            said.append(next(characters) if character == "\\" else character)
    assert closed
    assert "".join(said) == text
