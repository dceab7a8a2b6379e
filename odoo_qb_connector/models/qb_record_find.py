"""Looking what became of an object that is gone in QuickBooks: the one that it was merged into, or another of its name.

Both editions tell alike (spec qbo 7.2, qbd 5.4): the documents of a customer that was merged name the one that stayed;
else whoever has its name now may be it. Only a person links what was found.
"""

from odoo import models

from ..desktop.text import unsupported
from ..gateway import FindByName, ObjectRef, ReadObject, ReadProfiles
from .qb_link_broken import DELETED
from .qb_link_changes import moment
from .qb_plan import Ask, Settled

SUFFIX = " (deleted)"
"""What QuickBooks Online puts behind the name of what is inactive (spec qbo 7.2)."""


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_referred(self):
        """What this document names in QuickBooks: the records, its customer first."""
        return []

    def _qb_prepare_find(self, operation, answers):
        """The plan for the verb `find`: of a customer or item what it became, of a document what it names in vain."""
        record = self.sudo()
        if record._qb_type_wanted():
            return record._qb_find_survivor(operation, answers)
        return record._qb_find_gone(operation, answers)

    # ------------------------------------------------------------------ what a customer or an item became

    def _qb_find_survivor(self, operation, answers):
        link = self.env["qb.link"]._broken_of(operation.connection_id, self, operation.qb_type)
        if not link:
            return Settled(self.env._("It is linked."))
        search = _Survivor(link, self, self._qb_newest_document(link))
        questions = [one for one in search.questions(answers) if one not in answers]
        if questions:
            return Ask(questions)
        itself = search.itself(answers)
        if itself and itself.active:
            link._heal()
            return Settled(self.env._("%(name)s is active in QuickBooks again.", name=itself.name))
        survivor, merged = search.survivor(answers)
        if survivor is None:
            return Settled(self.env._("QuickBooks does not show what it became."))
        link._propose(survivor, merged=merged)
        return Settled(self.env._("It may be %(name)s in QuickBooks now.", name=survivor.name))

    def _qb_newest_document(self, link):
        """The newest linked document that names `link`'s record, as ObjectRef; None when there is none."""
        return

    # ------------------------------------------------------------------ what a document names in vain

    def _qb_find_gone(self, operation, answers):
        """QuickBooks refused the document because something it names is inactive, and did not say what."""
        links = self.env["qb.link"].sudo()
        for record in self._qb_referred():
            links |= links._find(operation.connection_id, record)
        questions = [ReadProfiles(kind, ids) for kind, ids in links._ids_by_type().items()]
        if any(question not in answers for question in questions):
            return Ask(questions)
        for question in questions:
            links._note_profiles(operation.connection_id, question, answers[question])
        broken = links.filtered(lambda link: link.state == "broken")
        if not broken:
            return Settled(self.env._("All customers and products that it names are active in QuickBooks."))
        operation.origin_id.filtered(lambda one: one.state == "failed")._mark_waiting(seconds=0, count=False)
        return Settled(self.env._("Inactive or gone in QuickBooks: %(names)s.", names=", ".join(broken.mapped("name"))))


class _Survivor:
    """The search for what the object of one broken link became."""

    def __init__(self, link, record, document):
        self.link = link
        self.record = record
        self.ref = ObjectRef(link.qb_type, link.qb_id)
        self.document = ReadObject(document) if document else None

    def questions(self, answers):
        """First the object itself and a document of it; then whom the document names, and who has its name."""
        asked = [ReadObject(self.ref), *filter(None, [self.document])]
        if any(question not in answers for question in asked):
            return asked
        return [*asked, *filter(None, (self._by_name(answers), self._party(answers)))]

    def itself(self, answers):
        return answers[ReadObject(self.ref)]

    def survivor(self, answers):
        """(gateway.Acknowledged or None, whether QuickBooks shows that the object was merged into it)."""
        party = self._party(answers)
        named = party and answers[party]
        if named and named.active:
            return named, True
        found = [one for one in self._found(answers) if one.active and one.ref.id != self.link.qb_id]
        free = [one for one in found if not self._holder(one)]
        likeliest = next(iter(free or found), None)
        # Whoever has the name of what was made inactive may have replaced it; what vanished was merged (spec qbd 5.4).
        return likeliest, self.link.why == DELETED and not self._came_after(likeliest)

    def _came_after(self, one):
        """Whether `one` (gateway.Acknowledged or None) was entered after the object was gone: nobody merged it into
        that. Deleted and entered anew; where no deletion was reported, nobody knows when that was."""
        entered = one and moment(one.details.get("created_at"))
        return bool(entered and self.link.gone_at and entered > self.link.gone_at)

    def _by_name(self, answers):
        names = tuple(filter(self._can_be_named, self._names(self.itself(answers))))
        return FindByName(self.link.qb_type, names) if names else None

    def _names(self, itself):
        """The names that it had there, without what QuickBooks puts behind that of an inactive one, and its name here:
        people merge by giving one the name of the other."""
        said = (self.link.name, itself and itself.name, self.record.name)
        return dict.fromkeys((name or "").removesuffix(SUFFIX).strip() for name in said)

    def _can_be_named(self, name):
        connection = self.link.connection_id
        limits = connection._limits()
        is_item = self.link.qb_type == "Item"
        longest = limits.item_name if is_item else limits.party_name
        forbidden = limits.forbidden_in_item_names if is_item else limits.forbidden_in_names
        written = connection.edition != "desktop" or not unsupported(name)
        return bool(name) and written and len(name) <= longest and not set(forbidden) & set(name)

    def _found(self, answers):
        question = self._by_name(answers)
        return answers[question] if question else []

    def _party(self, answers):
        """The question for whom the document names now, when that is somebody else."""
        document = self.document and answers[self.document]
        if not document or document.party_id in ("", self.link.qb_id):
            return None
        return ReadObject(ObjectRef(self.link.qb_type, document.party_id))

    def _holder(self, one):
        return self.link._holder(self.link.connection_id, one.ref.type, one.ref.id)
