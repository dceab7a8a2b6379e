"""What the tests of tax matrices share: proposals for sets of taxes, and documents of awkward amounts for each."""


class TaxSets:
    """Mixed into a JobCase with `invoice` and a connection."""

    def only_these_taxes(self):
        """What the database has by itself is no part of the test; and a customer who is exempt."""
        position = self.env["account.fiscal.position"].create({"name": "Exempt"})
        self.museum = self.env["res.partner"].create({"name": "Museum", "property_account_position_id": position.id})
        self.env["account.tax"].search([("type_tax_use", "=", "sale"), ("id", "!=", self.tax.id)]).active = False

    def proposals(self):
        """{names of the taxes: name of the proposed code}, all of them used then."""
        rows = self.env["qb.tax.map"]
        rows._note_in_use(self.connection)
        rows = rows.search([("connection_id", "=", self.connection.id)])
        found = {" + ".join(row.tax_ids.mapped("name")): row.proposed_id.name for row in rows}
        rows.action_use_proposals()
        return found

    def documents(self, sets, kinds=("out_invoice", "out_refund"), **values):
        """One of each kind for each set of taxes, of awkward amounts, and one for an exempt customer."""
        made = self.env["account.move"]
        for kind in kinds:
            values["move_type"] = kind
            for taxes in sets:
                made |= self.invoice((self.chair, 3, 33.35, taxes), (self.desk, 7, 11.11, taxes), **values)
            made |= self.invoice((self.chair, 1, 9.99, self.env["account.tax"]), partner=self.museum, **values)
        return made

    def reverse_charge(self, name, amount):
        """A tax that Odoo adds and takes off again."""
        parts = [(0, 0, {"repartition_type": "base"})]
        parts += [(0, 0, {"repartition_type": "tax", "factor_percent": percent}) for percent in (100, -100)]
        return self.a_tax(name, amount, invoice_repartition_line_ids=parts, refund_repartition_line_ids=parts)
