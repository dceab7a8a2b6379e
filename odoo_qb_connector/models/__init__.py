from . import (
    qb_app_key,
    qb_connection,
    qb_connection_another,
    qb_connection_books,
