"""What a drawn chain says of its steps, conditions, limits and faults."""

from typing import Any

from approvals.chains.reading import read_chain
from approvals.drawing import Box, Drawing, Group, Remark, drawn_chain
from approvals.drawing.boxes import boxes_of
from kernel.text import Text
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)


def drawn(*steps: dict[str, Any], remarks: tuple[Remark, ...] = ()) -> Drawing:
    return drawn_chain(read_chain(make_chain(*steps)), remarks=remarks)


def lines_of(*steps: dict[str, Any]) -> list[str]:
    (item,) = drawn(*steps).items
    assert isinstance(item, Box)
    return [line.zh for line in item.lines]


def group(*steps: dict[str, object], remarks: tuple[Remark, ...] = ()) -> Group:
    (item,) = drawn(*steps, remarks=remarks).items
    assert isinstance(item, Group)
    return item


def test_a_step_says_who_acts_and_by_when() -> None:
    clock = {"days": 20, "promised": 5, "on_overdue": "escalate"}
    assert lines_of(make_step(clock=clock)) == [
        "市（州）级主管部门 · 申请人任选（全省通办）",
        "承诺 5 个工作日，法定 20 个 · 逾期催办并报上级",
    ]


def test_a_step_of_a_party_says_that_it_files_the_application() -> None:
    assert lines_of(make_fill(files=True)) == ["发起人", "正式提交申请"]


def test_votes_say_how_many_have_to_agree() -> None:
    votes = {"need": "percent", "of": 60}
    assert lines_of(make_step(votes=votes))[1] == "达到百分比（票签） 60%"


def test_an_automatic_step_counts_checks_effects_and_letters() -> None:
    effects = [{"effect": "extend"}, {"effect": "letter"}]
    assert lines_of(make_auto("issue", effects=effects, checks=[{"check": "state_in"}])) == [
        "核验 1 项 · 效果 1 项 · 文书 1 份"
    ]


def test_a_wait_reads_its_rule_and_how_long_it_lasts() -> None:
    wait = {
        "name": "study",
        "kind": "wait",
        "title": "学习",
        "until": "hours >= 24",
        "lasts": {"days": 3, "unit": "months"},
    }
    assert lines_of(wait) == ["等到hours >= 24 · 最长 3 个月"]


def test_a_notice_says_where_and_how_long_it_is_published() -> None:
    notice = {"name": "post", "kind": "notice", "title": "公示", "lasts": {"days": 5}, "place": "门户网站"}
    assert lines_of(notice) == ["公示 5 个工作日 · 门户网站"]


def test_a_branch_has_its_cases_and_the_rest() -> None:
    found = group(make_branch("large", make_case("big", make_step("a")), **{"else": [make_step("b")]}))
    assert [(way.into, way.title.zh, [box.name for box in boxes_of(way.items)]) for way in found.ways] == [
        ("big", "amount > 1", ["a"]),
        ("large", "其余情形", ["b"]),
    ]


def test_a_branch_without_a_rest_is_open() -> None:
    branch = make_branch("large", make_case("big", make_step("a")))
    del branch["else"]
    assert not group(branch).closed


def test_a_case_with_a_title_shows_its_rule_below_it() -> None:
    case = {**make_case("big", make_step("a")), "title": "大额"}
    way = group(make_branch("large", case)).ways[0]
    assert (way.title.zh, way.when) == ("大额", Text("amount > 1", "amount > 1"))


def test_lanes_without_titles_are_counted() -> None:
    found = group(make_parallel("both", one=[make_step("a")], two=[make_step("b")]))
    assert [way.title.zh for way in found.ways] == ["第 1 路", "第 2 路"]


def test_what_is_wrong_stands_at_its_node() -> None:
    fault = Remark("a", Text("坏", "bad"))
    found = group(make_branch("large", make_case("big", make_step("a"))), remarks=(fault,))
    assert [box.wrong for way in found.ways for box in boxes_of(way.items)] == [True]
    assert not found.wrong


def test_one_certain_office_is_called_by_its_name() -> None:
    window = {"level": "station", "routing": "fixed", "fixed": "parties.o220100w1"}
    chain = read_chain({"title": "甲", "steps": [make_step("counter", office=window)]})
    (unknown,), (known,) = (
        drawn_chain(chain, offices=offices).items
        for offices in ({}, {"parties.o220100w1": Text("长春市政务服务中心", "Changchun centre")})
    )
    assert (unknown.lines[0].zh, known.lines[0].zh) == ("站所、窗口", "长春市政务服务中心")  # type: ignore[union-attr]
