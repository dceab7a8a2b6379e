"""The schema against Intuit's own XSD: every name and every enumeration exists there, and none is forgotten."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from quickbooks_simulator.online.schema import ENTITIES, OBJECTS
from quickbooks_simulator.online.schema.accounts import CLASSIFICATION, SUBTYPES
from quickbooks_simulator.online.schema.currencies import NAMES

XS = "{http://www.w3.org/2001/XMLSchema}"
ATTRIBUTES = {"domain", "sparse", "status"}
# Object types of ours whose XSD type has another name.
RENAMED = {
    "MetaData": "ModificationMetaData",
    "TelephoneNumber": "TelephoneNumber",
    "PaymentLine": "Line",
    "TaxLine": "Line",
    "AccountingInfoPrefs": "CompanyAccountingPrefs",
}
# Simple contents, structures we do not look into, and free text that the XSD types as a reference.
WITHOUT_TYPE = {"MemoRef", "Any", "AttachableRef", "DeliveryInfo", "ShipMethod"}
# Enumerations by (owner, field) -> simple type.
ENUMERATIONS = {
    ("Invoice", "PrintStatus"): "PrintStatusEnum",
    ("Invoice", "EmailStatus"): "EmailStatusEnum",
    ("Invoice", "GlobalTaxCalculation"): "GlobalTaxCalculationEnum",
    ("Item", "Type"): "ItemTypeEnum",
    ("Account", "Classification"): "AccountClassificationEnum",
    ("TaxRate", "SpecialTaxType"): "SpecialTaxTypeEnum",
    ("TaxRate", "DisplayType"): "TaxRateDisplayTypeEnum",
    ("TaxCode", "TaxCodeConfigType"): "GTMConfigTypeEnum",
    ("Line", "DetailType"): "LineDetailTypeEnum",
    ("TaxLine", "DetailType"): "LineDetailTypeEnum",
    ("CustomField", "Type"): "CustomFieldTypeEnum",
    ("TaxRateDetail", "TaxTypeApplicable"): "TaxTypeApplicablityEnum",
    ("TaxRateDetails", "TaxApplicableOn"): "TaxRateApplicableOnEnum",
    ("SalesFormsPrefs", "ETransactionEnabledStatus"): "ETransactionEnabledStatusEnum",
    ("ReportPrefs", "ReportBasis"): "ReportBasisEnum",
}


def _folder() -> Path | None:
    here = Path(__file__).resolve()
    roots = [Path(os.environ["QB_SHARED"])] if "QB_SHARED" in os.environ else []
    roots.append(here.parents[3].parent / "shared")
    for root in roots:
        if (root / "spec" / "qbo-schema" / "Finance.xsd").exists():
            return root / "spec" / "qbo-schema"
    return None


@pytest.fixture(scope="module")
def xsd() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """(complex type -> its own and inherited names, simple type -> values)."""
    folder = _folder()
    if folder is None:
        pytest.skip("Intuit's XSD is not here: set QB_SHARED to the folder that holds spec/qbo-schema")
    bases: dict[str, str | None] = {}
    own: dict[str, set[str]] = {}
    values: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.xsd")):
        root = ElementTree.parse(path).getroot()
        for node in root.findall(XS + "complexType"):
            extension = node.find(f".//{XS}extension")
            bases[node.get("name")] = extension.get("base") if extension is not None else None
            elements = [e.get("name") or e.get("ref") for e in node.iter(XS + "element")]
            own[node.get("name")] = {name for name in elements if name not in (None, "IntuitObject")}
        for node in root.findall(XS + "simpleType"):
            values[node.get("name")] = {e.get("value") for e in node.iter(XS + "enumeration")}

    def names(type_: str | None) -> set[str]:
        return own[type_] | names(bases[type_]) if type_ in own else set()

    return {name: names(name) for name in own}, values


def _unprefixed(names: set[str]) -> set[str]:
    """A substitution group such as LineDetail is spelled out in the schema; its head is not a property."""
    return {name.split(":")[-1] for name in names}


@pytest.mark.parametrize("name", sorted(ENTITIES))
def test_every_property_of_an_entity_is_intuits_and_none_is_missing(name, xsd):
    ours = set(ENTITIES[name].fields) - ATTRIBUTES
    assert ours == _unprefixed(xsd[0][name])


@pytest.mark.parametrize("name", sorted(set(OBJECTS) - WITHOUT_TYPE))
def test_every_property_of_an_object_is_intuits_and_none_is_missing(name, xsd):
    assert set(OBJECTS[name].fields) == _unprefixed(xsd[0][RENAMED.get(name, name)])


@pytest.mark.parametrize(("owner", "field"), sorted(ENUMERATIONS))
def test_enumerations_are_intuits(owner, field, xsd):
    fields = ENTITIES[owner].fields if owner in ENTITIES else OBJECTS[owner].fields
    assert set(fields[field].choices) <= xsd[1][ENUMERATIONS[owner, field]]


def test_account_types_are_intuits(xsd):
    assert set(CLASSIFICATION) == set(SUBTYPES) == xsd[1]["AccountTypeEnum"] - {"Non-Posting"}
    assert set(CLASSIFICATION.values()) == xsd[1]["AccountClassificationEnum"]
    assert {subtype for listed in SUBTYPES.values() for subtype in listed} <= xsd[1]["AccountSubTypeEnum"]


def test_currencies_are_intuits(xsd):
    """The XSD forgets the yen, which QuickBooks has."""
    assert set(NAMES) - {"JPY"} <= xsd[1]["currencyCode"]


def test_transaction_estimate_status_knows_more_than_the_xsd(xsd):
    """Converted is in the API reference, not in the XSD (spec qbo 5.5)."""
    status = set(ENTITIES["Estimate"].fields["TxnStatus"].choices)
    assert status - {"Converted"} == xsd[1]["QboEstimateStatusEnum"]


def test_nothing_marked_live_is_filterable_by_accident():
    """PrivateNote cannot be filtered on: an exporter that wants to find its marker there must not succeed here."""
    assert "PrivateNote" not in ENTITIES["Invoice"].filterable
    assert ENTITIES["Invoice"].filterable["CustomerRef"] == "reference"
    assert ENTITIES["Invoice"].filterable["MetaData.LastUpdatedTime"] == "datetime"
    assert ENTITIES["Payment"].filterable["TotalAmt"] == "money"
