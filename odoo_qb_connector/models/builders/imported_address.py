"""Address -> res.partner's fields."""

from __future__ import annotations


class Places:
    """The countries and states of one step of an import, each looked up once."""

    def __init__(self, env, company):
        self.env = env
        self.home = company.country_id
        self._countries = None
        self._states = {}

    def values(self, address, names=()):
        """`address` (documents.Address) as fields; {} when there is none. Lines that only repeat one of `names` are no
        part of a street. An address without a country is one at home. A state or country that Odoo does not know stays
        readable behind the city."""
        if not address:
            return {}
        known = {name.casefold() for name in names if name}
        lines = [line.strip() for line in address.lines if line.strip() and line.strip().casefold() not in known]
        country = self._country(address.country)
        state = self._state(country, address.state)
        unknown = [
            text for text, place in ((address.state, state), (address.country, country)) if text.strip() and not place
        ]
        return {
            "street": lines[0] if lines else False,
            "street2": ", ".join(lines[1:]) or False,
            "city": ", ".join([*filter(None, [address.city.strip()]), *unknown]) or False,
            "zip": address.postal_code.strip() or False,
            "state_id": state.id if state else False,
            "country_id": country.id if country else False,
        }

    def _country(self, said):
        """By code or name; None for one that is unknown."""
        if not said.strip():
            return self.home
        if self._countries is None:
            countries = self.env["res.country"].search([])
            names = {one.name.casefold(): one for one in countries.with_context(lang="en_US")}
            names |= {one.name.casefold(): one for one in countries}
            self._countries = names | {one.code.casefold(): one for one in countries if one.code}
        wanted = said.strip().casefold()
        return self._countries.get({"usa": "us", "uk": "gb"}.get(wanted, wanted))

    def _state(self, country, said):
        """By code or name within `country`; None for one that is unknown."""
        if not country or not said.strip():
            return None
        if country.id not in self._states:
            states = self.env["res.country.state"].search([("country_id", "=", country.id)])
            names = {one.name.casefold(): one for one in states}
            self._states[country.id] = names | {one.code.casefold(): one for one in states}
        return self._states[country.id].get(said.strip().casefold())
