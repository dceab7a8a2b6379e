"""Template databases: Odoo's modules installed once, and the add-on once per version of its data."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import locks, odoo_source, outline, paths
from .databases import Databases
from .environment import Environment, shell_script
from .errors import ScriptError
from .output import timed
from .shell import run

BASE_MODULES = (
    "sale_stock",
    "sale_management",
    "purchase_stock",
    "stock_account",
    "stock_delivery",
    "stock_dropshipping",
    "account_debit_note",
    "l10n_us",
)
KEPT = 6  # Several checkouts side by side have a version each.
# Without them the first page that a test opens waits half a minute.
GENERATE_BUNDLES = """\
env['ir.qweb']._pregenerate_assets_bundles()
env.cr.commit()
"""
INSTALLED = "SELECT state FROM ir_module_module WHERE name = '{module}'"


class Templates:
    """Builds the templates that are missing, and lends them."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.databases = Databases(environment.variables, paths.template_data())

    def base(self) -> str:
        """The name of a database with the Odoo modules that the add-on builds on."""
        key = paths.digest(odoo_source.identity(self.environment.tree), *BASE_MODULES, GENERATE_BUNDLES)
        name = f"qb_base_{key}"
        self._ensure(name, self._build_base)
        return name

    def addon(self) -> str:
        """The name of a database with the add-on installed."""
        if not paths.addon_exists():
            raise ScriptError(f"There is no add-on yet: {paths.ADDON_NAME}/__manifest__.py does not exist.")
        base = self.base()
        key = paths.digest(base, outline.key(paths.ADDON, exact=outline.wants_exact()))
        name = f"qb_addon_{key}"
        self._ensure(name, lambda building: self._build_addon(base, building))
        return name

    @contextmanager
    def lent(self, kind: str) -> Iterator[str]:
        """A template that is not pruned while the caller makes clones of it."""
        name = getattr(self, kind)()
        with locks.shared(name):
            # It may have been pruned between its making and our lock.
            if not self.databases.exists(name):
                raise ScriptError(f"The template {name} was dropped by another run: start again.")
            yield name

    def clone(self, template: str, name: str) -> Databases:
        """A database of its own, with its files in the data_dir that Odoo is started with."""
        databases = Databases(self.environment.variables, paths.data())
        databases.clone(template, name, source_data=self.databases.data_dir)
        return databases

    def _ensure(self, name: str, build: Callable[[str], None]) -> None:
        if self._complete(name):
            return
        with locks.exclusive("templates"):
            if self._complete(name):
                return
            building = f"{name}_building"
            self.databases.drop(building)
            try:
                build(building)
            except ScriptError:
                self.databases.drop(building)
                raise
            self.databases.forbid_connections(building)
            self.databases.drop(name)
            self.databases.rename(building, name)
            self._complete(name)
            self._prune(name.rpartition("_")[0])

    def _complete(self, name: str) -> bool:
        """Whether the template can be used; asking counts as use."""
        if not (self.databases.filestore(name).is_dir() and self.databases.exists(name)):
            return False
        self._used(name).touch()
        return True

    def _used(self, name: str) -> Path:
        return paths.made(paths.cache() / "templates") / name

    def _prune(self, kind: str) -> None:
        """Keep the templates used last, and those that a running test still clones."""
        # Somebody's database may be named after a template; it is none.
        template = re.compile(rf"{kind}_[0-9a-f]{{12}}(_building)?")
        names = [name for name in self.databases.names(kind) if template.fullmatch(name)]
        newest_first = sorted(names, key=self._last_use, reverse=True)
        for name in newest_first[KEPT:]:
            if locks.is_free(name):
                self.databases.drop(name)
                self._used(name).unlink(missing_ok=True)
                locks.forget(name)

    def _last_use(self, name: str) -> float:
        used = self._used(name)
        return used.stat().st_mtime if used.exists() else 0.0

    def _build_base(self, name: str) -> None:
        with timed(f"Building the template database of Odoo's modules ({name})"):
            self.databases.create(name)
            self._install(name, BASE_MODULES)
            self._generate_bundles(name)

    def _build_addon(self, base: str, name: str) -> None:
        with timed(f"Building the template database of the add-on ({name})"):
            self.databases.clone(base, name)
            self._install(name, [paths.ADDON_NAME])
            self._generate_bundles(name)

    def _install(self, name: str, modules: Sequence[str]) -> None:
        """Install modules; Odoo ends with status 0 even when one was skipped, so the result is looked at."""
        argv = [*self.environment.odoo, "-d", name, "-i", ",".join(modules), *self._options()]
        log = paths.log_file(f"install-{name}")
        run(argv, env=self.environment.variables, log=log, failure=f"Odoo could not install {modules[-1]}")
        for module in modules:
            state = self.databases.query(INSTALLED.format(module=module), name)
            if state != "installed":
                raise ScriptError(f"Odoo did not install {module}: it is {state or 'unknown to it'}.")

    def _options(self) -> list[str]:
        # The templates' files lie in the cache, also when the caller's Odoo keeps its own elsewhere.
        data = f"--data-dir={self.databases.data_dir}"
        return [data, "--no-http", "--stop-after-init", "--log-level=warn", "--max-cron-threads=0"]

    def _generate_bundles(self, name: str) -> None:
        log = paths.log_file(f"bundles-{name}")
        shell_script(self.environment, name, GENERATE_BUNDLES, failure="Odoo could not build its bundles", log=log)
