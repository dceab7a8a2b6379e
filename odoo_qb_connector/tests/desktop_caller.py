"""The Web Connector's side of the wire for tests: raw SOAP, written by hand and not with the add-on's own code."""

from html import escape
from unittest.mock import patch
from urllib.parse import quote

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop.password import hashed
from odoo.addons.odoo_qb_connector.desktop.questions import inquire, inquiry
from odoo.addons.odoo_qb_connector.gateway import ReadCompany
from odoo.addons.odoo_qb_connector.models.desktop_store import calls
from odoo.addons.odoo_qb_connector.models.desktop_store.door import Door
from odoo.addons.odoo_qb_connector.models.desktop_store.sets import Sets

ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
    '<soap:Body><{method} xmlns="http://developer.intuit.com/">{parameters}</{method}></soap:Body></soap:Envelope>'
)
SOAP = {"soap": "http://schemas.xmlsoap.org/soap/envelope/", "qb": "http://developer.intuit.com/"}
FILE = "C:\\Books\\rock.qbw"


def envelope(method, **parameters):
    """A call as the Web Connector writes it; empty parameters are self-closed."""
    inside = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in parameters.items())
    return ENVELOPE.format(method=method, parameters=inside).encode()


def greeting(file_id="", country="US", name="Rock Castle"):
    """strHCPResponse of a session's first call."""
    extension = (
        "<DataExtRet><OwnerID>{11111111-1111-1111-1111-111111111111}</OwnerID><DataExtName>FileID</DataExtName>"
        f"<DataExtType>STR255TYPE</DataExtType><DataExtValue>{file_id}</DataExtValue></DataExtRet>"
    )
    host = (
        "<HostRet><ProductName>QuickBooks Enterprise Solutions 23.0</ProductName><MajorVersion>33</MajorVersion>"
        f"<MinorVersion>0</MinorVersion><Country>{country}</Country>"
        "<SupportedQBXMLVersion>13.0</SupportedQBXMLVersion><SupportedQBXMLVersion>16.0</SupportedQBXMLVersion>"
        "<QBFileMode>MultiUser</QBFileMode></HostRet>"
    )
    company = (
        f"<CompanyRet><IsSampleCompany>false</IsSampleCompany><CompanyName>{name}</CompanyName>"
        f"{extension if file_id else ''}</CompanyRet>"
    )
    preferences = (
        "<PreferencesRet><AccountingPreferences><IsUsingClassTracking>true</IsUsingClassTracking>"
        "</AccountingPreferences><PurchasesAndVendorsPreferences><IsUsingInventory>true</IsUsingInventory>"
        "</PurchasesAndVendorsPreferences></PreferencesRet>"
    )
    said = {"HostQueryRs": host, "CompanyQueryRs": company, "PreferencesQueryRs": preferences}
    rows = "".join(
        f'<{tag} requestID="{place}" statusCode="0" statusSeverity="Info" statusMessage="OK">{inside}</{tag}>'
        for place, (tag, inside) in enumerate(said.items())
    )
    return f'<?xml version="1.0" ?><QBXML><QBXMLMsgsRs>{rows}</QBXMLMsgsRs></QBXML>'


def reply(key):
    """What QuickBooks says to the set `key` of `a_request`."""
    return (
        '<?xml version="1.0" ?><QBXML><QBXMLMsgsRs>'
        f'<HostQueryRs requestID="{key}.1" statusCode="0" statusSeverity="Info" statusMessage="OK" />'
        "</QBXMLMsgsRs></QBXML>"
    )


def a_request(key):
    """A message set that changes nothing."""
    return inquire([inquiry(ReadCompany())], key)


class Queue(Sets):
    """The engine's half of the store with a plain list behind it, so that the door is tested alone."""

    ready, sent, answers, gone, kept = [], {}, {}, [], []

    @classmethod
    def fill(cls, *keys):
        cls.ready, cls.sent, cls.answers = [a_request(key) for key in keys], {}, {}
        cls.gone, cls.kept = [], []

    def waiting(self):
        return len(self.ready)

    def next_request(self):
        return self.ready[0] if self.ready else None

    def mark_sent(self, session, request):
        self.sent[request.key] = self.ready.pop(0)
        self.save(session)
        return True
        return True

    def request(self, key):
        return self.sent.get(key)

    def store_answer(self, session, key, answer):
        self.answers[key] = answer.body.decode()
        self.save(session)

    def lost(self, key):
        self.gone.append(key)

    def evidence(self, ticket, answer, reason):
        self.kept.append(reason)


class QueueStore(Door, Queue):
    """DesktopStore with that queue."""


class DesktopCompany:
    """What tests of Desktop connections share; mixed into a test case with `env` and `registry`."""

    password = "correct horse"

    def make_connection(self, **values):
        values = {"name": "Books", "edition": "desktop", "tz": "America/New_York", **values}
        connection = self.env["qb.connection"].create(values)
        connection.desktop_password_hash = hashed(self.password, iterations=1000)
        # What a connection wants to know of a company it sees for the first time is the subject of other tests.
        self.startPatcher(patch.object(type(connection), "_ask_later", lambda *_question: None))
        return connection

    def queue(self, *keys):
        """Message sets that wait; the engine's own part of the store is not used."""
        Queue.fill(*keys)
        self.startPatcher(patch.object(calls, "DesktopStore", QueueStore))
        return Queue


class Caller:
    """Calls one connection at its address and reads the answers with lxml alone."""

    def __init__(self, case, connection):
        self.case = case
        self.user = connection.desktop_user_name
        self.password = case.password
        self.file_id = connection.desktop_file_id
        self.path = f"/qb/desktop/{quote(connection.env.cr.dbname)}/{connection.desktop_token}"

    def post(self, body, path=""):
        headers = {"Content-Type": "text/xml; charset=utf-8"}
        response = self.case.url_open(path or self.path, data=body, headers=headers)
        self.case.env.invalidate_all()
        return response

    def call(self, method, **parameters):
        """The result: a text, for authenticate a list of texts."""
        response = self.post(envelope(method, **parameters))
        self.case.assertEqual(response.status_code, 200, response.text)
        self.case.assertEqual(response.headers["Content-Type"], "text/xml; charset=utf-8")
        (result,) = etree.fromstring(response.content).xpath(
            f"/soap:Envelope/soap:Body/qb:{method}Response/qb:{method}Result", namespaces=SOAP
        )
        texts = [one.text or "" for one in result.xpath("qb:string", namespaces=SOAP)]
        return texts or result.text or ""

    def enter(self, password=None):
        return self.call("authenticate", strUserName=self.user, strPassword=password or self.password)

    def send(self, ticket, shown=None, company=FILE):
        return self.call(
            "sendRequestXML",
            ticket=ticket,
            strHCPResponse=greeting(self.file_id) if shown is None else shown,
            strCompanyFileName=company,
            qbXMLCountry="US",
            qbXMLMajorVers=13,
            qbXMLMinorVers=0,
        )

    def receive(self, ticket, response="", hresult="", message=""):
        return int(self.call("receiveResponseXML", ticket=ticket, response=response, hresult=hresult, message=message))

    def close(self, ticket):
        return self.call("closeConnection", ticket=ticket)
