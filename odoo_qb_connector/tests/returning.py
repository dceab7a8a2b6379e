"""What the tests of returns share: goods that come back and go again, with the day on which they do."""


class Returning:
    """Mixed into a JobCase; days are in March 2026, at noon where the books are kept."""

    def shipped(self, order, day=10, quantities=None):
        return self.ship(order, quantities, done=f"2026-03-{day:02} 20:00:00")

    def returned(self, picking, quantities=None, day=12, month=3):
        """All of `picking`, or {product: quantity}, is back."""
        wanted = quantities or {move.product_id: move.quantity for move in picking.move_ids}
        back = self.bring_back(picking, wanted)
        back.date_done = f"2026-{month:02}-{day:02} 20:00:00"
        return back

    def shipped_again(self, back, day=14):
        """The return of a return: the same goods leave again."""
        again = self.returned(back, day=day)
        self.assertTrue(again._qb_is_shipment())
        return again

    def credit_notes(self, order):
        return order.invoice_ids.filtered(lambda move: move.move_type == "out_refund").sorted("id")

    def wishes(self, *records, state="pending"):
        """[(verb, name of the record)] of what waits, oldest first."""
        return [(one.verb, one.record_name) for one in self.operations(*records, state=state).sorted("id")]
