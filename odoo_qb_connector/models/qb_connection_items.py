"""How products become items: what their unit of measure is told by, and what becomes of kits."""

from odoo import fields, models


class QbConnection(models.Model):
    _inherit = "qb.connection"

    unit_policy = fields.Selection(
        [
            ("none", "Nowhere"),
            ("name", "In the name: “Chair (Dozens)”"),
            ("description", "In the description"),
        ],
        "Units of Measure",
        default="none",
        required=True,
        help="QuickBooks has no units like Odoo's. Where the unit of a new item is told; pieces (Units) go without "
        "saying.",
    )
    kit_policy = fields.Selection(
        [
            ("refuse", "Refuse them, and say so"),
            ("expand", "Send their parts"),
        ],
        "Kits",
        default="refuse",
        required=True,
        help="QuickBooks has no kits that Odoo could fill. Send their parts: a document carries the parts in their "
        "quantities instead of the kit, and the kit's amount is divided among them by their sales prices.",
    )
