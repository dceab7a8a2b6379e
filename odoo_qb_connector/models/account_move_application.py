"""A credit memo is applied in QuickBooks to the invoices that its credit note is reconciled with in Odoo, by as much
(architecture: *Credits applied*)."""

from odoo import fields, models

from ..documents import CreditApplication, CreditedInvoice, DocumentError, Problem, Ref
from ..gateway import Command, Verb
from .builders.amounts import amount
from .builders.credit_reading import PAYMENT, CreditReading
from .builders.credit_shares import ZERO, beyond, names, shares
from .qb_plan import Ask, Behind, Send, Settled

CREDIT_MEMO, INVOICE = "CreditMemo", "Invoice"
UNDER_WAY = ("pending", "sending", "unknown")
SENT, APPLIED = "sent", "applied"
"""Choices of an operation: the application sent last ({invoice id: amount}), and what QuickBooks said it did."""
REFUSED = "refused"


class QbOperation(models.Model):
    _inherit = "qb.operation"

    verb = fields.Selection(selection_add=[("apply", "Apply there")], ondelete={"apply": "cascade"})


class AccountMove(models.Model):
    _inherit = "account.move"

    # ------------------------------------------------------------------ wishing

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
            is_equal = note._qb_wanted_applications() == note._qb_applied(connection)
            if not is_equal and note._qb_link_for(connection, CREDIT_MEMO):
                note._qb_wish("apply", reason=self.env._("Arrived in QuickBooks"), origin=operation)

    # ------------------------------------------------------------------ what is known

    def _qb_applications(self, connection):
        """Rows of this credit note: what QuickBooks has applied as far as it was told."""
        return self.env["qb.application"].search([("connection_id", "=", connection.id), ("credit_id", "in", self.ids)])

    def _qb_applied(self, connection):
        """{invoice: Decimal} that QuickBooks has applied, as far as it was told."""
        return {row.invoice_id: amount(row.amount, row.currency_id) for row in self._qb_applications(connection)}

    def _qb_applied_beside(self, connection):
        """The same without what our own payment holds."""
        rows = self._qb_applications(connection)
        return {row.invoice_id: amount(row.amount - row.ours, row.currency_id) for row in rows}

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
        if note._qb_only_links():
            return Settled(note._qb_untouched_words())
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
            {one: link for one in invoices if (link := one._qb_invoice_to_apply_to(connection))},
            note._qb_link_for(connection, PAYMENT)[:1],
            answers,
        )
        if not reading.invoices and not reading.payment:
            return Settled(note._qb_applied_words(connection) or self.env._("There is nothing to apply."))
        if not reading.is_complete():
            return Ask(reading.asked)
        return note._qb_plan_of_application(operation, reading, wanted)

    def _qb_invoice_to_apply_to(self, connection):
        """The link of this invoice, where it is one there and not another program's."""
        links = self._qb_link_for(connection, INVOICE)[:1]
        return links.browse() if links and self._qb_only_links() else links

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
            raise DocumentError(Problem("credit_not_applied", {"note": self.name, "invoice": names(target)}))
        self._qb_check_rates(operation, reading, target)
        if target:
            operation.choices = {**(operation.choices or {}), SENT: sent}
            document = self._qb_application_document(operation, reading, target)
            return Send(Command(Verb.CREATE, document), qb_type="ReceivePayment")
        surplus = beyond(wanted, self._qb_applied(connection))
        if surplus:
            told = {
                "note": reading.memo.number or self.name,
                "amounts": self._qb_amounts_of(surplus),
                "invoices": names(surplus),
            }
            raise DocumentError(Problem("credit_cannot_be_taken_off", told))
        return Settled(self._qb_applied_words(connection) or self.env._("There is nothing to apply."))

    def _qb_check_rates(self, operation, reading, target):
        """Raises DocumentError where QuickBooks refused to apply this credit to invoices of another exchange rate:
        whether it lets a program do so at all is not documented, a person can (spec qbd 6)."""
        rate, said = reading.credit.details.get("exchange_rate"), operation._choice(REFUSED)
        others = [one for one in target if reading.there(one).details.get("exchange_rate") != rate]
        if said and others:
            told = {"note": self.name, "invoices": names(others), "message": said}
            raise DocumentError(Problem("credit_rates_differ", told))

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
            note=self.env._("%(note)s applied to %(invoices)s", note=self.name, invoices=names(target)),
            exchange_rate=credit.details.get("exchange_rate"),
            receivable=Ref(receivable) if receivable else None,
        )

    # ------------------------------------------------------------------ what became of it

    def _qb_application_acknowledged(self, operation, acknowledged):
        """The payment stands there: what it holds is what is applied from here, what others applied stays."""
        connection = operation.connection_id
        beside, ours = self._qb_applied_beside(connection), {}
        for kind, identity, share in acknowledged.details.get("applied") or ():
            holder = self.env["qb.link"]._holder(connection, kind, identity) if kind == INVOICE else None
            if holder:
                ours[self.browse(holder.res_id)] = share
        applied = {one: ours.get(one, ZERO) + beside.get(one, ZERO) for one in {**beside, **ours}}
        self.env["qb.application"]._keep(connection, self, applied, ours)
        operation.note = self._qb_applied_words(connection)

    def _qb_done_there(self, operation):
        operation.choices = {**(operation.choices or {}), APPLIED: operation._choice(SENT)}
        return super()._qb_done_there(operation)

    def _qb_removed_there(self, operation, qb_type):
        if qb_type != PAYMENT:
            return super()._qb_removed_there(operation, qb_type)
        note, connection = self.sudo(), operation.connection_id
        self.env["qb.application"]._keep(connection, note, note._qb_applied_beside(connection), {})
        operation.note = self.env._("%(note)s is not applied in QuickBooks any more.", note=note.display_name)
        return None

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
