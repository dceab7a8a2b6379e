"""What changed and what was deleted since a time; and how questions are kept between two calls."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from odoo.addons.odoo_qb_connector.desktop import inquiry
from odoo.addons.odoo_qb_connector.desktop.questions import codec
from odoo.addons.odoo_qb_connector.gateway import (
    Changes,
    FindChanges,
    FindHolders,
    ListProfiles,
    ObjectRef,
    ReadProfiles,
    Retryable,
)

from .samples import customer_ret, invoice_ret
from .test_questions import answered, asked

SINCE = datetime(2026, 3, 5, 12, tzinfo=UTC)
ALL = FindChanges(("Customer", "Vendor", "Item", "Account", "Invoice"), SINCE)
EARLIER = "2026-03-04T09:00:00"
"""27 hours before: wherever the PC is, it was not later there."""


def test_one_query_per_type_and_the_deletions():
    requests = asked(ALL)
    assert [(one.tag, one.get("iterator")) for one in requests] == [
        ("CustomerQueryRq", "Start"),
        ("VendorQueryRq", "Start"),
        ("ItemQueryRq", "Start"),
        ("AccountQueryRq", None),
        ("InvoiceQueryRq", "Start"),
        ("TxnDeletedQueryRq", None),
        ("ListDeletedQueryRq", None),
    ]
    assert [one.findtext("ActiveStatus") for one in requests[:4]] == ["All"] * 4
    assert [one.findtext("FromModifiedDate") for one in requests[:4]] == [EARLIER] * 4
    assert requests[4].findtext("ModifiedDateRangeFilter/FromModifiedDate") == EARLIER
    assert requests[4].findtext("IncludeLineItems") == "true"
    documents, entries = requests[5:]
    assert [one.text for one in documents.findall("TxnDelType")] == ["Invoice"]
    kinds = [one.text for one in entries.findall("ListDelType")]
    assert kinds[:3] == ["Customer", "Vendor", "ItemDiscount"] and kinds[-1] == "Account"
    assert {"ItemInventory", "ItemService", "ItemNonInventory", "ItemGroup"} < set(kinds)
    assert {one.findtext("DeletedDateRangeFilter/FromDeletedDate") for one in requests[5:]} == {EARLIER}


def test_deletions_of_what_was_asked_for_and_of_nothing_else():
    assert [one.tag for one in asked(FindChanges(("Vendor",), SINCE))] == ["VendorQueryRq", "ListDeletedQueryRq"]
    assert [one.tag for one in asked(FindChanges(("Invoice",), SINCE))] == ["InvoiceQueryRq", "TxnDeletedQueryRq"]


@pytest.mark.parametrize("types", [(), ("Budget",), ("Customer", "Employee")])
def test_what_cannot_be_asked_for(types):
    with pytest.raises(ValueError, match="changes"):
        inquiry(FindChanges(types, SINCE))


def deleted_item(identity: str) -> str:
    return (
        f"<ListDeletedRet><ListDelType>ItemService</ListDelType><ListID>{identity}</ListID>"
        "<TimeCreated>2026-01-01T00:00:00-08:00</TimeCreated><TimeDeleted>2026-03-06T00:00:00-08:00</TimeDeleted>"
        "<FullName>Chair</FullName></ListDeletedRet>"
    )


def test_what_is_told():
    amy, bob = customer_ret("Amy"), customer_ret("Bob", "8-2", active="false")
    answer = answered(ALL, amy + bob, "", "", "", invoice_ret(), "", deleted_item("7-1"))
    assert answer.more_since is None
    assert [(one.object.ref, one.object.active, one.deleted) for one in answer.changes] == [
        (ObjectRef("Customer", "80000001-1", "1416570432"), True, False),
        (ObjectRef("Customer", "8-2", "1416570432"), False, False),
        (ObjectRef("Invoice", "C5-1417118624", "1417118624"), True, False),
        (ObjectRef("Item", "7-1", kind="ItemService"), True, True),
    ]
    gone = answer.changes[-1].object
    assert (gone.name, gone.updated_at) == ("Chair", "2026-03-06T00:00:00-08:00")


def test_what_was_changed_and_then_deleted_is_deleted():
    question = FindChanges(("Customer",), SINCE)
    gone = deleted_item("80000001-1").replace("ItemService", "Customer")
    (change,) = answered(question, customer_ret(), gone).changes
    assert change.deleted


def test_nothing_happened():
    assert answered(FindChanges(("Vendor",), SINCE), "", "") == Changes(())


def test_half_an_answer_is_asked_again():
    broken = customer_ret().replace("<EditSequence>1416570432</EditSequence>", "")
    with pytest.raises(Retryable):
        answered(FindChanges(("Customer",), SINCE), broken, "")


@pytest.mark.parametrize(
    "question",
    [ALL, ReadProfiles("Item", ("7-1", "7-2")), ListProfiles("Vendor"), FindHolders(("Amy",))],
    ids=lambda one: type(one).__name__,
)
def test_a_question_is_kept_as_plain_data(question):
    kept = json.loads(json.dumps(codec.dump_question(question)))
    assert codec.load_question(kept) == question
