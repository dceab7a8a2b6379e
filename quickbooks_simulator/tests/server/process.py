"""The simulator as a process of its own, ended by whoever started it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[3]


class SimulatorProcess:
    """`python -m quickbooks_simulator online ...` and its ready line."""

    def __init__(self, *arguments: str) -> None:
        self.process = launch("online", *arguments)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(self.process.communicate()[1])
        self.ready = json.loads(line)

    def __enter__(self) -> SimulatorProcess:
        return self

    def __exit__(self, *exception: object) -> None:
        self.process.kill()
        self.process.communicate()

    @property
    def company(self) -> str:
        return f"{self.ready['api_base']}/company/{self.ready['realm_id']}"

    def refresh(self) -> dict:
        """What the token endpoint answers for the ready line's refresh token."""
        document = requests.get(self.ready["discovery"]).json()
        keys = (self.ready["client_id"], self.ready["client_secret"])
        form = {"grant_type": "refresh_token", "refresh_token": self.ready["refresh_token"]}
        return requests.post(document["token_endpoint"], data=form, auth=keys).json()

    def session(self, access_token: str | None = None) -> requests.Session:
        """A session with an access token."""
        found = requests.Session()
        token = access_token or self.refresh()["access_token"]
        found.headers.update({"Accept": "application/json", "Authorization": f"Bearer {token}"})
        return found

    def control(self, method: str, path: str, body: dict | None = None) -> dict:
        """A control call about the ready line's company."""
        address = f"{self.ready['control']}/companies/{self.ready['realm_id']}{path}"
        answer = requests.request(method, address, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()


def launch(*arguments: str) -> subprocess.Popen:
    """Start the command line, whatever the current folder is."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quickbooks_simulator", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=variables, cwd="/")
