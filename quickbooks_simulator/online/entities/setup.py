"""CompanyInfo and Preferences (spec qbo 5.1)."""

from __future__ import annotations

from .base import Change, Handler
from .session import Session

_ADDRESSES = ("CompanyAddr", "CustomerCommunicationAddr", "LegalAddr")
_ISO3 = {"US": "USA", "CA": "CAN", "GB": "GBR", "AU": "AUS"}


class CompanyInfos(Handler):
    """One record, Id "1". Addresses show Country as an ISO-3 code whatever was written (spec qbo 1.1)."""

    name = "CompanyInfo"
    keep_on_full_update = ("CompanyName",)

    def compose(self, change: Change) -> dict:
        body = dict(change.values)
        for name in _ADDRESSES:
            if name in body:
                address = {**body[name], "Country": iso3(change.session, body[name].get("Country"))}
                body[name] = change.session.with_address_id(address, change.was(name))
        return body


def iso3(session: Session, country: str | None) -> str:
    """The ISO-3 code of the company's own country; what is already a three-letter code stays."""
    if country and len(country) == 3:
        return country.upper()
    return _ISO3[session.company.country]


class PreferencesHandler(Handler):
    """One record, Id "1". Groups are merged flag by flag; read-only flags are ignored."""

    name = "Preferences"

    def complete(self, change: Change) -> None:
        for group, sent in change.sent.values.items():
            change.values[group] = {**change.was(group, {}), **sent}
        for group in self.schema.fields:
            if group not in change.values and change.was(group) is not None:
                change.values[group] = change.was(group)
