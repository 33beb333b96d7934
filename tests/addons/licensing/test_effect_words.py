"""addons.licensing.effect_words: what an effect would change, in words people know."""

from collections.abc import Mapping

from addons.licensing.effect_words import NO_NAMES, Names, employers_in, foreseen
from kernel.effects import Change, Preview
from kernel.text import Text

TITLE = Text("变更受聘企业", "Change the employer")


def told(before: Mapping[str, object], after: Mapping[str, object], names: Names = NO_NAMES) -> list[str]:
    found = foreseen(Preview("e", {}, Change(dict(before), dict(after))), TITLE, names)
    return [f"{one.title.zh} {one.before.zh} → {one.after.zh}" for one in found.changes]


def test_a_post_is_told_by_its_title():
    changed = {"appointment": "03"}, {"appointment": "02"}
    posts = {"02": Text("总经理", "General manager"), "03": Text("副总经理", "Deputy")}
    assert told(*changed, Names(posts=posts)) == ["职务 副总经理 → 总经理"]
    assert told(*changed) == ["职务 03 → 02"]


def test_a_state_is_told_by_its_word_and_an_employer_by_its_name():
    assert told({"state": "valid", "edition": 1}, {"state": "cancelled", "edition": 2}) == [
        "证书状态 有效 → 注销"
    ]
    moved = {"enterprise_id": 3, "edition": 1}, {"enterprise_id": None, "edition": 2}
    assert told(*moved, Names(employers={3: "长春示范"})) == ["受聘企业 长春示范 → —"]
    assert told(*moved) == ["电子证照版次 1 → 2"]
    assert employers_in([Preview("e", {}, Change(*moved))]) == {3}
