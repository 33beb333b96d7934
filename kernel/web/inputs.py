"""What no page can mean: characters that no database keeps, numbers that no row or page of a list has."""

from flask import Request

from kernel.errors import Invalid, NotFound
from kernel.text import Text

NUL = "\0"
BODILESS = frozenset({"GET", "HEAD"})
CHUNKED = "HTTP_TRANSFER_ENCODING"
"""How a body says that it comes without its length."""
LARGEST = 2**31 - 1
"""PostgreSQL's integer: the keys of rows and the numbers of versions stay below."""


def refuse_unkeepable(request: Request) -> None:
    """Nothing when the request can be looked up; a refusal when it holds a NUL character anywhere."""
    given = list(request.args.items(multi=True)) if request.query_string else []
    if _has_body(request):
        given += request.form.items(multi=True)
    found = ["URL"] if NUL in request.path else [name for name, value in given if NUL in name + value]
    if found:
        raise Invalid(
            Text(
                "送来的内容含有不能保存的字符（NUL）。",
                "What was sent holds a character nobody can keep (NUL).",
            ),
            remedy=Text("请删去它后重试。", "Remove it and try again."),
            place=found[0].replace(NUL, "�"),
        )


def refuse_unreachable_row(request: Request) -> None:
    """Nothing when rows can have the numbers in the path; else not found, before a database fails on them."""
    numbers = (value for value in (request.view_args or {}).values() if isinstance(value, int))
    if any(number > LARGEST for number in numbers):
        raise NotFound(
            Text("没有这一页。", "There is no such page."),
            remedy=Text("请从列表或菜单打开。", "Open it from a list or the menu."),
        )


def _has_body(request: Request) -> bool:
    # without one the form is empty, which werkzeug would find out by setting up its parser
    about = request.environ
    return request.method not in BODILESS or bool(about.get("CONTENT_LENGTH")) or CHUNKED in about


def number_in(text: str, *, most: int = LARGEST) -> int | None:
    """The number that a part of an address says; none when it cannot be one."""
    # ten digits at most: int() refuses thousands of them with an error of its own
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    return int(text) if int(text) <= most else None
