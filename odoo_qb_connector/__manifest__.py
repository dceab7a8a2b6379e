{
    "name": "QuickBooks Connector",
    "version": "19.0.1.0.0",
    "summary": "Ship in Odoo, keep the books in QuickBooks: invoices, customers and products arrive exactly once",
    "category": "Accounting/Accounting",
    "author": "Odoo QuickBooks Connector contributors",
    "license": "LGPL-3",
    "application": True,
    "depends": ["sale_stock", "stock_delivery", "purchase_stock", "account"],
    "external_dependencies": {"python": ["requests", "intuit-oauth", "lxml", "cryptography"]},
    "data": [
        "security/qb_groups.xml",
        "security/ir.model.access.csv",
        "security/qb_rules.xml",
        "views/qb_operation_views.xml",
        "views/qb_exchange_views.xml",
        "views/qb_link_views.xml",
        "views/qb_accept_difference_views.xml",
        "views/qb_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["odoo_qb_connector/static/src/**/*"],
    },
}
