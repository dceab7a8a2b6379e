"""Every behaviour the specification marks unconfirmed, as a named switch with a documented default.

The defaults are the stricter or more awkward choice wherever one exists: an integration that survives them
survives the other reading as well. Switches are kept per company.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields


def _switch(default, doc: str, *choices):
    return field(default=default, metadata={"doc": " ".join(doc.split()), "choices": choices})


@dataclass(frozen=True)
class Switches:
    """One company's choices; the field's `doc` says what is unknown and what the values mean."""

    payment_bumps_paid_sync_token: bool = _switch(
        True,
        "Linking a payment touches the paid document; whether its SyncToken moves is unconfirmed (1.4).",
        True,
        False,
    )
    account_balance_touches_time: bool = _switch(
        True,
        "Whether an account's LastUpdatedTime moves with its balance, as a customer's does (spec qbo 1.4).",
        True,
        False,
    )
    duplicate_number_without_custom_numbers: str = _switch(
        "refuse",
        "A DocNumber that is already used while CustomTxnNumbers is off: 6140 or accepted (spec qbo 5.0).",
        "refuse",
        "accept",
    )
    warn_duplicate_number: bool = _switch(
        True, "The user's own duplicate-number warning for sales forms (spec qbo 5.0).", True, False
    )
    inactive_reference_code: str = _switch(
        "2500",
        "Using an inactive record in a transaction answers 2500 or 610 (spec qbo 3.4, 7.2).",
        "2500",
        "610",
    )
    list_word_item: str = _switch("Items", "The internal list word of 2500 for items (spec qbo 3.4).")
    list_word_term: str = _switch("Terms", "The internal list word of 2500 for terms (spec qbo 3.4).")
    list_word_other: str = _switch("Lists", "The internal list word of 2500 for the remaining lists.")
    customer_clash_detail: str = _switch(
        "id",
        "6240 for a name held by the same type: 'Id=NNN', or 'null' as one recording shows for a customer.",
        "id",
        "null",
    )
    deleted_suffix_when_taken: str = _switch(
        "counter",
        "Deactivating X while 'X (deleted)' exists: a counter, 'X (deleted 1)', or a second record of"
        " the same name (spec qbo 7.2).",
        "counter",
        "same",
    )
    suffix_on_reactivation: str = _switch(
        "keep",
        "Active true without a new name: QuickBooks keeps ' (deleted)' or removes it (spec qbo 7.2).",
        "keep",
        "remove",
    )
    parent_without_flag: str = _switch(
        "refuse",
        "ParentRef on a customer or item without Job or SubItem true: refused, or taken as true (spec 5.2).",
        "refuse",
        "accept",
    )
    deactivate_item_with_quantity: str = _switch(
        "refuse",
        "Deactivating an inventory item with quantity on hand by API: refused, or adjusted to zero (5.3).",
        "refuse",
        "adjust",
    )
    deactivate_account_with_balance: str = _switch(
        "refuse", "Deactivating an account that has a balance: 6220 or accepted.", "refuse", "accept"
    )
    delete_paid_document: str = _switch(
        "refuse",
        "Deleting an invoice or credit memo that a payment is applied to: refused, or the payment is left"
        " unapplied (spec qbo 5.9).",
        "refuse",
        "unapply",
    )
    paid_removal_code: str = _switch(
        "6000",
        "The code of a void or delete that is refused because a payment is applied (not recorded, spec qbo 11): 6000,"
        " or 800 of the catalogue.",
        "6000",
        "800",
    )
    lower_total_below_payments: str = _switch(
        "refuse",
        "Updating an invoice to a total below what was paid: refused or unapplied.",
        "refuse",
        "unapply",
    )
    void_credit_memo: str = _switch(
        "unsupported",
        "CreditMemo void by API is unconfirmed (spec qbo 5.9): no operation, or operation=update&include=void as"
        " for SalesReceipt and Payment.",
        "unsupported",
        "include",
    )
    void_refund_receipt: str = _switch(
        "unsupported",
        "RefundReceipt void by API is unconfirmed (spec qbo 5.9): no operation, or operation=update&include=void as"
        " for SalesReceipt and Payment.",
        "unsupported",
        "include",
    )
    sparse_nested_objects: str = _switch(
        "replace",
        "A nested object in a sparse update replaces the old one or is merged into it.",
        "replace",
        "merge",
    )
    numbers_as_text: bool = _switch(
        True,
        "A JSON number where text, an id or a reference value belongs is read as text (python-quickbooks sends"
        " TxnLineId 1 and works), or 2010.",
        True,
        False,
    )
    text_as_numbers: bool = _switch(
        False,
        'Text where an amount belongs ("100.00") is read as a number, or 2100 (unconfirmed).',
        True,
        False,
    )
    amount_decimals: str = _switch(
        "refuse",
        "An amount with more than two decimals: 2140, or rounded half-up.",
        "refuse",
        "round",
    )
    online_payment_flags_off: str = _switch(
        "drop",
        "AllowOnline...Payment true while ETransactionPaymentEnabled is off: stored as false, or kept (5.1).",
        "drop",
        "keep",
    )
    missing_global_tax_calculation: str = _switch(
        "refuse",
        "Outside the US, GlobalTaxCalculation absent: 2020 (documented as required) or TaxExcluded"
        " (documented as its default).",
        "refuse",
        "TaxExcluded",
    )
    us_global_tax_calculation: str = _switch(
        "ignore", "GlobalTaxCalculation sent to a US company: ignored or 2010.", "ignore", "refuse"
    )
    tax_inclusive_without_gross: str = _switch(
        "amount_is_gross",
        "TaxInclusive line without TaxInclusiveAmt: its Amount is read as the gross, or 2020 (spec qbo 6.4).",
        "amount_is_gross",
        "refuse",
    )
    override_must_list_all_rates: bool = _switch(
        True, "Outside the US an override must give one TaxLine per rate used (spec qbo 6.4).", True, False
    )
    ast_total_tax_without_taxable_line: str = _switch(
        "drop",
        "US AST, TotalTax > 0 with NON lines only: dropped, kept or refused (spec qbo 6.2).",
        "drop",
        "keep",
        "refuse",
    )
    ast_total_tax_without_rate: str = _switch(
        "drop",
        "US AST, TotalTax > 0 towards a place where the company collects no tax: dropped, kept, refused.",
        "drop",
        "keep",
        "refuse",
    )
    ast_explicit_zero: str = _switch(
        "honour",
        "US AST, TotalTax 0 sent with TAX lines: honoured as an override, or the engine computes (spec 6.2).",
        "honour",
        "compute",
    )
    ast_not_set_up: str = _switch(
        "no_tax", "PartnerTaxEnabled false: TAX lines bear no tax, or are refused.", "no_tax", "refuse"
    )
    legacy_default_tax_code: str = _switch(
        "none",
        "US legacy, TAX lines without TxnTaxCodeRef: no tax, or the customer's default code.",
        "none",
        "customer",
    )
    missing_tax_code_detail: str = _switch(
        "Make sure all your transactions have a {word} rate before you save.",
        "The exact sentence of the 6000 outside the US; {word} is GST/HST, VAT, GST (spec qbo 3.5).",
    )
    class_tracking_off: str = _switch(
        "drop",
        "ClassRef or DepartmentRef while the feature is off: dropped silently or refused with 5030 (5.9).",
        "drop",
        "refuse",
    )
    shipping_off: str = _switch(
        "refuse", "A shipping line while AllowShipping is off: 6000 or dropped.", "refuse", "drop"
    )
    shipping_fields_off: str = _switch(
        "drop",
        "ShipDate, ShipMethodRef, TrackingNum while AllowShipping is off: dropped or refused.",
        "drop",
        "refuse",
    )
    missing_exchange_rate: str = _switch(
        "company_rate",
        "ExchangeRate absent on a foreign transaction: QuickBooks' rate of the day, or 2020 (spec qbo 7.1).",
        "company_rate",
        "refuse",
    )
    non_latin1: str = _switch(
        "question_mark",
        "What a US company makes of a character outside ISO-8859-1: '?', refused with 2040, or kept (1.2).",
        "question_mark",
        "refuse",
        "keep",
    )
    payment_customer: str = _switch(
        "same_or_parent",
        "Whose invoices a payment may pay: its customer's own and sub-customers', or its own only (5.5).",
        "same_or_parent",
        "same",
    )
    over_application: str = _switch(
        "refuse",
        "A payment line above the open balance, or lines above TotalAmt plus credits: refused, or applied up to what"
        " is open and what there is, the rest left unapplied (spec qbo 10).",
        "refuse",
        "cap",
    )
    apply_credits_automatically: bool = _switch(
        False,
        "AutoApplyCredit: new invoices take the customer's open credits by themselves (spec qbo 5.1). Follows"
        " Preferences.SalesFormsPrefs.AutoApplyCredit when True here or there.",
        True,
        False,
    )
    returned_stock_cost: str = _switch(
        "last_issue",
        "The cost at which a credit memo's goods come back: the latest issue's or the purchase cost.",
        "last_issue",
        "purchase_cost",
    )
    item_taxable_default: bool = _switch(False, "Taxable of an item created without it (US).", True, False)
    change_customer_of_paid: str = _switch(
        "refuse",
        "Changing the customer of a document that a payment is applied to: refused, or the payment is left unapplied.",
        "refuse",
        "unapply",
    )
    missing_sync_token: str = _switch(
        "2020",
        "An update, delete or void without SyncToken: 2020 (presumed by spec qbo 1.4) or 5010.",
        "2020",
        "5010",
    )
    detail_620: str = _switch(
        "title",
        "The Detail of 620 (its wording is unconfirmed, spec qbo 3.4): the title alone, or with type and id of the"
        " transaction.",
        "title",
        "named",
    )
    detail_6430: str = _switch(
        "prefix",
        "The Detail of 6430 (only its beginning is recorded, spec qbo 3.4): 'Invalid account type: ' and the type, or"
        " the title alone.",
        "prefix",
        "title",
    )
    account_number_length: str = _switch(
        "country",
        "Characters in Account.AcctNum: 7 (unconfirmed, spec qbo 5.4; 20 in Australia and Canada), or 20 everywhere.",
        "country",
        "20",
    )
    item_name_scope: str = _switch(
        "company",
        "Item.Name is unique in the company, or within its parent category only (unconfirmed, spec qbo 5.3).",
        "company",
        "parent",
    )
    merged_name: str = _switch(
        "inactive",
        "How the loser of a merge reads: inactive with the suffix, as spec qbo 7.2 says, or 610 (open in spec 11).",
        "inactive",
        "gone",
    )
    merged_name_in_cdc: str = _switch(
        "stub",
        "CDC shows the loser of a merge as a deleted stub (the shape is recorded, its cause is not, spec qbo 7.2), or"
        " as an inactive object.",
        "stub",
        "inactive",
    )
    sparse_without_lines: str = _switch(
        "keep",
        "A sparse update without Line: the lines stay, as documented for any property (1.4), or 2020 (open in spec"
        " qbo 11).",
        "keep",
        "refuse",
    )
    sparse_line_array: str = _switch(
        "replace",
        "Line in a sparse update is the whole new list (consistently reported, unconfirmed, spec qbo 1.4), or lines"
        " that are not sent stay.",
        "replace",
        "merge",
    )
    sparse_undocumented: str = _switch(
        "accept",
        "sparse true where Intuit documents a full update only: sparse all the same (widely used, unconfirmed, spec"
        " qbo 1.4), or a full update that blanks what is missing.",
        "accept",
        "full",
    )
    foreign_account_name: str = _switch(
        "dash",
        "The name of the receivable account that QuickBooks makes for a currency: 'Accounts Receivable (A/R) - EUR' or"
        " 'Accounts Receivable (A/R) (EUR)' (unconfirmed, spec qbo 7.1).",
        "dash",
        "brackets",
    )
    service_date_off: str = _switch(
        "drop",
        "ServiceDate on a line while AllowServiceDate is off: dropped silently or refused (spec qbo 5.1 names the flag"
        " only).",
        "drop",
        "refuse",
    )
    properties_without_effect: str = _switch(
        "refuse",
        "Properties whose effect at Intuit the simulator does not have (marked inert in online/schema): refused"
        " loudly, or stored and shown.",
        "refuse",
        "echo",
    )
    company_info_country: str = _switch(
        "two_letters",
        "CompanyInfo.Country reads US, as seen in practice, or USA (its format is unconfirmed, spec qbo 5.1).",
        "two_letters",
        "three_letters",
    )
    changed_since_inclusive: bool = _switch(
        True, "CDC's changedSince includes the very second given (spec qbo 8.4).", True, False
    )

    def changed(self, name: str, value: object) -> Switches:
        """A copy with one switch changed.

        KeyError for an unknown name, ValueError for an impossible value.
        """
        described = {f.name: f for f in fields(self)}
        spec = described[name]
        choices = spec.metadata["choices"]
        if choices and (value not in choices or type(value) is not type(spec.default)):
            raise ValueError(f"{name} takes one of {choices}, not {value!r}")
        if not choices and not isinstance(value, str):
            raise ValueError(f"{name} takes a text, not {value!r}")
        return Switches(**{**self.as_dict(), name: value})

    def as_dict(self) -> dict:
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def describe(cls) -> dict[str, dict]:
        """name -> default, choices, doc."""
        return {
            f.name: {"default": f.default, "choices": list(f.metadata["choices"]), "doc": f.metadata["doc"]}
            for f in fields(cls)
        }
