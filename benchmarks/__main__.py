"""script/benchmark runs this beside a simulator, with Odoo's packages; `names` are the benchmarks to run, or all."""

import argparse
import sys

from . import chaos_desktop, desktop, directories, kill, queue_depth, throughput
from .claims import BenchmarkFailed

BENCHMARKS = {module.NAME: module for module in (kill, throughput, queue_depth, desktop, chaos_desktop, directories)}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/benchmark", description="The measured claims, one line each.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small numbers: minutes become seconds")
    options = parser.parse_args(arguments)
    status = 0
    for name in options.names or BENCHMARKS:
        try:
            for claim in BENCHMARKS[name].run(quick=options.quick):
                print(claim.line(), flush=True)
        except BenchmarkFailed as failure:
            print(f"{name}: DOES NOT HOLD. {failure}", flush=True)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
