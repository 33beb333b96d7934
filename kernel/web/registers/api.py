"""The REST API of a register: FAB's ModelRestApi with our reads and writes, for the session that a browser has."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_appbuilder.api import ModelRestApi, expose, protect

from kernel.errors import Invalid
from kernel.text import Text
from kernel.web.exchanged import answered, object_sent
from kernel.web.registers import complaints
from kernel.web.registers.cells import kept
from kernel.web.registers.columns import Column
from kernel.web.registers.form_pages import writer_here
from kernel.web.registers.here import reader_here
from kernel.web.registers.queries import count_of, row_of, rows_of
from kernel.web.registers.question import WORDS, number_of
from kernel.web.registers.written import written
from kernel.web.request import platform

SIZE, MOST = 50, 200
READS = frozenset({"get_list", "get", "search"})
Pairs = Sequence[tuple[str, str]]


class RegisterApi(ModelRestApi):
    """One register over HTTP; made by `api_of`, which sets what is asked for here."""

    view: ClassVar[Any] = None
    allow_browser_login = True
    csrf_exempt = False

    @expose("/", methods=["GET"])
    @protect()
    def get_list(self) -> ResponseReturnValue:
        """The rows asked for, one page of them, with their number."""
        pairs = list(request.args.items(multi=True))
        _refuse_words(pairs, self.view)
        return self._found(pairs)

    @expose("/search", methods=["POST"])
    @protect()
    def search(self) -> ResponseReturnValue:
        """The same, asked in a JSON object: what is looked for stands in no address and in no log."""
        return self._found(_pairs(object_sent()))

    def _found(self, pairs: Pairs) -> Response:
        view, reader = self.view, reader_here()
        size = size_of(next((value for name, value in pairs if name == "size"), ""))
        question = view.question(pairs)
        columns = exchanged(view)
        rows = rows_of(view, reader, question, columns, size=size)
        # the last page tells how many there are
        ended = bool(rows) and len(rows) < size
        before = (question.page - 1) * size
        count = before + len(rows) if ended else count_of(view, reader, question)
        return answered(
            {"count": count, "page": question.page, "size": size, "result": _named(columns, rows)}
        )

    @expose("/<int:pk>", methods=["GET"])
    @protect()
    def get(self, pk: int) -> ResponseReturnValue:
        """One row."""
        columns = exchanged(self.view)
        row = row_of(self.view, reader_here(), pk, columns)
        return answered({"result": _named(columns, [row])[0]})

    @expose("/", methods=["POST"])
    @protect()
    def post(self) -> ResponseReturnValue:
        """A row is added from a JSON object of the fields of the register's form."""
        return self._write(None, status=201)

    @expose("/<int:pk>", methods=["PUT"])
    @protect()
    def put(self, pk: int) -> ResponseReturnValue:
        """A row is changed; fields that are left out stay as they are."""
        return self._write(pk)

    def _write(self, pk: int | None, *, status: int = 200) -> Response:
        given = object_sent()
        with platform().database.transaction() as session:
            done = written(self.view, writer_here(session), pk, given)
        return answered({"id": done.pk, "act": done.act}, status=status)

    def _init_properties(self) -> None:
        # FAB would make schemas of every column, related tables included
        for name in ("list_columns", "show_columns", "add_columns", "edit_columns"):
            setattr(self, name, [])
        self.label_columns: dict[str, str] = {}

    def _init_model_schemas(self) -> None:
        """The columns of the register are the schema."""


def api_of(view: Any) -> type[RegisterApi]:
    """The API of a register, at /api/v1/ and its name; its permissions are the register's."""
    writes = {"post": "add", "put": "edit"}
    allowed = {
        method: permission
        for method, permission in writes.items()
        if view.writing is not None and getattr(view.writing, permission) is not None
    }
    members: Mapping[str, Any] = {
        "view": view,
        "datamodel": view.datamodel,
        "resource_name": view.name,
        "class_permission_name": view.class_permission_name,
        "method_permission_name": {**dict.fromkeys(READS, "list"), **writes},
        "include_route_methods": {*READS, *allowed},
        "__doc__": f"{view.title.en}.",
    }
    return type(f"{view.__name__}Api", (RegisterApi,), dict(members))


def exchanged(view: Any) -> list[Any]:
    """The columns that the API gives."""
    return [column for column in view.columns if column.sheet]


def size_of(value: str) -> int:
    """How many rows a page has; refused when it is no size of a page."""
    number = number_of(value) if value else SIZE
    if number is None or not 1 <= number <= MOST:
        raise Invalid(
            Text(f"“{value[:40]}”不是每页条数。", f"“{value[:40]}” is no size of a page."),
            remedy=Text(f"请用 1 到 {MOST} 的整数。", f"Use a whole number from 1 to {MOST}."),
            place="size",
        )
    return number


def _named(columns: Sequence[Column], rows: Iterable[Any]) -> list[dict[str, Any]]:
    names = ("id", *(column.name for column in columns))
    return [dict(zip(names, map(kept, row), strict=True)) for row in rows]


def _refuse_words(pairs: Pairs, view: Any) -> None:
    if any(name == WORDS and value for name, value in pairs):
        raise Invalid(
            Text("搜索的文字不写在地址里。", "Words to search for do not stand in an address."),
            remedy=Text(
                f'请用 POST 送到 /api/v1/{view.name}/search，例如 {{"q": "…"}}。',
                f'POST them to /api/v1/{view.name}/search, such as {{"q": "…"}}.',
            ),
            place=WORDS,
        )


def _pairs(given: Mapping[str, Any]) -> Pairs:
    """What an object asks, as an address would: of several choices each one by itself."""
    found = []
    for name, value in given.items():
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str | int) or isinstance(one, bool):
                raise Invalid(complaints.NO_QUESTION, remedy=complaints.ASK_SO, place=name[:64])
            found.append((name, str(one)))
    return found
