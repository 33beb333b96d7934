"""The course of an application: what happened, what waits, what is to come."""

from datetime import UTC, date, datetime

import pytest

from addons.portal.timeline import Point, PointState, moment, timeline
from approvals.chains.reading import read_chain
from approvals.engine import Act, CompiledChain, Correction, Defect, Due, Opening, State, compiled
from approvals.words import Happening, Outcome, Verb
from kernel.text import Text

AT = datetime(2026, 3, 2, 8, 5, tzinfo=UTC)
RESULT = Text("电子证照", "Electronic certificate")
BODY = {
    "title": {"zh": "延续", "en": "Renewal"},
    "steps": [
        {
            "name": "filing",
            "kind": "fill",
            "title": {"zh": "本人申请", "en": "Application"},
            "party": "initiator",
        },
        {
            "name": "employer",
            "kind": "confirm",
            "title": {"zh": "企业提交", "en": "Employer"},
            "party": "employer",
            "files": True,
            "verbs": ["approve", "return"],
        },
        {
            "name": "decision",
            "kind": "act",
            "title": {"zh": "窗口审批", "en": "Decision"},
            "office": {"level": "city", "routing": "any"},
        },
    ],
}


@pytest.fixture(scope="module")
def chain() -> CompiledChain:
    """Filing, employer, decision."""
    return compiled(read_chain(BODY))


def whom(step: str, _seq: int) -> Text:
    """Who does the step."""
    name = {"filing": "张建国", "employer": "示范公司", "decision": "长春窗口"}.get(step, "")
    return Text(name, name)


def course(chain: CompiledChain, state: State, *acts: Act) -> list[Point]:
    """The points of the course."""
    return list(timeline(chain, state, enumerate(acts, 1), whom=whom, result=RESULT))


def test_what_waits_follows_what_happened_and_comes_before_what_is_to_come(chain: CompiledChain) -> None:
    state = State(seq=2, open=(Opening("employer", 2, date(2026, 3, 2), Due(date(2026, 3, 9))),))
    found = course(
        chain, state, Act(verb=Happening.START, at=AT), Act(verb=Verb.SUBMIT, at=AT, step="filing")
    )
    assert [(point.state, point.title.zh) for point in found] == [
        (PointState.DONE, "本人申请：已提交"),
        (PointState.NOW, "企业提交"),
        (PointState.AHEAD, "窗口审批"),
        (PointState.AHEAD, "电子证照"),
    ]
    assert found[0].facts.zh == "2026-03-02 16:05 · 张建国"
    assert found[1].facts.zh == "示范公司 · 请在 2026-03-09 前办理"


def test_office_is_expected_rather_than_asked(chain: CompiledChain) -> None:
    due = Due(date(2026, 3, 30), promised=date(2026, 3, 9))
    state = State(seq=3, open=(Opening("decision", 3, date(2026, 3, 2), due),))
    assert course(chain, state)[0].facts.zh == "长春窗口 · 预计 2026-03-09 前完成"


def test_return_is_told_with_the_number_of_its_points(chain: CompiledChain) -> None:
    defects = (Defect("phone", "空号"), Defect("office", "已撤"))
    state = State(
        seq=3,
        open=(Opening("filing", 3, date(2026, 3, 2)),),
        correction=Correction("filing", "employer", defects),
    )
    found = course(chain, state, Act(verb=Verb.RETURN, at=AT, step="employer", defects=defects))
    assert (found[0].state, found[0].title.zh) == (PointState.WARN, "企业提交：退回补正")
    assert found[0].facts.zh.endswith("共 2 处")
    assert found[1].title.zh == "本人申请：等待补正"


def test_confirmation_of_an_enterprise_is_no_decision(chain: CompiledChain) -> None:
    found = course(chain, State(seq=3), Act(verb=Verb.APPROVE, at=AT, step="employer"))
    assert found[0].title.zh == "企业提交：已确认并提交"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.GRANTED, PointState.DONE),
        (Outcome.REFUSED, PointState.BAD),
        (Outcome.WITHDRAWN, PointState.BAD),
    ],
)
def test_closed_case_has_nothing_to_come(chain: CompiledChain, outcome: Outcome, state: PointState) -> None:
    found = course(chain, State(seq=5, outcome=outcome))
    assert [point.state for point in found] == [state]
    assert ("电子证照" in found[0].facts.zh) == (outcome is Outcome.GRANTED)


def test_reason_is_told(chain: CompiledChain) -> None:
    act = Act(verb=Verb.REJECT, at=AT, step="decision", opinion="受聘关系已终止")
    assert course(chain, State(seq=4, outcome=Outcome.REFUSED), act)[0].words == "受聘关系已终止"


def test_moment_is_told_in_shanghai() -> None:
    assert moment(datetime(2026, 3, 2, 16, 30, tzinfo=UTC)) == "2026-03-03 00:30"


def test_opinion_of_a_colleague_who_was_asked_is_neither_told_nor_a_decision(chain: CompiledChain) -> None:
    asked = Act(verb=Verb.DELEGATE, at=AT, actor="li", step="decision", people=("wang",))
    opinion = Act(verb=Verb.REJECT, at=AT, actor="wang", step="decision", opinion="只在科室里说")
    decided = Act(verb=Verb.APPROVE, at=AT, actor="li", step="decision", opinion="符合条件")
    found = course(chain, State(seq=6), asked, opinion, decided)
    assert [(point.title.zh, point.words) for point in found[:1]] == [("窗口审批：已通过", "符合条件")]
    assert "只在科室里说" not in str(found)
    again = Act(verb=Verb.APPROVE, at=AT, actor="wang", step="decision", opinion="后来由其决定")
    assert course(chain, State(seq=7), asked, opinion, again)[0].words == "后来由其决定"


def test_what_one_office_tells_another_with_a_return_stays_between_them() -> None:
    last = {**BODY["steps"][2], "name": "province", "verbs": ["approve", "return"]}  # type: ignore[index]
    longer = compiled(read_chain({**BODY, "steps": [*BODY["steps"], last]}))
    act = Act(verb=Verb.RETURN, at=AT, step="province", to="decision", opinion="贵局审查不严")
    [point] = course(longer, State(seq=6), act)[:1]
    assert (point.title.zh, point.words) == ("窗口审批：退回上一环节重新办理", "")


def test_what_comes_of_it_is_said_once_where_the_last_step_is_called_the_same(chain: CompiledChain) -> None:
    state = State(seq=1, open=(Opening("employer", 1, date(2026, 3, 2)),))
    result = Text("窗口审批", "Decision")
    found = timeline(chain, state, [], whom=whom, result=result)
    assert [point.title.zh for point in found] == ["企业提交", "窗口审批"]
