"""An import from QuickBooks: what it reads, how far it is, and what came of it.

It goes on in the connection's scheduled action (drain/background.py) or, on Desktop, as QuickBooks tells its lists.
Each step is one transaction that makes records, links them, and notes where the next step begins.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..gateway import FindByName, GatewayError, ListProfiles, ProfilePage, ReadProfiles
from .importing import Batch
from .qb_question_page import Complete
from .qb_sentences import sentence, sentences

STEP = 200
"""Profiles in one transaction."""
NAMES = 40
PURPOSE = "import"
MANAGER = "odoo_qb_connector.group_qb_manager"
MODELS = {"Customer": "res.partner", "Vendor": "res.partner", "Item": "product.product"}
TYPES = [("Customer", "Customers"), ("Vendor", "Vendors"), ("Item", "Products and Services")]
KEEP_DAYS = 90


class QbImport(models.Model):
    _name = "qb.import"
    _description = "QuickBooks Import"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    edition = fields.Selection(related="connection_id.edition")
    qb_type = fields.Selection(TYPES, "What", required=True, readonly=True)
    scope = fields.Selection(
        [("names", "By name"), ("chosen", "Chosen from the list"), ("all", "All")], required=True, readonly=True
    )
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("cancelled", "Cancelled"), ("failed", "Broken Off")],
        required=True,
        readonly=True,
        default="running",
    )
    names = fields.Json(readonly=True, help="Names that are still to be found.")
    wanted = fields.Json(readonly=True, help="Ids in QuickBooks, of those that are read one by one.")
    position = fields.Integer(readonly=True, help="How many of these were read.")
    start = fields.Integer(readonly=True, help="Where the next page of the whole list begins; 0: none is wanted.")
    begun = fields.Integer(readonly=True, help="Which reading of the list (tick) the counts are of, on Desktop.")
    looked_again = fields.Boolean(readonly=True, help="At those whose customer above came after them.")
    expected = fields.Integer(readonly=True, help="How many there will be, as far as the cached list knows.")
    read_count = fields.Integer("Read", readonly=True)
    known_count = fields.Integer("Linked Before", readonly=True)
    line_ids = fields.One2many("qb.import.line", "import_id", readonly=True)
    created_count = fields.Integer("Created", compute="_compute_counts", compute_sudo=True)
    matched_count = fields.Integer("Matched and Linked", compute="_compute_counts", compute_sudo=True)
    left_out_count = fields.Integer("Left Out", compute="_compute_counts", compute_sudo=True)
    remark_count = fields.Integer("To Look At", compute="_compute_counts", compute_sudo=True)
    progress = fields.Float(compute="_compute_progress", help="Percent.")
    waiting_message = fields.Char(compute="_compute_waiting_message", compute_sudo=True)
    error = fields.Char("Broken Off Because", readonly=True)
    ended_at = fields.Datetime("Ended", readonly=True)

    _one_of_all = models.UniqueIndex("(connection_id, qb_type) WHERE state = 'running' AND scope = 'all'")

    # ------------------------------------------------------------------ what a person sees

    @api.depends("qb_type", "scope")
    def _compute_display_name(self):
        types, scopes = (dict(self._fields[name]._description_selection(self.env)) for name in ("qb_type", "scope"))
        for one in self:
            one.display_name = f"{types.get(one.qb_type, '')}: {scopes.get(one.scope, '')}"

    @api.depends("line_ids.outcome")
    def _compute_counts(self):
        """From one grouped query: thousands of lines are not read."""
        groups = self.env["qb.import.line"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "outcome", "remarked"], ["__count"]
        )
        counts = {}
        for one, outcome, remarked, count in groups:
            own = counts.setdefault(one.id, {})
            own[outcome] = own.get(outcome, 0) + count
            if remarked:
                own["remarked"] = own.get("remarked", 0) + count
        for one in self:
            own = counts.get(one.id, {})
            one.created_count, one.matched_count = own.get("created", 0), own.get("matched", 0)
            one.left_out_count, one.remark_count = own.get("left_out", 0), own.get("remarked", 0)

    @api.depends("state", "read_count", "expected")
    def _compute_progress(self):
        """Never complete before it is: the cached list may be older than QuickBooks'."""
        for one in self:
            share = 100.0 * one.read_count / max(one.expected, one.read_count, 1)
            one.progress = 100.0 if one.state == "done" else min(share, 99.0)

    def _compute_waiting_message(self):
        """Why it does not go on, in words; False when nothing holds it."""
        for one in self:
            message = one.state == "running" and one.connection_id._waiting_message()
            asked = one.state == "running" and not message and one.connection_id._asked_since(one._purpose())
            if asked:
                message = self.env._("Waiting for the next call of the Web Connector.")
            one.waiting_message = message

    def action_open_lines(self):
        """All that was created, matched or left out, grouped."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("odoo_qb_connector.qb_import_line_action")
        return {**action, "name": self.display_name, "domain": [("import_id", "=", self.id)]}

    def action_cancel(self):
        """Stop here: what was imported stays."""
        self._check_manager(self.connection_id)
        for one in self.filtered(lambda one: one.state == "running"):
            one.sudo()._finish("cancelled")

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ beginning

    @api.model
    def _begin(self, connection, qb_type, *, names=(), wanted=()):
        """Import these names, these ids of QuickBooks, or, without either, the whole list. An import of the whole list
        that is running is not begun twice. Raises AccessError and UserError in words."""
        self._check_manager(connection)
        self._check_responsible(connection, qb_type)
        scope = "names" if names else "chosen" if wanted else "all"
        if scope == "all":
            running = self._running(connection, qb_type)
            if running:
                return running
        begun = self.sudo().create(
            {
                "connection_id": connection.id,
                "qb_type": qb_type,
                "scope": scope,
                "names": list(dict.fromkeys(names)),
                "wanted": list(dict.fromkeys(wanted)),
                "start": 1 if scope == "all" else 0,
                "expected": len(names) or len(wanted) or self._cached_count(connection, qb_type),
            }
        )
        if connection.sudo().edition == "desktop":
            begun._ask()
        else:
            connection._wake()
        return begun.sudo(False)

    def _running(self, connection, qb_type):
        return self.search(
            [
                ("connection_id", "=", connection.id),
                ("qb_type", "=", qb_type),
                ("scope", "=", "all"),
                ("state", "=", "running"),
            ],
            limit=1,
        )

    def _cached_count(self, connection, qb_type):
        domain = [("connection_id", "=", connection.id), ("type", "=", qb_type), ("active", "in", (True, False))]
        return self.env["qb.entry"].sudo().search_count(domain)

    def _check_manager(self, connection):
        if not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only QuickBooks managers can import."))
        connection.check_access("read")

    def _check_responsible(self, connection, qb_type):
        """Records are made as the connection's responsible user."""
        user = connection.sudo().responsible_id
        if not self.env[MODELS[qb_type]].with_user(user).has_access("create"):
            raise UserError(
                self.env._(
                    "%(user)s is responsible for %(connection)s and may not create %(what)s in Odoo. Give this user "
                    "the right, or choose another responsible user on the connection.",
                    user=user.name,
                    connection=connection.name,
                    what=dict(self._fields["qb_type"]._description_selection(self.env))[qb_type],
                )
            )

    # ------------------------------------------------------------------ what to ask next

    @api.model
    def _domain_of_steps(self):
        """Imports that the scheduled action goes on with; on Desktop they go on when they are told."""
        return [("state", "=", "running"), ("connection_id.edition", "=", "online")]

    def _question(self):
        """What QuickBooks is asked next; None at the end, or when it was cancelled meanwhile."""
        self.ensure_one()
        if self.state != "running":
            return None
        ids = (self.wanted or [])[self.position : self.position + STEP]
        if self.names:
            return FindByName(self.qb_type, tuple(self.names[:NAMES]))
        if ids:
            return ReadProfiles(self.qb_type, tuple(ids))
        return ProfilePage(self.qb_type, self.start) if self.start else None

    def _take(self, question, answer, url=lambda ref: ""):
        """Work off the next step of `answer`; whether more of it is left. Nothing when somebody cancelled or another
        process was faster: whoever writes the row second is told so by PostgreSQL, and looks again."""
        if self._is_answered_by(question):
            return False
        if isinstance(question, FindByName):
            self._take_names(question, answer)
        elif isinstance(question, ReadProfiles):
            self._take_profiles(question, answer, url)
        else:
            return self._take_page(question, answer, url)
        return False

    def _is_answered_by(self, question):
        """Whether `question` is no longer what this import waits for."""
        if isinstance(question, ProfilePage):
            return self.state != "running" or self.start < question.start
        return self._question() != question

    def _take_names(self, question, found):
        """Those that were found are read next."""
        kept = [one for one in found if one.ref.type == self.qb_type]
        there = {one.name.casefold() for one in kept}
        self._note_lines(
            [
                {"qb_id": f"?{name}", "name": name, "outcome": "left_out", "reason": self._words("import_not_found")}
                for name in question.names
                if name.casefold() not in there
            ]
        )
        self.names = self.names[len(question.names) :]
        self.wanted = list(dict.fromkeys([*(self.wanted or []), *(one.ref.id for one in kept)]))

    def _take_profiles(self, question, profiles, url):
        """Those that were read one by one."""
        there = {profile.object.ref.id for profile in profiles}
        gone = [qb_id for qb_id in question.ids if qb_id not in there]
        names = self._cached_names(gone)
        self._note_lines(
            [
                {
                    "qb_id": qb_id,
                    "name": names.get(qb_id, qb_id),
                    "outcome": "left_out",
                    "reason": self._words("import_gone"),
                }
                for qb_id in gone
            ]
        )
        self._apply(profiles, url)
        self.position += len(question.ids)

    def _cached_names(self, qb_ids):
        entries = self.env["qb.entry"]._by_qb_id(self.connection_id, self.qb_type, ("qb_id", "in", qb_ids))
        return {qb_id: entry.name for qb_id, entry in entries.items()}

    def _take_page(self, question, page, url):
        """A part of a page; whether there is more of it."""
        done = self.start - question.start
        if done > len(page.profiles):
            return False
        part = page.profiles[done : done + STEP]
        self._apply(part, url)
        rest = len(page.profiles) - done - len(part)
        self.start = self.start + len(part) if rest else page.next or 0
        return bool(rest)

    # ------------------------------------------------------------------ working it off

    def _apply(self, profiles, url):
        """Match, make and link; note what came of it."""
        came = Batch(self.connection_id, self.qb_type, url).run(profiles)
        noted = self._noted_ids([one.profile.object.ref.id for one in came])
        known = [one for one in came if one.outcome == "known" and one.profile.object.ref.id not in noted]
        self._note_lines([self._line_of(one) for one in came if one.outcome != "known"], noted)
        self.write({"read_count": self.read_count + len(profiles), "known_count": self.known_count + len(known)})

    def _line_of(self, came):
        profile, record = came.profile, came.record
        return {
            "qb_id": profile.object.ref.id,
            "name": profile.full_name or profile.object.name,
            "outcome": came.outcome,
            "problem": came.problems[0].code if came.problems else False,
            "parent": profile.parent_id or False,
            "reason": sentences(self._spoken_env(), came.problems) or False,
            "res_model": record._name if record else False,
            "res_id": record.id if record else False,
        }

    def _noted_ids(self, qb_ids):
        rows = self.env["qb.import.line"].search([("import_id", "=", self.id), ("qb_id", "in", qb_ids)])
        return set(rows.mapped("qb_id"))

    def _note_lines(self, lines, noted=None):
        """A page that comes twice is noted once."""
        noted = self._noted_ids([line["qb_id"] for line in lines]) if noted is None else noted
        self.env["qb.import.line"].create(
            [{"import_id": self.id, **line} for line in lines if line["qb_id"] not in noted]
        )

    def _words(self, code, values=None):
        return sentence(self._spoken_env(), code, values)

    def _spoken_env(self):
        """Reports are written in the language of whoever began the import."""
        return self.with_context(lang=self.create_uid.lang or self.env.lang).env

    # ------------------------------------------------------------------ ending

    def _end(self):
        """Nothing is left to ask, unless a customer came after the jobs that belong to it."""
        if self.state == "running" and not self._look_again():
            self._finish("done")

    def _look_again(self):
        """Once, at those whose parent was linked after they came; whether there is one."""
        orphans = self.line_ids.search(
            [("import_id", "=", self.id), ("problem", "=", "import_parent_missing"), ("parent", "!=", False)]
        )
        parents = orphans.mapped("parent")
        linked = set(self.env["qb.link"]._of_objects(self.connection_id, self.qb_type, parents).mapped("qb_id"))
        ready = orphans.filtered(lambda line: line.parent in linked)
        if self.looked_again or not ready:
            return False
        self.write({"looked_again": True, "wanted": ready.mapped("qb_id"), "position": 0})
        ready.unlink()
        return True

    def _finish(self, state, error=False):
        self.write({"state": state, "error": error, "ended_at": fields.Datetime.now()})
        waiting = [("purpose", "=", self._purpose()), ("state", "=", "open")]
        self.env["qb.question"].search([("connection_id", "=", self.connection_id.id), *waiting]).unlink()

    def _end_refused(self, error):
        """QuickBooks refuses (gateway.GatewayError) what this import asks."""
        if self.state == "running":
            self._finish("failed", self._words(error.problem, error.values))

    # ------------------------------------------------------------------ on Desktop

    def _purpose(self):
        return f"{PURPOSE}:{self.id}"

    def _ask(self):
        """Put everything that is known to be wanted to the next session. What is read one by one travels in sets of a
        few, because a set must be answered within seconds."""
        connection, ids = self.connection_id, (self.wanted or [])[self.position :]
        if self.names:
            connection._ask_later(FindByName(self.qb_type, tuple(self.names)), self._purpose())
        for place in range(0, len(ids), STEP):
            question = ReadProfiles(self.qb_type, tuple(ids[place : place + STEP]))
            connection._ask_later(question, self._purpose(), alone=True)
        if self.start:
            connection._ask_later(ListProfiles(self.qb_type), self._purpose())

    def _hear_page(self, page):
        """A page of the whole list. When it is begun anew, what was counted is counted anew."""
        if self.state != "running":
            return
        if page.begun != self.begun:
            self.write({"begun": page.begun, "read_count": 0, "known_count": 0})
        for place in range(0, len(page.rows), STEP):
            self._apply(page.rows[place : place + STEP], lambda ref: "")

    def _hear(self, question, answer):
        """An answer, or that every page was told."""
        if self.state != "running":
            return
        if isinstance(answer, GatewayError):
            self._end_refused(answer)
            return
        if isinstance(answer, Complete):
            self.start = 0
        elif isinstance(question, FindByName):
            self._take_names(question, answer)
            self._ask()
        else:
            self._take_profiles(question, answer, lambda ref: "")
        if not self._is_asking():
            self._end()
            if self.state == "running":
                self._ask()

    def _is_asking(self):
        own = [("connection_id", "=", self.connection_id.id), ("purpose", "=", self._purpose())]
        return bool(self.env["qb.question"].search_count([*own, ("state", "!=", "told")], limit=1))

    @api.autovacuum
    def _gc_imports(self):
        """The links stay: they are what counts."""
        limit = fields.Date.subtract(fields.Date.today(), days=KEEP_DAYS)
        old = self.search([("create_date", "<", limit), ("state", "!=", "running")], limit=100)
        old.unlink()
        return len(old), 0
