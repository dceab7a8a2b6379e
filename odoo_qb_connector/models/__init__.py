from . import (
    qb_connection,
    qb_drain,
    qb_exchange,
    qb_link,
    qb_operation,
    qb_record_mixin,
)
