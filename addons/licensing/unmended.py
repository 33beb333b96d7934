"""What was to be mended and is as it was: it is handed in again only with a word why."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from addons.licensing.contents import submission_of
from addons.licensing.findings import Refused
from addons.licensing.sections import sections_at
from addons.licensing.stepping import Scene
from approvals.casefile.faces import places_of
from approvals.casefile.seen import RETURNED, mended, note_seen
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from forms.versions import form_at
from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.surroundings import surroundings_of
from kernel.text import Text

LONGEST = 500
"""Characters of the word why: the office reads it beside the rest."""
REMEDY = Text(
    "请修改；确实不用改的，在“有不用改的”里写明理由。",
    "Change it; where nothing needs to be changed, say why under “Something needs no change”.",
)


def keep_returned(scene: Scene, case: CaseView) -> None:
    """What the case says as it goes back is kept, by digests, so that it shows what is mended."""
    keys = surroundings_of(scene.session).keys
    if keys is not None:
        scene.session.flush()
        note_seen(scene.session, scene.registry, case, RETURNED, keys=keys, now=scene.now)


def lines_mended(session: Session, registry: Registry, case: CaseView) -> Mapping[int, bool]:
    """Of each line about an answer that whoever mends may change, by its number, whether it has been changed."""
    keys, correction = surroundings_of(session).keys, case.state.correction
    if keys is None or correction is None:
        return {}
    asked = _changeable(session, registry, case, correction.step)
    found = mended(session, registry, case, keys=keys)
    return {n: done for n, done in found.items() if correction.defects[n].at.partition(".")[0] in asked}


def refuse_unmended(scene: Scene, why: str) -> None:
    """Raises when something is as it was and nobody says why, or says it at too great a length."""
    if len(why) > LONGEST:
        raise _refused(_too_long(why))
    correction = scene.case.state.correction
    if why or correction is None:
        return
    lines = lines_mended(scene.session, scene.registry, scene.case)
    left = dict.fromkeys(correction.defects[number].at for number, done in lines.items() if not done)
    if left:
        titles = {one.path: one.title for one in places_of(scene.session, scene.registry, scene.case)}
        raise _refused(*(_as_it_was(titles.get(at) or titles.get(at.partition(".")[0]), at) for at in left))


def _changeable(session: Session, registry: Registry, case: CaseView, step: str) -> set[str]:
    """The fields that the step fills in."""
    submission = submission_of(session, case.id)
    if submission is None:
        return set()
    form = form_at(session, submission.version_id, registry).form
    chain = compiled_chain(session.connection(), registry, case.version_id)
    opened = sections_at(form, chain.steps[step])
    return {field.name for one in form.sections if one.name in opened for field in one.fields if field.asked}


def _as_it_was(title: Text | None, at: str) -> Invalid:
    told = title or Text(at, at)
    return Invalid(
        Text(f"“{told.zh}”还没有改。", f"“{told.en}” has not been changed."), remedy=REMEDY, place=at
    )


def _too_long(why: str) -> Invalid:
    return Invalid(
        Text(
            f"理由有 {len(why)} 字，最多 {LONGEST} 字。",
            f"The reason has {len(why)} characters, at most {LONGEST} are taken.",
        ),
        remedy=Text("请写得简短些。", "Shorten it."),
        place="why",
    )


def _refused(*problems: Invalid) -> Refused:
    return Refused(
        Text(
            f"没有交回：有 {len(problems)} 处需要处理。", f"Not handed in: {len(problems)} points are open."
        ),
        remedy=Text("请按下列各项处理后再交。", "See to the points below, then try again."),
        place="correction",
        problems=problems,
    )
