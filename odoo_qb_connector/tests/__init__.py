from . import test_port, test_queue

# isort: split
from . import test_job_delivery, test_job_directory, test_job_document
