"""HostQuery, CompanyQuery and PreferencesQuery (spec qbd 3.6, 5.5)."""

from __future__ import annotations

from .. import custom, statuses
from ..addresses import block
from ..answers import Answer, Ret
from ..grammar.reader import Request
from ..work import Work
from .paging import Iterators, kept, owners

SUPPORTED = (
    *("1.0", "1.1", "2.0", "2.1", "3.0", "4.0", "4.1", "5.0", "6.0", "7.0", "8.0", "9.0"),
    *("10.0", "11.0", "12.0", "13.0", "14.0", "15.0", "16.0", "17.0"),
)
PRODUCT_YEAR = 2023  # the product of qbXML 16.0
MAJOR_VERSION = PRODUCT_YEAR - 1990
EDITIONS = ("Pro", "Premier", "Enterprise")


def host(work: Work, request: Request, iterators: Iterators) -> Answer:
    """What QuickBooks this is; it names older versions than this simulator takes, as the real one does."""
    if "IncludeListMetaData" in request.body:
        raise statuses.unsupported()
    name = "Enterprise Solutions" if work.company.edition == "Enterprise" else f"{work.company.edition} Edition"
    body = {
        "ProductName": f"QuickBooks {name} {PRODUCT_YEAR}",
        "MajorVersion": str(MAJOR_VERSION),
        "MinorVersion": "0",
        "Country": work.company.country,
        "SupportedQBXMLVersion": list(SUPPORTED[: SUPPORTED.index(work.switches.newest_version) + 1]),
        "IsAutomaticLogin": "true" if work.caller.unattended else "false",
        "QBFileMode": "SingleUser" if work.company.single_user else "MultiUser",
    }
    return Answer(rets=[Ret("HostRet", body)], keep=kept(request))


def company(work: Work, request: Request, iterators: Iterators) -> Answer:
    row = work.rows.select(("Company",))[0]
    body = {**row.body, "AddressBlock": block(row.body["Address"])}
    fields = custom.shown(row, owners(request))
    if fields:
        body["DataExtRet"] = fields
    return Answer(rets=[Ret("CompanyRet", body)], keep=kept(request))


def preferences(work: Work, request: Request, iterators: Iterators) -> Answer:
    rights = {
        "IsAutomaticLoginAllowed": "true" if work.caller.unattended else "false",
        "IsPersonalDataAccessAllowed": "true" if work.caller.personal_data else "false",
    }
    sites = dict(work.preferences["MultiLocationInventoryPreferences"])
    sites["IsMultiLocationInventoryAvailable"] = "true" if work.company.edition == "Enterprise" else "false"
    body = {**work.preferences, "CurrentAppAccessRights": rights, "MultiLocationInventoryPreferences": sites}
    return Answer(rets=[Ret("PreferencesRet", body)], keep=kept(request))
