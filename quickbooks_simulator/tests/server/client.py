"""A small client for tests: raw enough to see every byte."""

from __future__ import annotations

import requests

from quickbooks_simulator.online.server.application import OnlineServer

REDIRECT = "http://localhost:8069/callback"
ACCOUNTING = "com.intuit.quickbooks.accounting"


class Client:
    """One company of a server, with a valid access token."""

    def __init__(self, server: OnlineServer, company) -> None:
        self.server = server
        self.company = company
        self.realm_id = company.realm_id
        self.pair = server.connected(company)
        self.session = requests.Session()
        self.session.headers.update({"Accept": "application/json"})
        self.use(self.pair.access_token)

    def use(self, access_token: str) -> None:
        """Send this access token from now on."""
        self.session.headers["Authorization"] = f"Bearer {access_token}"

    @property
    def base(self) -> str:
        return f"{self.server.api_base}/company/{self.realm_id}"

    def get(self, path: str, **parameters) -> requests.Response:
        return self.session.get(f"{self.base}/{path}", params=parameters)

    def post(self, path: str, body: dict, **parameters) -> requests.Response:
        return self.session.post(f"{self.base}/{path}", json=body, params=parameters)

    def raw(self, method: str, path: str, **options) -> requests.Response:
        return self.session.request(method, f"{self.base}/{path}", **options)

    def create(self, entity: str, body: dict | None = None, **parameters) -> dict:
        """A new object; the test fails when it is refused."""
        answer = self.post(entity.lower(), body or {}, **parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()[entity]

    def query(self, statement: str) -> dict:
        """The QueryResponse of a statement that is accepted."""
        answer = self.get("query", query=statement)
        assert answer.status_code == 200, answer.text
        return answer.json()["QueryResponse"]

    def refused_query(self, statement: str) -> dict:
        """The one error of a statement that is refused."""
        answer = self.get("query", query=statement)
        assert answer.status_code == 400, answer.text
        (error,) = answer.json()["Fault"]["Error"]
        return error

    def control(self, method: str, path: str, body: dict | None = None) -> dict:
        """A control call about this company."""
        address = f"{self.server.control_base}/companies/{self.realm_id}{path}"
        answer = requests.request(method, address, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def order(self, kind: str, **options) -> dict:
        """Order one fault."""
        return self.control("POST", "/faults", {"kind": kind, **options})["faults"][0]

    def token_call(self, **form) -> requests.Response:
        """POST to the token endpoint with the app's own id and secret."""
        keys = (self.server.tokens.client_id, self.server.tokens.client_secret)
        return requests.post(f"{self.server.base}/oauth2/v1/tokens/bearer", data=form, auth=keys)

    def refresh(self, value: str) -> requests.Response:
        return self.token_call(grant_type="refresh_token", refresh_token=value)


def codes(answer: requests.Response) -> list[str]:
    """The codes of a business fault."""
    return [error["code"] for error in answer.json()["Fault"]["Error"]]
