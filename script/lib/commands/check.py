"""script/check [name ...]: everything that can be said about the code without running it."""

import argparse
from collections.abc import Callable

from ..checks import Problem, Skipped, executables, imports, linters, manifest, obsolete, translations
from ..errors import ScriptError

CHECKS: dict[str, Callable[[], list[Problem]]] = {
    "ruff": linters.check_ruff,
    "format": linters.check_format,
    "pylint": linters.check_pylint,
    "imports": imports.check,
    "manifest": manifest.check,
    "obsolete": obsolete.check,
    "executables": executables.check,
    "translations": translations.check,
}
FIXES: dict[str, Callable[[], None]] = {"ruff": linters.fix_ruff, "translations": translations.fix}


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    chosen = options.names or list(CHECKS)
    if options.fix:
        for name in chosen:
            FIXES.get(name, lambda: None)()
    return 1 if sum(_report(name) for name in chosen) else 0


def _report(name: str) -> int:
    """Run one check, print what it found, and return how much that was."""
    try:
        problems = CHECKS[name]()
    except Skipped as reason:
        print(f"{name}: skipped, {reason}", flush=True)
        return 0
    except ScriptError as error:
        # The other checks may still have something to say.
        print(f"{name}: could not be checked. {error}", flush=True)
        return 1
    for problem in problems:
        print(problem)
    print(f"{name}: {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}", flush=True)
    return len(problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/check", description=__doc__.partition(": ")[2])
    parser.add_argument("names", nargs="*", choices=[*CHECKS, []], metavar="name", help=", ".join(CHECKS))
    parser.add_argument("--fix", action="store_true", help="format the code, renew the translation template")
    return parser
