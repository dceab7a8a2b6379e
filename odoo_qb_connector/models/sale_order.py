"""An order's accounting is that of its deliveries and invoices; Send Now does for all of them what the
queue does."""

from odoo import fields, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.tools import SQL, format_date
from psycopg2.errors import CheckViolation, NotNullViolation

from ..documents import DocumentError, Problem
from .builders import delivery
from .qb_sentences import sentence


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "qb.record.mixin"]

    # ------------------------------------------------------------------ exactly these quantities

    def _get_invoiceable_lines(self, final=False):
        """With `qb_quantities` in the context ({line id: quantity}): exactly these, whatever the invoicing
        policies."""
        wanted = self.env.context.get("qb_quantities")
        if wanted is None:
            return super()._get_invoiceable_lines(final)
        return delivery.invoiceable_lines(self, self.order_line.filtered(lambda line: line.id in wanted))

    def _prepare_invoice(self):
        return {**super()._prepare_invoice(), **(self.env.context.get("qb_invoice_values") or {})}

    # ------------------------------------------------------------------ what the queue asks

    def _qb_connection(self):
        return self.env["qb.channel"]._settings(self.company_id, self.team_id).connection

    def _qb_lock_keys(self):
        return [("sale.order", self.id)]

    # ------------------------------------------------------------------ making the invoice

    def _qb_make_undelivered(self, connection):
        """The invoice of what is billed without a delivery, dated today where the books are kept. Raises DocumentError
        where there is nothing to bill."""
        self._qb_check_invoiceable()
        wanted = {line: quantity for line in self.order_line if (quantity := delivery.one_time_quantity(line))}
        if not wanted:
            raise DocumentError(Problem("nothing_to_invoice", {"order": self.name}))
        today = connection._local_date(fields.Datetime.now())
        return self._qb_make_invoice(delivery.with_deductions(self, wanted), today)

    def _qb_check_invoiceable(self):
        if self.state == "cancel":
            raise DocumentError(Problem("order_cancelled", {"order": self.name}))
        if not self.order_line.filtered(lambda line: not line.display_type):
            raise DocumentError(Problem("order_without_lines", {"order": self.name}))

    def _qb_make_invoice(self, wanted, day, picking=None):
        """The posted invoice for `wanted` ({line: quantity}), dated `day`; a draft where it is only looked at, and
        where QuickBooks computes the tax. All or nothing: when it cannot be posted, a DocumentError says why and no
        draft stays."""
        values = {"invoice_date": day}
        if not self.payment_term_id:
            values["invoice_date_due"] = day  # Odoo's own default is the day on which the queue happens to run
        if picking:
            values["qb_picking_ids"] = [fields.Command.set(picking.ids)]
        making = self.with_context(
            qb_quantities={line.id: quantity for line, quantity in wanted.items()},
            qb_invoice_values=values,
            qb_made_by_queue=True,
        )
        try:
            with self.env.cr.savepoint():
                invoice = making._create_invoices(grouped=True)
                self._qb_check_draft(invoice)
                if not self.env.context.get("qb_drafts_only"):
                    invoice._qb_post_or_ask()
        except (UserError, RedirectWarning) as error:
            raise self._qb_invoice_failed(picking, str(error.args[0])) from error
        except (CheckViolation, NotNullViolation) as error:
            reason = self.env._("A line has no account. Set an income account on the product or its category.")
            raise self._qb_invoice_failed(picking, reason) from error
        return self.env["account.move"].browse(invoice.ids)

    def _qb_check_draft(self, invoice):
        if invoice.amount_total < 0 or invoice.move_type != "out_invoice":
            raise DocumentError(Problem("order_total_negative", {"order": self.name}))
        locks = invoice._get_violated_lock_dates(invoice.invoice_date, invoice._affect_tax_report())
        if locks:
            values = {
                "date": format_date(self.env, invoice.invoice_date),
                "lock": format_date(self.env, locks[-1][0]),
            }
            raise DocumentError(Problem("period_locked", values, "date"))

    def _qb_invoice_failed(self, picking, reason):
        reason = " ".join(reason.split())
        reason = reason if reason.endswith((".", "!", "?")) else f"{reason}."
        return DocumentError(
            Problem("invoice_failed", {"delivery": ", ".join((picking or self).mapped("name")), "reason": reason})
        )

    # ------------------------------------------------------------------ buttons

    def action_qb_send_now(self):
        """Send what the queue would send: the invoices of done deliveries, made first where there are
        none."""
        self._qb_check_sender()
        connection = self[:1].sudo()._qb_connection()
        if not connection or not connection._accepts_wishes():
            raise UserError(self._qb_why_not())
        operations = self.env["qb.operation"].union(*(order._qb_wish_all() for order in self))
        if not operations:
            raise UserError(self[:1]._qb_why_nothing())
        if len(self) == 1:
            self.env["qb.drain"]._run_after_commit(operations)
        return {
            "type": "ir.actions.client",
            "tag": "qb_show_result",
            "params": {"operation_ids": operations.ids},
        }

    def _qb_wish_all(self):
        """Wishes for everything of this order that can go now: deliveries not invoiced yet, invoices not
        sent yet, and the order itself when nothing of it is ever delivered."""
        order = self.sudo()
        reason = self.env._("Send Now by %(user)s", user=self.env.user.name)
        shipments = order._qb_shipments()
        invoices = order._qb_posted_invoices()
        open_shipments = shipments.filtered(lambda picking: delivery.quantities(picking, order))
        open_invoices = invoices.filtered(lambda move: move.qb_state not in ("sent", "different"))
        operations = open_shipments._qb_wish("send", reason=reason) | open_invoices._qb_wish("send", reason=reason)
        if operations or invoices or order.picking_ids:
            return operations
        return self._qb_wish("send", reason=reason)

    def _qb_why_nothing(self):
        if self.qb_sent:
            return self.env._("Everything of the order %(order)s is in QuickBooks already.", order=self.name)
        return sentence(self.env, "nothing_to_invoice", {"order": self.name})

    def _qb_posted_invoices(self):
        """And those that the queue confirms when QuickBooks has told their tax."""
        invoices = self.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        return invoices.filtered(lambda move: move.state == "posted" or move._qb_goes_as_draft())

    def _qb_shipments(self):
        """Done deliveries to the customer, oldest first."""
        done = self.picking_ids.filtered(lambda picking: picking.state == "done" and picking._qb_is_shipment())
        return done.sorted(lambda picking: (picking.date_done, picking.id))

    # ------------------------------------------------------------------ what a person sees

    def _qb_is_sendable(self):
        return self.state == "sale"

    def _qb_documents(self):
        order = self.sudo()
        shipments = order.picking_ids.filtered(lambda picking: picking._qb_is_shipment())
        invoices = order._qb_posted_invoices()
        return [(self._name, self.ids), ("stock.picking", shipments.ids), ("account.move", invoices.ids)]

    def _qb_values(self, links, operations):
        """In QuickBooks only when all of its posted invoices are."""
        values = super()._qb_values(links, operations)
        linked = {link.res_id for link in links if link.res_model == "account.move" and link.state == "linked"}
        invoices = self.sudo()._qb_posted_invoices()
        values["qb_sent"] = bool(invoices) and set(invoices.ids) <= linked
        if values["qb_state"] == "sent" and not values["qb_sent"]:
            values["qb_state"] = "none"
        return values

    def _qb_sent_query(self):
        """Orders with an invoice, all of whose posted invoices are in QuickBooks."""
        return SQL(
            """(SELECT order_line.order_id
                  FROM sale_order_line order_line
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = order_line.id
                  JOIN account_move_line line ON line.id = rel.invoice_line_id
                  JOIN account_move move ON move.id = line.move_id
             LEFT JOIN qb_link link
                    ON link.res_model = 'account.move' AND link.res_id = move.id AND link.state = 'linked'
                 WHERE move.state = 'posted' AND move.move_type = 'out_invoice'
                   AND (link.id IS NOT NULL OR NOT EXISTS (
                       SELECT 1 FROM account_move note
                        WHERE note.reversed_entry_id = move.id AND note.state = 'posted'
                          AND note.qb_reversal = 'deletion'))
              GROUP BY order_line.order_id
                HAVING bool_and(link.id IS NOT NULL))"""
        )

    def _qb_problem_query(self):
        return SQL(
            """(%(own)s
                 UNION SELECT picking.sale_id FROM stock_picking picking WHERE picking.id IN %(pickings)s
                 UNION SELECT order_line.order_id
                  FROM sale_order_line order_line
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = order_line.id
                  JOIN account_move_line line ON line.id = rel.invoice_line_id
                 WHERE line.move_id IN %(invoices)s)""",
            own=super()._qb_problem_query(),
            pickings=self.env["stock.picking"]._qb_problem_query(),
            invoices=self.env["account.move"]._qb_problem_query(),
        )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        wanted = self.env.context.get("qb_quantities") or {}
        if self.id in wanted and not self.display_type:
            optional_values["quantity"] = wanted[self.id]
            if self.is_downpayment and wanted[self.id] != -1:
                optional_values["extra_tax_data"] = False
        return super()._prepare_invoice_line(**optional_values)
