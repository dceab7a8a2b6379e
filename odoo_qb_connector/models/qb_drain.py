"""The engine's door: the scheduled action of a connection and Send Now come in here."""

import logging
from functools import partial

from odoo import api, models
from odoo.modules.registry import Registry

from .drain import DrainRun

_logger = logging.getLogger(__name__)

CRON_SECONDS = 10.0
NOW_SECONDS = 60.0


class QbDrain(models.AbstractModel):
    _name = "qb.drain"
    _description = "QuickBooks Queue Engine"

    @api.model
    def _run(self, connection):
        """One run of `connection`'s scheduled action. Never raises: Odoo would deactivate the action."""
        progress = _CronProgress(self.env["ir.cron"])
        run = DrainRun(self.env.registry, connection.id, seconds=CRON_SECONDS, progress=progress)
        try:
            report = run.run()
        except Exception:
            _logger.exception("QuickBooks: the run of connection %s broke off", connection.id)
            _give_back(run)
            return run.report
        _look_after(run)
        with run.transaction() as env:
            run.connection(env)._note_run(sent=report.done, failed=report.failed)
        return report

    @api.model
    def _run_after_commit(self, operations):
        """Drain `operations` at once when the current transaction is committed (Send Now).

        Odoo runs a whole button again on a serialization error, so nothing may be sent before the commit.
        """
        for connection in operations.connection_id:
            ids = operations.filtered(lambda operation, c=connection: operation.connection_id == c).ids
            self.env.cr.postcommit.add(partial(_run_now, self.env.registry.db_name, connection.id, ids))


def _run_now(db_name, connection_id, operation_ids):
    """After the commit there is nobody left to report an error to but the log: the wish is in the queue anyhow."""
    run = DrainRun(Registry(db_name), connection_id, only=operation_ids, seconds=NOW_SECONDS, interactive=True)
    try:
        report = run.run()
        _look_after(run)
        with run.transaction() as env:
            connection = run.connection(env)
            connection._note_run(sent=report.done, failed=report.failed)
            # Whatever this run did not finish is the scheduled action's.
            connection._wake()
    except Exception:
        _logger.exception("QuickBooks: Send Now of operations %s broke off", operation_ids)
        _give_back(run)


def _look_after(run):
    """The connection's health, and who waits for what came of Run Now. QuickBooks is asked between two transactions: an
    answer may take a minute."""
    try:
        if run.retrying(lambda env: run.connection(env)._look_after(run.report)):
            with run.transaction() as env:
                error = run.connection(env)._ask_whether_back()
            run.retrying(lambda env: run.connection(env)._note_probe(error))
        run.retrying(lambda env: run.connection(env)._tell_runs_now())
    except Exception:
        # What was sent stays sent, and the next run looks again.
        _logger.exception("QuickBooks: the health of connection %s could not be looked after", run.connection_id)


def _give_back(run):
    """Nothing more can be done when even this fails (PostgreSQL is away): the next run recovers what was held."""
    try:
        run.give_back()
    except Exception:
        _logger.exception("QuickBooks: what the run of connection %s held could not be given back", run.connection_id)


class _CronProgress:
    """Tells Odoo's scheduler that this run achieves something, so that a killed run is not counted as a failure."""

    def __init__(self, cron):
        self.cron = cron
        self.reported = 0

    def __call__(self, report):
        achieved = report.done + report.failed + report.recovered
        self.cron._commit_progress(achieved - self.reported)
        self.reported = achieved
