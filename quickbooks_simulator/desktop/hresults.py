"""HRESULTs: what `BeginSession` and `ProcessRequest` fail with before any status code exists (spec qbd 4.2)."""

from __future__ import annotations

TEXTS = {
    "0x80040400": "QuickBooks found an error when parsing the provided XML text stream.",
    "0x80040401": "Could not access QuickBooks.",
    "0x80040402": "Unexpected error. Check the qbsdklog.txt file for possible, additional information.",
    "0x80040403": "Could not open the specified QuickBooks company data file.",
    "0x80040408": "Could not start QuickBooks.",
    "0x8004040A": "QuickBooks company data file is already open and it is different from the one requested.",
    "0x8004040D": "The session ticket parameter is invalid.",
    "0x80040410": "The QuickBooks company data file is currently open in a mode other than the one specified by your"
    " application.",
    "0x80040413": "rollbackOnError is not supported.",
    "0x80040414": "A modal dialog box is showing in the QuickBooks user interface. Your application cannot access"
    " QuickBooks until the user dismisses the dialog box.",
    "0x80040418": "This application has not accessed this QuickBooks company data file before. Only the QuickBooks"
    " administrator can grant an application permission to access a QuickBooks company data file for the first time.",
    "0x8004041A": "This application does not have permission to access this QuickBooks company data file. The"
    " QuickBooks administrator can grant access permission through the Integrated Application preferences.",
    "0x8004041B": "Unable to lock the necessary information to allow this application to access this company data"
    " file. Try again later.",
    "0x8004041C": "An internal QuickBooks error occurred while trying to access the QuickBooks company data file.",
    "0x8004041D": "This application is not allowed to log into this QuickBooks company data file automatically.",
    "0x80040420": "The QuickBooks user has denied access.",
    "0x80040422": "This application requires Single User file access mode and there is already another application"
    " sharing data with this QuickBooks company data file.",
    "0x80040423": "The version of qbXML that was requested is not supported or is unknown.",
    "0x80040424": "QuickBooks did not finish its initialization. Please try again later.",
}


class HResultError(Exception):
    """A call on QuickBooks failed as a whole: no qbXML answer exists. `hresult` is "0x" and 8 hex digits."""

    def __init__(self, hresult: str, message: str | None = None, *, log: str = "") -> None:
        self.hresult = hresult
        self.message = message or TEXTS.get(hresult, "Unexpected error.")
        self.log = log  # what QuickBooks writes to qbsdklog.txt only; never on the wire
        super().__init__(f"{hresult} {self.message}" + (f" [{log}]" if log else ""))
