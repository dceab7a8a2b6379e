"""What QuickBooks Desktop refuses about customers and items: what becomes of it, and what a person reads and presses
(spec qbd 4.1; docs/refusals.md). The words are QuickBooks' own as they were recorded."""

from odoo.tests import tagged

from .test_pulled_updates import ONE_SIDE, UpdatesCase

NOT_THERE = "QuickBooks error message: Invalid argument.  The specified record does not exist in the list."
SAVING = 'There was an error when saving a Customer list, element "X".  QuickBooks error message: '
ADMIN = "give its QuickBooks user the rights for sales and lists. Then press Send Again."
AGAIN = "press Send Again."
# status, QuickBooks' words, state, problem, what the person reads behind QuickBooks' words
ROWS = (
    # ------------------------------------------------------------------ it goes again by itself
    ("1010", "System not available", "pending", "busy", "It is tried again by itself."),
    ("3170", "This list has been modified by another user.", "pending", "record_locked", "goes again by itself."),
    ("3175", "because it is already in use.", "pending", "record_locked", "Close its window there"),
    ("3176", "The application failed to acquire the lock.", "pending", "record_locked", "Close its window there"),
    ("3180", f"{SAVING}This list has been modified by another user.", "pending", "record_locked", "by itself."),
    ("3231", "The request has not been processed.", "pending", "not_run", "It goes again by itself."),
    # ------------------------------------------------------------------ a value
    ("3000", 'The given object ID "1" in the field "TermsRef" is invalid.', "failed", "invalid_data", AGAIN),
    ("3010", "There was an error when converting the boolean value.", "failed", "invalid_data", AGAIN),
    ("3020", "There was an error when converting the date value.", "failed", "invalid_data", AGAIN),
    ("3040", 'There was an error when converting the amount "x".', "failed", "invalid_data", AGAIN),
    ("3070", "The string in the field Phone is too long.", "failed", "value_too_long", "Shorten it, then press"),
    ("3090", 'There was an error when storing "A:B" in the "Name" field.', "failed", "invalid_data", AGAIN),
    ("3110", "The argument is not one that QuickBooks knows.", "failed", "invalid_data", AGAIN),
    ("3150", 'There is a missing element: "Name".', "failed", "value_missing", "Fill it in, then press Send Again."),
    ("3190", 'The "Name" field cannot be cleared.', "failed", "invalid_data", AGAIN),
    ("3210", 'The "Email" field has an invalid value "x".', "failed", "invalid_data", AGAIN),
    ("3390", "Too many of them.", "failed", "too_large", AGAIN),
    # ------------------------------------------------------------------ something else there
    ("3100", 'The name "Azure" of the list element is already in use.', "failed", "name_taken", "choose another name."),
    ("3120", f'Object "8" specified in the request cannot be found.  {NOT_THERE}', "failed", "gone", "Press Link and"),
    ("500", 'There was a required element ("8") that could not be found.', "failed", "gone", "Press Link and choose"),
    (
        "3140",
        f'There is an invalid reference to QuickBooks Terms "Net 77" in the Customer.  {NOT_THERE}',
        "failed",
        "bad_reference",
        "Make it active there or choose another one",
    ),
    ("3140", "The record is inactive.", "failed", "inactive_reference", "Make it active there or link another one"),
    (
        "3140",
        "The currency of the account must be either in home currency or the transaction currency.",
        "failed",
        "currency_mismatch",
        AGAIN,
    ),
    ("3160", "It is in use.", "failed", "held_by_other_record", "Undo that in QuickBooks"),
    ("3170", "It cannot be modified.", "failed", "quickbooks_refused", "Correct it, then press Send Again."),
    ("3180", f"{SAVING}Something new.", "failed", "quickbooks_refused", "Correct it, then press Send Again."),
    ("3180", f"{SAVING}This account number is already in use.", "failed", "wrong_account", "Choose another account"),
    ("3161", "on or before the closing date", "failed", "period_closed", "Ask your accountant to open the period"),
    ("3171", "on or before the closing date", "failed", "period_closed", "Ask your accountant to open the period"),
    ("3270", "Missing posting account.", "failed", "wrong_account", "Choose another account under"),
    # ------------------------------------------------------------------ rights and features
    ("1030", "This request is not supported.", "failed", "not_in_plan", "Switch it on or upgrade there"),
    ("3250", "This feature is not enabled.", "failed", "not_in_plan", "Switch it on or upgrade there"),
    ("3262", "No payroll subscription.", "failed", "not_in_plan", "Switch it on or upgrade there"),
    ("3264", "No merchant account.", "failed", "not_in_plan", "Switch it on or upgrade there"),
    ("3220", "Not authorised.", "failed", "desktop_no_permission", ADMIN),
    ("3260", "Insufficient permission.", "failed", "desktop_no_permission", ADMIN),
    ("3261", "No permission for personal data.", "failed", "desktop_no_permission", ADMIN),
    ("3263", "Read-only access.", "failed", "desktop_no_permission", ADMIN),
    # ------------------------------------------------------------------ mistakes of the connector
    ("1060", "The request ID is too long.", "failed", "connector_fault", "please report it."),
    ("9100", "The macro is not defined.", "failed", "connector_fault", "please report it."),
    ("3055", "A code that nobody has listed.", "failed", "invalid_data", AGAIN),
    ("4711", "A code that nobody has listed.", "failed", "quickbooks_refused", AGAIN),
)
WARNINGS = ("501", "510", "530", "531", "550", "560", "570")


@tagged("post_install", "-at_install")
class TestRefusals(UpdatesCase):
    def refuse(self, code, words, model, record, identity, request):
        """(state, problem, sentence) of an update that QuickBooks answers with `code`."""
        self.file.refused = {request: (code, words)}
        operation = self.changed(model, record, "name" if model == "res.partner" else "price")
        self.session()
        outcome = self.outcome(operation)
        with self.committed() as env:
            # The next one is of a record that nothing is known against.
            env["qb.operation"].browse(operation)._mark_cancelled("")
            links = env["qb.link"].search([("connection_id", "=", self.connection_id), ("qb_id", "=", identity)])
            links.write({"state": "linked", "sync_token": self.file.sequence(identity)})
            env["qb.operation"].search([("state", "=", "pending")])._mark_cancelled("")
        return outcome

    def test_a_customer(self):
        partner, identity = self.a_customer()
        for code, words, state, problem, read in ROWS:
            with self.subTest(code=code, words=words[-40:]):
                found = self.refuse(code, words, "res.partner", partner, identity, "CustomerMod")
                self.assertEqual(found[:2], (state, problem), found)
                self.assertIn(read, found[2])
        self.assertEqual(self.file.text(identity, "Phone"), "1", "nothing of it was written")

    def test_an_item(self):
        product, identity = self.an_item(ONE_SIDE)
        for code, words, state, problem, read in ROWS:
            if code in ("3140", "3180", "3200", "3250", "3270", "500"):
                with self.subTest(code=code, words=words[-40:]):
                    request = "ItemNonInventoryMod"
                    found = self.refuse(code, words, "product.product", product, identity, request)
                    self.assertEqual(found[:2], (state, problem), found)
                    self.assertIn(read, found[2])
        self.assertEqual(self.file.text(identity, "SalesOrPurchase/Price"), "100.00")

    def test_done_but_not_as_asked(self):
        """A warning says that it was done: with the object it is a success."""
        partner, identity = self.a_customer()
        for code in WARNINGS:
            with self.subTest(code=code):
                self.file.warned = {"CustomerMod": (code, "Done, but not as asked.")}
                operation = self.changed("res.partner", partner, "phone")
                self.session()
                self.assertEqual(self.outcome(operation)[0], "done")
        self.assertEqual(self.file.text(identity, "Phone"), "+1 555 0100")

    def test_a_set_that_cannot_be_read(self):
        """0x80040400: everything that travelled with it goes, and it says where to look."""
        partner, identity = self.a_customer()
        self.file.unreadable = "+1 555 0100"
        operation = self.changed("res.partner", partner, "phone")
        self.session()
        state, problem, words = self.outcome(operation)
        self.assertEqual((state, problem), ("failed", "parse_refused"))
        self.assertIn("qbsdklog.txt", words)
        self.assertIn("press Send Again", words)
        self.assertEqual(self.file.text(identity, "Phone"), "1")
