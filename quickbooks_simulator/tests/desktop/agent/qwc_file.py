"""A good .qwc file, to be spoilt by tests."""

from __future__ import annotations

from .service import Service

OWNER = "{90A44FB7-33D9-4815-AC85-BC87A7E7D1EB}"
FILE_ID = "{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}"


def qwc_text(service: Service | None = None, **changes: str | None) -> str:
    """The file's text; `changes` replaces the content of elements, None leaves an element out."""
    address = service.address if service else "https://shop.example.com/qb"
    values = {
        "AppName": "Connector",
        "AppID": "",
        "AppURL": address,
        "AppDescription": "Sends what was shipped",
        "AppSupport": address,
        "UserName": "odoo",
        "OwnerID": OWNER,
        "FileID": FILE_ID,
        "QBType": "QBFS",
        "Scheduler": "<RunEveryNMinutes>2</RunEveryNMinutes>",
        "IsReadOnly": "false",
    } | changes
    rows = "".join(f"  <{name}>{value}</{name}>\n" for name, value in values.items() if value is not None)
    return f'<?xml version="1.0"?>\n<QBWCXML>\n{rows}</QBWCXML>\n'
