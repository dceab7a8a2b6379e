"""Every refusal of QuickBooks Online, one named constructor each.

A `Fault` carries one or several errors: QuickBooks reports all it finds in one answer, of different codes
if need be (spec qbo 3.1). Messages and Details are the recorded ones where the spec has them (spec qbo 3.4,
3.5); where only the documented title is known the title is the Message and the Detail starts with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

VALIDATION = "ValidationFault"
SYSTEM = "SystemFault"
AUTHENTICATION = "AuthenticationFault"
AUTHORIZATION = "AuthorizationFault"


@dataclass(frozen=True)
class Error:
    """One entry of `Fault.Error[]`. `element` None leaves the key out; "" keeps it empty."""

    code: str
    message: str
    detail: str
    element: str | None = None

    def body(self) -> dict:
        entry = {"Message": self.message, "Detail": self.detail, "code": self.code}
        if self.element is not None:
            entry["element"] = self.element
        return entry


class Fault(Exception):
    """What QuickBooks answers instead of the entity: `http_status`, `fault_type` and the list of errors."""

    def __init__(self, *errors: Error, fault_type: str = VALIDATION, http_status: int = 400) -> None:
        super().__init__("; ".join(f"{e.code} {e.detail}" for e in errors))
        self.errors = tuple(errors)
        self.fault_type = fault_type
        self.http_status = http_status

    @property
    def code(self) -> str:
        """The code of the first error, for tests and routing."""
        return self.errors[0].code

    def body(self) -> dict:
        """The `Fault` object of the envelope; the server adds `time`."""
        return {"Error": [error.body() for error in self.errors], "type": self.fault_type}


def merged(faults: Iterable[Fault]) -> Fault:
    """One fault that reports all the errors of `faults`, in order (spec qbo 3.1)."""
    faults = list(faults)
    errors = [error for fault in faults for error in fault.errors]
    return Fault(*errors, fault_type=faults[0].fault_type, http_status=faults[0].http_status)


def at(fault: Fault, element: str) -> Fault:
    """The same fault with `element` filled in."""
    errors = (replace(error, element=element) for error in fault.errors)
    return Fault(*errors, fault_type=fault.fault_type, http_status=fault.http_status)


def _one(code: int, message: str, detail: str, element: str | None = None) -> Fault:
    return Fault(Error(str(code), message, detail, element))


# -------------------------------------------------------------------------------------- what is not simulated


def not_simulated(what: str) -> Fault:
    """QuickBooks knows this, the simulator does not: refuse loudly instead of swallowing it.

    Deliberately unlike any answer of the real service (HTTP 501), so that nobody takes it for a business
    refusal.
    """
    error = Error("simulator", "Not implemented by quickbooks_simulator", f"Not simulated: {what}", "")
    return Fault(error, fault_type=SYSTEM, http_status=501)


# --------------------------------------------------------------------------------------- 500 to 1040: general


def unsupported_operation(path: str) -> Fault:
    """Odd paths and operations that the entity does not have (recorded, spec qbo 3.4 code 500)."""
    return _one(500, "Unsupported Operation", f"Operation {path} is not supported.")


def duplicate_request_id(request_id: str) -> Fault:
    return _one(600, "Duplicate Request ID", f"Duplicate Request ID : {request_id}", "requestid")


def not_found(element: str = "") -> Fault:
    """610 as recorded for a transaction or name that is gone."""
    return _one(
        610,
        "Object Not Found",
        "Object Not Found : Something you're trying to use has been made inactive. "
        "Check the fields with accounts, customers, items, vendors or employees.",
        element,
    )


def gone(*, transaction: bool) -> Fault:
    """610 for what was there once: a deleted transaction, or a name that a merge removed."""
    return deleted_by_another_user() if transaction else not_found()


def deleted_by_another_user() -> Fault:
    return _one(610, "Object Not Found", "Object Not Found : Another user has deleted this transaction.", "")


def cannot_be_linked(txn_type: str, txn_id: str, *, named: bool) -> Fault:
    """620; the Detail's wording is unconfirmed: the title, with the transaction when `named`."""
    title = "Txn ID Cannot Be Linked"
    detail = f"{title} : {txn_type} {txn_id} cannot be linked." if named else title
    return _one(620, title, detail, "LinkedTxn")


def invalid_parent(detail: str) -> Fault:
    return _one(700, "Parent Reference Invalid", f"Parent Reference Invalid : {detail}", "ParentRef")


def has_dependencies(detail: str) -> Fault:
    return _one(800, "Cannot delete object", f"Cannot delete object : {detail}", "")


def parent_is_child() -> Fault:
    detail = "Parent cannot be child : The same object can't be the parent or child of itself."
    return _one(900, "Parent cannot be child", detail, "ParentRef")


def batch_too_big(limit: int) -> Fault:
    message = "Batch size exceeds allowed limit"
    return _one(1040, message, f"{message} : The number of items in a batch cannot exceed {limit}.", "")


# ---------------------------------------------------------------------------------- 2000 to 3000: the payload


def unsupported_object(name: str) -> Fault:
    return _one(2000, "Invalid or unsupported object name", f"Object Name:{name} is unsupported or invalid", "")


def unknown_property(name: str, owner: str, known: Iterable[str]) -> Fault:
    """2010 as recorded: Jackson's own sentence about `owner` (an Intuit class name) and its known
    properties.
    """
    names = list(known)
    text = ", ".join(f'"{n}"' for n in names)
    if len(text) > 700:
        text = text[:700] + " [truncated]"
    detail = (
        f'Property Name:Unrecognized field "{name}" (class com.intuit.schema.finance.v3.{owner}), '
        f"not marked as ignorable ({len(names)} known properties: {text}])\n"
        " specified is unsupported or invalid"
    )
    return _one(2010, "Request has invalid or unsupported property", detail)


def invalid_property(what: str) -> Fault:
    """2010 for a body that is not an object, a JSON text that does not parse, a value of the wrong shape."""
    detail = f"Property Name:{what} specified is unsupported or invalid"
    return _one(2010, "Request has invalid or unsupported property", detail)


def required(element: str, detail: str | None = None) -> Fault:
    """2020 with the missing field as element (recorded for Line)."""
    return _one(
        2020,
        "Required param missing, need to supply the required value for the API",
        detail or f"Required parameter {element} is missing in the request",
        element,
    )


def invalid_id(value: object, element: str = "Id") -> Fault:
    return _one(2030, "Invalid ID", f"Id should be a valid number. Supplied value:{value}", element)


def invalid_string(element: str, text: str) -> Fault:
    return _one(2040, "Invalid String", f"Invalid String : Element contains invalid characters: {text}", element)


def invalid_length(element: str, supplied: int, maximum: int, minimum: int = 0) -> Fault:
    return _one(
        2050,
        "String length is either shorter or longer than supported by specification",
        "String length specified does not match the supported length. "
        f"Min:{minimum} Max:{maximum} supported. Supplied length:{supplied}",
        element,
    )


def _value(code: int, title: str, value: object, element: str) -> Fault:
    return _one(code, title, f"{title} : Supplied value:{value}", element)


def invalid_date_format(element: str, value: object) -> Fault:
    return _value(2060, "Invalid Date Format", value, element)


def invalid_date(element: str, value: object) -> Fault:
    return _value(2070, "Invalid Date", value, element)


def invalid_number_format(element: str, value: object) -> Fault:
    return _value(2080, "Invalid Number Format", value, element)


def invalid_number(element: str, value: object) -> Fault:
    return _value(2090, "Invalid Number", value, element)


def invalid_decimal_format(element: str, value: object) -> Fault:
    return _value(2100, "Invalid Decimal Format", value, element)


def invalid_type(element: str, value: object) -> Fault:
    return _value(2120, "Invalid Type", value, element)


def invalid_request_id(request_id: str, limit: int) -> Fault:
    detail = f"Invalid Request Id Format : The length must be 1 to {limit}. Supplied length:{len(request_id)}"
    return _one(2130, "Invalid Request Id Format", detail, "requestid")


def invalid_amount(element: str, value: object) -> Fault:
    return _value(2140, "Invalid Amount", value, element)


def invalid_percent(element: str, value: object) -> Fault:
    return _value(2150, "Invalid Percent", value, element)


def invalid_enumeration(element: str, value: object) -> Fault:
    return _one(2170, "Invalid Enumeration", f"Invalid Enumeration : {value}", element)


def malformed_web_address(element: str, value: object) -> Fault:
    """2200; only the title is documented."""
    return _value(2200, "Malformed Web Address", value, element)


def malformed_email(element: str, value: object) -> Fault:
    return _one(
        2210,
        "Invalid Email Address format",
        "Email Address does not conform to the syntax rules of RFC 822. Supplied value:" + str(value),
        element,
    )


def invalid_currency(element: str, value: object) -> Fault:
    return _value(2220, "Invalid Currency Type", value, element)


def invalid_boolean(element: str, value: object) -> Fault:
    return _value(2230, "Invalid Boolean", value, element)


def invalid_number_range(element: str, value: object) -> Fault:
    return _value(2240, "Invalid Number Range", value, element)


def negative_amount(element: str = "Amount") -> Fault:
    detail = "NegativeAmount : Negative amounts aren't supported on transaction lines."
    return _one(2290, "NegativeAmount", detail, element)


def invalid_reference(table: str, object_id: str, element: str) -> Fault:
    """2500 for an id that does not exist; `table` is QuickBooks' internal list word (spec qbo 3.4)."""
    detail = f"Invalid Reference Id : {table} element id {object_id} not found"
    return _one(2500, "Invalid Reference Id", detail, element)


def inactive_reference(fields: str, element: str) -> Fault:
    """2500 for an inactive record: `fields` is the plural the sentence names ("accounts", "customers")."""
    return _one(
        2500,
        "Invalid Reference Id",
        "Invalid Reference Id : Something you're trying to use has been made inactive. "
        f"Check the fields with {fields}.",
        element,
    )


def conflict(element: str, detail: str) -> Fault:
    return _one(2600, "Invalid Request Conflict Element in Request", detail, element)


def invalid_custom_field(detail: str) -> Fault:
    return _one(3000, "Invalid Custom Field", f"Invalid Custom Field : {detail}", "CustomField")


# ---------------------------------------------------------------------------------------------- 4000: queries


def query_parse(detail: str) -> Fault:
    """4000; `detail` without its prefix, e.g. 'Encountered " "OR" "OR "" at line 1, column 30.'"""
    return _one(4000, "Error parsing query", f"QueryParserError: {detail}")


def query_invalid(detail: str) -> Fault:
    """4001; `detail` without its prefix, e.g. 'Property X not found for Entity Y'."""
    return _one(4001, "Invalid query", f"QueryValidationError: {detail}")


# ------------------------------------------------------------------------------------------ 5000: concurrency


def stale(user: str = "another user") -> Fault:
    return _one(
        5010,
        "Stale Object Error",
        f"Stale Object Error : You and {user} were working on this at the same time. "
        f"{user} finished before you did, so your work was not saved.",
        "",
    )


def permission_denied(detail: str = "") -> Fault:
    return _one(5020, "Permission Denied Error", f"Permission Denied Error : {detail}")


def feature_not_supported(feature: str, plan: str) -> Fault:
    detail = f"Feature Not Supported Error : {feature} is not included in QuickBooks Online {plan}."
    return _one(5030, "Feature Not Supported Error", detail, "")


# --------------------------------------------------------------------------------------------- 6000: business


def business(detail: str, element: str | None = "") -> Fault:
    """6000; `detail` without its prefix (spec qbo 3.5)."""
    return _one(
        6000,
        "A business validation error has occurred while processing your request",
        f"Business Validation Error: {detail}",
        element,
    )


def account_type_required() -> Fault:
    detail = "You must specify either an AccountType or an AccountSubType."
    return _one(6010, "Invalid Account.AccountType && Account.SubType", detail, "AccountType")


def open_balance_date_required() -> Fault:
    message = "Account.OpenBalanceDate must be specified with Account.OpenBalance"
    return _one(6060, message, message, "OpeningBalanceDate")


def wrong_amount(supplied: object, element: str = "") -> Fault:
    """6070; the supplied value is shown with thousands separators, as recorded ("1,861.07")."""
    return _one(
        6070,
        "Amount calculation incorrect in the request",
        f"Amount is not equal to UnitPrice * Qty. Supplied value:{supplied:,}",
        element,
    )


def no_name() -> Fault:
    return _one(
        6080,
        "No Name Provided",
        "No Name Provided : At least one of the following must be supplied: "
        "Title, GivenName, MiddleName, FamilyName, DisplayName, Suffix.",
        "",
    )


def discount_incomplete() -> Fault:
    message = "Discount Line missing required info"
    return _one(6090, message, f"{message} : A discount amount or percent is required.", "DiscountLineDetail")


def invalid_line_tax_code(value: object) -> Fault:
    message = "Invalid Line TaxCode in the request"
    return _one(6100, message, f"{message} : For US, specify TAX or NON. Supplied value:{value}", "TaxCodeRef")


def duplicate_doc_number(number: str, txn_type: str, txn_id: str) -> Fault:
    return _one(
        6140,
        "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has already been "
        f"used. DocNumber={number} is assigned to TxnType={txn_type} with TxnId={txn_id}",
        "DocNumber",
    )


def parent_required(flag: str) -> Fault:
    message = "ParentRef Required Validation Error"
    return _one(6150, message, f"{message} : ParentRef is required when {flag} is true", "ParentRef")


def custom_sales_tax(*, update: bool) -> Fault:
    verb = "update" if update else "create"
    detail = f"Invalid TaxCodeRef Error : CustomSalesTax can't be used to {verb} a transaction."
    return _one(6230 if update else 6160, "Invalid TaxCodeRef Error", detail, "TaxCodeRef")


def tax_detail_not_applicable() -> Fault:
    return _one(
        6170,
        "Invalid TxnTaxDetail Error",
        "Invalid TxnTaxDetail Error : TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable",
        "TxnTaxDetail",
    )


def too_many_levels() -> Fault:
    return _one(6180, "Sub Level Limit", "Sub Level Limit : You can nest up to 5 levels.", "ParentRef")


def company_suspended(plan: str) -> Fault:
    return _one(
        6190,
        "Invalid Company Status",
        "Subscription period has ended or canceled or there was a billing problem : "
        f"You can't add data to QuickBooks Online {plan} because your trial or subscription period ended, "
        "you canceled your subscription, or there was a billing problem.",
        "",
    )


def period_closed() -> Fault:
    """6210 with Intuit's doubled "through"."""
    return _one(
        6210,
        "Account Period Closed, Cannot Update Through Services API",
        "The account period has closed and the account books cannot be updated through through the QBO "
        "Services API. Please use the QBO website to make these changes.",
        "",
    )


def has_balance(kind: str) -> Fault:
    return _one(
        6220,
        "Delete List Has Balance Error",
        "The entity you are trying to delete has an open balance. : "
        f"This {kind} cannot be deleted because it has a non-zero balance",
        "",
    )


def duplicate_name(detail: str) -> Fault:
    """6240; `detail` is what follows the colon: "Id=1209", a sentence, or "null"."""
    message = "Duplicate Name Exists Error"
    return _one(6240, message, f"The name supplied already exists. : {detail}", "Name")


def before_start_date(item: str) -> Fault:
    return _one(
        6270,
        "InventoryTxnDatedBeforeItemStartDate",
        "Transactions with inventory items that have a quantity on hand can't be dated earlier than the "
        f"Inventory Start Date : {item}",
        "TxnDate",
    )


def invalid_account_type(detail: str, element: str, *, titled: bool) -> Fault:
    """6430; of the Detail the beginning is recorded. `titled`: the title alone, as is recorded too."""
    title = "Invalid account type used"
    return _one(6430, title, title if titled else f"Invalid account type: {detail}", element)


def tax_rate_error(detail: str) -> Fault:
    return _one(6470, "Tax liability account or rate error", detail, "")


def quantity_required(item: str) -> Fault:
    message = "Tracked inventory item must have a quantity"
    return _one(6520, message, f"{message} : {item}", "Qty")


def deposited() -> Fault:
    return _one(
        6540,
        "Deposited Transaction cannot be changed",
        "This transaction has been deposited. If you want to change or delete it, you must edit the deposit "
        "it appears on and remove it first.",
        "",
    )


# ---------------------------------------------------------------------------------------------- system faults


def application_error(detail: str = "System Failure Error") -> Fault:
    """10000, HTTP 500, type SystemFault (spec qbo 3.4)."""
    message = "An application error has occurred while processing your request"
    return Fault(Error("10000", message, f"System Failure Error: {detail}"), fault_type=SYSTEM, http_status=500)


def malformed_bytes(detail: str) -> Fault:
    """Bytes that are not UTF-8 give code 500 (spec qbo 1.2)."""
    return _one(500, "Unsupported Operation", detail)
