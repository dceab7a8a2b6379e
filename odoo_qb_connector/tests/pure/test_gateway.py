"""The gateway as the queue uses it: tokens, keys, threads, limits; never an exception out of transmit."""

from __future__ import annotations

import json
import threading
import time

import pytest
from odoo.addons.odoo_qb_connector.gateway import (
    Delivery,
    Failed,
    FindByName,
    ListEntries,
    ObjectRef,
    OutcomeUnknown,
    ReadCompany,
    ReadObject,
    Refused,
    Retryable,
    SignInAgain,
    Throttled,
    Unavailable,
    WireAnswer,
    Written,
)
from odoo.addons.odoo_qb_connector.online import OnlineGateway, Throttle
from odoo.addons.odoo_qb_connector.online.throttle import Rate

from .samples import KEY, MARKER, company, create, customer, us_invoice
from .servers import HttpServer, free_port

UNAUTHORIZED = {
    "fault": {"error": [{"message": "", "detail": "Token expired", "code": "3200"}], "type": "AUTHENTICATION"}
}


class Access:
    """Hands out tokens; `failures` are raised by the next calls of `renewed`."""

    def __init__(self, *failures, token="old"):
        self.current = token
        self.failures = list(failures)
        self.renewals = []

    def token(self):
        if isinstance(self.current, Exception):
            raise self.current
        return self.current

    def renewed(self, refused):
        self.renewals.append(refused)
        if self.failures:
            raise self.failures.pop(0)
        self.current = f"new-{len(self.renewals)}"
        return self.current


class FakeClient:
    """Instead of the wire: `answer(request, token)`; keeps what it carried."""

    def __init__(self, answer):
        self.answer = answer
        self.carried = []

    def carry(self, request, token):
        self.carried.append((request, token))
        return self.answer(request, token)

    def close(self):
        self.closed = True


def answered(data, status=200, headers=None):
    return WireAnswer(Delivery.ANSWERED, status, headers or {}, json.dumps(data).encode())


def fast():
    return Throttle(per_second=Rate(10_000, 1.0), per_minute=Rate(10_000, 60.0), longest_wait=0.0)


def gateway(answer, access=None, **changes):
    changes = {"throttle": fast(), **changes}
    facts = changes.pop("facts", company())
    return OnlineGateway(
        "https://quickbooks.example/v3", "99", facts, access or Access(), client=FakeClient(answer), **changes
    )


def invoice(request, note=f"[odoo:{MARKER}]"):
    return answered({"Invoice": {"Id": "1", "SyncToken": "0", "TotalAmt": 128.24, "PrivateNote": note}})


def requests_of(one, count):
    return [one.encode([create(us_invoice())], f"{place:032x}") for place in range(count)]


def only_new(request, token):
    return invoice(request) if token.startswith("new") else answered(UNAUTHORIZED, 401)


def test_a_document_from_command_to_outcome():
    one = gateway(lambda request, token: invoice(request))
    assert one.problems(create(us_invoice())) == []
    request = one.encode([create(us_invoice())], KEY)
    (outcome,) = one.decode(request, one.transmit([request])[0])
    assert isinstance(outcome, Written)
    assert (outcome.object.marker, one.url(outcome.object.ref)) == (
        MARKER,
        "https://app.qbo.intuit.com/app/invoice?txnId=1",
    )


def test_answers_keep_their_order_over_threads():
    def slow_first(request, _token):
        time.sleep(0.05 if request.key.endswith("0") else 0)
        return answered({"key": request.key})

    one = gateway(slow_first)
    sent = requests_of(one, 12)
    assert [json.loads(answer.body)["key"] for answer in one.transmit(sent)] == [request.key for request in sent]


def test_nothing_to_send():
    assert gateway(invoice).transmit([]) == []


def test_a_401_is_repeated_with_the_same_key_and_bytes_after_one_renewal():
    access = Access()
    one = gateway(only_new, access)
    sent = requests_of(one, 5)
    answers = one.transmit(sent)
    assert [answer.status for answer in answers] == [200] * 5
    assert access.renewals == ["old"]
    carried = one._client.carried
    assert [token for _request, token in carried] == ["old"] * 5 + ["new-1"] * 5
    assert sorted(request.key for request, _token in carried[5:]) == [request.key for request in sent]
    assert {request.body for request, _token in carried} == {sent[0].body}


def test_only_what_was_refused_is_repeated():
    def some(request, token):
        return only_new(request, token) if request.key.endswith("2") else invoice(request)

    one = gateway(some)
    assert [answer.status for answer in one.transmit(requests_of(one, 4))] == [200] * 4
    assert len(one._client.carried) == 5


@pytest.mark.parametrize("error", [SignInAgain("over"), Unavailable("away")])
def test_without_a_new_token_every_refused_answer_says_why(error):
    one = gateway(only_new, Access(error))
    sent = requests_of(one, 3)
    answers = one.transmit(sent)
    assert {answer.delivery for answer in answers} == {Delivery.NOT_SENT}
    for request, answer in zip(sent, answers, strict=True):
        (outcome,) = one.decode(request, answer)
        assert type(outcome.error) is type(error)


def test_a_fresh_token_that_is_refused_needs_a_person():
    one = gateway(lambda request, token: answered(UNAUTHORIZED, 401))
    (request,) = requests_of(one, 1)
    (outcome,) = one.decode(request, one.transmit([request])[0])
    assert type(outcome.error) is SignInAgain
    assert len(one._client.carried) == 2, "not again and again"


@pytest.mark.parametrize("error", [SignInAgain("none"), Unavailable("away"), Throttled("slow", retry_after=60)])
def test_without_a_token_nothing_is_sent(error):
    one = gateway(invoice, Access(token=error))
    (request,) = requests_of(one, 1)
    (outcome,) = one.decode(request, one.transmit([request])[0])
    assert type(outcome.error) is type(error)
    assert one._client.carried == []


def test_a_store_that_breaks_is_no_exception(caplog):
    one = gateway(invoice, Access(token=RuntimeError("the database is gone")))
    (request,) = requests_of(one, 1)
    (outcome,) = one.decode(request, one.transmit([request])[0])
    assert type(outcome.error) is Unavailable


def test_a_mistake_of_ours_costs_one_answer_only(caplog):
    def some(request, _token):
        if request.key.endswith("1"):
            raise KeyError("a mistake")
        return invoice(request)

    one = gateway(some)
    answers = one.transmit(requests_of(one, 3))
    assert [answer.delivery for answer in answers] == [Delivery.ANSWERED, Delivery.UNKNOWN, Delivery.ANSWERED]


def test_rights_are_no_matter_of_tokens():
    fault = {"Fault": {"Error": [{"Message": "", "Detail": "-11014", "code": "120"}], "type": "A"}}
    one = gateway(lambda request, token: answered(fault, 401))
    one.transmit(requests_of(one, 1))
    assert len(one._client.carried) == 1


def test_names_are_written_one_at_a_time():
    busy, most, lock = [], [], threading.Lock()

    def carry(request, _token):
        with lock:
            busy.append(1)
            most.append(len(busy))
        time.sleep(0.01)
        with lock:
            busy.pop()
        return answered({})

    one = gateway(carry)
    one.transmit([one.encode([create(customer())], f"{place:032x}") for place in range(6)])
    assert max(most) == 1
    one.transmit(requests_of(one, 6))
    assert max(most) > 1


def test_a_429_holds_back_what_has_not_started():
    one = gateway(lambda request, token: answered({}, 429, {"retry-after": "30"}), workers=1)
    sent = requests_of(one, 3)
    answers = one.transmit(sent)
    assert [answer.delivery for answer in answers] == [
        Delivery.ANSWERED,
        Delivery.NOT_SENT,
        Delivery.NOT_SENT,
    ]
    errors = [one.decode(request, answer)[0].error for request, answer in zip(sent, answers, strict=True)]
    assert [type(error) for error in errors] == [Throttled] * 3
    assert all(20 < error.retry_after <= 30 for error in errors)


def test_a_throttle_counts_batches():
    class Counting(Throttle):
        seen = []

        def slot(self, *, batch=False, writes=True, longest_wait=0):
            self.seen.append((batch, writes))
            return super().slot(batch=batch, writes=writes, longest_wait=longest_wait)

    one = gateway(lambda request, token: answered({"QueryResponse": {}}), throttle=Counting())
    one.transmit([one.encode([create(customer())] * 2, KEY), one.encode([create(customer())], KEY)])
    one.ask(ListEntries("Item"))
    assert sorted(Counting.seen) == [(False, False), (False, True), (True, True)]


def test_lost_answers_are_unknown_for_writes_and_nothing_for_reads():
    one = gateway(lambda request, token: WireAnswer(Delivery.UNKNOWN, note="ReadTimeout"))
    (request,) = requests_of(one, 1)
    assert isinstance(one.decode(request, one.transmit([request])[0])[0].error, OutcomeUnknown)
    with pytest.raises(Retryable):
        one.ask(ListEntries("Item"))


def test_a_question_after_a_renewal():
    def rows(request, token):
        return only_new(request, token) if token == "old" else answered({"QueryResponse": {}})

    assert gateway(rows).ask(FindByName("Item", ("Chair",))) == []


def test_an_object_that_is_gone_is_none():
    fault = {"Fault": {"Error": [{"Message": "", "Detail": "Object Not Found", "code": "610"}], "type": "V"}}
    assert gateway(lambda request, token: answered(fault, 400)).ask(ReadObject(ObjectRef("Item", "1"))) is None


def test_a_question_that_is_refused_is_raised():
    fault = {"Fault": {"Error": [{"Message": "", "Detail": "no", "code": "4001"}], "type": "V"}}
    with pytest.raises(Refused):
        gateway(lambda request, token: answered(fault, 400)).ask(ListEntries("Item"))


def test_the_company_can_be_read_before_anything_is_known():
    def company_or_preferences(request, _token):
        key = "Preferences" if request.path.endswith("preferences") else "CompanyInfo"
        return answered({key: {"Country": "US"}})

    assert gateway(company_or_preferences, facts=None).ask(ReadCompany()).country == "US"


def test_a_batch_answered_in_part():
    def answer(request, _token):
        items = [{"bId": "1", "Customer": {"Id": "5", "SyncToken": "0", "DisplayName": "A"}}]
        return answered({"BatchItemResponse": items})

    one = gateway(answer)
    request = one.encode([create(customer()), create(customer(name="B"))], KEY)
    first, second = one.decode(request, one.transmit([request])[0])
    assert isinstance(first, Written)
    assert isinstance(second, Failed)


URL_ROWS = [
    ("Invoice", "7", "https://app.example/app/invoice?txnId=7"),
    ("Customer", "7", "https://app.example/app/customerdetail?nameId=7"),
    ("Item", "7", ""),
    ("Invoice", "", ""),
    ("Invoice", "a&b", "https://app.example/app/invoice?txnId=a%26b"),
]


@pytest.mark.parametrize(("kind", "identity", "expected"), URL_ROWS)
def test_links(kind, identity, expected):
    one = gateway(invoice, app_base="https://app.example/app/")
    assert one.url(ObjectRef(kind, identity)) == expected


def test_no_links_without_a_place_to_go():
    assert gateway(invoice, app_base="").url(ObjectRef("Invoice", "7")) == ""


def test_over_real_http():
    def intuit(_method, path, headers, _body):
        if headers["authorization"] != "Bearer new-1":
            return 401, {"Www-Authenticate": "Bearer"}, UNAUTHORIZED
        assert path.startswith("/v3/company/99/invoice?requestid=")
        return 200, {}, {"Invoice": {"Id": "1", "SyncToken": "0", "TotalAmt": 1}}

    with HttpServer(intuit) as server:
        one = OnlineGateway(server.address + "/v3", "99", company(), Access(), throttle=fast())
        sent = requests_of(one, 4)
        outcomes = [one.decode(*pair)[0] for pair in zip(sent, one.transmit(sent), strict=True)]
        one.close()
    assert all(isinstance(outcome, Written) for outcome in outcomes)
    posted = [(path, body) for _method, path, _headers, body in server.requests]
    assert sorted(posted[:4]) == sorted(posted[4:]), "the same keys and bytes"


def test_nobody_listens():
    one = OnlineGateway(f"http://127.0.0.1:{free_port()}/v3", "99", company(), Access(), throttle=fast())
    (request,) = requests_of(one, 1)
    (outcome,) = one.decode(request, one.transmit([request])[0])
    assert isinstance(outcome.error, Unavailable)
    with pytest.raises(Unavailable):
        one.ask(ReadCompany())
