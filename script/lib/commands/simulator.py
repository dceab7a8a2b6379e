"""script/simulator online|desktop ...: QuickBooks on this machine.

Its only standard output is its ready line.
"""

import os

from .. import processes


def main(arguments: list[str]) -> int:
    argv = processes.simulator_command(*arguments)
    os.execve(argv[0], argv, processes.simulator_variables())
