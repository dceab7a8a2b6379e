"""Change data capture and who holds a name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from odoo.addons.odoo_qb_connector.gateway import (
    FindChanges,
    FindHolders,
    ObjectRef,
    Refused,
    Retryable,
    RightsMissing,
)

from .test_questions import Company, name, rows

NOW = datetime.now(UTC).replace(microsecond=0)
SINCE = NOW - timedelta(days=2)


def at(moment: datetime, identity: str, **more) -> dict:
    stamp = moment.astimezone().isoformat()
    return {"Id": identity, "SyncToken": "0", "MetaData": {"LastUpdatedTime": stamp}, **more}


def told(**entities) -> dict:
    """One QueryResponse per entity, {} where nothing changed."""
    answers = [{entity: found} if found else {} for entity, found in entities.items()]
    return {"CDCResponse": [{"QueryResponse": answers}], "time": "x"}


def test_what_changed_what_is_inactive_and_what_is_gone():
    company = Company(
        told(
            Customer=[at(SINCE, "1", DisplayName="Amy"), at(SINCE, "2", DisplayName="Bob (deleted)", Active=False)],
            Item=[],
            Invoice=[{"domain": "QBO", "status": "Deleted", "Id": "65", "MetaData": {"LastUpdatedTime": "t"}}],
        )
    )
    answer = company.ask(FindChanges(("Customer", "Item", "Invoice"), SINCE))
    (sent,) = company.sent
    assert (sent.method, sent.path, sent.writes) == ("GET", "/company/99/cdc", False)
    assert sent.params[:2] == (
        ("entities", "Customer,Item,Invoice"),
        ("changedSince", SINCE.strftime("%Y-%m-%dT%H:%M:%S+00:00")),
    )
    assert [(one.object.ref, one.object.active, one.deleted) for one in answer.changes] == [
        (ObjectRef("Customer", "1", "0"), True, False),
        (ObjectRef("Customer", "2", "0"), False, False),
        (ObjectRef("Invoice", "65"), True, True),
    ]
    assert answer.changes[2].object.updated_at == "t"
    assert answer.more_since is None


def many(count: int, first: int = 0) -> list[dict]:
    """One per minute, the oldest first."""
    return [at(SINCE + timedelta(minutes=place), str(first + place), DisplayName="X") for place in range(count)]


def test_a_cut_answer_of_one_type_goes_on_at_its_latest_change():
    answer = Company(told(Customer=many(1000))).ask(FindChanges(("Customer",), SINCE))
    assert (len(answer.changes), answer.more_since) == (1000, SINCE + timedelta(minutes=999))


def test_a_cut_answer_of_several_types_is_asked_type_by_type():
    """The thousand customers left no room for the vendor."""
    company = Company(told(Customer=many(1000)), told(Customer=many(1000)), told(Vendor=many(1, 5000)))
    answer = company.ask(FindChanges(("Customer", "Vendor"), SINCE))
    assert [dict(one.params)["entities"] for one in company.sent] == ["Customer,Vendor", "Customer", "Vendor"]
    assert [one.object.ref.id for one in answer.changes][-1] == "5000"
    assert answer.more_since == SINCE + timedelta(minutes=999)


def test_two_cut_types_go_on_at_the_earlier_one():
    late = [at(NOW, str(place), DisplayName="X") for place in range(1000)]
    company = Company(told(Customer=late), told(Customer=late), told(Vendor=many(1000)))
    answer = company.ask(FindChanges(("Customer", "Vendor"), SINCE))
    assert (len(answer.changes), answer.more_since) == (2000, SINCE + timedelta(minutes=999))


def test_a_thousand_changes_of_one_second_are_not_asked_for_ever():
    same = [at(SINCE, str(place), DisplayName="X") for place in range(1000)]
    answer = Company(told(Customer=same)).ask(FindChanges(("Customer",), SINCE))
    assert answer.more_since == SINCE + timedelta(seconds=1)


def test_what_intuit_has_forgotten_is_refused_at_once():
    company = Company()
    with pytest.raises(Refused) as caught:
        company.ask(FindChanges(("Customer",), NOW - timedelta(days=31)))
    assert (caught.value.problem, caught.value.values) == ("changes_too_old", {"days": 30})
    assert company.sent == []


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"CDCResponse": []},
        {"CDCResponse": [{}]},
        told(Customer=[{"Id": "1"}]),
        told(Customer=[{"status": "Deleted"}]),
    ],
)
def test_half_an_answer_is_asked_again(answer):
    with pytest.raises(Retryable):
        Company(answer).ask(FindChanges(("Customer",), SINCE))


# ------------------------------------------------------------------ who holds a name


def test_customers_vendors_and_employees_share_their_names():
    inactive = {**name("9", "AMY (deleted)"), "Active": False}
    company = Company(rows("Customer", name("1", "Bob")), rows("Vendor", name("2", "AMY"), inactive), rows("Employee"))
    found = company.ask(FindHolders(("Amy", "Bob")))
    assert [statement.split(" ORDERBY ")[0] for statement in company.statements] == [
        f"SELECT * FROM {entity} WHERE DisplayName IN ('Amy', 'Bob') AND Active IN (true, false)"
        for entity in ("Customer", "Vendor", "Employee")
    ]
    assert [(one.ref.type, one.ref.id, one.name) for one in found] == [("Customer", "1", "Bob"), ("Vendor", "2", "AMY")]


@pytest.mark.parametrize("error", [Refused("no Employee here"), RightsMissing("payroll")])
def test_who_may_not_see_employees_sees_the_others(error):
    (found,) = Company(rows("Customer", name("1", "Bob")), rows("Vendor"), error).ask(FindHolders(("Bob",)))
    assert found.ref.id == "1"


def test_a_busy_quickbooks_is_not_taken_for_no_employee():
    with pytest.raises(Retryable):
        Company(rows("Customer"), rows("Vendor"), Retryable("later")).ask(FindHolders(("Bob",)))
