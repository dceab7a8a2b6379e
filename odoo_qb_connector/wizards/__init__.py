from . import (
    qb_accept_difference,
    qb_change_stock_keeper,
    qb_channel_customer,
    qb_desktop_password,
    qb_disconnect,
    qb_import_start,
    qb_link_wizard,
    qb_many_wizard,
    qb_pause,
    qb_switch_on,
    qb_which_database,
    sale_order_discount,
)
