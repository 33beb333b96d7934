"""A form tried out in the browser: section by section as an applicant sees it, with nothing handed in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from forms.answers import Fault
from forms.definition import Section
from forms.designing.board import FORMS
from forms.designing.telling import told
from forms.fieldtype import Offer
from forms.offering import SEEK, Asking, Picker, names_in, not_offered, offers_in, sought_in
from forms.pages.asking import designs, locale, mine, today, types
from forms.pages.handing import posted_in
from forms.registers import registers_of
from forms.trying import Trial, keep_sample, resumed, trial
from kernel.db import writing
from kernel.definitions import version
from kernel.designs.placing import told_of
from kernel.designs.working import Working, in_force
from kernel.errors import Invalid
from kernel.functions import functions_of
from kernel.nodes import Body
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.boards import SEE, reading, registry
from kernel.web.inputs import number_in

OK, WRONG = 200, 422
CHECK = "check"
"""Stands for the page on which the answers are checked."""


@dataclass(frozen=True, slots=True)
class Board:
    """What is tried out: somebody's own draft, or a version that was published."""

    name: str
    body: Body
    title: Text
    number: int = 0
    """The version; 0 for the draft."""
    design_id: int | None = None
    sample: Mapping[str, Any] = field(default_factory=dict)

    def begun(self) -> Trial:
        """The form with nothing filled in."""
        registers = registers_of(reading(), self.body)
        return trial(self.body, types(), locale(), functions_of(registry()), registers)


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says besides its questions."""

    faults: Mapping[str, Fault] = field(default_factory=dict)
    more_rows: Mapping[str, int] = field(default_factory=dict)


@designs.get("/<name>/try", permission=SEE)
def begin_trial(name: str) -> ResponseReturnValue:
    """The first section, or the one that is asked for, with what was filled in before."""
    board = _board(name)
    try:
        begun = board.begun()
    except Invalid as error:
        return _refused(board, error)
    if board.sample:
        begun = resumed(begun, board.sample)
    return _page(board, begun, request.args.get("section", ""), Said())


@designs.post("/<name>/try", permission=SEE)
def go_on(name: str) -> ResponseReturnValue:
    """What was typed is judged and the page that follows is shown; of files only name and size are noted."""
    board = _board(name)
    try:
        begun = resumed(board.begun(), request.form.get("_ground", ""))
    except Invalid as error:
        return _refused(board, error)
    here = request.form.get("_section", "")
    found, refused = posted_in(begun, here)
    came = _onward(board, found, here, refused)
    _note(board, came.trial)
    return _page(board, came.trial, came.section, came.said)


@designs.post("/<name>/try/state", permission=SEE)
def say_state(name: str) -> ResponseReturnValue:
    """What the rules say of the page as it is typed."""
    writing.set(False)
    here = request.form.get("_section", "")
    found = resumed(_board(name).begun(), request.form.get("_ground", "")).typed(request.form, here)
    told = found.form.state(found.values, today=today())
    fields = [one for section in found.form.form.sections if section.name == here for one in section.fields]
    optional = {one.name for one in fields} & set(told["optional"])
    return jsonify(
        hidden=[one.name for one in fields if one.name in told["hidden"]],
        required=[one.name for one in fields if one.required_when and one.name not in optional],
        optional=sorted(optional),
        computed={one.name: told["computed"][one.name] for one in fields if one.name in told["computed"]},
    )


@dataclass(frozen=True, slots=True)
class Came:
    """What the post came to: where it leads, and what that page says."""

    trial: Trial
    section: str
    said: Said = field(default_factory=Said)


def _onward(board: Board, found: Trial, here: str, refused: Mapping[str, Fault]) -> Came:
    go = request.form.get("_go", "")
    if go == "sample":
        return Came(found.with_samples(_offered(found)), here)
    if go == "clear":
        return Came(board.begun(), "")
    if go.startswith("to:"):
        return Came(found, go.removeprefix("to:"))
    if any(key in request.form for key in (SEEK, "_upload", "_add_row", "_remove_row", "_remove_upload")):
        row = request.form.get("_add_row", "")
        return Came(found, here, Said(refused, {row: 1} if row in found.form.fields else {}))
    faults = {**found.faults([here], today()), **_foreign(found, here), **refused}
    if faults:
        return Came(found, here, Said(faults))
    names = [one.name for one in found.opened(today())]
    after = names[names.index(here) + 1 :] if here in names else names
    return Came(found, after[0] if after else CHECK)


def _asking(found: Trial) -> Asking:
    return Asking(
        session=reading(),
        registry=registry(),
        actor=visitor().actor,
        on=today(),
        locale=locale(),
        values=found.values,
        sought=sought_in(request.form),
    )


def _foreign(found: Trial, here: str) -> dict[str, Fault]:
    """What was chosen that is not on offer."""
    outcome = found.outcome(today())
    names = found.form.questions([here]).names
    answers = {name: value for name, value in outcome.filed.items() if name in names}
    return not_offered(found.form.fields, answers, {}, _asking(found))


def _offered(found: Trial) -> dict[str, str]:
    """The first that each picker offers."""
    asking, chosen = _asking(found), {}
    for name, one in found.form.fields.items():
        offers: Sequence[Offer] = one.type.offers(asking, name) if isinstance(one.type, Picker) else ()
        if offers:
            chosen[name] = offers[0].value
    return chosen


def _note(board: Board, found: Trial) -> None:
    """A draft of one's own remembers what was filled in."""
    if board.design_id is not None:
        with platform().database.transaction() as session:
            keep_sample(session, board.design_id, found)


def _board(name: str) -> Board:
    number = number_in(request.args.get("version", ""))
    if number:
        if in_force(reading(), FORMS, name) is None:
            mine(name)
        body = version(reading(), name, number).body
        return Board(name, body, _title(body, name), number)
    work: Working = mine(name)
    number = 0 if work.changed else work.number
    if work.design is None:
        return Board(name, work.body, work.title, number)
    return Board(name, work.body, work.title, number, work.design.id, work.design.sample)


def _title(body: Body, name: str) -> Text:
    title = body.get("title")
    if isinstance(title, dict):
        return Text(str(title.get("zh", name)), str(title.get("en", name)))
    return Text(str(title or name), str(title or name))


def _refused(board: Board, error: Invalid) -> ResponseReturnValue:
    problems = told_of(error, board.body, lambda one: told(board.body, one, types()))
    page = render_template("forms/trying.html", board=board, refused=error, problems=problems, trial=None)
    return page, WRONG


def _page(board: Board, found: Trial, section: str, said: Said) -> ResponseReturnValue:
    opened = found.opened(today())
    here = next((one for one in opened if one.name == section), None)
    if section == CHECK or not opened:
        return _check_page(board, found, opened)
    here = here or opened[0]
    drawn = found.form.page(
        found.values,
        said.faults,
        [here.name],
        today=today(),
        uploads=found.files,
        more_rows=said.more_rows,
        offers=offers_in(found.form.form, [here.name], _asking(found)),
    )
    page = render_template(
        "forms/trying.html",
        board=board,
        refused=None,
        trial=found,
        sections=opened,
        section=here,
        drawn=drawn,
        place=opened.index(here) + 1,
    )
    return page, WRONG if said.faults else OK


def _check_page(board: Board, found: Trial, opened: tuple[Section, ...]) -> ResponseReturnValue:
    outcome = found.outcome(today())
    stored = found.form.stored(outcome.values)
    asking = replace(_asking(found), values=stored)
    names = names_in(found.form.form, found.form.sections, asking)
    # anything may have been typed: who is not within reach is not called by their name
    for name in not_offered(found.form.fields, outcome.values, {}, asking):
        names.pop(name, None)
    faults = {
        path: one for path, one in outcome.faults.items() if path.partition(".")[0] not in outcome.hidden
    }
    return render_template(
        "forms/trying.html",
        board=board,
        refused=None,
        trial=found,
        sections=opened,
        section=None,
        place=len(opened) + 1,
        faults=[(found_section(opened, path), one) for path, one in faults.items()],
        answers=found.form.check_answers(
            stored,
            [one.name for one in opened],
            today=today(),
            uploads=found.files,
            offers=names,
        ),
        filed=json.dumps(found.form.stored(outcome.filed), ensure_ascii=False, indent=2),
    )


def found_section(opened: tuple[Section, ...], path: str) -> Section | None:
    """The section with the field of a fault."""
    name = path.partition(".")[0]
    return next((one for one in opened if any(asked.name == name for asked in one.fields)), None)
