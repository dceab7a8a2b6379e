"""Tests without database, Odoo or simulator: seconds for all of them."""
