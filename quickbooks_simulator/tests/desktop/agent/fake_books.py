"""The facade of `desktop.company` without bookkeeping: what it was asked is kept, what it answers is scripted."""

from __future__ import annotations

from quickbooks_simulator.desktop.hresults import HResultError

FILE = r"C:\Books\Sample Company.qbw"
OTHER_FILE = r"C:\Books\Other.qbw"
ANSWER = '<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs>\n<AnswerRs number="{number}"/>\n</QBXMLMsgsRs>\n</QBXML>\n'


class FakeSession:
    def __init__(self, company: FakeCompany, application: str) -> None:
        self.company = company
        self.application = application
        self.ended = False

    def process(self, qbxml: str) -> str:
        if self.ended:
            raise HResultError("0x8004040D")
        if "HostQueryRq" in qbxml:
            return self.company.hcp(qbxml)
        if self.company.refuse:
            raise HResultError(self.company.refuse)
        self.company.processed.append(qbxml)
        return ANSWER.format(number=len(self.company.processed))

    def end(self) -> None:
        self.ended = True
        self.company.open_sessions -= 1


class FakeCompany:
    country, major_version, minor_version = "US", 16, 0

    def __init__(self, realm_id: str, company_file: str) -> None:
        self.realm_id = realm_id
        self.company_file = company_file
        self.processed: list[str] = []
        self.begun: list[tuple[str, str, bool]] = []
        self.extensions: dict[tuple[str, str], str] = {}
        self.permitted: dict[str, dict] = {}
        self.refuse = ""  # HRESULT of the next ProcessRequests
        self.dialog = False
        self.hcp_status = "0"
        self.open_sessions = 0
        self.done: list[tuple] = []

    def begin_session(self, application: str, *, mode: str = "DoNotCare", unattended: bool = False) -> FakeSession:
        if self.dialog:
            raise HResultError("0x80040414")
        self.begun.append((application, mode, unattended))
        self.open_sessions += 1
        return FakeSession(self, application)

    def hcp(self, qbxml: str) -> str:
        owner = qbxml.partition("<OwnerID>")[2].partition("</OwnerID>")[0]
        rows = "".join(
            f"<DataExtRet><OwnerID>{owner}</OwnerID><DataExtName>{name}</DataExtName>"
            f"<DataExtType>STR255TYPE</DataExtType><DataExtValue>{value}</DataExtValue></DataExtRet>"
            for (found, name), value in sorted(self.extensions.items())
            if found == owner
        )
        status = 'statusSeverity="Info" statusMessage="Status OK"'
        return (
            '<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs>\n'
            f'<HostQueryRs requestID="0" statusCode="0" {status}><HostRet/></HostQueryRs>\n'
            f'<CompanyQueryRs requestID="1" statusCode="{self.hcp_status}" {status}><CompanyRet>{rows}</CompanyRet>'
            f'</CompanyQueryRs>\n<PreferencesQueryRs requestID="2" statusCode="0" {status}/>\n'
            "</QBXMLMsgsRs>\n</QBXML>\n"
        )

    def data_extension(self, owner_id: str, name: str) -> str | None:
        return self.extensions.get((owner_id, name))

    def set_data_extension(self, owner_id: str, name: str, value: str | None) -> None:
        if value is None:
            self.extensions.pop((owner_id, name), None)
        else:
            self.extensions[owner_id, name] = value

    def permit(self, application: str, **rights: bool) -> None:
        self.permitted[application] = rights

    def show_dialog(self, showing: bool = True) -> None:
        self.dialog = showing

    def books(self) -> dict:
        return {"realm_id": self.realm_id, "entities": {}, "ledger": [], "trial_balance": []}

    def objects(self, type_: str) -> list[dict]:
        return []

    def ledger(self) -> list[dict]:
        return []

    def trial_balance(self) -> list[dict]:
        return []

    def __getattr__(self, name: str):
        """What a person does at the PC is only noted."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *given, **named: self.done.append((name, given, named))


class FakeCompanies:
    def __init__(self, path: str | None = None) -> None:
        self._companies: list[FakeCompany] = []
        self.closed = False

    def create(self, *, company_file: str | None = None, **_kind: object):
        company = FakeCompany(f"qbd-{len(self._companies) + 1}", company_file or FILE)
        self._companies.append(company)
        return company

    def find(self, company_file: str) -> FakeCompany | None:
        wanted = company_file.lower()
        return next((known for known in self._companies if known.company_file.lower() == wanted), None)

    def list(self) -> list[FakeCompany]:
        return list(self._companies)

    def close(self) -> None:
        self.closed = True
