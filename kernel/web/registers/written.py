"""A row written: the form filled, the row in the writer's reach before and after, the act on record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from werkzeug.datastructures import MultiDict

from kernel.access import resource_of, scoped
from kernel.audit import record
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.text import Text
from kernel.web.registers import complaints
from kernel.web.registers.writing import RegisterForm, Values, Writer, Writing

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

    View = type[RegisterView]

ADD, EDIT = "can_add", "can_edit"
Given = Mapping[str, Any]
"""What somebody gave, by field; a field that is not named stays as it is, or empty in a new row."""


class Act(StrEnum):
    """What has become of what was given."""

    ADDED = "added"
    EDITED = "edited"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Written:
    """The row, and what was done to it."""

    pk: int
    act: Act
    values: Values = field(repr=False)


class WrongFields(Invalid):
    """Values that the form does not take, each with its field."""

    code = "wrong_fields"

    def __init__(self, fields: Mapping[str, Text]) -> None:
        super().__init__(
            Text(f"有 {len(fields)} 处需要改正。", f"{len(fields)} places need correcting."),
            remedy=Text("请按每一项的提示改正后重试。", "Correct each of them and try again."),
            problems=tuple(Invalid(words, remedy=Text("", ""), place=name) for name, words in fields.items()),
        )
        self.fields = fields


def written(
    view: "View",
    writer: Writer,
    pk: int | None,
    given: Given,
    *,
    permission: str = "",
    ground: str = "",
    note: Mapping[str, Any] | None = None,
) -> Written:
    """The row is as given, new where `pk` is none; flushed, and on record when the caller commits.

    `ground` is the `ground_of` the row that the writer saw; `note` goes into the audit log. Raises WrongFields,
    NotFound for a row out of reach, NotAllowed where the row would leave it, or what the service refuses.
    """
    writing = writing_of(view)
    allowed = permission or (ADD if pk is None else EDIT)
    stands = None if pk is None else standing(view, writer, pk, permission=allowed)
    if ground and stands is not None and ground != ground_of(stands):
        raise _changed_meanwhile(view)
    form = filled(writing, writer, given, stands=stands)
    if problems := form.problems():
        raise WrongFields(problems)
    values = form.values()
    if pk is not None and stands is not None and not _changed(values, stands):
        return Written(pk, Act.SAME, values)
    row, act = _performed(view, writing, writer, pk, values)
    if not in_reach(view, writer, row, permission=allowed):
        raise _out_of_reach(view)
    names = sorted(values if stands is None else _changed(values, stands))
    _record(view, writer, row, act, {"fields": names, **(note or {})})
    return Written(row, act, values)


def filled(writing: Writing, writer: Writer, given: Given, *, stands: Values | None = None) -> RegisterForm:
    """The form with what was given over what stands."""
    blank = writing.form(writer=writer, stands=stands)
    names = {one.name for one in blank}
    wrong = {name[:64]: complaints.UNKNOWN for name in given if name not in names}
    wrong |= {name: complaints.NO_WORDS for name in names & given.keys() if not _is_plain(given[name])}
    if wrong:
        raise WrongFields(wrong)
    # of a new row what the form begins with, of one that stands what may be edited and shows
    is_new = stands is None
    kept = {one.name: one.words(one.data) for one in blank if is_new or not (one.fixed or one.personal)}
    words = kept | {name: _as_typed(value) for name, value in given.items()}
    return writing.form(MultiDict(words), writer=writer, stands=stands)


def standing(view: "View", writer: Writer, pk: int, *, permission: str = EDIT) -> Values:
    """The values of the row as the form has them; a row out of reach is one that is not there."""
    if not in_reach(view, writer, pk, permission=permission):
        raise NotFound(
            Text(f"没有这条{view.title.zh}记录。", f"There is no such row of {view.title.en}."),
            remedy=Text(
                "它可能不在您的范围内；请从列表打开。", "It may be out of your reach; open it from the list."
            ),
            place=view.name,
        )
    return writing_of(view).load(writer.session, pk)


def ground_of(stands: Values) -> str:
    """By what a later post tells that the row is still as it was seen."""
    told = json.dumps(dict(stands), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def in_reach(view: "View", writer: Writer, pk: int, *, permission: str) -> bool:
    """Whether the row is there and one of those on which the writer has the permission."""
    model = view.datamodel.obj
    key = getattr(model, view.datamodel.get_pk_name())
    statement = scoped(
        select(key).where(key == pk),
        model,
        writer.actor,
        permission=permission,
        registry=writer.registry,
        rules=writer.rules,
    )
    return writer.session.scalar(statement) is not None


def writing_of(view: "View") -> Writing:
    """How the register is written; a refusal where it is only read."""
    if view.writing is None:
        raise _closed(view)
    return view.writing


def _performed(
    view: "View", writing: Writing, writer: Writer, pk: int | None, values: Values
) -> tuple[int, Act]:
    try:
        if pk is None:
            if writing.add is None:
                raise _closed(view)
            row, act = writing.add(writer, values), Act.ADDED
        else:
            if writing.edit is None:
                raise _closed(view)
            writing.edit(writer, pk, values)
            row, act = pk, Act.EDITED
        writer.session.flush()
    except (IntegrityError, DataError) as error:
        # somebody else was first between the service's look and its write
        raise Conflict(
            Text("它与已有的记录冲突，没有保存。", "It contradicts a row that is there; nothing was saved."),
            remedy=Text("请核对后重试。", "Check it and try again."),
            place=view.name,
        ) from error
    return row, act


def _changed(values: Values, stands: Values) -> list[str]:
    return [name for name, value in values.items() if name not in stands or stands[name] != value]


def _record(view: "View", writer: Writer, pk: int, act: Act, detail: Mapping[str, Any]) -> None:
    record(
        writer.session,
        actor=writer.actor.username,
        action=f"register.{act}",
        thing=f"{resource_of(view.datamodel.obj)}:{pk}",
        detail=detail,
        now=writer.now,
        address=writer.address,
    )


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | bool | int)


def _as_typed(value: object) -> str:
    if value is None:
        return ""
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _closed(view: "View") -> NotAllowed:
    return NotAllowed(
        Text(f"{view.title.zh}不能这样登记或修改。", f"{view.title.en} cannot be written this way."),
        remedy=Text("请在办理它的页面上操作。", "Use the page that serves it."),
        place=view.name,
    )


def _changed_meanwhile(view: "View") -> Conflict:
    return Conflict(
        Text("您打开这一页之后，别人改了这条记录。", "Somebody changed this row after you opened the page."),
        remedy=Text(
            "您填写的内容还在；请对照现在的内容核对后再保存。",
            "What you typed is still here; compare it with the row as it is now and save again.",
        ),
        place=view.name,
    )


def _out_of_reach(view: "View") -> NotAllowed:
    return NotAllowed(
        Text(
            f"这样保存后，这条{view.title.zh}记录不在您的管辖范围内。",
            f"Saved like this, the row of {view.title.en} would be out of your reach.",
        ),
        remedy=Text(
            "请核对所属机构；跨范围的变更请由上级办理。",
            "Check the office; what crosses reaches is done by the authority above.",
        ),
        place=view.name,
    )
