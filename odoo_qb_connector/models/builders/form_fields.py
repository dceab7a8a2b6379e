"""Which fields of QuickBooks' forms a sales channel fills (models/qb_channel_form_fields.py)."""

TEMPLATES = {
    "template_invoice_id": "Invoice",
    "template_receipt_id": "SalesReceipt",
    "template_credit_id": "CreditMemo",
    "template_sales_order_id": "SalesOrder",
    "template_estimate_id": "Estimate",
}
"""{field: the TemplateType that it holds}: a template of one kind is none of another (spec qbd 5.5)."""
FORM_ENTRIES = {
    **dict.fromkeys(TEMPLATES, "Template"),
    "sales_rep_id": "SalesRep",
    "customer_message_id": "CustomerMsg",
}
OWN_FIELDS = ("1", "2", "3")
"""DefinitionIds of the fields that a company may define (spec qbo 5.0)."""
SALES_FIELDS = "SalesCustomFields"
"""The feature that tells which of them are switched on, and their names."""
