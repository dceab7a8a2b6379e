"""The file a person downloads and opens on the QuickBooks PC."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import Qwc, qwc_file
from odoo.addons.odoo_qb_connector.desktop.qwc import new_guid, problems

GOOD = Qwc(
    app_name="Odoo – Müller & Söhne",
    url="https://odoo.example.com/qb/desktop/db/0123456789abcdef",
    support_url="https://odoo.example.com/qb/desktop/help",
    user_name="odoo",
    owner_id="{11111111-2222-3333-4444-555555555555}",
    file_id="{66666666-7777-8888-9999-aaaaaaaaaaaa}",
    unique_name="odoo-7",
)
REQUIRED = ["AppName", "AppID", "AppURL", "AppDescription", "AppSupport", "UserName", "OwnerID", "FileID", "QBType"]


def test_every_required_element_is_there_once():
    """QBWC1039 otherwise (spec qbd 1.8)."""
    root = etree.fromstring(qwc_file(GOOD))
    assert root.tag == "QBWCXML"
    assert all(len(root.findall(name)) == 1 for name in REQUIRED)
    assert root.findtext("AppName") == "Odoo - Müller & Söhne"
    assert root.findtext("QBType") == "QBFS" and root.findtext("IsReadOnly") == "false"
    assert root.findtext("Scheduler/RunEveryNMinutes") == "5"
    assert len(root.findtext("AppDescription")) <= 80
    assert (root.findtext("OwnerID"), root.findtext("FileID")) == (GOOD.owner_id, GOOD.file_id)
    assert "Password" not in qwc_file(GOOD).decode()


def test_the_same_connection_is_always_the_same_file():
    assert qwc_file(GOOD) == qwc_file(GOOD)
    assert re.fullmatch(r"\{[0-9a-f-]{36}\}", new_guid()) and new_guid() != new_guid()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": "http://odoo.example.com/qb"}, "url_not_https"),
        ({"url": "https://192.0.2.1/qb", "support_url": "https://192.0.2.1/"}, "url_is_address"),
        ({"url": "https://[2001:db8::1]/qb", "support_url": "https://[2001:db8::1]/"}, "url_is_address"),
        ({"support_url": "https://www.example.com/"}, "support_elsewhere"),
        ({"file_id": "66666666-7777-8888-9999-aaaaaaaaaaaa"}, "guid_malformed"),
        ({"user_name": " "}, "value_missing"),
    ],
)
def test_a_file_the_web_connector_would_refuse_is_not_made(changes, code):
    assert problems(replace(GOOD, **changes)) == [code]
    with pytest.raises(ValueError, match=code):
        qwc_file(replace(GOOD, **changes))


def test_localhost_may_do_without_https():
    assert problems(replace(GOOD, url="http://localhost:8069/qb", support_url="http://localhost:8069/")) == []
