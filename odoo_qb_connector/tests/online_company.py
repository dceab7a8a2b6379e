"""A company of one's own in the running simulator, for tests that talk to QuickBooks Online over real HTTP.

`script/test` starts the simulator beside pytest and puts its ready line into QB_SIMULATOR.
"""

import json
import os
import unittest
from urllib.parse import parse_qs, urlsplit

import requests

READY = json.loads(os.environ.get("QB_SIMULATOR") or "null")
TIMEOUT = 30

needs_simulator = unittest.skipUnless(READY, "needs the QuickBooks simulator: run it with script/test")


class ReachesSimulator:
    """For test classes of Odoo: its network block compares a time-out with a number, and ours are pairs
    (connect, read)."""

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        if isinstance(options.get("timeout"), tuple):
            options["timeout"] = max(options["timeout"])
        return super()._request_handler(session, request, **options)


def post(path, body=None):
    """A control call; returns its answer."""
    response = requests.post(f"{READY['control']}{path}", json=body or {}, timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()


class OnlineCompany:
    """A fresh QuickBooks company (realm) that nothing else uses."""

    def __init__(self, profile="us-ast", **settings):
        made = post("/companies", {"profile": profile, **settings})
        self.realm_id = made["realm_id"]
        self.access_token = made["access_token"]
        self.refresh_token = made["refresh_token"]

    def order(self, kind, **options):
        """Let the next matching call go wrong (see the simulator's orders); returns the order."""
        return post(f"{self._path}/faults", {"kind": kind, **options})["faults"][0]

    def wait_for(self, order, seconds=20):
        """Wait until `order` has struck."""
        return self._get(f"/faults/{order['id']}/wait?seconds={seconds}")["fired"]

    def release(self, order):
        """End the delay of `order` now."""
        post(f"{self._path}/faults/{order['id']}/release")

    def disconnect(self):
        """A person removes the app inside QuickBooks."""
        post(f"{self._path}/disconnect")

    def suspend(self, suspended=True):
        post(f"{self._path}/suspend", {"suspended": suspended})

    def set_preferences(self, preferences):
        post(f"{self._path}/preferences", preferences)

    def enter(self, entity, body, operation="create"):
        """What a person enters in QuickBooks' own screens."""
        return post(f"{self._path}/write", {"entity": entity, "operation": operation, "body": body})[entity]

    def set_switch(self, name, value):
        post(f"{self._path}/switches", {name: value})

    def consent_anew(self):
        """A person consents once more: tokens of a new grant."""
        made = post(f"{self._path}/tokens")
        self.access_token, self.refresh_token = made["access_token"], made["refresh_token"]

    def forget_orders(self):
        requests.delete(f"{READY['control']}{self._path}/faults", timeout=TIMEOUT).raise_for_status()

    def forget_calls(self):
        """A minute without a call: the limits of Intuit begin anew."""
        requests.delete(f"{READY['control']}{self._path}/counters", timeout=TIMEOUT).raise_for_status()

    def books(self, entity):
        """Every live object of a type in the books."""
        return self._get(f"/books/{entity.lower()}")[entity]

    def requests(self, operation=None):
        """Every request that reached this company, oldest first."""
        return [one for one in self._get("/log")["log"] if operation in (None, one["operation"])]

    @property
    def _path(self):
        return f"/companies/{self.realm_id}"

    def _get(self, path):
        response = requests.get(f"{READY['control']}{self._path}{path}", timeout=TIMEOUT)
        response.raise_for_status()
        return response.json()

    def accepts(self, access_token):
        """Whether `access_token` opens this company."""
        address = f"{READY['api_base']}/company/{self.realm_id}/companyinfo/{self.realm_id}"
        headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/json"}
        return requests.get(address, headers=headers, timeout=TIMEOUT).status_code == 200

    def consent(self, authorization_url, decision="connect"):
        """What a person does on Intuit's page; returns the address that the browser is sent back to."""
        parts = urlsplit(authorization_url)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        answer = requests.post(
            f"{parts.scheme}://{parts.netloc}{parts.path}",
            data={**asked, "realm": self.realm_id, "decision": decision},
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        return answer.headers["Location"]
