"""Status codes of answers with severity and text (spec qbd 4.1).

Where the specification gives a wording it is used to the letter. Codes without one are `Unsure`: what their
statusMessage says is the switch `unconfirmed_wording`.
"""

from __future__ import annotations

SDK = "  QuickBooks error message: "
NOT_IN_LIST = "Invalid argument.  The specified record does not exist in the list."
LOCKED = "The transaction could not be locked.  It is in use by another user."
LIST_CHANGED = "This list has been modified by another user."


class Status(Exception):
    """How one request ended; raised for errors, kept beside the data for warnings."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message

    @property
    def severity(self) -> str:
        """Info, Warn (500-999: done, look closer) or Error."""
        if self.code < 500:
            return "Info"
        return "Warn" if self.code < 1000 else "Error"


class Unsure(Status):
    """A code whose wording nobody recorded; `wording` is all that is sure of it."""

    def __init__(self, code: int, message: str, wording: str = "") -> None:
        super().__init__(code, message)
        self.wording = wording or f"Status code {code}."


def worded(status: Status, choice: str) -> Status:
    """The status as QuickBooks words it, by the switch `unconfirmed_wording`: "code" or "sentence"."""
    return Status(status.code, status.wording) if isinstance(status, Unsure) and choice == "code" else status


def ok() -> Status:
    return Status(0, "Status OK")


def no_match() -> Status:
    return Status(1, "A query request did not find a matching object in QuickBooks")


def not_all_found(value: str) -> Status:
    return Status(
        500,
        "The query request has not been fully completed. There was a required element"
        f' ("{value}") that could not be found in QuickBooks.',
    )


def rate_ignored() -> Status:
    return Unsure(530, 'The field "Rate" has been ignored because "Amount" was given as well.')


def already_closed(txn_id: str) -> Status:
    return Status(570, f'Unable to link to transaction "{txn_id}" because it has already been closed.')


def internal() -> Status:
    return Status(1000, "There has been an internal error when processing the request.")


def unsupported() -> Status:
    return Status(1030, "This request is not supported by this implementation.")


def long_request_id() -> Status:
    return Unsure(1060, "The request ID is longer than 50 characters.")


def invalid_id(value: str, field: str) -> Status:
    return Status(3000, f'The given object ID "{value}" in the field "{field}" is invalid.')


def bad_date(value: str, field: str) -> Status:
    return Unsure(3020, f'There was an error when converting the date value "{value}" in the field "{field}".')


def bad_date_range(first: str, last: str, field: str) -> Status:
    return Unsure(3030, f'The date range from "{first}" to "{last}" in the field "{field}" is invalid.')


def bad_amount(value: str, field: str) -> Status:
    return Unsure(3040, f'There was an error when converting the amount "{value}" in the field "{field}".')


def cannot_store(value: str, field: str, reason: str) -> Status:
    return Status(3090, f'There was an error when storing "{value}" in the "{field}" field.{SDK}{reason}')


def colon(value: str) -> Status:
    reason = (
        "Names in this list cannot contain a colon (:). The colon is used to separate the names of sub-elements from"
        " their parents."
    )
    return cannot_store(value, "Name", reason)


def name_in_use(name: str) -> Status:
    return Status(3100, f'The name "{name}" of the list element is already in use.')


def bad_enumeration(value: str, field: str) -> Status:
    return Unsure(3110, f'The value "{value}" in the field "{field}" is not one that QuickBooks knows.')


def not_found(object_id: str) -> Status:
    return Status(3120, f'Object "{object_id}" specified in the request cannot be found.{SDK}{NOT_IN_LIST}')


def invalid_reference(word: str, value: str, where: str, reason: str = NOT_IN_LIST) -> Status:
    return Status(3140, f'There is an invalid reference to QuickBooks {word} "{value}" in the {where}.{SDK}{reason}')


def wrong_currency(word: str, value: str, where: str) -> Status:
    reason = "The currency of the account must be either in home currency or the transaction currency."
    return invalid_reference(word, value, where, reason)


def missing(element: str) -> Status:
    return Unsure(3150, f'There is a missing element: "{element}".')


def cannot_delete(object_id: str, reason: str) -> Status:
    return Unsure(3160, f'Cannot delete the object specified by the id = "{object_id}".{SDK}{reason}')


def closed_for_delete(what: str) -> Status:
    return Unsure(3161, _closed("delete", what))


def cannot_modify(object_id: str, reason: str) -> Status:
    return Status(3170, f'Cannot modify the object specified by the id = "{object_id}".{SDK}{reason}')


def closed_for_change(what: str) -> Status:
    return Status(3171, _closed("modify", what))


def _closed(verb: str, what: str) -> str:
    return (
        f"An attempt was made to {verb} a {what} with a date that is on or before the closing date of the company."
        "  If you are sure you want to make the change, please ask the QuickBooks administrator to do it."
    )


def in_use(object_id: str, code: int = 3175) -> Status:
    """3175 or 3176: somebody has the form open."""
    start = f"There was an error adding, modifying or deleting {object_id} because it is already in use.{SDK}{LOCKED}"
    return Status(code, start if code == 3175 else f"{start}  The application failed to acquire the lock.")


def linked_twice(txn_id: str) -> Status:
    return Unsure(3177, f'The transaction "{txn_id}" cannot be linked to the same transaction twice.')


def deposited(code: int, object_id: str) -> Status:
    """3160 or 3170: which code a deposit answers with and in which words is not known."""
    return Unsure(code, f'The object specified by the id = "{object_id}" has been deposited.{SDK}It is on a deposit.')


def save_error(what: str, reason: str) -> Status:
    return Status(3180, f"There was an error when saving a {what}.{SDK}{reason}")


def cannot_clear(field: str) -> Status:
    return Unsure(3190, f'The "{field}" field cannot be cleared.')


def stale(sequence: str) -> Status:
    return Status(3200, f'The provided edit sequence "{sequence}" is out-of-date. ')


def invalid_value(field: str, value: str, reason: str = "") -> Status:
    return Status(3210, f'The "{field}" field has an invalid value "{value}".' + (f"{SDK}{reason}" if reason else ""))


def not_processed() -> Status:
    return Status(3231, "The request has not been processed.")


def feature_off(feature: str) -> Status:
    return Unsure(3250, f'The feature "{feature}" is not enabled or not available in this version of QuickBooks.')


def personal_data() -> Status:
    return Unsure(3261, "The application does not have permission to access personal data.")


def read_only() -> Status:
    return Unsure(3263, "The application has been given read-only access to this company data file.")


def no_posting_account(item: str) -> Status:
    return Unsure(3270, f'Missing posting account if the item "{item}" is used.')


def merge_refused(reason: str) -> Status:
    """3500: all that is known of its wording is one field report."""
    return Unsure(3500, f"The list elements cannot be merged.{SDK}{reason}", "Unknown Error")


def macro_unknown(name: str) -> Status:
    return Unsure(9101, f'The macro "{name}" has not been defined.')


def macro_twice(name: str) -> Status:
    return Unsure(9102, f'The macro "{name}" is defined more than once.')
