"""What a clerk finds of the file that is looked at: kept as it is said, so that a colleague finds it there."""

from collections.abc import Iterator, Mapping, Sequence

from flask import request

from approvals.casefile.faces import Material, materials_of
from approvals.casefile.verdicts import Fit, Verdict, Wrong, judge, take_back, verdicts_of
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView
from approvals.pages.desk import Desk, desk
from approvals.pages.doing import refuse_strange
from approvals.pages.lines import DROP, LONGEST, NEW, Line, is_pointing, lines_in, without_dropped
from approvals.pages.recorded import record_of_case
from approvals.pages.showing import case_page
from approvals.words import Verb
from kernel.errors import Conflict, Invalid, NotAllowed
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.inputs import number_in

JUDGE = "judge-"


def judged(number: int) -> None:
    """What was said of a file is kept: the verdict, or what is wrong with it; whoever only turns pages keeps nothing."""
    if is_pointing():
        return
    with platform().database.transaction() as session:
        at = desk(session)
        refuse_strange(at, number)
        case = case_view(session, number)
        files = materials_of(session, at.registry, case, visitor().user_id)
        lines = lines_in(files)
        wanted = _wanted(files, lines)
        if wanted is None:
            return
        refuse_judge(at, case, [one.id for one in files], wanted[0])
        keep(at, number, *wanted)


def refuse_judge(at: Desk, case: CaseView, files: Sequence[int], material: int) -> None:
    """Raises for whoever may not return the case now, and for a file that it does not have."""
    if Verb.RETURN not in case_page(at, case).verbs:
        raise _not_theirs()
    if material not in files:
        raise _gone()


def keep(at: Desk, number: int, material: int, fit: Fit | None, wrong: Sequence[Wrong]) -> None:
    """The verdict is on file and on record; none takes back what was found."""
    who = at.standing.name
    for one in wrong:
        _refuse_long(one.what)
    if fit is None:
        take_back(at.session, number, material)
    else:
        judge(at.session, number, material, fit, wrong, account=who, now=at.now)
    record_of_case(at, "verdict", number, {"material": material, "fit": fit, "wrong": len(wrong)})


def noted_lines(files: Sequence[Material], verdicts: Mapping[int, Verdict]) -> list[Line]:
    """What was found wrong with the files that the case still has, in their order."""
    return [
        Line(file.place, one.what, one.pin)
        for file in files
        if file.id in verdicts
        for one in verdicts[file.id].wrong
    ]


def noted_here(at: Desk, number: int) -> list[Line]:
    """The same for a case."""
    verdicts = verdicts_of(at.session, number)
    if not verdicts:
        return []
    case = case_view(at.session, number)
    return noted_lines(materials_of(at.session, at.registry, case, visitor().user_id), verdicts)


def _wanted(
    files: Sequence[Material], lines: Sequence[Line]
) -> tuple[int, Fit | None, Sequence[Wrong]] | None:
    """The file that something is said of, the verdict, and what is wrong with it; none when nothing is said."""
    do, shown = request.form.get("do", ""), number_in(request.form.get("shown", ""))
    known = {one.id for one in files}
    if do.startswith(JUDGE):
        fit = _fit(do.removeprefix(JUDGE))
        return shown or 0, fit, tuple(_of(lines, shown or 0))
    if do.startswith(DROP):
        left = without_dropped(lines)
        dropped = next((one for one in lines if one not in left), None)
        file = dropped.pin.material if dropped and dropped.pin else None
        if file is None:
            return None
        wrong = tuple(_of(left, file))
        return file, Fit.UNFIT if wrong else None, wrong
    fresh = lines[-1] if lines and request.form.getlist("pin")[-1:] == [NEW] else None
    if fresh is None or not fresh.what or shown is None or shown not in known:
        return None
    return shown, Fit.UNFIT, tuple(_of(lines, shown))


def _of(lines: Sequence[Line], material: int) -> Iterator[Wrong]:
    return (
        Wrong(one.what, one.pin) for one in lines if one.what and one.pin and one.pin.material == material
    )


def _fit(word: str) -> Fit:
    if word in set(Fit):
        return Fit(word)
    raise Invalid(
        Text("没有选择结论。", "No verdict was chosen."),
        remedy=Text("请点“符合”“不符合”或“不适用”。", "Choose one of the three buttons."),
        place="verdict",
    )


def _refuse_long(what: str) -> None:
    if len(what) > LONGEST:
        raise Invalid(
            Text(
                f"问题写了 {len(what)} 字，最多 {LONGEST} 字。",
                f"The words have {len(what)} characters, at most {LONGEST} are taken.",
            ),
            remedy=Text("请缩短，或分成几条写。", "Shorten them, or make several of them."),
            place="what",
        )


def _gone() -> Conflict:
    return Conflict(
        Text("这份材料已不在这件申请里。", "The file is no longer part of the case."),
        remedy=Text("请看现在的材料，再下结论。", "Look at the files that it has now."),
        place="verdict",
    )


def _not_theirs() -> NotAllowed:
    return NotAllowed(
        Text(
            "现在不由您退回补正，不能给材料下结论。",
            "The case is not yours to return now, nor are its files to judge.",
        ),
        remedy=Text("请回到办件看由谁办理；也可以记为内部备注。", "See who has the case, or write a note."),
        place="verdict",
    )
