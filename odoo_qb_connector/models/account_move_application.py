"""A credit memo is applied in QuickBooks to the invoices that its credit note is reconciled with in Odoo, by as much
(architecture: *Credits applied*)."""

from odoo import api, fields, models

from ..documents import CreditApplication, CreditedInvoice, DocumentError, Problem, Ref
from ..gateway import Command, ObjectRef, Verb
from .account_move_reversal import DELETION
from .builders.amounts import amount
from .builders.credit_reading import PAYMENT, CreditReading
from .builders.credit_shares import ZERO, beyond, shares
from .qb_plan import Ask, Behind, Send, Settled

CREDIT_MEMO, INVOICE = "CreditMemo", "Invoice"
UNDER_WAY = ("pending", "sending", "unknown")
APPLIED = "applied"
"""A choice of an operation: what was sent as the last application ({invoice id: amount})."""
REFUSED = "refused"


class QbOperation(models.Model):
    _inherit = "qb.operation"

    verb = fields.Selection(selection_add=[("apply", "Apply there")], ondelete={"apply": "cascade"})


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._qb_credit_notes()._qb_wish_application(self.env._("Reconciled"))
        return partials

    def unlink(self):
        notes = self._qb_credit_notes()
        result = super().unlink()
        notes.exists()._qb_wish_application(self.env._("Reconciliation undone"))
        return result

    def _qb_credit_notes(self):
        """The credit notes that these settle invoices with."""
        sides = ((one.debit_move_id.move_id, one.credit_move_id.move_id) for one in self.sudo())
        pairs = [credit for debit, credit in sides if (debit.move_type, credit.move_type) == ("out_invoice", "out_refund")]
        return self.env["account.move"].union(*pairs)


class AccountMove(models.Model):
    _inherit = "account.move"

    qb_applied = fields.Text(
        "Applied in QuickBooks", compute="_compute_qb_applied", compute_sudo=True, groups="base.group_user"
    )

    # ------------------------------------------------------------------ wishing

    def _qb_wish_application(self, reason):
        """Queue that QuickBooks' applications follow Odoo's reconciliation, for those of these credit notes that are in
        QuickBooks or on their way; the others are applied when they are there. INSERTs and nothing else."""
        for note in self.sudo():
            connection = note._qb_connection()
            if connection and connection.apply_credits and note._qb_may_be_there(connection):
                note._qb_wish("apply", reason=reason, scheduled=True)

    def _qb_acknowledged(self, operation, link, acknowledged):
        """What is in QuickBooks now may be applied, or be credited."""
        if link.qb_type == PAYMENT:
            return self.sudo()._qb_application_acknowledged(operation, acknowledged)
        result = super()._qb_acknowledged(operation, link, acknowledged)
        if link.qb_type in (CREDIT_MEMO, INVOICE) and operation.connection_id.sudo().apply_credits:
            self.sudo()._qb_wish_outdated_applications(operation)
        return result

    def _qb_wish_outdated_applications(self, operation):
        connection = operation.connection_id
        notes = self if self.move_type == "out_refund" else self._qb_credited_by()
        for note in notes:
            known = {row.invoice_id: amount(row.amount, row.currency_id) for row in note._qb_applications(connection)}
            if note._qb_wanted_applications() != known and note._qb_link_for(connection, CREDIT_MEMO):
                note._qb_wish("apply", reason=self.env._("Arrived in QuickBooks"), origin=operation)

    # ------------------------------------------------------------------ what is known

    def _qb_applications(self, connection):
        """Rows of this credit note: what QuickBooks has applied as far as it was told."""
        return self.env["qb.application"].search(
            [("connection_id", "=", connection.id), ("credit_id", "in", self.ids)]
        )

    def _qb_wanted_applications(self):
        """{invoice: Decimal}: Odoo's own reconciliation, in the currency of both; nothing of a credit note that is not
        confirmed. What exchange differences do is in other partials, and none of it is ever sent."""
        self.ensure_one()
        found = {}
        for partial in self._qb_receivable_lines().matched_debit_ids if self.state == "posted" else ():
            invoice = partial.debit_move_id.move_id
            is_open = invoice.move_type == "out_invoice" and invoice.state == "posted"
            if is_open and invoice.currency_id == self.currency_id:
                share = amount(partial.credit_amount_currency, self.currency_id)
                found[invoice] = found.get(invoice, ZERO) + share
        return {invoice: found[invoice] for invoice in sorted(found, key=lambda one: (one.invoice_date, one.id))}

    def _qb_receivable_lines(self):
        return self.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")

    def _qb_credited_by(self):
        """The credit notes that these invoices are reconciled with, or that are applied to them in QuickBooks."""
        partials = self._qb_receivable_lines().matched_credit_ids
        notes = partials.credit_move_id.move_id.filtered(lambda move: move.move_type == "out_refund")
        return notes | self.env["qb.application"].search([("invoice_id", "in", self.ids)]).credit_id

    def _qb_link_for(self, connection, qb_type=None):
        """The payment by which a credit is applied is no document of the credit note: it is only found by its type."""
        links = super()._qb_link_for(connection, qb_type)
        return links if qb_type else links.filtered(lambda link: link.qb_type != PAYMENT)

    def _qb_values(self, links, operations):
        return super()._qb_values([link for link in links if link.qb_type != PAYMENT], operations)

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare_application(self, operation, answers):
        """QuickBooks' applications of this credit note become those of Odoo."""
        note, connection = self.sudo(), operation.connection_id
        if not connection.sudo().apply_credits:
            return Settled(self.env._("This connection applies no credits to invoices."))
        memo = note._qb_link_for(connection, CREDIT_MEMO)[:1]
        if not memo:
            return Settled(self.env._("%(note)s is applied when it is in QuickBooks.", note=note.display_name))
        wanted = note._qb_wanted_applications()
        invoices = self.browse().union(*wanted, note._qb_applications(connection).invoice_id)
        ahead = note._qb_ahead_of_application(operation, invoices)
        if ahead:
            return Behind(ahead)
        reading = CreditReading(
            operation.marker,
            memo,
            {one: link for one in invoices if (link := one._qb_link_for(connection, INVOICE)[:1])},
            note._qb_link_for(connection, PAYMENT)[:1],
            answers,
        )
        if not reading.invoices and not reading.payment:
            return Settled(note._qb_applied_words(connection) or self.env._("There is nothing to apply."))
        if not reading.read():
            return Ask(reading.asked)
        return note._qb_plan_of_application(operation, reading, wanted)

    def _qb_ahead_of_application(self, operation, invoices):
        """What was wished for before and changes what is open there: newer versions of these documents, and other
        credits of the same invoices. Only older wishes, so that no two wait for each other."""
        connection = operation.connection_id
        sends = (self | invoices)._qb_open_operations(connection, "send", states=UNDER_WAY)
        others = (invoices._qb_credited_by() - self)._qb_open_operations(connection, "apply", states=UNDER_WAY)
        return (sends | others).filtered(lambda one: one.id < operation.id)

    def _qb_plan_of_application(self, operation, reading, wanted):
        if reading.credit is None:
            reading.memo._mark_deleted()
            return Settled(self.env._("%(object)s is gone from QuickBooks.", object=reading.memo.display_name))
        if reading.payment and not reading.own:
            reading.payment._mark_deleted()
        ours, theirs = reading.ours(), reading.theirs()
        target = shares(wanted, ours, theirs, reading.open_amounts(), reading.credit.balance or ZERO)
        applied = {invoice: ours.get(invoice, ZERO) + theirs.get(invoice, ZERO) for invoice in reading.invoices}
        self.env["qb.application"]._keep(operation.connection_id, self, applied, ours)
        if operation.connection_id.edition == "desktop":
            return self._qb_apply_for_good(operation, reading, wanted, target)
        if target == ours:
            return Settled(self._qb_applied_words(operation.connection_id) or self.env._("There is nothing to apply."))
        if not target:
            return Send(Command(Verb.DELETE, target=reading.own.ref), qb_type=PAYMENT)
        document = self._qb_application_document(operation, reading, target)
        command = Command(Verb.UPDATE if ours else Verb.CREATE, document, target=reading.own.ref if ours else None)
        return Send(command, qb_type=PAYMENT, total=ZERO)

    def _qb_apply_for_good(self, operation, reading, wanted, target):
        """On Desktop an application is no document: it is added, seen on the credit memo, and never taken off again by
        a message (spec qbd 5.2)."""
        connection = operation.connection_id
        sent = {str(invoice.id): str(share) for invoice, share in target.items()}
        if target and operation._choice(APPLIED) == sent:
            raise DocumentError(Problem("credit_not_applied", {"note": self.name, "invoice": _names(target)}))
        if target:
            operation.choices = {**(operation.choices or {}), APPLIED: sent}
            document = self._qb_application_document(operation, reading, target)
            return Send(Command(Verb.CREATE, document), qb_type="ReceivePayment")
        rows = {row.invoice_id: amount(row.amount, row.currency_id) for row in self._qb_applications(connection)}
        surplus = beyond(wanted, rows)
        if surplus:
            told = {
                "note": reading.memo.number or self.name,
                "amounts": self._qb_amounts_of(surplus),
                "invoices": _names(surplus),
            }
            raise DocumentError(Problem("credit_cannot_be_taken_off", told))
        return Settled(self._qb_applied_words(connection) or self.env._("There is nothing to apply."))

    def _qb_application_document(self, operation, reading, target):
        credit = reading.credit
        receivable = credit.details.get("receivable")
        days = [self.invoice_date, *(invoice.invoice_date for invoice in target)]
        return CreditApplication(
            customer=Ref(credit.party_id),
            credit=Ref(reading.memo.qb_id, reading.memo.number or ""),
            date=max(days),
            currency=self.currency_id.name,
            invoices=tuple(
                CreditedInvoice(Ref(reading.invoices[invoice].qb_id, invoice.name), share)
                for invoice, share in target.items()
            ),
            marker=operation.marker,
            note=self.env._("%(note)s applied to %(invoices)s", note=self.name, invoices=_names(target)),
            exchange_rate=credit.details.get("exchange_rate"),
            receivable=Ref(receivable) if receivable else None,
        )

    # ------------------------------------------------------------------ what became of it

    def _qb_application_acknowledged(self, operation, acknowledged):
        """The payment stands there: what it holds is what is applied from here, what others applied stays."""
        connection = operation.connection_id
        beside = {
            row.invoice_id: amount(row.amount - row.ours, row.currency_id) for row in self._qb_applications(connection)
        }
        ours = {}
        for kind, identity, share in acknowledged.details.get("applied") or ():
            holder = self.env["qb.link"]._holder(connection, kind, identity) if kind == INVOICE else None
            if holder:
                ours[self.browse(holder.res_id)] = share
        applied = {one: ours.get(one, ZERO) + beside.get(one, ZERO) for one in {**beside, **ours}}
        self.env["qb.application"]._keep(connection, self, applied, ours)
        operation.note = self._qb_applied_words(connection)

    def _qb_removed_there(self, operation, qb_type):
        super()._qb_removed_there(operation, qb_type)
        if qb_type == PAYMENT:
            note, connection = self.sudo(), operation.connection_id
            rows = note._qb_applications(connection)
            left = {row.invoice_id: amount(row.amount - row.ours, row.currency_id) for row in rows}
            self.env["qb.application"]._keep(connection, note, left, {})
            operation.note = self.env._("%(note)s is not applied in QuickBooks any more.", note=note.display_name)

    def _qb_application_refused(self, operation, error):
        """Somebody was faster: what is open there is read once more, and only once for each refusal."""
        said = error.message or error.code or error.problem
        if operation._choice(REFUSED) == said:
            return False
        operation.choices = {**(operation.choices or {}), REFUSED: said}
        return True

    # ------------------------------------------------------------------ invoices wait for what is taken off them

    def _qb_prepare(self, operation, answers):
        """A changed invoice goes after its credits are taken off, where they shall be."""
        ahead = self.sudo()._qb_credits_ahead(operation).filtered(lambda one: one.id < operation.id)
        return Behind(ahead) if ahead else super()._qb_prepare(operation, answers)

    def _qb_prepare_removal(self, operation, answers):
        ahead = self.sudo()._qb_credits_ahead(operation)
        return Behind(ahead) if ahead else super()._qb_prepare_removal(operation, answers)

    def _qb_credits_ahead(self, operation):
        """The applications to this invoice that are on their way to be changed."""
        if self.move_type != "out_invoice":
            return operation.browse()
        rows = self.env["qb.application"].search(
            [("connection_id", "=", operation.connection_id.id), ("invoice_id", "=", self.id)]
        )
        return rows.credit_id._qb_open_operations(operation.connection_id, "apply", states=UNDER_WAY)

    # ------------------------------------------------------------------ words

    def _qb_amounts_of(self, found):
        return ", ".join(
            f"{invoice.name}: {self.currency_id.format(float(share))}" for invoice, share in found.items()
        )

    def _qb_applied_words(self, connection):
        """What of this credit note is applied there, and what Odoo reconciled beyond that; "" where there is nothing
        to say."""
        rows = {row.invoice_id: amount(row.amount, row.currency_id) for row in self._qb_applications(connection)}
        said = [self.env._("Applied to %(amounts)s.", amounts=self._qb_amounts_of(rows))] if rows else []
        short = beyond(rows, self._qb_wanted_applications())
        receipts = {one: share for one, share in short.items() if one._qb_link_for(connection, "SalesReceipt")}
        absent = {one: share for one, share in short.items() if not one._qb_link_for(connection)}
        open_there = {one: share for one, share in short.items() if one not in receipts and one not in absent}
        if receipts:
            said.append(self.env._("%(names)s is paid as a sales receipt in QuickBooks.", names=_names(receipts)))
        if absent:
            said.append(self.env._("%(names)s is not in QuickBooks yet.", names=_names(absent)))
        if open_there:
            said.append(
                self.env._(
                    "Odoo reconciled more than is open in QuickBooks: %(amounts)s. There this credit is used, or the "
                    "invoice is paid, in another way.",
                    amounts=self._qb_amounts_of(open_there),
                )
            )
        return " ".join(said)

    @api.depends("state", "line_ids.matched_debit_ids", "line_ids.matched_credit_ids")
    def _compute_qb_applied(self):
        for move in self:
            move.qb_applied = move._qb_applied_shown() if move.id else False

    def _qb_applied_shown(self):
        if self.move_type == "out_refund":
            connection = self._qb_connection()
            told = connection and self._qb_is_application_told(connection)
            return told and self._qb_applied_words(connection) or False
        rows = self.env["qb.application"].search([("invoice_id", "=", self.id)]) if self.move_type == "out_invoice" else ()
        if not rows:
            return False
        amounts = ", ".join(f"{row.credit_id.name}: {row.currency_id.format(row.amount)}" for row in rows)
        return self.env._("Credited in QuickBooks by %(amounts)s.", amounts=amounts)

    def _qb_is_application_told(self, connection):
        """Whether QuickBooks was asked about this credit note's applications."""
        done = self._qb_open_operations(connection, "apply", states=("done",))
        return bool(done) and self.qb_reversal != DELETION or bool(self._qb_applications(connection))


def _names(invoices):
    return ", ".join(invoice.name for invoice in invoices)
