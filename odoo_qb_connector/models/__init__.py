from . import (
    qb_app_key,
    qb_connection,
    qb_connection_another,
    qb_connection_engine,
    qb_connection_run,
    qb_connection_screen,
    qb_connection_sign_in,
    qb_connection_status,
    qb_connection_words,
    qb_drain,
    qb_entry,
    qb_exchange,
    qb_link,
    qb_operation,
    qb_question,
    qb_record_mixin,
    qb_stray_answer,
    qb_token,
)

# isort: split
# These build upon the mixins, which must be there first.
from . import qb_map_mixin, qb_record_screen

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
