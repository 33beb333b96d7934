"""Every figure of the project: python -m tests.bench [NAME…] [--quick].

A figure is a module of tests/bench/figures with `figure()`, which returns one Figure or several.
"""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator

from tests.bench import figures, frame
from tests.bench.frame import Figure


def main() -> int:
    """Runs the figures asked for; prints a table, then JSON; fails when a goal is missed at full length."""
    names = [module.name for module in pkgutil.iter_modules(figures.__path__)]
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Figures as ratios to a floor."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all when left out")
    parser.add_argument(
        "--quick", action="store_true", help="fewer, shorter rounds: shows that the figures run"
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names):
        parser.error(f"no figure named {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if asked.quick:
        frame.be_quick()
    results = [figure for name in asked.names or names for figure in measured(name)]
    print(frame.table(results), end="\n\n")
    for figure in results:
        print(f"JSON {figure.line()}")
    return not asked.quick and not all(figure.met for figure in results)


def measured(name: str) -> Iterator[Figure]:
    """The figures of one module."""
    print(f"… {name}", file=sys.stderr, flush=True)
    result: Figure | list[Figure] = importlib.import_module(f"tests.bench.figures.{name}").figure()
    yield from [result] if isinstance(result, Figure) else result


if __name__ == "__main__":
    sys.exit(main())
