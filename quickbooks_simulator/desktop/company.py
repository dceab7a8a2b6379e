"""The facade: `DesktopCompanies` is the SQLite file, `DesktopCompany` one QuickBooks company file in it, and
`DesktopSession` what an application holds between BeginSession and EndSession.

    companies = DesktopCompanies("books.sqlite")             # or None: a temporary file
    company = companies.create()                             # a US company with sales tax
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

from datetime import date

from .hresults import HResultError

__all__ = ["DesktopCompanies", "DesktopCompany", "DesktopSession", "HResultError"]


class DesktopCompanies:
    """All company files of one SQLite file (a temporary one when `path` is None)."""

    def __init__(self, path: str | None = None) -> None:
        raise NotImplementedError

    def create(
        self,
        *,
        realm_id: str | None = None,
        company_file: str | None = None,
        edition: str = "Premier",
        multicurrency: bool = False,
    ) -> DesktopCompany:
        """A fresh company file with the sample company (US, sales tax); `edition` Pro, Premier or Enterprise."""
        raise NotImplementedError

    def get(self, realm_id: str) -> DesktopCompany | None:
        """The company file of that realm."""
        raise NotImplementedError

    def find(self, company_file: str) -> DesktopCompany | None:
        """The company file at that path (as QuickBooks would open it; case-insensitive)."""
        raise NotImplementedError

    def list(self) -> list[DesktopCompany]:
        """Every company file, oldest first."""
        raise NotImplementedError

    def close(self) -> None:
        """Close every connection; a temporary SQLite file is removed."""
        raise NotImplementedError


class DesktopCompany:
    """One company file. Cheap to construct, safe from any thread; one request runs at a time per file."""

    realm_id: str  # "qbd-1"
    company_file: str  # full path as QuickBooks shows it, e.g. C:\Users\Public\...\Sample Company.qbw
    country: str  # "US": qbXMLCountry of sendRequestXML
    major_version: int  # highest qbXML version, 16: qbXMLMajorVers
    minor_version: int  # 0: qbXMLMinorVers

    # ---------------------------------------------------------------------------------- what an application does

    def begin_session(
        self, application: str = "Application", *, mode: str = "DoNotCare", unattended: bool = False
    ) -> DesktopSession:
        """BeginSession. `mode` SingleUser, MultiUser or DoNotCare.

        HResultError 0x80040414 modal dialog, 0x8004040A another file is open, 0x80040410 file mode, 0x80040418 the
        application is unknown and `permissions` is strict, 0x8004041A access revoked, 0x8004041D unattended login
        not allowed, or whatever was ordered with `order_fault(at="begin")`.
        """
        raise NotImplementedError

    def process(self, qbxml: str | bytes) -> str:
        """`begin_session().process(qbxml)` in a session that stays open (one per process)."""
        raise NotImplementedError

    def data_extension(self, owner_id: str, name: str) -> str | None:
        """A private row of the company (the Web Connector's FileID and AppLock, spec qbd 1.4)."""
        raise NotImplementedError

    def set_data_extension(self, owner_id: str, name: str, value: str | None) -> None:
        """Write (None removes) a private row of the company; CompanyQuery shows it to that OwnerID."""
        raise NotImplementedError

    # --------------------------------------------------------------------------------------- looking at the books

    def books(self) -> dict:
        """{"realm_id", "entities": {type: [objects]}, "ledger": [...], "trial_balance": [...]}.

        The same shape as the online control interface: an object is its qbXML Ret as JSON (texts; repeated
        elements are lists), ledger amounts are texts, debit positive.
        """
        raise NotImplementedError

    def objects(self, type_: str) -> list[dict]:
        """Every live object of a type ("Invoice", "Customer", "ItemService"), inactive ones and lines too."""
        raise NotImplementedError

    def ledger(self) -> list[dict]:
        """The general ledger by date; `amount` is a Decimal, debit positive."""
        raise NotImplementedError

    def trial_balance(self) -> list[dict]:
        """One row per account that moved: account_id, name, account_type, debit, credit (Decimal)."""
        raise NotImplementedError

    def assert_balanced(self) -> None:
        """Raise BooksError unless every transaction adds up to zero and subledgers agree with the documents."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------ what a person does at the PC

    def by_hand(self, qbxml: str) -> str:
        """A person's own entry in QuickBooks, written as qbXML: no session, no recovery, no ordered fault."""
        raise NotImplementedError

    def close_books(self, day: date | None) -> None:
        """Set the closing date (None removes it): 3161 and 3171 from here on."""
        raise NotImplementedError

    def set_preference(self, group: str, name: str, value: object) -> None:
        """Change one preference of PreferencesRet, e.g. ("AccountingPreferences", "IsUsingClassTracking", True)."""
        raise NotImplementedError

    def set_mode(self, mode: str) -> None:
        """SingleUser or MultiUser: how the file is open."""
        raise NotImplementedError

    def set_edition(self, edition: str) -> None:
        """Pro, Premier or Enterprise: what 3250 gates."""
        raise NotImplementedError

    def show_dialog(self, showing: bool = True) -> None:
        """A modal dialog is open: 0x80040414 until it is dismissed."""
        raise NotImplementedError

    def open_file(self, company_file: str | None) -> None:
        """Open another company file in this QuickBooks (0x8004040A for ours); None opens ours again."""
        raise NotImplementedError

    def lock(self, object_id: str, locked: bool = True, *, code: int = 3175) -> None:
        """Somebody has the form of this record open: changing or deleting it answers 3175 (or 3176)."""
        raise NotImplementedError

    def permit(self, application: str, *, access: bool = True, unattended: bool = True, write: bool = True) -> None:
        """Integrated Applications: grant or revoke an application's access, unattended login, writing."""
        raise NotImplementedError

    def merge(self, type_: str, winner_id: str, loser_id: str) -> None:
        """Merge two names or items in the user interface: the loser vanishes (spec qbd 5.4)."""
        raise NotImplementedError

    def backup(self) -> str:
        """Save a backup, returned by name."""
        raise NotImplementedError

    def restore(self, name: str) -> None:
        """Restore a backup: everything since is gone, message-set states too (spec qbd 3.5)."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------- faults and open choices

    def order_fault(self, *, at: str, hresult: str = "0x80040402", skip: int = 0, kill: bool = False) -> None:
        """Let one coming call fail: `at` "begin", "before" (nothing ran), "between" (after the first request of a
        set committed) or "after" (everything committed, the answer is lost); `skip` calls pass first. `kill` ends
        the process with SIGKILL at that point instead.
        """
        raise NotImplementedError

    def clear_faults(self) -> None:
        """Forget what was ordered."""
        raise NotImplementedError

    def switch(self, name: str) -> object:
        """The value of one switch (`desktop.switches`)."""
        raise NotImplementedError

    def set_switch(self, name: str, value: object) -> None:
        """Change one switch of this company; KeyError unknown name, ValueError impossible value."""
        raise NotImplementedError

    def known_switches(self) -> dict[str, dict]:
        """name -> {"value", "default", "choices", "doc"}."""
        raise NotImplementedError


class DesktopSession:
    """Between BeginSession and EndSession; iterators live here and end with it (spec qbd 3.4)."""

    company: DesktopCompany
    application: str

    def process(self, qbxml: str | bytes) -> str:
        """ProcessRequest: the answer's qbXML text; HResultError when QuickBooks refuses the whole set."""
        raise NotImplementedError

    def end(self) -> None:
        """EndSession: iterators are gone, a later `process` is 0x8004040D."""
        raise NotImplementedError
