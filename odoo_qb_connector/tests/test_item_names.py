"""The name policy of products: cleaned, made its own, cut; pure functions with the characters and lengths of both
editions."""

from odoo.addons.odoo_qb_connector.desktop import text as desktop_text
from odoo.addons.odoo_qb_connector.models.builders.item_names import Room, cleaned, clipped, full_name, proposals
from odoo.tests import TransactionCase, tagged

ONLINE = Room(100)
DESKTOP = Room(31, written=desktop_text.one_line, unwritable=desktop_text.unsupported)


@tagged("post_install", "-at_install")
class TestItemNames(TransactionCase):
    def test_cleaned(self):
        for text, online, desktop in (
            ("Chair", "Chair", "Chair"),
            ("  Chair\twith\n arms  ", "Chair with arms", "Chair with arms"),
            ("Chair: red", "Chair- red", "Chair- red"),
            ('The "big" one', 'The "big" one', 'The "big" one'),
            ("Chair \U0001fa91", "Chair \U0001fa91", "Chair"),
            ("\u202eChair\u202c\u200b", "Chair", "Chair"),
            ("כיסא", "כיסא", "כיסא"),
            ("Chair\ud800", "Chair", "Chair"),
            (" \t\u00a0\u200b ", "", ""),
        ):
            with self.subTest(text=text.encode("unicode_escape")):
                self.assertEqual((cleaned(text, ONLINE), cleaned(text, DESKTOP)), (online, desktop))

    def test_clipped_keeps_the_reference(self):
        for name, reference, kept in (
            ("Chair", "", "Chair"),
            ("Chair with arms, wheels and a head rest", "", "Chair with arms, wheels and a h"),
            ("Chair with arms, wheels and a head rest", "CHAIR-1", "Chair with arms, wheels CHAIR-1"),
            ("Chair with arms, and a rest", "C" * 31, "C" * 31),
            ("Chair", "C" * 32, ""),
            # Written out, a trade mark takes four characters.
            ("Chair with arms and wheels\u2122 twice", "X1", "Chair with arms and wheels X1"),
        ):
            with self.subTest(name=name, reference=reference):
                self.assertEqual(clipped(name, reference, DESKTOP), kept)

    def test_proposals(self):
        long = "Chair with arms, wheels and a head rest"
        for name, reference, shared, expected in (
            ("Chair", "", False, ("Chair",)),
            ("Chair", "CHAIR-1", False, ("Chair", "Chair CHAIR-1")),
            ("Chair", "chair", False, ("Chair",)),
            ("Chair", "CHAIR-1", True, ("Chair CHAIR-1",)),
            ("Chair", "", True, ()),
            (long, "", False, ("Chair with arms, wheels and a h",)),
            (long, "CHAIR-1", False, ("Chair with arms, wheels CHAIR-1",)),
            (long, "", True, ()),
            ("כיסא", "CHAIR-1", False, ("CHAIR-1",)),
            ("כיסא", "", False, ()),
            ("", "", False, ()),
        ):
            with self.subTest(name=name, reference=reference, shared=shared):
                self.assertEqual(proposals(name, reference, DESKTOP, shared=shared), expected)

    def test_six_hundred_characters(self):
        self.assertEqual(proposals("a" * 600, "S1", ONLINE, shared=False), ("a" * 97 + " S1",))
        self.assertEqual(proposals("a" * 600, "", ONLINE, shared=False), ("a" * 100,))

    def test_unit(self):
        self.assertEqual(
            (full_name("Chair", "Dozens"), full_name("Chair"), full_name("", "Dozens")), ("Chair (Dozens)", "Chair", "")
        )
