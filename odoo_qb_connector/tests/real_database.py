"""Tests that need more than one connection to PostgreSQL: a clone of the template database, with real cursors.

Odoo's test cursor is one connection, so locks, races and kills cannot be seen on it (design 9).
"""

import os
import unittest
import uuid
from contextlib import closing, contextmanager

import odoo.sql_db
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests.common import BaseCase
from odoo.tools import config

TEMPLATE = os.environ.get("QB_TEST_TEMPLATE")
RUN = os.environ.get("QB_TEST_DATABASE")
"""The run's own database: clones are named after it, so that script/test finds and drops them however a run ends."""


def _administer(statement):
    connection = odoo.sql_db.db_connect("postgres")
    with closing(connection.cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(statement)


def create_clone(template=TEMPLATE):
    """A fresh database with the add-on installed; returns its name."""
    name = f"{RUN}_{uuid.uuid4().hex[:8]}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def drop_clone(name):
    Registry.delete(name)
    odoo.sql_db.close_db(name)
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def load_registry(name):
    """The registry of another database; in test mode Odoo would run the add-on's tests while loading it."""
    testing = config["test_enable"]
    config["test_enable"] = False
    try:
        return Registry(name)
    finally:
        config["test_enable"] = testing


@unittest.skipUnless(TEMPLATE, "needs a template database to clone: run it with script/test")
class RealDatabaseCase(BaseCase):
    """One cloned database per class; tests make their own records and commit them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = create_clone()
        cls.addClassCleanup(drop_clone, cls.database)
        cls.real_registry = load_registry(cls.database)

    @contextmanager
    def committed(self, user_id=SUPERUSER_ID, context=None):
        """An environment on a cursor of its own, committed on a clean exit."""
        with self.real_registry.cursor() as cr:
            # A deadlock between a test and the code under test is an error in words, not a run that hangs.
            cr.execute("SET LOCAL lock_timeout = '20s'")
            yield api.Environment(cr, user_id, context or {})
