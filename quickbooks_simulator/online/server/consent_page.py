"""The page on which a person connects the app to a company."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..company import Company
from .markup import document, escape

FIELDS = ("client_id", "response_type", "scope", "redirect_uri", "state")
KINDS = {
    "us-ast": "US",
    "us-legacy": "US, own tax rates",
    "ca": "Canada",
    "uk": "UK",
    "au": "Australia",
}


def consent_page(companies: list[Company], asked: dict[str, str]) -> str:
    """Which company, Connect or Cancel. Apps have no names here: one is known by where it sends the person back to."""
    app = urlsplit(asked.get("redirect_uri", "")).netloc
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""))}">' for name in FIELDS)
    options = "".join(
        f'<option value="{escape(company.realm_id)}">{escape(company_label(company))}</option>' for company in companies
    )
    body = f"""
    <form class="card consent" method="post" action="/connect/oauth2">
      {hidden}
      <h1>Connect to QuickBooks</h1>
      <p>The app at <strong>{escape(app)}</strong> wants to read and write the books of one of your companies.</p>
      <label>Company <select name="realm">{options}</select></label>
      <p class="actions">
        <button name="decision" value="connect">Connect</button>
        <button name="decision" value="cancel" class="quiet">Cancel</button>
      </p>
    </form>"""
    return document("Connect to QuickBooks", body)


def refusal_page(problem: str) -> str:
    """Why the app cannot be asked for: nothing is sent back to it."""
    body = f'<div class="card"><h1>Sorry, but something went wrong</h1><p>{escape(problem)}</p></div>'
    return document("Sorry", body)


def company_label(company: Company) -> str:
    """A company's name, what kind of company it is, and its id."""
    name = company.read("CompanyInfo", "1").get("CompanyName", "Company")
    return f"{name} ({KINDS.get(company.profile, company.profile)}, {company.realm_id})"
