"""What one has applied for, in the order in which it asks for attention."""

import pytest
from sqlalchemy import text

from tests.addons.spine import Spine
from tests.stories.renewal import Renewal

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
LATER = text("UPDATE licensing_application SET filed_at = '2026-06-01 00:00:00+00:00' WHERE id = 1")


def states(renewal: Renewal) -> list[str]:
    """The tags of the list, from above."""
    tree = renewal.visitor(renewal.person).open("/my/applications").tree
    return [one.text_content().strip() for one in tree.xpath("//main//li//span[@class='only-d']")]


def test_what_waits_for_the_applicant_comes_before_what_was_handed_in_later(office: Spine) -> None:
    renewal = Renewal(office)
    renewal.hand_in()
    renewal.page().follow("撤回申请").press("撤回申请")
    office.work()
    renewal.filed()
    with office.engine.begin() as connection:
        connection.execute(LATER)
    assert states(renewal) == ["已撤回", "等待窗口受理"]

    sheet = renewal.at_window().press("一次性告知补正")
    sheet.press("发出补正告知", at="phone", what="请改手机号码。", complete="1", to="filing")

    assert states(renewal) == ["需要您补正", "已撤回"]
