"""Every problem that only QuickBooks Desktop has, as a sentence (what a person must do: desktop/statuses.py).

A pair is (what happened, what to press): on a connection the two stand apart, elsewhere they are one sentence.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

HOLDERS = {
    "Customer": _lt("customer"),
    "Vendor": _lt("vendor"),
    "Employee": _lt("employee"),
    "OtherName": _lt("other name"),
}
"""Who may have a name, by QuickBooks' type."""

OF_DOCUMENTS = {
    # ---------------------------------------------------------------- customers and products
    "party_gone": _lt(
        "The customer “%(name)s” was deleted in QuickBooks, or merged into another one (seen on %(date)s). It "
        "is not created there again by itself. If it was merged, give this contact the name of the customer that "
        "stayed; if it shall be there again, press Send Now on the contact."
    ),
    "item_gone": _lt(
        "The item “%(name)s” was deleted in QuickBooks, or merged into another one (seen on %(date)s). It is "
        "not created there again by itself. If it was merged, give this product the name of the item that stayed; if "
        "it shall be there again, press Send Now on the product."
    ),
    # ---------------------------------------------------------------- documents
    "breaks_quickbooks": _lt(
        "QuickBooks Desktop or the Web Connector broke off again and again while this document was on its way, and it "
        "is not in QuickBooks. Enter it there by hand to see what is wrong with it, or change it here, then press Send "
        "Again."
    ),
    "tax_differs": _lt(
        "QuickBooks Desktop computes the sales tax itself and would come to %(computed)s where the invoice has "
        "%(tax)s, a difference of %(difference)s. Set the tax calculation rounding in Odoo's accounting settings to "
        "“Round Globally”, correct the rate, or choose a sales tax item of 0 %% for “Exact sales tax” under QuickBooks "
        "› Configuration › Charges, so that the tax goes in lines of its own; then press Send Again."
    ),
    "tax_differs_by_code": _lt(
        "QuickBooks Desktop computes the sales tax itself and would come to %(computed)s where the invoice has "
        "%(tax)s, a difference of %(difference)s. Set the tax calculation rounding in Odoo's accounting settings to "
        "“Round Globally”, choose codes of the same rates under QuickBooks › Configuration › Taxes, or let a few cents "
        "go to the rounding item (policy on the connection); then press Send Again."
    ),
    "tax_rate_unknown": _lt(
        "The rate of “%(code)s” in QuickBooks Desktop is not known, so nobody can say whether the tax will be the "
        "same. Make it and, if it is a group, all its members active there, press Refresh Lists on the connection, "
        "then press Send Again."
    ),
    "receivable_account_missing": _lt(
        "QuickBooks Desktop has no active Accounts Receivable account in %(currency)s. Create one there under Lists › "
        "Chart of Accounts, press Refresh Lists on the connection, then press Send Again."
    ),
    "currency_not_listed": _lt(
        "QuickBooks Desktop has no active currency %(currency)s. Make it active there under Lists › Currency List, "
        "press Refresh Lists on the connection, then press Send Again."
    ),
    "cannot_be_deleted": _lt("QuickBooks Desktop cannot delete this kind of object (%(type)s). Do it there by hand."),
    "edit_sequence_missing": _lt(
        "It is not known which version QuickBooks Desktop holds. Press Send Again: that is asked first."
    ),
    "characters_likened": _lt(
        "%(text)s: QuickBooks Desktop cannot keep %(characters)s and would get %(likeness)s, which this connection is "
        "set to refuse. Replace the characters in Odoo, or choose under Policies on the connection that their likeness "
        "is written, then press Send Again."
    ),
    "credit_limit": _lt(
        "The document would exceed the customer's credit limit in QuickBooks Desktop. Raise the limit on the customer "
        "there, or let the customer pay first, then press Send Again."
    ),
    "then_send_again": _lt("Then press Send Again."),
    "merge_refused": _lt("QuickBooks Desktop did not merge the two: %(message)s Do it there by hand."),
    "parse_refused": _lt(
        "QuickBooks Desktop cannot read this document; everything that travelled with it went without it. The file "
        "qbsdklog.txt on the QuickBooks PC says where it stumbled. Change that in Odoo and press Send Again, or report "
        "it as an error of the connector."
    ),
    # ---------------------------------------------------------------- it goes again by itself
    "set_refused": _lt(
        "QuickBooks Desktop could not read one of the documents that travelled together. They go again by themselves, "
        "divided until the culprit is found."
    ),
    "not_run": _lt(
        "QuickBooks Desktop stopped before it came to this one, because of another document. It goes again by itself."
    ),
    "record_locked": _lt(
        "Somebody has this record, or one that belongs to it, open in QuickBooks Desktop. Close its window there; it "
        "goes again by itself."
    ),
    "waiting_for_desktop": _lt("Waiting for QuickBooks Desktop: it goes with the next call of the Web Connector."),
}

TEXTS = {
    "name": _lt("Name"),
    "number": _lt("Number"),
    "memo": _lt("Memo"),
    "note": _lt("Note"),
    "ship_method": _lt("Shipping method"),
    "tracking_number": _lt("Tracking number"),
    "order_number": _lt("Order number"),
    "po_number": _lt("PO number"),
    "customer_reference": _lt("Customer reference"),
    "company_name": _lt("Company name"),
    "given_name": _lt("First name"),
    "family_name": _lt("Last name"),
    "email": _lt("E-mail address"),
    "phone": _lt("Phone number"),
    "sku": _lt("Internal reference"),
    "description": _lt("Description"),
    "payment_reference": _lt("Payment reference"),
    "billing": _lt("Invoice address"),
    "shipping": _lt("Delivery address"),
    "lines": _lt("Description of a line"),
}
"""Which text a problem with characters is about."""

OF_CONNECTIONS = {
    "desktop_busy": (
        _lt("QuickBooks Desktop is busy or has not finished starting."),
        _lt(
            "If it stays so, look at the QuickBooks PC for a report, an update or another program that keeps "
            "QuickBooks busy."
        ),
    ),
    "desktop_not_reachable": (
        _lt("The Web Connector could not reach or start QuickBooks Desktop."),
        _lt(
            "On the QuickBooks PC log in to Windows as the user whose Web Connector runs, start QuickBooks, and finish "
            "its updates."
        ),
    ),
    "desktop_dialog_open": (
        _lt("A dialog stands open in QuickBooks Desktop and keeps every program out."),
        _lt("Answer or close the dialog on the QuickBooks PC."),
    ),
    "desktop_wrong_mode": (
        _lt("The company file is open in another mode (single-user or multi-user) than the Web Connector needs."),
        _lt(
            "In QuickBooks choose File › Switch to Multi-user Mode. For work in single-user mode press Disconnect on "
            "the connection first, and Reconnect afterwards."
        ),
    ),
    "desktop_other_file": (
        _lt("Another company file is open in QuickBooks Desktop than the one of this connection. Nothing was sent."),
        _lt(
            "Open the right company file, or enter its path on the connection, or leave the path empty if the file was "
            "moved."
        ),
    ),
    "desktop_no_file": (
        _lt("No company file is open in QuickBooks Desktop, and the connection names none."),
        _lt("Open the company file, or enter its path on the connection, so that it can be opened unattended."),
    ),
    "desktop_file_unopened": (
        _lt("QuickBooks Desktop could not open the company file."),
        _lt("Check the path and the name of the company file on the connection, and open it once by hand."),
    ),
    "desktop_version": (
        _lt("This QuickBooks Desktop is too old, or of an edition that lets no program in."),
        _lt("Install its updates, or use QuickBooks Desktop Pro, Premier or Enterprise of 2014 or later."),
    ),
    "desktop_install": (
        _lt("QuickBooks Desktop on that PC is not installed completely, or not registered."),
        _lt("Register QuickBooks, or repair the installation with Intuit's tool hub."),
    ),
    "desktop_several": (
        _lt("Several QuickBooks Desktop programs are open on that PC."),
        _lt("Close all but the one with the company file of this connection."),
    ),
    "desktop_first_run": (
        _lt("QuickBooks Desktop does not know this application yet: only its administrator can let it in."),
        _lt(
            "Open the company file as Admin in single-user mode, select the application in the Web Connector, press "
            "Update Selected, and answer “Yes, always; allow access even if QuickBooks is not running”."
        ),
    ),
    "desktop_no_permission": (
        _lt("QuickBooks Desktop does not give this application, or the user it logs in as, the right to do this."),
        _lt(
            "In QuickBooks as Admin choose Edit › Preferences › Integrated Applications › Company Preferences, open "
            "the application's properties and allow access; give its QuickBooks user the rights for sales and lists."
        ),
    ),
    "desktop_no_unattended": (
        _lt("QuickBooks Desktop may not be opened for this application while nobody has it open."),
        _lt(
            "In QuickBooks as Admin choose Edit › Preferences › Integrated Applications › Company Preferences, open "
            "the application's properties, tick “Allow this application to login automatically” and choose the user."
        ),
    ),
    "desktop_certificate": (
        _lt("QuickBooks Desktop no longer trusts the certificate under which this application was let in."),
        _lt("Remove the application from the Web Connector, download its file from the connection, and add it again."),
    ),
}

OF_THE_WINDOW = {
    # What the person in front of the Web Connector reads.
    "desktop_session_over": _lt("This session is over. Press Update Selected to start another one."),
    "desktop_session_done": _lt("Done. Message sets exchanged with Odoo: %(count)s."),
    "desktop_nothing_more": _lt("Odoo has nothing more to send or to ask."),
    "desktop_unexpected_answer": _lt(
        "Odoo did not ask for this answer and kept it without using it. Press Update Selected once more; if it happens "
        "again, please report it."
    ),
    "desktop_interactive_rejected": _lt("Nothing is wrong: Odoo needs no window here. Press Update Selected to go on."),
    "web_connector_old": _lt(
        "This Web Connector is old. It works for now; install the current one from Intuit's page for developers."
    ),
}

DESKTOP_SENTENCES = {**OF_DOCUMENTS, **OF_CONNECTIONS, **OF_THE_WINDOW}
