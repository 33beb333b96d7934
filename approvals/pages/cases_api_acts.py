"""Acts on cases as JSON: what was sent is read strictly and done as a page does it; stale acts answer 409."""

from collections.abc import Callable, Mapping, Sequence

from flask import Response

from approvals.acts import claiming
from approvals.acts.deeds import Deed
from approvals.acts.reporting import Report, What
from approvals.casefile.faces import places_of
from approvals.casefile.late import note_late
from approvals.casefile.pins import note_pins
from approvals.cases.queries import case_view
from approvals.engine import Defect
from approvals.pages.cases_api_given import Given, object_of, seen_in, text_in, texts_in, usable, wrong
from approvals.pages.cases_api_pins import pins_in
from approvals.pages.cases_api_said import act_said, report_said
from approvals.pages.demands import demands_on
from approvals.pages.desk import Desk, desk
from approvals.pages.doing import done_here, refuse_strange, reported_here
from approvals.pages.lines import LONGEST, MOST
from approvals.pages.recorded import address_here
from approvals.words import OF_ADMINS, Verb
from kernel.text import Text
from kernel.web import platform
from kernel.web.exchanged import answered
from kernel.web.inputs import LARGEST

ACT = ("verb", "step", "seen", "opinion", "to", "value", "people", "defects", "complete", "answers", "days")
ASSIGN = ("step", "seen", "to", "opinion")
OF_OFFICES = tuple(verb.value for verb in Verb if verb is not Verb.WITHDRAW)
"""The acts that are done here; to withdraw is the applicant's."""
MOST_PEOPLE, LONGEST_NAME = 50, 128
REPORT = ("what", "step", "event", "seen", "opinion")


def act(number: int) -> Response:
    """The act is done, and the answer says where the case stands now."""
    given = object_of(ACT)
    verb = _verb(given)
    with platform().database.transaction() as session:
        at = desk(session)
        refuse_strange(at, number)
        late = _late(at, number, given) if verb is Verb.RETURN else []
        pins = pins_in(at, number, given.get("defects") or []) if verb is Verb.RETURN else {}
        done = done_here(at, number, _deed(at, verb, given))
        note_late(session, number, done.case.state.seq, late, account=at.standing.name, now=at.now)
        note_pins(session, number, done.case.state.seq, pins)
        said = act_said(done.case, done.opened)
    return answered(said)


def assigned(number: int) -> Response:
    """The step is the account's alone, or everybody's again when none is named; for whoever looks after the office."""
    given = object_of(ASSIGN)
    to, _ = text_in(given, "to"), _step(given)
    with platform().database.transaction() as session:
        at = desk(session)
        asked = {**given, "to": "", "people": [to] if to else []}
        done = done_here(at, number, _deed(at, Verb.TRANSFER, asked))
        said = act_said(done.case, done.opened)
    return answered(said)


def reported(number: int) -> Response:
    """What came to the case from outside is on record; the same result told again has the same answer."""
    given = object_of(REPORT)
    what = text_in(given, "what")
    if what not in set(What):
        raise wrong("what", *usable("、".join(What), ", ".join(What)))
    with platform().database.transaction() as session:
        at = desk(session)
        said = Report(
            what=What(what),
            seen=seen_in(given),
            standing=at.standing,
            registry=at.registry,
            now=at.now,
            words=text_in(given, "opinion"),
            step=text_in(given, "step"),
            event=text_in(given, "event"),
        )
        found = reported_here(at, number, said)
        answer = report_said(found.case, found.entry)
    return answered(answer)


def _verb(given: Given) -> Verb:
    """The act, and that it says at which step where it is one of a step."""
    word = text_in(given, "verb")
    if word not in OF_OFFICES:
        raise wrong("verb", *usable("、".join(OF_OFFICES), ", ".join(OF_OFFICES)))
    verb = Verb(word)
    if verb not in OF_ADMINS:
        _step(given)
    return verb


def _step(given: Given) -> str:
    step = text_in(given, "step")
    if not step:
        raise wrong(
            "step",
            Text("没有写明是哪一步。", "It is not said which step it is about."),
            Text(
                "请送 step；可办理的步骤见办件的 may。",
                "Send `step`; the case says under `may` which there are.",
            ),
        )
    return step


def claimed(number: int) -> Response:
    """The open task is theirs alone."""
    return _kept(number, claiming.claim)


def released(number: int) -> Response:
    """Everybody whose it is may do the task again."""
    return _kept(number, claiming.release)


def _kept(number: int, do: Callable[..., None]) -> Response:
    step = _step(object_of(("step",)))
    with platform().database.transaction() as session:
        at = desk(session)
        refuse_strange(at, number)
        who = {"standing": at.standing, "address": address_here()}
        do(session, number, step, now=at.now, registry=at.registry, **who)
        said = act_said(case_view(session, number), ())
    return answered(said)


def _deed(at: Desk, verb: Verb, given: Given) -> Deed:
    return Deed(
        step=text_in(given, "step"),
        verb=verb,
        seen=seen_in(given),
        standing=at.standing,
        registry=at.registry,
        now=at.now,
        opinion=text_in(given, "opinion").strip(),
        defects=tuple(_defects(given)),
        to=text_in(given, "to"),
        value=text_in(given, "value"),
        people=_people(given),
        values=_answers(given),
        days=_days(given),
    )


def _people(given: Given) -> tuple[str, ...]:
    """The accounts that are named, each once."""
    people = tuple(dict.fromkeys(texts_in(given, "people")))
    if len(people) > MOST_PEOPLE or any(len(one) > LONGEST_NAME for one in people):
        raise wrong(
            "people", *usable(f"最多 {MOST_PEOPLE} 个账户名", f"at most {MOST_PEOPLE} names of accounts")
        )
    return people


def _days(given: Given) -> int:
    days = given.get("days") or 0
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= LARGEST:
        raise wrong("days", *usable("天数", "a number of days"))
    return days


def _late(at: Desk, number: int, given: Given) -> list[tuple[int, str]]:
    """The lines that come late, with their places; raises what is wrong with the list."""
    case, defects = case_view(at.session, number), _defects(given)
    if given.get("complete") is not True:
        raise wrong(
            "complete",
            Text("没有确认已列全要补正的内容。", "It is not said that the list is complete."),
            Text(
                '补正内容须一次列全；请送 "complete": true。',
                'List everything at once; send "complete": true.',
            ),
        )
    offered = {place.path for place in places_of(at.session, at.registry, case)}
    for line, one in enumerate(defects):
        if one.at and one.at not in offered:
            raise wrong(
                f"defects.{line}.at",
                Text(f"这件申请里没有“{one.at[:40]}”。", f"There is no “{one.at[:40]}” in this case."),
                Text("可用的位置见办件的 places。", "The case says what there is as `places`."),
            )
    late = demands_on(at, case).late(defects)
    if late and not text_in(given, "opinion").strip():
        raise wrong(
            "opinion",
            Text("有第一次没有告知的问题。", "Something is asked that was not told the first time."),
            Text("请在 opinion 里写明原因。", "Say why in `opinion`."),
        )
    return [(line, defects[line].at) for line in late]


def _defects(given: Given) -> list[Defect]:
    lines = given.get("defects") or []
    if not isinstance(lines, list) or len(lines) > MOST:
        raise wrong("defects", *usable(f"最多 {MOST} 条的列表", f"a list of at most {MOST}"))
    found = []
    for line, one in enumerate(lines):
        place = f"defects.{line}"
        if not isinstance(one, dict) or set(one) - {"at", "what", "pin"}:
            shape = '{"at": …, "what": …, "pin": …}'
            raise wrong(place, *usable(shape, shape))
        what = text_in(one, "what", place).strip()
        if not what or len(what) > LONGEST:
            raise wrong(f"{place}.what", *usable(f"1 到 {LONGEST} 字", f"text of 1 to {LONGEST} characters"))
        found.append(Defect(text_in(one, "at", place), what))
    return found


def _answers(given: Given) -> Mapping[str, Sequence[str]]:
    """What the step fills in, by the names of its form; several texts where a field takes several."""
    answers = given.get("answers") or {}
    if not isinstance(answers, dict):
        raise wrong("answers", *usable("对象", "an object"))
    return {
        name: texts_in(answers, name) if isinstance(value, list) else [text_in(answers, name, "answers")]
        for name, value in answers.items()
    }
