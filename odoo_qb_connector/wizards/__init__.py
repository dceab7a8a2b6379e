from . import (
    qb_accept_difference,
    qb_disconnect,
    qb_pause,
    qb_switch_on,
    qb_which_database,
)
