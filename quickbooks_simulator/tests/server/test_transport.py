"""Headers, envelopes, odd addresses (spec qbo 1.2, 1.3, 10 "Transport and auth")."""

from __future__ import annotations

import re
import socket

import pytest
import requests

from .client import Client, codes

TID = re.compile(r"1-[0-9a-f]{8}-[0-9a-f]{24}\Z")
ENVELOPE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00\Z")
METADATA_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00\Z")


def test_a_success_has_tid_charset_and_pacific_time(client: Client):
    answer = client.post("customer", {"DisplayName": "Zoë"})
    assert answer.status_code == 200
    assert TID.match(answer.headers["Intuit-Tid"])
    assert answer.headers["Content-Type"] == "application/json;charset=utf-8"
    assert ENVELOPE_TIME.match(answer.json()["time"])
    assert METADATA_TIME.match(answer.json()["Customer"]["MetaData"]["CreateTime"])
    assert answer.json()["Customer"]["SyncToken"] == "0"
    assert "Zoë".encode() in answer.content


def test_a_fault_has_tid_and_no_charset(client: Client):
    answer = client.get("customer/77")
    assert answer.status_code == 400
    assert TID.match(answer.headers["Intuit-Tid"])
    assert answer.headers["Content-Type"] == "application/json"
    assert ENVELOPE_TIME.match(answer.json()["time"])
    assert answer.json()["Fault"]["type"] == "ValidationFault"


def test_a_missing_entity_is_610_and_never_404(client: Client):
    answer = client.get("customer/77")
    assert (answer.status_code, codes(answer)) == (400, ["610"])


def test_an_id_that_is_no_number_is_2030(client: Client):
    answer = client.get("customer/1.5")
    assert answer.status_code == 400
    assert answer.json()["Fault"]["Error"] == [
        {
            "Message": "Invalid ID",
            "Detail": "Id should be a valid number. Supplied value:1.5",
            "code": "2030",
            "element": "Id",
        }
    ]


@pytest.mark.parametrize("path", ["customer/1/5", "nosuchthing/1", "customer", "reports/TrialBalance", "invoice/1/pdf"])
def test_an_odd_path_is_500_in_the_body_and_400_on_the_wire(client: Client, path: str):
    answer = client.get(path)
    assert (answer.status_code, codes(answer)) == (400, ["500"])
    (error,) = answer.json()["Fault"]["Error"]
    assert error["Message"] == "Unsupported Operation"
    relative = f"/v3/company/{client.realm_id}/{path}"
    assert error["Detail"] == (
        f"Operation Could not find resource for relative : {relative} of full path: "
        f"{client.server.base}{relative} is not supported."
    )


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_there_are_only_get_and_post(client: Client, method: str):
    answer = client.raw(method, "customer/1")
    assert (answer.status_code, codes(answer)) == (400, ["500"])


def test_an_unknown_property_is_2010_and_nothing_is_stored(client: Client):
    answer = client.post("customer", {"DisplayName": "A", "BadJson": 1})
    assert (answer.status_code, codes(answer)) == (400, ["2010"])
    assert 'Unrecognized field "BadJson"' in answer.json()["Fault"]["Error"][0]["Detail"]
    assert client.query("select * from Customer") == {}


@pytest.mark.parametrize("body", ['{"DisplayName": ', "[]", '"text"', '{"Balance": NaN}', ""])
def test_a_body_that_is_no_json_object_is_2010(client: Client, body: str):
    answer = client.raw("POST", "customer", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, codes(answer)) == (400, ["2010"])


def test_bytes_that_are_not_utf8_are_500(client: Client):
    headers = {"Content-Type": "application/json"}
    answer = client.raw("POST", "customer", data=b'{"DisplayName": "Zo\xeb"}', headers=headers)
    assert (answer.status_code, codes(answer)) == (400, ["500"])
    assert client.raw("GET", "query?query=select%20%FF").status_code == 400


def test_a_post_needs_the_json_content_type(client: Client):
    answer = client.raw("POST", "customer", data='{"DisplayName": "A"}', headers={"Content-Type": "text/plain"})
    assert (answer.status_code, codes(answer)) == (400, ["500"])


@pytest.mark.parametrize("accept", [None, "*/*", "application/xml"])
def test_without_accept_json_the_simulator_says_that_it_has_no_xml(client: Client, accept: str | None):
    answer = client.raw("GET", "customer/1", headers={"Accept": accept})
    assert answer.status_code == 406
    assert "speaks JSON only" in answer.text


@pytest.mark.switch("payload_limit_bytes")
def test_a_body_above_the_limit_is_413(client: Client):
    client.company.set_switch("payload_limit_bytes", 100)
    assert client.post("customer", {"DisplayName": "A" * 100}).status_code == 413


def test_minorversion_is_ignored(client: Client):
    client.create("Customer", {"DisplayName": "A"}, minorversion=4)
    assert client.get("customer/1", minorversion=75).json()["Customer"]["DisplayName"] == "A"


def test_operations_of_a_post(client: Client):
    made = client.create("Invoice", {"DocNumber": "1"})
    changed = client.create("Invoice", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "DocNumber": "2"})
    assert (changed["SyncToken"], changed["DocNumber"]) == ("1", "2")
    stale = client.post("invoice", {"Id": made["Id"], "SyncToken": "0", "DocNumber": "3"}, operation="update")
    assert codes(stale) == ["5010"]
    gone = client.post("invoice", {"Id": made["Id"], "SyncToken": "1"}, operation="delete")
    assert gone.json()["Invoice"] == {"domain": "QBO", "status": "Deleted", "Id": made["Id"]}
    assert codes(client.get(f"invoice/{made['Id']}")) == ["610"]
    odd = client.post("invoice", {"Id": made["Id"], "SyncToken": "1"}, operation="destroy")
    assert codes(odd) == ["500"]


def test_attachments_are_refused_loudly(client: Client):
    answer = client.raw("POST", "upload", data=b"x", headers={"Content-Type": "multipart/form-data"})
    assert answer.status_code == 501
    assert "Not simulated" in answer.text


def test_an_address_outside_the_api_is_404(server):
    assert requests.get(f"{server.base}/v4/company/1").status_code == 404


def test_keep_alive_serves_several_requests_on_one_connection(server):
    with socket.create_connection(("127.0.0.1", int(server.base.rsplit(":", 1)[1]))) as connection:
        reader = connection.makefile("rb")
        for _ in range(3):
            connection.sendall(b"GET /control/clock HTTP/1.1\r\nHost: x\r\n\r\n")
            assert reader.readline() == b"HTTP/1.1 200 OK\r\n"
            length = 0
            while (line := reader.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            assert len(reader.read(length)) == length


def test_a_chunked_body_is_read(client: Client):
    def parts():
        yield b'{"Display'
        yield b'Name": "A"}'

    answer = client.raw("POST", "customer", data=parts(), headers={"Content-Type": "application/json"})
    assert answer.json()["Customer"]["DisplayName"] == "A"


def test_a_fault_of_the_simulator_is_500_and_shown(client: Client, capfd):
    def broken():
        raise RuntimeError("boom")

    client.company.on_write = broken
    answer = client.post("customer", {"DisplayName": "A"})
    assert (answer.status_code, codes(answer)) == (500, ["10000"])
    assert answer.json()["Fault"]["type"] == "SystemFault"
    assert "RuntimeError: boom" in capfd.readouterr().err
