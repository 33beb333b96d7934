"""The limits a linter does not know: long files and functions, notes to oneself, names that say nothing."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 40
SOURCES = {".py", ".js", ".css", ".html", ".sh"}
SKIPPED = {"vendor", "revisions", "migrations", "var", "build", "dist", "node_modules", "__pycache__"}
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "managers"}
NOTE = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")


def sources(root: Path) -> Iterator[Path]:
    """Every source file below the root that people write by hand."""
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name in SKIPPED:
            continue
        if path.is_dir():
            yield from sources(path)
        elif path.suffix in SOURCES:
            yield path


def offences(path: Path, text: str) -> Iterator[str]:
    """What is too long, left over or badly named in one file."""
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        yield f"{path}: {len(lines)} lines, at most {FILE_LINES}: split it by idea"
    if path.stem in EMPTY_NAMES:
        yield f"{path}: the name says nothing, name it for what it holds"
    for number, line in enumerate(lines, 1):
        if NOTE.search(line):
            yield f"{path}:{number}: a note to oneself: do it or open an issue"
    if path.suffix == ".py":
        yield from long_functions(path, text)


def long_functions(path: Path, text: str) -> Iterator[str]:
    """Functions over the limit; a file that does not parse is the linter's to tell."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                place = f"{path}:{node.lineno}"
                yield f"{place}: {node.name} has {length} lines, at most {FUNCTION_LINES}: divide it"


def found(paths: Iterable[Path]) -> list[str]:
    """The offences of all files."""
    return [offence for path in paths for offence in offences(path, path.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    problems = found(sources(Path()))
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    sys.exit(bool(problems))
