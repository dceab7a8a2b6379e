"""What came of one entry of a QuickBooks list that an import read."""

from odoo import api, fields, models


class QbImportLine(models.Model):
    _name = "qb.import.line"
    _description = "QuickBooks Import Line"
    _order = "import_id desc, id"

    import_id = fields.Many2one("qb.import", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="import_id.company_id", store=True, precompute=True)
    qb_id = fields.Char("QuickBooks Id", required=True, readonly=True)
    name = fields.Char("In QuickBooks", required=True, readonly=True)
    outcome = fields.Selection(
        [("created", "Created"), ("matched", "Matched and linked"), ("left_out", "Left out")],
        "Result",
        required=True,
        readonly=True,
    )
    problem = fields.Char(readonly=True, help="Kind of the reason.")
    reason = fields.Text("Why, or What to Look At", readonly=True)
    remarked = fields.Boolean(compute="_compute_remarked", store=True, help="Imported, with something to look at.")
    parent = fields.Char(readonly=True, help="Id of the customer in QuickBooks that it is a job of.")
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    record_name = fields.Char("In Odoo", compute="_compute_record_name", compute_sudo=True)

    _once = models.UniqueIndex("(import_id, qb_id)")

    @api.depends("outcome", "reason")
    def _compute_remarked(self):
        for line in self:
            line.remarked = line.outcome != "left_out" and bool(line.reason)

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for line in self:
            record = self.env[line.res_model].browse(line.res_id).exists() if line.res_model else None
            line.record_name = record.display_name if record else False

    def action_open_record(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id).get_formview_action() if self.res_model else False
