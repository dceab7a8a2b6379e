"""What goes by itself goes when the schedule of its connection says so; a person goes first."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.models.drain.claim import due_operations
from odoo.addons.odoo_qb_connector.models.schedule import NEVER, Schedule
from odoo.tests import TransactionCase, freeze_time, tagged
from psycopg2.errors import CheckViolation

from .desktop_case import DesktopCase
from .job_books import BooksCase
from .job_common import JobCase

LA = "America/Los_Angeles"
NOON = "2026-03-02 20:00:00"
"""Monday, twelve o'clock in Los Angeles."""


def moment(text):
    return datetime.fromisoformat(text)


@tagged("post_install", "-at_install")
class TestMoments(TransactionCase):
    """Pure arithmetic: when what is wished now goes."""

    def check(self, schedule, now, expected):
        found = schedule.next_moment(moment(now))
        self.assertEqual(str(found) if found else found, expected)

    def test_at_once(self):
        self.check(Schedule(), NOON, None)

    def test_only_by_hand(self):
        self.assertEqual(Schedule("hand").next_moment(moment(NOON)), NEVER)

    def test_minutes_count_from_midnight(self):
        hourly = Schedule("minutes", minutes=60, tz=LA)
        self.check(hourly, "2026-03-02 20:00:01", "2026-03-02 21:00:00")
        self.check(hourly, "2026-03-02 20:00:00", "2026-03-02 20:00:00")
        self.check(Schedule("minutes", minutes=45, tz=LA), "2026-03-02 20:01:00", "2026-03-02 20:45:00")
        self.check(Schedule("minutes", minutes=45, tz=LA), "2026-03-03 07:50:00", "2026-03-03 08:00:00")

    def test_minutes_within_hours(self):
        office = Schedule("minutes", minutes=90, begins=8.5, ends=17.0, tz=LA)
        self.check(office, "2026-03-02 14:00:00", "2026-03-02 17:00:00")  # 06:00 there: 09:00 is the first
        self.check(office, "2026-03-03 00:50:00", "2026-03-03 17:00:00")  # 16:50 there: 16:30 was the last

    def test_once_a_day(self):
        evening = Schedule("day", at=18.5, tz=LA)
        self.check(evening, NOON, "2026-03-03 02:30:00")
        self.check(evening, "2026-03-03 02:30:01", "2026-03-04 02:30:00")

    def test_the_clock_on_the_wall_counts_in_summer_too(self):
        """Summer time begins on 8 March 2026 at two in the morning."""
        self.check(Schedule("day", at=18.0, tz=LA), "2026-03-08 03:00:00", "2026-03-09 01:00:00")
        self.check(Schedule("day", at=18.0, tz=LA), "2026-03-07 03:00:00", "2026-03-08 02:00:00")

    def test_at_once_within_hours(self):
        office = Schedule(begins=8.0, ends=17.0, tz=LA)
        self.check(office, NOON, None)
        self.check(office, "2026-03-02 15:59:00", "2026-03-02 16:00:00")
        self.check(office, "2026-03-03 01:01:00", "2026-03-03 16:00:00")

    def test_hours_that_span_midnight(self):
        night = Schedule(begins=22.0, ends=5.0, tz=LA)
        self.check(night, NOON, "2026-03-03 06:00:00")
        self.check(night, "2026-03-03 07:00:00", None)
        self.check(night, "2026-03-03 12:00:00", None)


class ScheduleCase(JobCase):
    def setUp(self):
        super().setUp()
        self.connection.status_ids._set("connected")

    def due(self, **only):
        self.env.flush_all()
        return due_operations(self.env.cr, self.connection.id, limit=50, **only)

    def evening(self):
        self.connection.write({"schedule": "day", "schedule_at": 18.0})


@tagged("post_install", "-at_install")
class TestWishes(ScheduleCase):
    @freeze_time(NOON)
    def test_a_shipment_is_planned(self):
        self.evening()
        picking = self.ship(self.order((self.chair, 1)))
        wish = self.operations(picking)
        self.assertEqual((wish.scheduled, str(wish.planned_at)), (True, "2026-03-03 02:00:00"))
        words = "It goes on 03/03/2026 02:00 AM, by the schedule. Press Send Now to send it at once."
        shown = picking.with_context(tz="UTC")
        shown.invalidate_recordset()
        self.assertEqual((shown.qb_state, " ".join(shown.qb_message.split())), ("waiting", words))

    def test_only_what_is_due_is_claimed(self):
        self.connection.schedule = "hand"
        wish = self.operations(self.ship(self.order((self.chair, 1))))
        self.assertEqual(wish.planned_at, NEVER)
        self.assertEqual(self.due(), [])
        wish.planned_at = fields.Datetime.now() - timedelta(minutes=1)
        self.assertEqual(self.due(), wish.ids)

    def test_by_hand_says_what_to_press(self):
        self.connection.schedule = "hand"
        picking = self.ship(self.order((self.chair, 1)))
        words = "Books sends only by hand. Press Send Now here, or Run Now on the connection."
        self.assertEqual((picking.qb_message, self.operations(picking).outcome), (words, words))

    def test_no_cron_is_woken_for_what_never_goes(self):
        self.connection.schedule = "hand"
        with patch.object(type(self.connection), "_wake") as wake:
            self.ship(self.order((self.chair, 1)))
        wake.assert_not_called()

    @freeze_time(NOON)
    def test_the_cron_is_woken_when_it_is_due(self):
        self.evening()
        with patch.object(type(self.connection), "_wake") as wake:
            self.ship(self.order((self.chair, 1)))
        wake.assert_called_once_with(moment("2026-03-03 02:00:00"))

    def test_send_now_goes_at_once_and_takes_along_what_waits(self):
        self.connection.schedule = "hand"
        picking = self.ship(self.order((self.chair, 1)))
        planned = self.operations(picking)
        wished = picking._qb_wish("send", reason="Send Now by a person")
        self.assertFalse(wished.planned_at)
        self.assertEqual(self.due(), planned.ids, "the older one goes first, and the newer becomes a part of it")
        self.assertEqual(self.due(only=wished.ids), planned.ids)

    def test_others_stay_planned(self):
        self.connection.schedule = "hand"
        sent, other = self.ship(self.order((self.chair, 1))), self.ship(self.order((self.chair, 1)))
        sent._qb_wish("send")
        self.assertNotIn(self.operations(other).id, self.due())

    def test_what_a_document_needs_is_not_planned(self):
        self.connection.schedule = "hand"
        self.assertFalse(self.env["qb.operation"]._wish(self.connection, self.customer, "ensure").planned_at)

    def test_send_again_in_the_queue_goes_at_once(self):
        self.connection.schedule = "hand"
        wish = self.operations(self.ship(self.order((self.chair, 1))))
        wish.action_send_again()
        self.assertEqual(self.due(), wish.ids)
        self.connection.schedule_minutes = 5
        self.assertEqual(self.due(), wish.ids, "no new schedule holds what a person sent")

    def test_planned_is_not_overdue(self):
        self.evening()
        wish = self.operations(self.ship(self.order((self.chair, 1))))
        self.env.flush_all()
        old = fields.Datetime.now() - timedelta(hours=2)
        self.env.cr.execute("UPDATE qb_operation SET create_date = %s WHERE id = %s", [old, wish.id])
        self.env.invalidate_all()
        self.assertFalse(self.connection.is_overdue)
        wish.planned_at = old
        self.connection.invalidate_recordset()
        self.assertTrue(self.connection.is_overdue)

    def test_coming_back_does_not_break_the_schedule(self):
        """A connection that heals takes the back-offs off, not the schedule."""
        self.connection.schedule = "hand"
        self.ship(self.order((self.chair, 1)))
        self.connection._go_on()
        self.assertEqual(self.due(), [])


@tagged("post_install", "-at_install")
class TestChanges(ScheduleCase):
    """A new schedule counts for what waits."""

    @freeze_time(NOON)
    def test_retimes_what_waits(self):
        wish = self.operations(self.ship(self.order((self.chair, 1))))
        self.assertEqual((wish.scheduled, wish.planned_at), (True, False))
        for values, planned in (
            ({"schedule": "hand"}, NEVER),
            ({"schedule": "day", "schedule_at": 18.0}, moment("2026-03-03 02:00:00")),
            ({"schedule_at": 13.0}, moment("2026-03-02 21:00:00")),
            ({"tz": "UTC"}, moment("2026-03-03 13:00:00")),
            ({"schedule": "minutes", "schedule_minutes": 30}, moment("2026-03-02 20:00:00")),
            ({"schedule": "at_once"}, False),
            ({"schedule_from": 8.0, "schedule_to": 17.0}, moment("2026-03-03 08:00:00")),
        ):
            with self.subTest(values):
                self.connection.write(values)
                self.assertEqual(wish.planned_at, planned)

    def test_impossible_ones(self):
        for values in ({"schedule_minutes": 0}, {"schedule_at": 24.0}, {"schedule_to": -1.0}):
            with self.subTest(values), self.assertRaises(CheckViolation), self.cr.savepoint():
                self.connection.write(values)
                self.env.flush_all()


class PressesRunNow:
    def run_now(self):
        """Press it and let the scheduled action do its work; the notices."""
        notices = []
        users = type(self.env["res.users"])

        def told(user, kind, values, **_more):
            notices.append((user.id, values["type"], values["message"]))

        with patch.object(users, "_bus_send", told):
            action = self.connection.action_run_now()
            self.env.flush_all()
            for _ in range(2):
                with self.enter_registry_test_mode(), self.registry.cursor() as cr:
                    self.env(cr=cr)["qb.connection"]._cron_drain(self.connection.id)
            self.env.invalidate_all()
        return action, notices


@tagged("post_install", "-at_install")
class TestRunNow(PressesRunNow, BooksCase):
    """One notice to whoever pressed it."""

    def setUp(self):
        super().setUp()
        self.open_books()
        self.connection.schedule = "hand"
        self.env.user.group_ids += self.env.ref("odoo_qb_connector.group_qb_user")

    def test_sent_refused_and_held(self):
        sent = self.ship(self.order((self.chair, 1)))
        refused = self.ship(self.order((self.chair, 1)))
        refused.sale_id.state = "cancel"
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        _action, notices = self.run_now()
        name = self.connection.name
        self.assertEqual(notices, [(self.env.uid, "danger", f"{name}: 1 sent, 1 refused, 0 held.")])
        self.assertEqual((sent.qb_state, refused.qb_state), ("sent", "failed"))
        self.assertEqual(self.connection.run_now_words, f"{notices[0][2]} ({self.env.user.name})")

    def test_everything_sent(self):
        for _ in range(2):
            self.ship(self.order((self.chair, 1)))
        _action, notices = self.run_now()
        self.assertEqual(notices, [(self.env.uid, "success", f"{self.connection.name}: 2 sent, 0 refused, 0 held.")])
        self.assertEqual(len(self.invoices_there()), 2)

    def test_what_is_wished_later_waits_again(self):
        self.ship(self.order((self.chair, 1)))
        self.run_now()
        self.ship(self.order((self.chair, 1)))
        self.run_queue()
        self.assertEqual(len(self.invoices_there()), 1)

    def test_a_change_leaves_alone_what_went_once(self):
        """The invoice waits for its customer, which a person has to link."""
        self.connection.write({"schedule": "at_once", "customer_policy": "link"})
        wish = self.operations(self.ship(self.order((self.chair, 1))))
        self.run_queue()
        self.connection.schedule = "hand"
        invoice = wish._record().qb_invoice_ids
        self.assertEqual((wish.state, wish.planned_at), ("done", False))
        self.assertEqual((self.operations(invoice).scheduled, self.operations(invoice).planned_at), (False, False))

    def test_a_disconnected_connection_holds_and_says_why(self):
        self.ship(self.order((self.chair, 1)))
        self.connection.enabled = False
        _action, notices = self.run_now()
        self.assertEqual(len(notices), 1)
        self.assertIn("0 sent, 0 refused, 1 held. ", notices[0][2])
        self.assertIn(self.connection._waiting_message(), notices[0][2])

    def test_nothing_waits(self):
        action, notices = self.run_now()
        self.assertEqual(action["params"]["message"], f"Nothing waits for {self.connection.name}.")
        self.assertEqual(notices, [])

    def test_an_invoice_behind_a_refused_customer_is_refused(self):
        self.connection.customer_policy = "link"
        self.ship(self.order((self.chair, 1)))
        _action, notices = self.run_now()
        self.assertEqual(notices[0][2], f"{self.connection.name}: 0 sent, 1 refused, 0 held.")


@tagged("post_install", "-at_install")
class TestRunNowOnDesktop(PressesRunNow, DesktopCase):
    def test_what_waits_for_the_web_connector_is_held(self):
        self.connection.status_ids._set("connected")
        self.connection.schedule = "hand"
        self.env.user.group_ids += self.env.ref("odoo_qb_connector.group_qb_user")
        picking = self.ship(self.order((self.chair, 1)))
        _action, notices = self.run_now()
        words = "Books: 0 sent, 0 refused, 1 held. What is held goes with the next call of the Web Connector."
        self.assertEqual(notices, [(self.env.uid, "warning", words)])
        self.assertTrue(picking.qb_invoice_ids, "Odoo's invoice is made, and waits to be fetched")
