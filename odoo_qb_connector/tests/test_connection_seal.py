"""Secrets at rest: which key seals, which opens, and how the key file comes to be (design 5, Tokens)."""

import os
import stat
import tempfile
import threading
from pathlib import Path
from unittest.mock import patch

from cryptography.fernet import Fernet
from odoo.addons.odoo_qb_connector.models import qb_seal
from odoo.tests import BaseCase, tagged
from odoo.tools import config

PATIENCE = 30


@tagged("post_install", "-at_install")
class TestSeal(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="qb-key-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.settings(data_dir=str(self.folder), qb_secret_key="")
        self.variable("")

    def settings(self, **values):
        for name, value in values.items():
            patcher = patch.dict(config.options.maps[0], {name: value})
            patcher.start()
            self.addCleanup(patcher.stop)

    def variable(self, value):
        patcher = patch.dict(os.environ, {"ODOO_QB_KEY": value})
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_key_file_is_made_once_outside_the_filestore_for_the_owner_only(self):
        sealed = qb_seal.seal("secret")
        path = qb_seal.key_path()
        self.assertEqual(path.parent, self.folder)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        made = path.read_bytes()
        self.assertEqual(qb_seal.unseal(sealed), "secret")
        qb_seal.seal("another")
        self.assertEqual(path.read_bytes(), made)
        self.assertEqual(list(self.folder.iterdir()), [path])

    def test_two_workers_make_one_key(self):
        together = threading.Barrier(2, timeout=PATIENCE)
        link = os.link

        def at_the_same_time(source, target):
            together.wait()
            link(source, target)

        sealed = []
        with patch.object(os, "link", at_the_same_time):
            workers = [threading.Thread(target=lambda: sealed.append(qb_seal.seal("secret"))) for _ in "ab"]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(PATIENCE)
        self.assertEqual([qb_seal.unseal(one) for one in sealed], ["secret", "secret"])

    def test_the_environment_goes_before_the_configuration_before_the_file(self):
        in_file = qb_seal.seal("secret")
        self.assertEqual(qb_seal.key_place().kind, "file")
        configured, exported = Fernet.generate_key().decode(), Fernet.generate_key().decode()
        self.settings(qb_secret_key=configured)
        self.assertEqual(qb_seal.key_place().kind, "option")
        by_option = qb_seal.seal("secret")
        self.assertEqual(Fernet(configured).decrypt(by_option.encode()), b"secret")
        self.variable(exported)
        self.assertEqual(qb_seal.key_place(), qb_seal.KeyPlace("variable", "ODOO_QB_KEY"))
        self.assertEqual(Fernet(exported).decrypt(qb_seal.seal("secret").encode()), b"secret")
        # A key that was moved from the file to the configuration still opens what the file sealed.
        self.assertEqual({qb_seal.unseal(in_file), qb_seal.unseal(by_option)}, {"secret"})

    def test_a_lost_key_is_not_made_again_by_opening(self):
        sealed = qb_seal.seal("secret")
        qb_seal.key_path().unlink()
        with self.assertRaises(qb_seal.Unreadable):
            qb_seal.unseal(sealed)
        self.assertFalse(qb_seal.key_path().exists())

    def test_another_key_does_not_open(self):
        sealed = qb_seal.seal("secret")
        qb_seal.key_path().write_bytes(Fernet.generate_key())
        with self.assertRaises(qb_seal.Unreadable) as caught:
            qb_seal.unseal(sealed)
        self.assertIsNone(caught.exception.__cause__)

    def test_a_bad_key_is_named_by_its_place_and_never_shown(self):
        self.variable("far-too-short")
        with self.assertRaises(qb_seal.BadKey) as caught:
            qb_seal.seal("secret")
        self.assertIn("ODOO_QB_KEY", str(caught.exception))
        self.assertNotIn("far-too-short", str(caught.exception))
        with self.assertRaises(qb_seal.Unreadable):
            qb_seal.unseal("anything")
