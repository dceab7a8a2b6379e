from . import (
    qb_accept_difference,
    qb_change_stock_keeper,
    qb_desktop_password,
    qb_disconnect,
    qb_pause,
    qb_switch_on,
    qb_which_database,
)
