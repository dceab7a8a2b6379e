"""Intuit's schemas, where this machine has them (design 9)."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest
from lxml import etree

VERSIONS = ("130", "160")


def find(name: str) -> Path | None:
    """A file of shared/spec, None where this machine has none."""
    roots = [Path(os.environ["QB_SHARED"])] if "QB_SHARED" in os.environ else []
    roots += [parent / "shared" for parent in Path(__file__).resolve().parents]
    return next((root / "spec" / name for root in roots if (root / "spec" / name).exists()), None)


def shared(name: str) -> Path:
    """The same, or the test is skipped."""
    found = find(name)
    if found is None:
        pytest.skip(f"Intuit's {name} is not here: set QB_SHARED to the folder that holds spec/{name}")
    return found


@functools.cache
def schema(version: str) -> etree.XMLSchema | None:
    found = find(f"qbxml/qbxmlops{version}.xsd")
    return etree.XMLSchema(etree.parse(str(found))) if found else None


def assert_valid(body: bytes) -> None:
    """`body` is a message set that QuickBooks would begin to read; both schemas accept it, where they are here."""
    head, _newline, _rest = body.partition(b"<QBXML>")
    assert head == b'<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="13.0"?>\n'
    body.decode("ascii")
    for version in VERSIONS:
        found = schema(version)
        assert found is None or found.validate(etree.fromstring(body)), found.error_log
