"""One step of an import: a few profiles, in one transaction.

Who is linked already costs one query for all of them. The rest is compared with what Odoo has in rounds: profiles of
which one could be taken for another wait for the next round, in which the first is there already.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg2
from odoo.exceptions import UserError

from ...documents import Problem
from .found import IMPORTING
from .items import Items
from .parties import Parties

REFUSALS = (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError)
"""What Odoo says no with. Conflicts between transactions are none: the step is tried again."""
QUIETLY = {
    IMPORTING: True,
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


@dataclass(frozen=True)
class Came:
    """What came of one profile: "created", "matched", "known" or "left_out"; `problems` (documents.Problem) say why, or
    what was not taken over."""

    profile: object
    outcome: str
    record: object = None
    problems: tuple[Problem, ...] = ()


class Batch:
    """`connection` as superuser; `profiles` of one `qb_type`; `url` gives the address of an ObjectRef in QuickBooks."""

    def __init__(self, connection, qb_type, url):
        self.connection = connection
        self.qb_type = qb_type
        self.url = url
        user, company = connection.responsible_id, connection.company_id
        context = {"allowed_company_ids": company.ids, "lang": user.lang, **QUIETLY}
        self.env = connection.env(user=user, su=False, context={**connection.env.context, **context})
        self.directory = (Items if qb_type == "Item" else Parties)(self.env, connection, qb_type)
        self._came = []

    def run(self, profiles):
        """list[Came], one for each profile."""
        open_profiles = [one for one in self._not_linked(profiles) if not self._is_left_out(one)]
        while open_profiles:
            open_profiles = self._round(open_profiles)
        return self._came

    def _note(self, profile, outcome, record=None, problems=()):
        self._came.append(Came(profile, outcome, record, tuple(problems)))

    # ------------------------------------------------------------------ what needs no comparison

    def _not_linked(self, profiles):
        """Those that are linked already are done with. Of what came twice only the first counts."""
        unique = {profile.object.ref.id: profile for profile in profiles}
        links = self.env["qb.link"].sudo()._of_objects(self.connection, self.qb_type, list(unique))
        for link in links:
            profile = unique.pop(link.qb_id)
            if link.state == "linked":
                self._note(profile, "known")
            else:
                self._note(profile, "left_out", problems=[Problem("import_link_broken", {"other": link.record_name})])
        return list(unique.values())

    def _is_left_out(self, profile):
        problem = self.directory.left_out(profile)
        if problem:
            self._note(profile, "left_out", problems=[problem])
        return problem is not None

    # ------------------------------------------------------------------ rounds

    def _round(self, profiles):
        """Decide on every profile that no other of this round can change; returns the others."""
        self.directory.look(profiles)
        here = {profile.object.ref.id for profile in profiles}
        fresh, later, taken = [], [], set()
        for profile in profiles:
            keys = self.directory.keys(profile)
            if keys & taken or profile.parent_id in here - {profile.object.ref.id}:
                later.append(profile)
                continue
            found = self.directory.decide(profile)
            if found.record and found.record.id in taken:
                later.append(profile)
                continue
            taken |= keys
            if found.problem:
                self._note(profile, "left_out", problems=[found.problem])
            elif found.record:
                taken.add(found.record.id)
                self._match(profile, found.record)
            else:
                fresh.append((profile, found))
        self._create(fresh)
        return later if len(later) < len(profiles) else self._give_up(later)

    def _give_up(self, profiles):
        """Each is the other's parent: QuickBooks forbids it, and nobody can say what it means."""
        for profile in profiles:
            self._note(profile, "left_out", problems=[Problem("import_parent_missing", {"name": profile.full_name})])
        return []

    # ------------------------------------------------------------------ writing

    def _match(self, profile, record):
        try:
            with self.env.cr.savepoint():
                self.directory.note_role(record)
                self._link_matched(record, profile.object)
        except REFUSALS as error:
            self._refused(profile, error)
        else:
            self._note(profile, "matched", record)

    def _create(self, fresh):
        """All at once; where Odoo refuses, one by one, so that only what it refuses is left out."""
        if not fresh:
            return
        try:
            with self.env.cr.savepoint():
                records = self.directory.make([found.values for _profile, found in fresh])
                self._link_new(records, [profile.object for profile, _found in fresh])
        except REFUSALS as error:
            if len(fresh) == 1:
                self._refused(fresh[0][0], error)
                return
            for one in fresh:
                self._create([one])
        else:
            for (profile, found), record in zip(fresh, records, strict=True):
                self._note(profile, "created", record, found.remarks)

    def _link_new(self, records, objects):
        self.env["qb.link"].sudo()._link_all(
            self.connection, [(record, one, self.url(one.ref)) for record, one in zip(records, objects, strict=True)]
        )

    def _link_matched(self, record, acknowledged):
        """What waited for this record, or failed for want of a link, goes on."""
        links, operations = self.env["qb.link"].sudo(), self.env["qb.operation"].sudo()
        link = links._acknowledge(self.connection, record, acknowledged, url=self.url(acknowledged.ref))
        failed = operations.search(
            [
                ("connection_id", "=", self.connection.id),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("verb", "=", "ensure"),
                ("qb_type", "in", (self.qb_type, False)),
                ("state", "=", "failed"),
            ]
        )
        failed._mark_waiting(seconds=0, count=False)
        record.sudo()._qb_acknowledged(operations, link, acknowledged)

    def _refused(self, profile, error):
        text = str(error.args[0] if error.args else error).strip().splitlines()
        problem = Problem("import_refused", {"error": text[0] if text else type(error).__name__})
        self._note(profile, "left_out", problems=[problem])
