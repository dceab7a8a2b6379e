"""Estimate: posts nothing; one invoice may link to it, which closes it (spec qbo 5.5)."""

from __future__ import annotations

from .. import faults
from .base import Change
from .sales import SalesHandler
from .session import Row, Session


class Estimates(SalesHandler):
    name = "Estimate"
    posts = False

    def settle_document(self, change: Change, customer: Row) -> None:
        session, values = change.session, change.values
        if not session.preference("SalesFormsPrefs", "AllowEstimates", True):
            raise faults.feature_not_supported("Estimates", session.company.plan)
        values.setdefault("TxnStatus", "Pending")
        values["LinkedTxn"] = change.was("LinkedTxn", [])

    def check_removable(self, session: Session, row: Row) -> None:
        if row.body.get("LinkedTxn"):
            raise faults.business("This estimate is linked to an invoice and cannot be deleted.")


def settle_estimate_links(change: Change) -> None:
    """LinkedTxn of an invoice may name one Estimate.

    Payments in it are shown, never written (spec qbo 5.5).
    """
    session = change.session
    standing = {(link["TxnType"], link["TxnId"]) for link in change.was("LinkedTxn", [])}
    estimates = []
    for link in change.values.get("LinkedTxn", []):
        key = (link["TxnType"], link["TxnId"])
        if link["TxnType"] == "Estimate":
            estimates.append({"TxnId": link["TxnId"], "TxnType": "Estimate"})
        elif link["TxnType"] == "TimeActivity":
            raise faults.not_simulated("linking a TimeActivity to an invoice")
        elif key not in standing:
            change.fail(change.session.cannot_be_linked(*key))
    change.values["LinkedTxn"] = estimates
    if len(estimates) > 1:
        change.fail(change.session.cannot_be_linked("Estimate", estimates[1]["TxnId"]))
        return
    for link in estimates:
        _check_estimate(change, session.find("Estimate", link["TxnId"]), link["TxnId"])


def _check_estimate(change: Change, row: Row | None, estimate_id: str) -> None:
    own = change.old.id if change.old else None
    if row is None or row.deleted:
        change.fail(faults.not_found("LinkedTxn"))
        return
    taken = [link["TxnId"] for link in row.body.get("LinkedTxn", []) if link["TxnId"] != own]
    other_customer = row.body["CustomerRef"]["value"] != change.values["CustomerRef"]["value"]
    if taken or other_customer or row.body["TxnStatus"] == "Rejected":
        change.fail(change.session.cannot_be_linked("Estimate", estimate_id))


def link_estimates(session: Session, old: Row | None, new: Row | None) -> None:
    """Close the estimates an invoice links to, reopen those it no longer does."""
    before, after = _estimates(old), _estimates(new)
    invoice = (new or old).id
    for estimate_id in sorted(after - before):
        _set_link(session, estimate_id, "Closed", [{"TxnId": invoice, "TxnType": "Invoice"}])
    for estimate_id in sorted(before - after):
        _set_link(session, estimate_id, "Pending", [])


def _estimates(row: Row | None) -> set[str]:
    links = row.body.get("LinkedTxn", []) if row else []
    return {link["TxnId"] for link in links if link["TxnType"] == "Estimate"}


def _set_link(session: Session, estimate_id: str, status: str, links: list[dict]) -> None:
    row = session.require("Estimate", estimate_id)
    session.touch(row, {**row.body, "TxnStatus": status, "LinkedTxn": links}, bump=True)
