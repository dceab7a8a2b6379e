"""The facade: `DesktopCompanies` is the SQLite file, `DesktopCompany` one QuickBooks company file in it, and
`DesktopSession` what an application holds between BeginSession and EndSession.

    companies = DesktopCompanies("books.sqlite")             # or None: a temporary file
    company = companies.create()                             # a US company with sales tax; country="CA" or "UK": abroad
    session = company.begin_session("Connector", mode="MultiUser")     # HResultError when QuickBooks refuses
    answer = session.process('<?xml ...?><?qbxml version="13.0"?><QBXML>...')   # HResultError or qbXML text
    session.end()

What a caller may rely on:

* one request of a message set is one SQLite transaction, all or nothing, also under kill -9; the outcome kept for
  message-set recovery commits with the request it tells of (spec qbd 3.5);
* every object is a row of the books' table `object` under this company's realm ("qbd-1", ...): `type` the list or
  transaction type ("Customer", "ItemService", "Invoice"), `id` the ListID or TxnID, `sync_token` the EditSequence;
* a refusal of one request is a status in the answer; a refusal of the whole call is an `HResultError`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from .. import clock
from ..books.store import Store
from . import control, populate, store, view
from .faults import Faults, NoFaults
from .hresults import HResultError
from .invoices.forms import FORMS
from .kinds import GROUP_OF
from .processor import Processor
from .queries.company import EDITIONS
from .queries.paging import Iterators
from .seed.build import Builder
from .seed.countries import COUNTRIES
from .session import DesktopSession
from .switches import Switches
from .work import Caller, Company, Work, load

__all__ = ["DesktopCompanies", "DesktopCompany", "DesktopSession", "HResultError"]

FOLDER = r"C:\Users\Public\Documents\Intuit\QuickBooks\Company Files"
MODES = ("SingleUser", "MultiUser", "DoNotCare")
_BY_HAND = Caller(personal_data=True, by_hand=True)


class DesktopCompanies:
    """All company files of one SQLite file (a temporary one when `path` is None)."""

    def __init__(self, path: str | None = None) -> None:
        self._store = Store(path)
        store.prepare(self._store)

    @property
    def path(self) -> str:
        return self._store.path

    def create(
        self,
        *,
        realm_id: str | None = None,
        company_file: str | None = None,
        edition: str = "Premier",
        multicurrency: bool = False,
        country: str = "US",
        timezone: str | None = None,
    ) -> DesktopCompany:
        """A fresh company file with the sample company of that country (US, CA or UK), sales tax on; `edition` Pro,
        Premier or Enterprise.

        `timezone` is that of the PC, by default the country's.
        """
        if edition not in EDITIONS:
            raise ValueError(f"{edition!r} is none of {EDITIONS}")
        if country not in COUNTRIES:
            raise ValueError(f"{country!r} is none of {tuple(COUNTRIES)}")
        sample = COUNTRIES[country]
        with self._store.transaction() as connection:
            realm = realm_id or self._next_realm(connection)
            if load(connection, realm):
                raise ValueError(f"company file {realm} exists")
            number = "" if realm == "qbd-1" else f" {realm.removeprefix('qbd-')}"
            path = company_file or rf"{FOLDER}\{sample.company}{number}.qbw"
            connection.execute(
                "INSERT INTO company (realm, profile, country, home_currency, multicurrency, plan, created_at)"
                " VALUES (?, 'desktop', ?, ?, ?, ?, ?)",
                (realm, country, sample.home, int(multicurrency), edition, clock.stamp()),
            )
            connection.execute(
                "INSERT INTO desktop_company (realm, company_file, timezone) VALUES (?, ?, ?)",
                (realm, path, timezone or sample.timezone),
            )
            Builder(Work(connection, load(connection, realm), _BY_HAND)).build()
        return DesktopCompany(self._store, realm)

    @staticmethod
    def _next_realm(connection: sqlite3.Connection) -> str:
        rows = connection.execute("SELECT realm FROM desktop_company WHERE realm GLOB 'qbd-[0-9]*'").fetchall()
        numbers = [int(tail) for tail in (row["realm"].removeprefix("qbd-") for row in rows) if tail.isdigit()]
        return f"qbd-{max(numbers, default=0) + 1}"

    def get(self, realm_id: str) -> DesktopCompany | None:
        """The company file of that realm."""
        return DesktopCompany(self._store, realm_id) if load(self._store.connection(), realm_id) else None

    def find(self, company_file: str) -> DesktopCompany | None:
        """The company file at that path (as QuickBooks would open it; case-insensitive)."""
        return next((one for one in self.list() if one.company_file.lower() == company_file.lower()), None)

    def list(self) -> list[DesktopCompany]:
        """Every company file, oldest first; backups are none."""
        rows = self._store.connection().execute(
            "SELECT realm FROM desktop_company WHERE realm NOT LIKE '%#%' ORDER BY rowid"
        )
        return [DesktopCompany(self._store, row["realm"]) for row in rows.fetchall()]

    def close(self) -> None:
        """Close every connection; a temporary SQLite file is removed."""
        self._store.close()


class DesktopCompany:
    """One company file. Cheap to construct, safe from any thread; one request runs at a time per file."""

    minor_version = 0  # of the highest qbXML version: qbXMLMinorVers of sendRequestXML

    def __init__(self, store_: Store, realm_id: str) -> None:
        self._store = store_
        self.realm_id = realm_id
        self._default: DesktopSession | None = None
        row = self._company()
        self.company_file = row.company_file
        self.country = row.country
        self.edition = row.edition
        self.faults = Faults(store_, realm_id)

    @property
    def major_version(self) -> int:
        """qbXMLMajorVers of sendRequestXML."""
        return int(self.switch("newest_version").partition(".")[0])

    def _company(self) -> Company:
        row = load(self._store.connection(), self.realm_id)
        if row is None:
            raise KeyError(self.realm_id)
        return row

    def _work(self, connection: sqlite3.Connection | None = None) -> Work:
        return Work(connection or self._store.connection(), self._company(), _BY_HAND)

    def _change(self, change: Callable[[Work], object]) -> object:
        with self._store.transaction() as connection:
            work = self._work(connection)
            result = change(work)
            work.ledger.assert_touched_balanced()
            return result

    # ---------------------------------------------------------------------------------- what an application does

    def begin_session(
        self, application: str = "Application", *, mode: str = "DoNotCare", unattended: bool = False
    ) -> DesktopSession:
        """BeginSession. `mode` SingleUser, MultiUser or DoNotCare.

        HResultError 0x80040414 modal dialog, 0x80040410 file mode, 0x8004041A access revoked, 0x8004041D unattended
        login not allowed, or whatever was ordered with `order_fault(at="begin")`. Which file is open is the
        workstation's business.
        """
        if mode not in MODES:
            raise ValueError(f"{mode!r} is none of {MODES}")
        self.faults.strike("begin")
        control.check_reachable(self._company())
        control.check_mode(self._company(), mode)
        caller = control.admitted(self._store, self._company(), application, unattended)
        return DesktopSession(self, self._store, caller)

    def process(self, qbxml: str | bytes) -> str:
        """`begin_session().process(qbxml)` in a session that stays open."""
        if self._default is None:
            self._default = self.begin_session()
        return self._default.process(qbxml)

    def data_extension(self, owner_id: str, name: str) -> str | None:
        """A private row of the company (the Web Connector's FileID and AppLock, spec qbd 1.4)."""
        return control.data_extension(self._work(), owner_id, name)

    def set_data_extension(self, owner_id: str, name: str, value: str | None) -> None:
        """Write (None removes) a private row of the company; CompanyQuery shows it to that OwnerID."""
        self._change(lambda work: control.set_data_extension(work, owner_id, name, value))

    # --------------------------------------------------------------------------------------- looking at the books

    def books(self) -> dict:
        """{"realm_id", "entities": {type: [objects]}, "ledger": [...], "trial_balance": [...]}.

        The same shape as the online control interface: an object is its qbXML Ret as JSON (texts; repeated
        elements are lists), ledger amounts are texts, debit positive.
        """
        return view.books(self._work())

    def objects(self, type_: str) -> list[dict]:
        """Every live object of a type ("Invoice", "Customer", "ItemService"), inactive ones and lines too."""
        return view.objects(self._work(), type_)

    def ledger(self) -> list[dict]:
        """The general ledger by date; `amount` is a Decimal, debit positive."""
        return view.ledger(self._work())

    def trial_balance(self) -> list[dict]:
        """One row per account that moved: account_id, name, account_type, debit, credit (Decimal)."""
        return view.trial_balance(self._work())

    def assert_balanced(self) -> None:
        """Raise BooksError unless every transaction adds up to zero and subledgers agree with the documents."""
        view.assert_sound(self._work())

    # ------------------------------------------------------------------------------ what a person does at the PC

    def by_hand(self, qbxml: str) -> str:
        """A person's own entry in QuickBooks, written as qbXML: no session, no recovery, no ordered fault."""
        return Processor(self._store, self._company(), _BY_HAND, Iterators(), NoFaults()).process(qbxml)

    def receive_payment(self, txn_id: str, amount: Decimal | str | None = None) -> str:
        """Receive a payment for an invoice (in full when None); the TxnID of the payment."""
        value = None if amount is None else Decimal(amount)
        return self._change(lambda work: control.receive_payment(work, txn_id, value))

    def take_off_credit(self, memo_id: str) -> None:
        """Take a credit memo off the invoices that it is applied to."""
        self._change(lambda work: control.take_off_credit(work, memo_id))

    def deposit(self, txn_id: str) -> str:
        """Take a sales receipt from Undeposited Funds to the bank; the TxnID of the deposit. KeyError for another."""
        return self._change(lambda work: control.deposit(work, txn_id))

    def close_books(self, day: date | None) -> None:
        """Set the closing date (None removes it): 3161 and 3171 from here on."""
        self.set_preference("AccountingPreferences", "ClosingDate", day.isoformat() if day else None)

    def set_preference(self, group: str, name: str, value: object) -> None:
        """Change one preference of PreferencesRet, e.g. ("AccountingPreferences", "IsUsingClassTracking", True)."""
        self._change(lambda work: control.set_preference(work, group, name, value))

    def set_sales_tax(self, on: bool) -> None:
        """Switch the sales tax preference."""
        self._change(lambda work: control.set_sales_tax(work, on))

    def set_mode(self, mode: str) -> None:
        """SingleUser or MultiUser: how the file is open."""
        if mode not in MODES[:2]:
            raise ValueError(f"{mode!r} is none of {MODES[:2]}")
        self._column("desktop_company", "single_user", int(mode == "SingleUser"))

    def set_edition(self, edition: str) -> None:
        """Pro, Premier or Enterprise: what 3250 gates."""
        if edition not in EDITIONS:
            raise ValueError(f"{edition!r} is none of {EDITIONS}")
        self._column("company", "plan", edition)
        self.edition = edition

    def show_dialog(self, showing: bool = True) -> None:
        """A modal dialog is open: 0x80040414 until it is dismissed."""
        self._column("desktop_company", "dialog", int(showing))

    def _column(self, table: str, column: str, value: object) -> None:
        with self._store.transaction() as connection:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE realm = ?", (value, self.realm_id))

    def lock(self, object_id: str, locked: bool = True, *, code: int = 3175) -> None:
        """Somebody has the form of this record open: changing or deleting it answers 3175, or 3176, 3170, 3180."""
        self._change(lambda work: control.lock(work, object_id, code if locked else None))

    def work_on_list(self, type_: str, busy: bool = True) -> None:
        """Somebody is working on a whole list ("Customer", "ItemService"): what is saved into it answers 3180."""
        self._change(lambda work: control.work_on_list(work, type_, busy))

    def enter_name(self, kind: str, name: str, *, active: bool = True) -> str:
        """Enter an employee ("Employee") or an other name ("OtherName"); its ListID. They share the names of
        customers and vendors.
        """
        return self._change(lambda work: control.enter_name(work, kind, name, active=active))

    def enter_item_group(self, name: str, parts: list[tuple[str, str]]) -> str:
        """Enter a group of items ("kit") of (full name, quantity) pairs; its ListID. Applications can only read it."""
        return self._change(lambda work: control.enter_item_group(work, name, parts))

    def open_currency(self, name: str, code: str, rate: str) -> str:
        """Make a currency active, or enter it: home units for one unit; its ListID."""
        return self._change(lambda work: control.open_currency(work, name, code, rate))

    def populate(self, *, customers: int = 0, vendors: int = 0, items: int = 0) -> None:
        """Enter many customers, vendors and non-inventory items at once ("Customer 00001")."""
        self._change(lambda work: populate.populate(work, customers=customers, vendors=vendors, items=items))

    def set_accountants_copy(self, dividing_date: date | None) -> None:
        """An accountant works on a copy of the file with that dividing date; None: no more."""
        text = dividing_date.isoformat() if dividing_date else None
        self._change(lambda work: control.set_accountants_copy(work, text))

    def set_fiscal_year(self, first_month: str) -> None:
        """The first month of the fiscal year ("April"); fiscal DateMacros count from it."""
        self._change(lambda work: control.set_fiscal_year(work, first_month))

    def permit(
        self,
        application: str,
        *,
        access: bool = True,
        unattended: bool = True,
        write: bool = True,
        personal_data: bool = False,
    ) -> None:
        """Integrated Applications: grant or revoke an application's access, unattended login, writing."""
        with self._store.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO desktop_application VALUES (?, ?, ?, ?, ?, ?)",
                (self.realm_id, application, int(access), int(unattended), int(write), int(personal_data)),
            )

    def merge(self, type_: str, winner_id: str, loser_id: str) -> None:
        """Merge two list entries in the user interface: the loser vanishes (spec qbd 5.4).

        KeyError for what is not there, Status 3500 for what QuickBooks does not merge, as in multi-user mode.
        """
        self._change(lambda work: control.merge(work, type_, winner_id, loser_id))

    def backup(self) -> str:
        """Save a backup, returned by name."""
        return control.backup(self._store, self.realm_id)

    def restore(self, name: str) -> None:
        """Restore a backup: everything since is gone, message-set states too (spec qbd 3.5)."""
        control.restore(self._store, self.realm_id, name)

    # ------------------------------------------------------------------------------------- faults and open choices

    def order_fault(self, *, at: str, hresult: str = "0x80040402", skip: int = 0, kill: bool = False) -> None:
        """Let one coming call fail: `at` "begin", "before" (nothing ran), "between" (after the first request of a
        set committed), "after" (everything committed, the answer is lost) or "store" (the state of a message set
        cannot be kept: 9005, no HRESULT); `skip` calls pass first. `kill` ends
        the process with SIGKILL at that point instead.
        """
        self.faults.order(at, hresult, skip, kill)

    def clear_faults(self) -> None:
        """Forget what was ordered."""
        self.faults.clear()

    def switch(self, name: str) -> object:
        """The value of one switch (`desktop.switches`)."""
        return self.known_switches()[name]["value"]

    def set_switch(self, name: str, value: object) -> None:
        """Change one switch of this company; KeyError unknown name, ValueError impossible value."""
        with self._store.transaction() as connection:
            changed = self._company().switches.changed(name, value)
            text = json.dumps(changed.as_dict())
            connection.execute("UPDATE company SET switches = ? WHERE realm = ?", (text, self.realm_id))

    def known_switches(self) -> dict[str, dict]:
        """name -> {"value", "default", "choices", "doc"}."""
        values = self._company().switches.as_dict()
        return {name: {"value": values[name], **entry} for name, entry in Switches.describe().items()}

    def types(self) -> list[str]:
        """The types `objects` knows."""
        return [*GROUP_OF, *FORMS]
