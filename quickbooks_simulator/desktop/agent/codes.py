"""QBWC's own codes and what they say (spec qbd 1.8; wording of the Web Connector guide's appendix A, shortened)."""

from __future__ import annotations

LOG_HINT = "See QWCLog for more details. Remember to turn logging on."

TEXTS = {
    "QBWC1000": "The domain names of the application's service and support URLs do not match.",
    "QBWC1001": "The application's service URL is an IP address, it will not be loaded.",
    "QBWC1002": "The application's support URL is an IP address, it will not be loaded.",
    "QBWC1003": "The application's support URL (AppSupport) could not be reached.",
    "QBWC1004": "The application's support URL (AppSupport) could not be reached.",
    "QBWC1010": "The application cannot be loaded. For security reasons only SSL (https) based applications are"
    " allowed.",
    "QBWC1012": "Authentication failed due to following error message.",
    "QBWC1013": "Error connecting to QuickBooks. Returning error message to application.",
    "QBWC1014": "Could not get Host/Company/Preference Query response from QuickBooks. Job ending.",
    "QBWC1015": "QuickBooks could not end the session.",
    "QBWC1024": "The company file belongs to another FileID.",
    "QBWC1026": "There was some problem adding FileID.",
    "QBWC1030": "Password is not available for the application. Please set the password for this application.",
    "QBWC1031": "Update completed with some error. Application has been notified of the error accordingly.",
    "QBWC1036": "Error encountered during version check.",
    "QBWC1037": "Application sent following error or warning message when checking version of QB web connector."
    " Update aborted.",
    "QBWC1039": "There was a problem adding the application. The QWC file may be missing some required elements.",
    "QBWC1040": "Web connector did not provide a valid username and/or password.",
    "QBWC1041": "SendRequestXML failed due to error message.",
    "QBWC1042": "ReceiveResponseXML failed due to error message.",
    "QBWC1043": "getLastError failed due to error message.",
    "QBWC1044": "CloseConnection failed due to error message.",
    "QBWC1045": "ConnectionError failed due to error message.",
    "QBWC1046": "Application sent incorrect syntax return value for clientVersion(). Update cannot continue.",
    "QBWC1048": "QuickBooks Web Connector could not verify the web application server certificate.",
    "QBWC1051": "The application was not added.",
}

# Which code a SOAP call ends with when it fails. serverVersion and clientVersion may be missing (spec qbd 1.2).
# The guide has no code for the interactive calls: QBWC1031 is ours.
OF_CALL = {
    "authenticate": "QBWC1012",
    "sendRequestXML": "QBWC1041",
    "receiveResponseXML": "QBWC1042",
    "getLastError": "QBWC1043",
    "closeConnection": "QBWC1044",
    "connectionError": "QBWC1045",
    "getInteractiveURL": "QBWC1031",
    "interactiveRejected": "QBWC1031",
    "interactiveDone": "QBWC1031",
}


class QbwcError(Exception):
    """QBWC gives up, with one of its codes; `detail` is the message that came with it."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(sentence(code, detail))


def sentence(code: str, detail: str = "") -> str:
    """The code and its words on one line."""
    return " ".join(f"{code}: {TEXTS[code]} {detail}".split())
