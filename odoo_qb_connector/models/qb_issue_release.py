"""What a fix sets going: a mapping that is saved, settings that were read anew."""

from odoo import api, models

from .issue_causes import COUNTING_AS_SETTINGS, names_terms


class QbMapMixin(models.AbstractModel):
    _inherit = "qb.map.mixin"

    _ends_kind = ""
    """The kind of cause (issue_causes.KINDS) that a row of this mapping may end."""

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._release_held()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self._release_held()
        return result

    def _release_held(self):
        """What these rows may have been missing for goes again, by itself."""
        kinds = [self._ends_kind] if self._ends_kind else []
        for row in self if kinds else self.browse():
            held = self.env["qb.operation"]._held_by_kinds(row.connection_id, kinds)
            held.filtered(lambda operation, row=row: row._may_end(operation.cause or {}))._go_again()

    def _may_end(self, details):
        """Whether this row may end a cause with these `details` (issue_causes.Cause)."""
        return True


class QbTaxMap(models.Model):
    _inherit = "qb.tax.map"

    _ends_kind = "tax"

    def _may_end(self, details):
        """The row of these taxes that has a code; where a cause names no certain ones any such row may."""
        taxes = details.get("tax_ids")
        return bool(self.code_id) and (not taxes or set(taxes) == set(self.tax_ids.ids))


class QbCharge(models.Model):
    _inherit = "qb.charge"

    _ends_kind = "charge"

    def _may_end(self, details):
        return self.charge in ("other", details.get("charge_kind"))


class QbTermMap(models.Model):
    _inherit = "qb.term.map"

    _ends_kind = "reference"

    def _may_end(self, details):
        return names_terms(details)


class QbAccountsMixin(models.AbstractModel):
    _inherit = "qb.accounts.mixin"

    _ends_kind = "account"


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _keep_facts(self, facts):
        """What was held by a setting or a closing date goes again when the settings are others now."""
        before = self.sudo().facts
        result = super()._keep_facts(facts)
        if before and self.sudo().facts != before:
            self.env["qb.operation"]._held_by_kinds(self, COUNTING_AS_SETTINGS)._go_again()
        return result
