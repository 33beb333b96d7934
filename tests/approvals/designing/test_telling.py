"""What is wrong with a chain is told by the titles of what stands there: steps, sections of a form, roles."""

import pytest

from approvals.designing.offers import Ground, Offers
from approvals.designing.telling import told
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.text import Text

OFFERS = Offers(
    Ground(sections={"identity": Text("身份", "Identity")}),
    {
        "city_clerk": Text("市级经办人", "City clerk"),
        "Admin": Text("管理员", "Administrator"),
        "CityClerk": Text("市级窗口", "City window"),
    },
)
BODY: Body = {
    "title": "甲",
    "steps": [
        {"name": "photo", "kind": "fill", "title": {"zh": "拍照", "en": "Photo"}},
        {"name": "identity", "kind": "fill", "title": {"zh": "核验身份", "en": "Check"}},
    ],
}


@pytest.mark.parametrize(
    ("path", "what", "said"),
    [
        ("steps[photo].sections", "表单没有“photo”。", "这一步填写的分节：表单没有“photo”。"),
        ("steps[photo].sections[#0]", "可用：identity。", "“身份”。"),
        ("steps[photo].role", "可用：city_clerk。", "岗位：可用：“市级经办人”。"),
        ("steps[photo].role", "可用：Admin、CityClerk。", "岗位：可用：“管理员”、“市级窗口”。"),
        ("steps[photo].on.overdue", "不能去“identity”。", "不能去“核验身份”。"),
    ],
)
def test_a_name_is_called_by_what_it_names_there(path: str, what: str, said: str) -> None:
    assert told(BODY, Problem(path, Text(what, ""), Text("", "")), OFFERS).what.zh.endswith(said)
