"""Faults are told by the titles of the property sheet, and what people called their fields."""

import pytest

from kernel.designs.properties import Entry, Property
from kernel.designs.wording import worded
from kernel.kinds import Problem
from kernel.text import Text

SHEET = (
    Property("title", Text("名称", "Title"), Entry.PAIR),
    Property("name", Text("标识", "Name"), Entry.TEXT),
    Property("visible_when", Text("何时显示", "Shown when"), Entry.RULE),
    Property("given", Text("由系统带入", "Given"), Entry.FLAG),
    Property("on.overdue", Text("逾期时", "When overdue"), Entry.FIELD),
    Property("clock.days", Text("法定时限", "Limit"), Entry.WHOLE),
    Property(
        "verbs",
        Text("允许的操作", "May be done"),
        Entry.WORDS,
        named={
            "take_back": Text("撤回", "take back"),
            "accept": Text("受理", "accept"),
            "approve": Text("同意", "approve"),
        },
    ),
    Property(
        "silence",
        Text("沉默", "Silence"),
        Entry.WORD,
        named={
            "accept": Text("视为受理", "counts as accepted"),
            "approve": Text("视同准予", "counts as granted"),
        },
    ),
    Property(
        "check",
        Text("核对条件", "Checks"),
        Entry.ROWS,
        inner=(Property("holds", Text("应当成立", "Has to hold"), Entry.RULE),),
    ),
)
NODES = {"phone": Text("电话", "Telephone"), "given": Text("名", "Given name")}


@pytest.mark.parametrize(
    ("path", "what", "told"),
    [
        ("sections[a].fields[b].title.zh", "缺少“zh”。", "名称：缺少“中文”。"),
        ("sections[a].fields[b].title", "缺少“title”。", "缺少“名称”。"),
        (
            "sections[a].fields[b].check[#1].holds",
            "缺少“holds”。",
            "核对条件第 2 行 · 应当成立：缺少“应当成立”。",
        ),
        ("sections[a].fields[b].name", "名称“phone”用了 2 次。", "标识：名称“phone”用了 2 次。"),
        ("sections[a].fields[b].clock", "请写 clock，或删去这个去向。", "请写“法定时限”，或删去这个去向。"),
        ("s[b].verbs", "请删去 take_back。", "允许的操作：请删去“撤回”。"),
        ("s[b]", "请写 clock 和 on: {overdue: …}。", "请写“法定时限”和“逾期时”。"),
        ("s[b]", "请写 clock: {days: 5}。", "请写“法定时限”。"),
        ("s[b]", "请写 colour: {red: 5}。", "请写 colour: {red: 5}。"),
        ("s[b].silence", "不能写 approve。", "沉默：不能写“视同准予”。"),
        ("s[b].verbs", "请加上其中一个：accept、approve。", "允许的操作：请加上其中一个：“受理”、“同意”。"),
        ("s[b]", "请写 on: {overdue: 步骤或办理结果}。", "请写“逾期时”。"),
        ("s[b].help", "没有名为“check”的东西。", "没有名为“check”的东西。"),
        ("s[b].depends_on", "没有字段“phone”。", "没有字段“电话”。"),
        (
            "s[b].visible_when",
            "绕成了一圈：phone → phone。",
            "何时显示：绕成了一圈：“电话”（phone）→“电话”（phone）。",
        ),
        ("", "名字叫 https://example.cn/check。", "名字叫 https://example.cn/check。"),
    ],
)
def test_keys_are_said_by_their_titles(path: str, what: str, told: str) -> None:
    found = worded(Problem(path, Text(what, ""), Text("", "")), SHEET, {"phone": NODES["phone"]})
    assert found.what.zh == told


def test_english_words_that_are_keys_as_well_stay_words() -> None:
    remedy = Text("", "Drop given, or add given: true; given answers cannot be visible_when.")
    found = worded(Problem("s[b].given", Text("缺少“given”。", "“given” is missing."), remedy), SHEET, {})
    assert found.what.en == "“Given” is missing."
    assert found.remedy.en == "Drop “Given”, or add “Given”; given answers cannot be “Shown when”."
