"""One row of a sheet: read, compared with the others, written or refused; all of it or nothing of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kernel.errors import NotFound, TongbanError
from kernel.keys.closing import mark_of
from kernel.models.imports import Severity
from kernel.sheets import Line
from kernel.text import Text
from kernel.web.registers import complaints
from kernel.web.registers.importing.batches import keys_of
from kernel.web.registers.writing import RegisterForm, Writer, Writing
from kernel.web.registers.written import Act, WrongFields, filled, writing_of, written

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

    View = type[RegisterView]

IMPORT = "can_import"
NOT_YOURS = Text(
    "这一行不在您的管辖范围内，不能导入。", "This row is out of your reach and cannot be imported."
)
NOT_NEW = Text("没有这一行，这个登记簿不能新增。", "There is no such row, and none can be added here.")
NOT_EDITED = Text("已有这一行，这个登记簿不能修改。", "The row is there, and none can be edited here.")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a row, at one of its fields or, without one, of all of it."""

    field: str
    severity: Severity
    words: Text


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of a row: an act, or none when it was left out; and what is said of it."""

    act: Act | None
    said: tuple[Said, ...] = ()
    is_left: bool = False
    """Whether it was left as it is because only new rows were wanted."""

    @property
    def is_wrong(self) -> bool:
        """Whether the row is left out."""
        return any(one.severity is Severity.ERROR for one in self.said)


@dataclass(frozen=True, slots=True)
class Wish:
    """How rows are carried in: which cell is which field, whether only new ones, under which batch."""

    columns: Mapping[str, int]
    only_new: bool
    batch_id: int


def fate_of(
    view: "View", writer: Writer, wish: Wish, line: Line, earlier: Callable[[str], int | None]
) -> tuple[Fate, str]:
    """What becomes of the row, which is written in a savepoint of its own; and the mark of what it means.

    `earlier` tells on which line a row with that mark was before.
    """
    writing = writing_of(view)
    # an empty cell says nothing: a new row has what the form begins with, one that is there keeps what it has
    given = {name: line.cells[place] for name, place in wish.columns.items() if line.cells[place]}
    faults = {name: line.faults[place] for name, place in wish.columns.items() if place in line.faults}
    if faults:
        return Fate(None, _wrong(faults)), ""
    mark = ""
    try:
        with writer.session.begin_nested():
            form = filled(writing, writer, given)
            problems = form.problems()
            mark = _mark(view, writing, writer, form, problems)
            before = earlier(mark) if mark else None
            if before is not None:
                return Fate(None, _wrong({writing.identity[0]: _twice(before)})), mark
            fate = _written(view, writer, wish, given, form, problems=problems)
    except WrongFields as error:
        return Fate(None, _wrong(error.fields)), mark
    except TongbanError as error:
        return Fate(None, _wrong(_placed(view, wish, error))), mark
    return fate, mark


def _written(
    view: "View",
    writer: Writer,
    wish: Wish,
    given: Mapping[str, str],
    form: RegisterForm,
    *,
    problems: Mapping[str, Text],
) -> Fate:
    writing = writing_of(view)
    known = None
    if not problems.keys() & set(writing.identity):
        known = writing.find(
            writer.session, {name: value for name, value in form.values().items() if name not in problems}
        )
    if known is None:
        if problems:
            raise WrongFields(problems)
        if writing.add is None:
            return Fate(None, _wrong({"": NOT_NEW}))
    elif wish.only_new:
        return Fate(None, is_left=True)
    else:
        if writing.edit is None:
            return Fate(None, _wrong({"": NOT_EDITED}))
        given = _amending(form, writing, given)
    note = {"import": wish.batch_id}
    done = written(view, writer, known, given, permission=IMPORT, note=note)
    odd = writing.warnings(done.values) if writing.warnings is not None else {}
    return Fate(done.act, tuple(Said(name, Severity.WARNING, words) for name, words in odd.items()))


def _amending(form: RegisterForm, writing: Writing, given: Mapping[str, str]) -> dict[str, str]:
    """What a row says of one that is there: what says which row is meant changes nothing."""
    kept = {one.name for one in form if one.fixed} | set(writing.identity)
    return {name: words for name, words in given.items() if name not in kept}


def _mark(
    view: "View", writing: Writing, writer: Writer, form: RegisterForm, problems: Mapping[str, Text]
) -> str:
    if not writing.identity or problems.keys() & set(writing.identity):
        return ""
    values = [form[name].data or "" for name in writing.identity]
    if not any(values):
        return ""
    # a name for signing in is the same in capitals
    meant = "\0".join(map(str, values)).casefold()
    return mark_of(keys_of(writer), meant, context=f"{IMPORT}.{view.name}")


def _placed(view: "View", wish: Wish, error: TongbanError) -> dict[str, Text]:
    if isinstance(error, NotFound) and error.place == view.name:
        return {"": NOT_YOURS}
    return {error.place if error.place in wish.columns else "": complaints.of(error)}


def _wrong(fields: Mapping[str, Text]) -> tuple[Said, ...]:
    return tuple(Said(name, Severity.ERROR, words) for name, words in fields.items())


def _twice(line: int) -> Text:
    return Text(f"与第 {line} 行重复。", f"The same as row {line}.")
