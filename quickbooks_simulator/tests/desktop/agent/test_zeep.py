"""Our envelopes as Intuit's own WSDL reads them, through zeep: a library that none of us wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from quickbooks_simulator.desktop.agent import soap

from .scene import Scene
from .service import then

zeep = pytest.importorskip("zeep")
BINDING = "{http://developer.intuit.com/}TroubleshootWebServiceFSSoap"


def wsdl_path() -> Path | None:
    roots = [Path(os.environ["QB_SHARED"])] if "QB_SHARED" in os.environ else []
    roots += [folder / "shared" for folder in Path(__file__).resolve().parents]
    return next((found for root in roots if (found := root / "spec" / "QBWebConnectorSvc.wsdl").is_file()), None)


@pytest.fixture(scope="module")
def operations() -> dict:
    path = wsdl_path()
    if path is None:
        pytest.skip("The Web Connector's WSDL is not here: set QB_SHARED to the folder that holds spec/")
    return zeep.Client(str(path)).wsdl.bindings[BINDING]._operations


def test_the_wsdl_knows_every_call_but_the_interactive_ones(operations: dict):
    interactive = {"getInteractiveURL", "interactiveRejected", "interactiveDone"}
    assert set(operations) == set(soap.PARAMETERS) - interactive


def test_parameters_are_those_of_the_wsdl_in_their_order(operations: dict):
    for name, operation in operations.items():
        elements = operation.input.body.type.elements
        assert tuple(element for element, _ in elements) == soap.PARAMETERS[name]


def test_a_whole_session_as_the_wsdl_reads_it(operations: dict, scene: Scene):
    """Every envelope parses with the WSDL's types and says the same as zeep's own for these values."""
    scene.company.refuse = "0x80040402"
    scene.order("hresult", match={"call": "begin"}, code="0x80040408")
    scene.update(connectionError="", receiveResponseXML=then(50, -1), getLastError="x")
    assert set(scene.service.methods) == set(operations)
    for call in scene.service.calls:
        operation = operations[call.method]
        body = etree.fromstring(call.body).find(f"{{{soap.SOAP}}}Body")[0]
        assert body.tag == operation.input.body.qname.text
        values = operation.input.body.parse(body, operation.binding.wsdl.types)
        given = {name: getattr(values, name) for name in soap.PARAMETERS[call.method]}
        numbers = {name: value for name, value in given.items() if name.startswith("qbXMLM")}
        assert all(isinstance(value, int) for value in numbers.values())
        theirs = operation.create(**given).content.find("{*}Body")[0]
        assert texts(theirs) == texts(body)


def texts(body: etree._Element) -> list[tuple[str, str]]:
    """Parameters and their texts; what zeep leaves out is empty."""
    return [(child.tag, child.text or "") for child in body if child.text]
