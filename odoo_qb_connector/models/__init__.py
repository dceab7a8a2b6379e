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
from . import (
    account_move,
    crm_team,
    product_product,
    product_template,
    qb_category_map,
    qb_channel,
    qb_charge,
    qb_connection_sales,
    qb_tax_map,
    qb_term_map,
    res_partner,
    sale_order,
    stock_picking,
)

# isort: split
from . import account_move_referred, product_template_relink, qb_channel_customer
