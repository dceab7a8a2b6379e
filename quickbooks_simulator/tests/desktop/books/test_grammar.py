"""The grammar table is what Intuit's schemas say, for every message in use, in 13.0 and 16.0."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from lxml import etree

from quickbooks_simulator.desktop.grammar.model import MANY, Choice, Element, Production, Simple, Splice
from quickbooks_simulator.desktop.grammar.table import grammar, requests

from .desk import schema_folder

XSD = "{http://www.w3.org/2001/XMLSchema}"
KINDS = {
    "IDTYPE": "id",
    "STRTYPE": "string",
    "BOOLTYPE": "bool",
    "DATETYPE": "date",
    "DATETIMETYPE": "datetime",
    "AMTTYPE": "amt",
    "PRICETYPE": "price",
    "QUANTYPE": "quan",
    "PERCENTTYPE": "percent",
    "INTTYPE": "int",
    "GUIDTYPE": "guid",
    "FLOATTYPE": "float",
    "TIMEINTERVALTYPE": "interval",
    "MACROTYPE": "string",
}
ENTRY_POINTS = {13: ("130", "qbxml130_modified.xsd"), 16: ("160", "qbxml160.xsd")}
VERSIONS = sorted(ENTRY_POINTS)


@dataclass
class Schema:
    """Intuit's definitions of one version, expanded to plain tuples."""

    elements: dict
    types: dict
    groups: dict

    def request(self, name: str) -> tuple:
        return self._complex(self.types[f"{name}Type"])

    def element(self, name: str) -> tuple:
        return self._content(self.elements[name])

    def _complex(self, node: etree._Element) -> tuple:
        items = [one for child in _children(node) if child.tag != XSD + "attribute" for one in self._items(child)]
        attributes = {
            one.get("name"): (one.get("use") == "required", self._attribute(one))
            for one in node.iterfind(f"{XSD}attribute")
        }
        return ("aggregate", tuple(items), tuple(sorted(attributes.items())))

    def _attribute(self, node: etree._Element) -> tuple:
        if node.get("type"):
            return self._named(node.get("type"))
        children = _children(node)
        return self._restricted(children[0]) if children else self._named("STRTYPE")

    def _content(self, node: etree._Element) -> tuple:
        type_ = node.get("type")
        if type_ in KINDS:
            return self._named(type_)
        if type_:
            return self._complex(self.types[type_])
        children = _children(node)
        if not children:
            return self._named("STRTYPE")
        if children[0].tag == XSD + "simpleType":
            return self._restricted(children[0])
        if children[0].find(f"{XSD}simpleContent") is not None:
            return simple("macro", 36)
        return self._complex(children[0])

    def _named(self, type_: str) -> tuple:
        return simple(KINDS[type_], 36 if type_ == "IDTYPE" else None)

    def _restricted(self, node: etree._Element) -> tuple:
        restriction = _children(node)[0]
        facets = {}
        for child in restriction:
            facets.setdefault(child.tag.removeprefix(XSD), []).append(child.get("value"))
        if "enumeration" in facets:
            return simple("enum", values=frozenset(facets["enumeration"]))
        bounds = [
            int(facets[name][0]) if name in facets else None for name in ("maxLength", "minInclusive", "maxInclusive")
        ]
        return simple(KINDS[restriction.get("base")], *bounds)

    def _items(self, node: etree._Element) -> list[tuple]:
        occurs = _occurs(node)
        if node.tag == XSD + "element":
            known = self.elements[node.get("ref")] if node.get("ref") else node
            return [("element", known.get("name"), occurs, self._content(known))]
        if node.tag == XSD + "choice":
            return [choice([spread(self._items(child)) for child in _children(node)], occurs)]
        source = self.groups[node.get("ref")] if node.get("ref") else node
        inner = [one for child in _children(source) for one in self._items(child)]
        return inner if occurs == (1, 1) else [("sequence", tuple(inner), occurs)]


def simple(kind: str, length=None, low=None, high=None, values=frozenset()) -> tuple:
    return ("simple", kind, length, low, high, values)


def choice(options: list[tuple], occurs: tuple) -> tuple:
    return ("choice", tuple(options), occurs)


def spread(items: list[tuple]) -> tuple:
    """One option of a choice: an item, or a sequence of several."""
    return items[0] if len(items) == 1 else ("sequence", tuple(items), (1, 1))


def _children(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str) and child.tag != XSD + "annotation"]


def _occurs(node: etree._Element) -> tuple[int, int]:
    high = node.get("maxOccurs", "1")
    return int(node.get("minOccurs", "1")), MANY if high == "unbounded" else int(high)


class Table:
    """The simulator's own grammar of one version, expanded to the same tuples."""

    def __init__(self, version: int) -> None:
        self.version = version

    def production(self, name: str) -> tuple:
        known: Production = grammar()[name]
        attributes = {one.name: (one.required, self._simple(one.type)) for one in known.attributes}
        return ("aggregate", tuple(self._all(known.items)), tuple(sorted(attributes.items())))

    def _all(self, items) -> list[tuple]:
        return [one for item in items if item.in_version(self.version) for one in self._item(item)]

    def _item(self, item) -> list[tuple]:
        occurs = (item.low, item.high)
        if isinstance(item, Element):
            content = self._simple(item.content) if isinstance(item.content, Simple) else self.production(item.content)
            return [("element", item.name, occurs, content)]
        if isinstance(item, Choice):
            return [choice([spread(self._item(option)) for option in item.options], occurs)]
        inner = self._all(grammar()[item.production].items if isinstance(item, Splice) else item.items)
        return inner if occurs == (1, 1) else [("sequence", tuple(inner), occurs)]

    def _simple(self, type_: Simple) -> tuple:
        return simple(type_.kind, type_.length, type_.low, type_.high, frozenset(type_.allowed(self.version)))


@pytest.fixture(scope="module", params=VERSIONS)
def both(request: pytest.FixtureRequest) -> tuple[Schema, Table]:
    folder = schema_folder()
    if folder is None:
        pytest.skip("Intuit's schemas are not here: set QB_SHARED to the folder that holds spec/qbxml")
    number, definitions = ENTRY_POINTS[request.param]
    elements, types, groups = {}, {}, {}
    for file in (f"qbxmlops{number}.xsd", definitions, f"qbxmltypes{number}.xsd"):
        for node in etree.parse(str(folder / file)).getroot():
            kind = {"element": elements, "group": groups}.get(str(node.tag).removeprefix(XSD), types)
            if isinstance(node.tag, str) and node.get("name"):
                kind[node.get("name")] = node
    return Schema(elements, types, groups), Table(request.param)


GROUPS = ("ListDelRet", "ListMergeRet", "TxnDelRet", "TxnVoidRet", "TxnLineGroupCoreRet")  # spliced in, no elements
RETS = sorted(name for name in grammar().productions if name.endswith("Ret") and name not in GROUPS)


@pytest.mark.parametrize("name", sorted(requests()))
def test_every_request_is_that_of_the_schema(both: tuple[Schema, Table], name: str):
    schema, table = both
    assert table.production(name) == schema.request(name)


@pytest.mark.parametrize("name", [*RETS, "ErrorRecovery"])
def test_every_ret_is_that_of_the_schema(both: tuple[Schema, Table], name: str):
    schema, table = both
    assert table.production(name) == schema.element(name)


@pytest.mark.parametrize("name", ["ListDelRs", "ListMergeRs", "TxnDelRs", "TxnVoidRs"])
def test_the_answers_without_ret_are_those_of_the_schema(both: tuple[Schema, Table], name: str):
    schema, table = both
    assert table.production(name) == schema.request(name)


def test_the_messages_in_use():
    """What this simulator serves; the rest is refused as unknown."""
    names = {name.removesuffix("Rq") for name in requests()}
    written = {"Customer", "Vendor", "ItemService", "ItemNonInventory", "ItemInventory"}
    assert {f"{one}{verb}" for one in written for verb in ("Add", "Mod", "Query")} <= names
    assert {"InvoiceAdd", "InvoiceMod", "InvoiceQuery", "ListDel", "TxnDel", "TxnVoid", "DataExtAdd"} <= names
    assert {"ItemSalesTaxAdd", "ItemSalesTaxGroupAdd", "SalesTaxCodeAdd"} <= names
    assert {"EstimateAdd", "EstimateMod", "EstimateQuery", "SalesRepQuery", "CustomerMsgQuery"} <= names
    assert "ReceivePaymentAdd" in names
    assert len(names) == 67
