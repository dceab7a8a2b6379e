from . import (
    qb_app_key,
    qb_bulk,
    qb_connection,
    qb_connection_another,
    qb_connection_books,
    qb_connection_engine,
    qb_connection_questions,
    qb_connection_run,
    qb_connection_screen,
    qb_connection_sign_in,
    qb_connection_status,
    qb_connection_words,
    qb_desktop_seen,
    qb_desktop_session,
    qb_desktop_source,
    qb_drain,
    qb_entry,
    qb_exchange,
    qb_exchange_vacuum,
    qb_link,
    qb_operation,
    qb_operation_schedule,
    qb_question,
    qb_record_mixin,
    qb_stray_answer,
    qb_token,
)

# isort: split
# These build upon the connection's own parts.
from . import (
    qb_connection_desktop,
    qb_connection_desktop_screen,
    qb_connection_health,
    qb_connection_health_row,
    qb_connection_health_screen,
    qb_connection_notice,
    qb_connection_pause,
)

# isort: split
# These build upon the mixins and the connection's own methods, which must be there first.
from . import (
    qb_connection_changes,
    qb_connection_lists,
    qb_link_broken,
    qb_link_changes,
    qb_map_mixin,
    qb_operation_broken,
    qb_record_find,
    qb_record_gone,
    qb_record_screen,
)

# isort: split
# Long lists and imports build upon the queue and the cached lists.
from . import (
    qb_connection_background,
    qb_connection_import,
    qb_entry_import,
    qb_entry_pages,
    qb_import,
    qb_import_line,
    qb_link_many,
    qb_list_reading,
    qb_question_page,
)

# isort: split
from . import qb_accounts_mixin, qb_connection_names, qb_entry_suggest, qb_party_mixin

# isort: split
from . import qb_contact_mixin

# isort: split
from . import (
    account_move,
    crm_team,
    product_product,
    product_template,
    qb_category_map,
    qb_channel,
    qb_channel_default,
    qb_charge,
    qb_connection_accounts,
    qb_connection_items,
    qb_connection_sales,
    qb_connection_stock,
    qb_connection_taxes,
    qb_new_account,
    qb_new_tax,
    qb_number,
    qb_product_map,
    qb_rep_map,
    qb_tax_map,
    qb_term_map,
    res_partner,
    sale_order,
    stock_picking,
    stock_picking_kits,
)

# isort: split
# Parts of what stands above.
from . import (
    channel_switches,
    invoice_triggers,
    product_link,
    product_template_link,
    qb_channel_names,
    qb_channel_preferences,
    qb_connection_schedule,
    qb_connection_uninvoiced,
    qb_run_now,
    qb_tax_map_use,
    res_partner_roles,
    sale_order_due,
    uninvoiced,
)

# isort: split
from . import qb_channel_form_fields, qb_connection_currencies

# isort: split
# The policies build upon all of them, and what is missing there upon the list of taxes.
from . import qb_balance, qb_tax_map_make

# isort: split
from . import (
    open_balance,
    order_policy,
    product_push,
    product_update,
    qb_connection_balance,
    qb_connection_policy,
    qb_record_push,
    qb_record_update,
    res_partner_push,
    res_partner_update,
    stock_operation,
)

# isort: split
# Names in several currencies build upon the updates of contacts.
from . import qb_partner_currency

# isort: split
from . import (
    account_move_existing,
    account_move_receipt,
    account_move_referred,
    product_template_relink,
    qb_channel_customer,
    qb_operation_existing,
)

# isort: split
from . import qb_record_preview

# isort: split
# What Send Now on an order sends, also to the preview.
from . import sale_order_invoicing

# isort: split
# The order itself.
from . import sale_order_document

# isort: split
# Issues build upon what fails and upon the mappings that end it.
from . import qb_issue

# isort: split
from . import (
    qb_connection_issues,
    qb_issue_check,
    qb_issue_fix,
    qb_issue_gather,
    qb_issue_release,
    qb_issue_vacuum,
    qb_operation_issue,
)

# isort: split
# Goods that come back and go again.
from . import account_move_reversal, qb_connection_returns, stock_picking_return

# isort: split
from . import account_move_cancelled, account_move_history, sale_order_returns

# isort: split
from . import account_move_again, account_move_unchanged, return_preview

# isort: split
from . import account_move_shipment

# isort: split
# Drafts that take QuickBooks' tax over: around everything else that a document's preparation says.
from . import account_move_tax_there

# isort: split
from . import account_move_confirm, account_move_receipt_there

# isort: split
from . import account_move_only_linked

# isort: split
# Credits that are applied, around all that invoices and credit notes do.
from . import account_move_application, account_move_applied, credit_triggers, qb_application

# isort: split
# The date of documents of a closed period, around all that is made and sent.
from . import closed_period, closed_period_issue

# isort: split
# The dashboard counts all of it.
from . import qb_connection_dashboard, qb_connection_dashboard_lists
