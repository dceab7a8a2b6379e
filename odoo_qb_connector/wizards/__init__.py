from . import (
    qb_accept_difference,
    qb_channel_customer,
    qb_desktop_password,
    qb_disconnect,
    qb_pause,
    qb_switch_on,
    qb_which_database,
)
