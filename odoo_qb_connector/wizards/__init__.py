from . import qb_accept_difference
