"""The way into every script: a Python that is new enough, one clear sentence instead of a traceback.

This module must parse on old Pythons, so that the sentence about the version can be printed at all.
"""

import importlib
import os
import shutil
import signal
import sys

MINIMUM = (3, 11)
CANDIDATES = ("python3.11", "python3.12", "python3.13")


def run(command):
    """Run `script.lib.commands.<command>` and return the exit status of the process."""
    if sys.version_info < MINIMUM:
        return _with_newer_python(command)
    signal.signal(signal.SIGTERM, _terminate)
    module = importlib.import_module("script.lib.commands." + command)
    errors = importlib.import_module("script.lib.errors")
    try:
        return module.main(sys.argv[1:])
    except errors.ScriptError as error:
        sys.stderr.write("script/%s: %s\n" % (command, error))
        return error.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


def _terminate(signum, frame):
    """Turn a polite kill into an exception, so that what was started is ended on the way out."""
    raise SystemExit(128 + signum)


def _with_newer_python(command):
    for name in CANDIDATES:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.stderr.write(
        "script/%s: Python 3.11 or newer is needed and this is %d.%d; install python3.11.\n"
        % (command, sys.version_info[0], sys.version_info[1])
    )
    return 1
