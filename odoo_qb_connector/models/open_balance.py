"""The open balance that a salesperson sees: a sentence, or why it is not known. Never a zero that nobody said."""

from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def qb_open_balance(self):
        """What QuickBooks says this customer owes: {"known", "text", "busy"}; False where there is nothing to say.
        `busy`: a newer one is on its way, ask again in some seconds. Read rights on the contact are enough."""
        self.ensure_one()
        self.check_access("read")
        return self._qb_open_balance(self.env["qb.channel"]._settings(self.company_id or self.env.company, None))

    def _qb_open_balance(self, settings):
        """The same for a document with these `settings` (qb_channel.ChannelSettings)."""
        connection, partner = settings.connection, self.sudo().commercial_partner_id
        if not connection or not connection._accepts_wishes():
            return False
        links = partner._qb_customer_links(connection)
        reason = partner._qb_why_no_balance(settings, links)
        if reason:
            return self._qb_unknown_balance(reason)
        balances = [self.env["qb.balance"]._look(connection, link.qb_id) for link in links]
        pulled = connection.edition == "desktop"
        return _together([one.with_context(lang=self.env.user.lang)._shown(pulled=pulled) for one in balances])

    def _qb_why_no_balance(self, settings, links):
        """Why nobody can know what this customer (as superuser) owes there under `links`, in words; False when it can
        be known."""
        connection = settings.connection
        if settings.customer:
            return self.env._(
                "this sales channel bills everything to %(customer)s.", customer=settings.customer.display_name
            )
        if not links:
            return self.env._("this customer is not linked to QuickBooks.")
        if not connection._is_open():
            return connection._waiting_message()
        return False

    def _qb_unknown_balance(self, reason):
        return {"known": False, "busy": False, "text": self.env._("unknown: %(reason)s", reason=reason)}


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def qb_open_balance(self, partner_id, team_id=False, company_id=False):
        """The open balance of the customer that is chosen on a quotation which need not be saved yet; see
        res.partner. For whoever may read orders."""
        self.check_access("read")
        partner = self.env["res.partner"].browse(partner_id).exists()
        partner.check_access("read")
        company = self.env["res.company"].browse(company_id) or self.env.company
        if not partner or company not in self.env.companies:
            return False
        team = self.env["crm.team"].sudo().browse(team_id)
        return partner._qb_open_balance(self.env["qb.channel"]._settings(company, team))


class QbBalance(models.Model):
    _inherit = "qb.balance"

    def _shown(self, *, pulled):
        """What the screen shows of this row; `pulled`: QuickBooks calls when it wants, nobody waits on the screen."""
        self.ensure_one()
        waiting = bool(self.asked_at)
        if self.gone:
            text = self.env._("unknown: QuickBooks has no such customer any more.")
        elif self.read_at:
            text = self._words()
        elif not waiting:
            text = self.env._("unknown: QuickBooks did not answer. It is asked again in some minutes.")
        elif pulled:
            text = self.env._("unknown: it is asked with the next call of the Web Connector.")
        else:
            text = self.env._("unknown: QuickBooks is being asked…")
        return {"known": bool(self.read_at and not self.gone), "busy": waiting and not pulled, "text": text}


def _together(shown):
    """The balances of one customer under several names: amounts in several currencies have no sum."""
    if len(shown) == 1:
        return shown[0]
    return {
        "known": all(one["known"] for one in shown),
        "busy": any(one["busy"] for one in shown),
        "text": " + ".join(one["text"] for one in shown),
    }
