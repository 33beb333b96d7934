"""The functions of the language as a table for the documentation."""

from collections.abc import Mapping

from kernel.expressions.functions import Function
from kernel.expressions.library import FUNCTIONS

HEAD = "| function | 含义 | meaning | true, for example |\n| --- | --- | --- | --- |\n"


def function_table(functions: Mapping[str, Function] = FUNCTIONS) -> str:
    """Every function with what it means in both languages and an example, as Markdown."""
    return HEAD + "".join(_row(function) for function in functions.values())


def _row(function: Function) -> str:
    cells = (f"`{function.signature}`", function.doc.zh, function.doc.en, f"`{function.example}`")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"
