"""What the tests of issues share."""


class SeesIssues:
    """For cases with a connection."""

    def issues(self, state="open"):
        self.env.invalidate_all()
        found = self.env["qb.issue"].search([("connection_id", "=", self.connection.id), ("state", "=", state)])
        return found.sorted("id")

    def the_issue(self):
        found = self.issues()
        self.assertEqual(len(found), 1, found.mapped("title"))
        return found

    def gather(self):
        """The last step of a run."""
        self.env["qb.issue"]._gather(self.connection)

    def failing(self, record, problem, sentence="The moon is full. Wait a day.", verb="send", **values):
        """A failure as the engine leaves it, and the card that the end of its run makes."""
        operation = self.env["qb.operation"]._wish(self.connection, record, verb)
        operation._mark_failed(sentence, problem=problem, values=values)
        self.gather()
        return operation


class FailsForTax(SeesIssues):
    """For job cases: documents that fail because a tax is not mapped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_tax = cls.env["account.tax"].create({"name": "City Tax", "amount": 1, "type_tax_use": "sale"})

    def invoices(self, count):
        moves = self.env["account.move"].union(*(self.invoice((self.chair, 1, 100)) for _ in range(count)))
        self.operations(*moves).unlink()
        return moves

    def fail_for_tax(self, record, tax=None):
        return self.failing(record, "tax_unmapped", tax="?", tax_ids=(tax or self.tax).ids)
