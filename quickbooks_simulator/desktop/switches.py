"""Every behaviour that spec qbd marks unconfirmed, as a named switch; defaults are the harsher reading.

An integration that survives the defaults survives the other reading as well. Switches are kept per company file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields


def _switch(default: object, doc: str, *choices: object):
    return field(default=default, metadata={"doc": " ".join(doc.split()), "choices": choices})


def _flag(default: bool, doc: str):
    return _switch(default, doc, True, False)


@dataclass(frozen=True)
class Switches:
    """One company file's choices."""

    # ------------------------------------------------------------------------------------------ reading qbXML
    code_page: str = _switch(
        "latin-1", "What QuickBooks stores: ISO-8859-1 or Windows-1252 (spec qbd 3.3).", "latin-1", "cp1252"
    )
    raw_outside_code_page: str = _switch(
        "refuse",
        "Raw characters outside the code page: 0x80040400, or stored as '?' like numeric entities (3.3).",
        "refuse",
        "question_mark",
    )
    entities_in_code_page: str = _switch(
        "stored",
        "Numeric entities for accents of the code page: stored ('unconfirmed but expected', 3.3), or '?'. The kinder"
        " reading is the default: with raw_accents refused no accent could be sent at all.",
        "stored",
        "question_mark",
    )
    raw_accents: str = _switch(
        "refuse",
        "Raw accents of the code page: 0x80040400 as some older set-ups answer, or accepted (3.3).",
        "refuse",
        "accept",
    )
    line_breaks_in_short_fields: str = _switch(
        "refuse",
        "A line break in a field that is no memo, note or description: 3090 or stored (3.3 knows it of those only).",
        "refuse",
        "accept",
    )
    line_breaks_in_long_fields: str = _switch(
        "accept",
        "A line break in a memo, note or description: stored ('Newlines in a Memo/Desc are allowed', 3.3), or 3090 in"
        " every field. The kinder reading is the default: it is the one that 3.3 states.",
        "accept",
        "refuse",
    )
    rollback_hresult: str = _switch(
        "0x80040413", "HRESULT of onError rollbackOnError (3.1, 4.2 from memory).", "0x80040413", "0x80040400"
    )
    missing_version: str = _switch(
        "0x80040400", "HRESULT of a set without the qbxml instruction (3.1).", "0x80040400", "0x80040423"
    )
    newest_version: str = _switch(
        "16.0",
        "The newest qbXML that QuickBooks takes: 16.0, or a 17.0 that holds nothing new ('Anything above 16.0:"
        " unconfirmed', 3.6).",
        "16.0",
        "17.0",
    )
    unconfirmed_wording: str = _switch(
        "code",
        "The statusMessage of a code whose wording 4.1 does not give or calls a pattern: nothing but the code, or a"
        " sentence that says what is wrong.",
        "code",
        "sentence",
    )
    largest_amount: str = _switch(
        "9999999999.99",
        "The largest amount that is saved (3040 above it): ten digits as in a price, or the thirteen that the schema"
        " lets through (3.2 gives the schema's limit only).",
        "9999999999.99",
        "9999999999999.99",
    )
    trim_names: bool = _flag(True, "Spaces around a name are trimmed before it is stored and compared (3.3).")
    # ----------------------------------------------------------------------------------- message-set recovery
    incomplete_message_set: str = _switch(
        "9002",
        "A set whose run was cut short (crash between requests), asked for again: 9002 with no rows, 600 as if"
        " never seen, or the rows that ran and 3231 for the rest (3.5, 4.1).",
        "9002",
        "600",
        "rows",
    )
    state_not_stored: str = _switch(
        "run",
        "A set whose state QuickBooks fails to keep (9005, a fault that is ordered): its requests run all the same,"
        " or none does (3.5).",
        "run",
        "refuse",
    )
    recovered_rows: str = _switch(
        "ids",
        "What a recovered answer holds beside the status: ErrorRecovery with all its parts, or ids only without"
        " TxnNumber and EditSequence (3.5: which parts appear is unconfirmed).",
        "ids",
        "all",
    )
    queries_in_message_set: str = _switch(
        "status_only", "A recovered query: its status without data, or run anew.", "status_only", "again"
    )
    unknown_old_id: str = _switch(
        "refuse",
        "oldMessageSetID alone, unknown, with requests: 600 and nothing runs, or 600 and they run (3.5).",
        "refuse",
        "run",
    )
    # ------------------------------------------------------------------------------------------------ queries
    dst_quirk: bool = _flag(
        True, "A time with an offset in a filter is moved by the PC's offset of today, not of that date (3.4)."
    )
    iterator_in_new_session: str = _switch(
        "error", "Continue with an iterator of another session: an error status or an empty answer.", "error", "empty"
    )
    first_day_of_week: str = _switch(
        "Sunday",
        "Where a week of a DateMacro begins (5.5 names the macros only): Sunday, Monday, or the day of the time"
        " tracking preferences.",
        "Sunday",
        "Monday",
        "preference",
    )
    next_four_weeks: str = _switch(
        "whole_weeks",
        "NextFourWeeks: the four weeks after this one, or 28 days from tomorrow on.",
        "whole_weeks",
        "from_tomorrow",
    )
    lost_iterator_code: str = _switch("3120", "Status of an unknown iteratorID.", "3120", "500", "1000")
    data_of_deleted_days: int = _switch(90, "Deleted queries answer for so many days (5.4).", 90, 30)
    # -------------------------------------------------------------------------------------------------- lists
    inactive_reference: str = _switch(
        "refuse", "A reference to an inactive record: 3140 or accepted.", "refuse", "accept"
    )
    address_in_mod: str = _switch(
        "replace", "An address in a Mod replaces the old one or is merged into it (3.2).", "replace", "merge"
    )
    missing_item_account: str = _switch(
        "3150",
        "An item without the account it needs (5.3: 3140, 3150 or 3270, exact code unconfirmed).",
        "3140",
        "3150",
        "3270",
    )
    list_delete_in_multi_user: str = _switch(
        "3160", "ListDel while the file is in multi-user mode (5.4).", "3160", "3176", "allow"
    )
    list_merge_in_multi_user: str = _switch(
        "3500", "Merging while the file is in multi-user mode, by ListMerge or by hand (5.4).", "3500", "3176", "allow"
    )
    merge_of_a_parent: str = _switch(
        "refuse",
        "Merging away a name, account or class that has others below it: 3500, or they move to the winner (5.4 is"
        " silent).",
        "refuse",
        "accept",
    )
    merge_of_ship_to_addresses: str = _switch(
        "refuse",
        "Merging customers that both have a ship-to address of one name, without SameShipAddrOk: 3500, or the"
        " winner's stays (5.4 is silent).",
        "refuse",
        "accept",
    )
    merged_in_deleted_query: bool = _flag(
        False, "ListDeletedQuery shows what was merged away; if not, only its missing id tells (5.4: inferred)."
    )
    merge_moves_edit_sequence: bool = _flag(
        True, "A merge moves the EditSequence of the winner and of everything that pointed to the loser (5.4)."
    )
    merge_moves_time_modified: bool = _flag(
        False,
        "A merge moves TimeModified of the winner and of everything that pointed to the loser, so that a query by"
        " date shows it (5.4).",
    )
    feature_off: str = _switch("3250", "Elements of a feature that is off: refused or ignored (3.6).", "3250", "ignore")
    currency_change: str = _switch(
        "refuse", "Changing the currency of a name that has transactions (6).", "refuse", "accept"
    )
    # ----------------------------------------------------------------------------------------------- invoices
    missing_date: str = _switch(
        "last_saved",
        "TxnDate missing: the date of the last saved transaction of that type, or today (5.1).",
        "last_saved",
        "today",
    )
    rate_and_amount: str = _switch(
        "warn", "Rate and Amount both given: Rate is ignored with status 530 or silently (5.2).", "warn", "silent"
    )
    discount_sign: str = _switch(
        "as_sent",
        "A positive amount or percent on a discount line: taken as sent (it raises the total) or negated (5.2).",
        "as_sent",
        "negated",
    )
    amount_rounding: str = _switch(
        "half_up", "Rate x Quantity to cents: half up or half to even (5.2).", "half_up", "half_even"
    )
    tax_rounding: str = _switch(
        "total", "Sales tax is rounded on the taxable total or line by line (5.2).", "total", "line"
    )
    tax_group_rounding: str = _switch(
        "each", "A tax group's items are each rounded, or their sum (5.2).", "each", "sum"
    )
    default_ar_account: str = _switch(
        "last_used",
        "ARAccountRef missing with multicurrency on: the account of the last invoice, or one of the right currency"
        " (6).",
        "last_used",
        "by_currency",
    )
    exchange_rate: str = _switch(
        "home_per_foreign",
        "What ExchangeRate says: home units for one foreign unit, or foreign units for one of home (6). Neither is"
        " the harsher one.",
        "home_per_foreign",
        "foreign_per_home",
    )
    home_ar_account: str = _switch(
        "refuse",
        "A receivable account in home currency on a foreign invoice: 3140 or accepted (6).",
        "refuse",
        "accept",
    )
    negative_total: str = _switch("refuse", "An invoice below zero: 3180 or accepted.", "refuse", "accept")
    duplicate_numbers: str = _switch(
        "accept",
        "A RefNumber that a document of the type has already: accepted in silence, so nothing protects from writing"
        " twice, or 3180 (5.1).",
        "accept",
        "refuse",
    )
    closing_date_of_orders: str = _switch(
        "refuse",
        "The closing date and sales orders, which post nothing: 3161 and 3171 as for invoices, or not (4.1 is silent).",
        "refuse",
        "exempt",
    )
    empty_invoice: str = _switch("refuse", "An invoice without lines: 3180 or accepted (4.1).", "refuse", "accept")
    delete_paid_invoice: str = _switch(
        "refuse", "Deleting or voiding an invoice that a payment is applied to: 3160 or unapplied.", "refuse", "unapply"
    )
    linked_line_amount: str = _switch(
        "refuse",
        "Amount on an invoice line that is linked to an order (5.2 says that quantity and rate may differ): 3210, or"
        " taken.",
        "refuse",
        "accept",
    )
    invoice_touches_order: bool = _flag(
        True, "An invoice that is linked to an order moves the order's TimeModified and EditSequence (5.2 is silent)."
    )
    invoiced_order_line: str = _switch(
        "refuse",
        "A Mod that takes a line from an order, or makes it less, than is invoiced of it: 3170 or accepted (5.2 is"
        " silent).",
        "refuse",
        "accept",
    )
    delete_invoiced_order: str = _switch(
        "refuse",
        "Deleting an order that has invoices: 3160, or the invoices stand alone (5.4 is silent).",
        "refuse",
        "accept",
    )
    change_deposited: str = _switch(
        "refuse",
        "Changing or voiding a sales receipt that is on a deposit: 3170 or accepted (5.4 is silent).",
        "refuse",
        "accept",
    )
    delete_deposited: str = _switch(
        "refuse",
        "Deleting or voiding a sales receipt that is on a deposit: 3160, or its deposit goes with it (5.4 is silent).",
        "refuse",
        "accept",
    )
    payment_touches_invoice: bool = _flag(
        True, "A payment applied to an invoice moves its TimeModified and EditSequence (closing checklist)."
    )
    void_repeats: str = _switch("accept", "Voiding a void transaction again: accepted or 3170.", "accept", "refuse")

    def changed(self, name: str, value: object) -> Switches:
        """A copy with one switch changed; KeyError for an unknown name, ValueError for an impossible value."""
        described = {one.name: one for one in fields(self)}
        choices = described[name].metadata["choices"]
        if not any(value == choice and type(value) is type(choice) for choice in choices):
            raise ValueError(f"{name} takes one of {list(choices)}, not {value!r}")
        return Switches(**{**self.as_dict(), name: value})

    def as_dict(self) -> dict:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @classmethod
    def describe(cls) -> dict[str, dict]:
        """name -> default, choices, doc."""
        return {
            one.name: {
                "default": one.default,
                "choices": list(one.metadata["choices"]),
                "doc": one.metadata["doc"],
            }
            for one in fields(cls)
        }
