"""From Odoo's records to neutral documents (documents/): small functions, no writes, no network."""
