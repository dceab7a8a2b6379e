"""What QuickBooks says of linked objects by itself: gone, inactive, renamed, active again (architecture 5)."""

from datetime import UTC, datetime

from odoo import api, fields, models

from .qb_link_broken import DELETED, INACTIVE, MERGED

LINKS_AT_ONCE = 1000


class QbLink(models.Model):
    _inherit = "qb.link"

    @api.model
    def _note_changes(self, connection, changes):
        """Take note of `changes` (gateway.Change). Nothing in Odoo is overwritten, and nothing is created again."""
        said = {(one.object.ref.type, one.object.ref.id): one for one in changes}
        ids = list(dict.fromkeys(qb_id for _kind, qb_id in said))
        for start in range(0, len(ids), LINKS_AT_ONCE):
            domain = [
                ("connection_id", "=", connection.id),
                ("state", "in", ("linked", "broken")),
                ("qb_id", "in", ids[start : start + LINKS_AT_ONCE]),
            ]
            for link in self.sudo().search(domain, order="id"):
                change = said.get((link.qb_type, link.qb_id))
                if change:
                    link._note_change(change.object, deleted=change.deleted)

    @api.model
    def _note_profiles(self, connection, question, profiles):
        """Take note of how the objects that `question` (gateway.ReadProfiles) asked for are now; those that are not
        among `profiles` are gone."""
        there = {profile.object.ref.id: profile.object for profile in profiles}
        links = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("state", "in", ("linked", "broken")),
                ("qb_type", "=", question.type),
                ("qb_id", "in", question.ids),
            ],
            order="id",
        )
        for link in links:
            if link.qb_id in there:
                link._note_change(there[link.qb_id])
            elif link.state == "linked":
                link._mark_gone("broken", fields.Datetime.now())

    def _ids_by_type(self):
        """{type: ids of these links' objects}, for asking how customers, vendors and items are now."""
        found = {}
        for link in self.filtered(lambda link: link._is_listed()):
            found.setdefault(link.qb_type, []).append(link.qb_id)
        return {kind: tuple(ids) for kind, ids in found.items()}

    def _note_change(self, there, *, deleted=False):
        """How the object of this link is now (gateway.Acknowledged). What is older than what the link knows, says
        nothing."""
        self.ensure_one()
        if deleted:
            if self.state == "linked":
                self._note_deleted(there)
        elif _is_older(there.ref.token, self.sync_token):
            return
        elif not there.active:
            if self.state == "linked":
                self._mark_gone("broken", _moment(there.updated_at), INACTIVE)
        else:
            if self.state == "broken":
                self._heal()
            self._renew(there)

    def _note_deleted(self, there):
        """A document is gone. Online a name or item cannot be deleted: it was merged; on Desktop it was one of the
        two (spec qbo 7.2, qbd 5.4)."""
        if not self._is_listed():
            self._mark_gone("deleted", _moment(there.updated_at))
        else:
            why = MERGED if self.connection_id.edition == "online" else DELETED
            self._mark_gone("broken", _moment(there.updated_at), why)

    def _renew(self, there):
        """Name and token as they are there now; only what differs is written."""
        values = {"sync_token": there.ref.token or self.sync_token}
        if self._is_listed() and there.name:
            values["name"] = there.name
        changed = {name: value for name, value in values.items() if self[name] != value}
        if changed:
            self.write(changed)


def _is_older(token, known):
    """Whether the version `token` came before the version `known`; both editions count upwards."""
    return bool(token and known) and token.isdigit() and known.isdigit() and int(token) < int(known)


def _moment(said):
    """Naive UTC of what QuickBooks said; now when it said nothing readable."""
    return moment(said) or fields.Datetime.now()


def moment(said):
    """Naive UTC of what QuickBooks said; None when it said nothing readable."""
    try:
        found = datetime.fromisoformat(said or "")
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
