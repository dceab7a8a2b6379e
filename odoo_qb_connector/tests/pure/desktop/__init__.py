"""QuickBooks Desktop without QuickBooks, Odoo or simulator."""
