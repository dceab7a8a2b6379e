from . import test_port, test_pulled_queue, test_pulled_updates, test_queue

# isort: split
from . import (
    test_item_names,
    test_job_books,
    test_job_delivery,
    test_job_difference,
    test_job_directory,
    test_job_document,
    test_job_products,
    test_job_rights,
    test_job_screens,
    test_products_there,
)

# isort: split
from . import (
    test_broken_books,
    test_broken_links,
    test_browser,
    test_bulk,
    test_changes,
    test_channel_customer,
    test_closed_period,
    test_connection_copies,
    test_connection_health,
    test_connection_lists,
    test_connection_queue,
    test_connection_rules,
    test_connection_run,
    test_connection_seal,
    test_connection_sign_in,
    test_connection_tokens,
    test_exchange_vacuum,
    test_import_items,
    test_import_online,
    test_import_parties,
)

# isort: split
from . import (
    test_corrections_regions,
    test_credit_applications,
    test_credit_applications_desktop,
    test_credit_notes,
    test_dashboard,
    test_dashboard_browser,
    test_dashboard_deliveries,
    test_dashboard_quick,
    test_desktop_connection,
    test_desktop_directory,
    test_desktop_documents,
    test_desktop_door,
    test_desktop_health,
    test_desktop_lists,
    test_desktop_several_databases,
    test_desktop_turns,
    test_desktop_waiting,
)

# isort: split
from . import (
    test_channel_documents,
    test_channel_form_fields,
    test_currency_names,
    test_ended_at_once,
    test_form_field_browser,
    test_invoice_triggers,
    test_schedule,
)

# isort: split
from . import test_push_policy, test_strict_policy, test_update_policy

# isort: split
from . import test_open_balance, test_parties, test_parties_books, test_parties_browser, test_policy_browser

# isort: split
from . import test_preview, test_receipts, test_sale_orders, test_sales_regions, test_shipment_details

# isort: split

# isort: split
from . import (
    test_issues,
    test_issues_books,
    test_issues_browser,
    test_issues_check,
    test_issues_desktop_books,
    test_issues_fix,
    test_issues_queue,
)

# isort: split
from . import (
    test_cancelled_invoices,
    test_history,
    test_refunds,
    test_return_wizard,
    test_returns,
    test_returns_desktop,
    test_returns_online,
    test_send_again,
)

# isort: split
from . import (
    test_currencies_desktop_books,
    test_held_desktop_books,
    test_orders_desktop_books,
    test_refunds_desktop_books,
    test_send_again_desktop_books,
)

# isort: split
