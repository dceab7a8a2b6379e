from . import test_port, test_pulled_queue, test_queue

# isort: split
from . import (
    test_job_books,
    test_job_delivery,
    test_job_difference,
    test_job_directory,
    test_job_document,
    test_job_rights,
    test_job_screens,
)

# isort: split
from . import (
    test_broken_books,
    test_broken_links,
    test_browser,
    test_bulk,
    test_changes,
    test_channel_customer,
    test_connection_copies,
    test_connection_health,
    test_connection_lists,
    test_connection_queue,
    test_connection_rules,
    test_connection_run,
    test_connection_seal,
    test_connection_sign_in,
    test_connection_tokens,
    test_exchange_vacuum,
)

# isort: split
from . import (
    test_desktop_connection,
    test_desktop_directory,
    test_desktop_documents,
    test_desktop_door,
    test_desktop_health,
    test_desktop_lists,
    test_desktop_several_databases,
    test_desktop_turns,
    test_desktop_waiting,
)
