"""Answers on file that a step may change: how they are asked, what was posted for them, the change itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from addons.licensing.contents import answers
from addons.licensing.sections import sections_at
from addons.licensing.stepping import Scene
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.engine import Edit
from forms.changing import change, changeable
from forms.compiler import CompiledForm
from forms.models import Submission
from forms.offering import Asking, offers_in
from kernel.surroundings import surroundings_of

MARK = "_edits"
"""Posted once for each field on the page that may be emptied: of what is not ticked a page posts nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that may be changed: how it is asked, and what it says now; a veiled one stands empty."""

    name: str
    drawn: Markup
    veiled: bool
    now: str


class Posted:
    """Posted texts by their names, as the compiler of forms reads them."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def getlist(self, key: str) -> list[str]:
        """Every text under the name."""
        return list(self._values.get(key, ()))


def editable(form: CompiledForm, step: Step) -> tuple[str, ...]:
    """The fields that may be changed at the step, besides those that it asks for."""
    own = form.questions(sections_at(form.form, step)).names
    return tuple(name for name in step.edits if name not in own and changeable(form, name))


def is_veiled(form: CompiledForm, name: str, value: Any) -> bool:
    """Whether the answer is one that people at a desk see only in part."""
    kind = form.fields[name].type
    if value is None:
        return False
    answer = form.restored({name: value}).get(name)
    return answer is not None and kind.mask(answer, "zh") != kind.display(answer, "zh")


def questions_of(
    asking: Asking, case: CaseView, form: CompiledForm, step: Step, typed: Mapping[str, Any]
) -> list[Question]:
    """Every answer that the step may change, with what was typed over what is on file."""
    names, held = editable(form, step), asking.values
    said = {one.path: one.words for one in answers(asking.session, case, surroundings_of(asking.session))}
    sections = [one.name for one in form.form.sections if any(field.name in names for field in one.fields)]
    offers = offers_in(form.form, sections, asking)
    found = []
    for name in names:
        veiled = is_veiled(form, name, held.get(name))
        value = typed.get(name, None if veiled else held.get(name))
        found.append(Question(name, form.question(name, value, offers=offers), veiled, said.get(name, "")))
    return found


def typed_in(
    form: CompiledForm, step: Step, held: Mapping[str, Any], posted: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """What was typed for answers that the step may change and is not what is on file."""
    names, found = editable(form, step), edits_in(form, step, held, posted)
    return {name: value for name, value in found.items() if name in names and value != held.get(name)}


def edits_in(
    form: CompiledForm, step: Step, held: Mapping[str, Any], posted: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """What was posted for answers on file, as their types gather it; also for those the step may not change."""
    own = form.questions(sections_at(form.form, step)).names
    wanted = {key: texts for key, texts in posted.items() if (root := _root(key, form)) and root not in own}
    raw = form.raw_from(Posted(wanted), form.sections)
    found = {name: value for name, value in raw.items() if name in form.fields}
    emptied = {name: None for name in posted.get(MARK, ()) if name in editable(form, step)}
    # a veiled answer stands empty on the page, and stays as it is until somebody writes another
    return {
        name: value
        for name, value in {**emptied, **found}.items()
        if value not in (None, "", []) or not is_veiled(form, name, held.get(name))
    }


def of_sections(
    form: CompiledForm, sections: Collection[str], posted: Mapping[str, Sequence[str]]
) -> dict[str, Any] | None:
    """What was posted for the sections; None where there are none."""
    names = form.questions(sections).names
    elsewhere = form.fields.keys() - names
    wanted = {key: texts for key, texts in posted.items() if _root(key, form) not in elsewhere}
    return form.raw_from(Posted(wanted), sections) if sections else None


def edited(scene: Scene, values: Mapping[str, Any], form_seen: int | None) -> tuple[Edit, ...]:
    """The answers are changed, and each that is another now is told with what it was."""
    submission = scene.session.get_one(Submission, scene.application.submission_id)
    around = surroundings_of(scene.session)
    before = {one.path: one.words for one in answers(scene.session, scene.case, around)}
    changed = change(
        scene.session,
        submission,
        values,
        now=scene.now,
        registry=scene.registry,
        seen=submission.revision if form_seen is None else form_seen,
        asker=scene.standing.user_id,
    )
    if not changed:
        return ()
    after = {one.path: one.words for one in answers(scene.session, scene.case, around)}
    return tuple(
        Edit(one.name, before.get(one.name, ""), after.get(one.name, ""), one.before, one.after)
        for one in changed
        if one.name in values
    )


def _root(key: str, form: CompiledForm) -> str:
    """The field of the form to which the posted name belongs; empty for names that are the page's own."""
    if key in form.fields:
        return key
    name = key.partition("-")[0]
    return name if name in form.fields and form.fields[name].type.tabular else ""
