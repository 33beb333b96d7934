"""An application about a person that their enterprise has handed in: they see where it stands, and change nothing."""

import pytest
from sqlalchemy import text

from tests.addons.spine import Spine
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_whom_an_application_concerns_sees_its_course_and_no_act(office: Spine) -> None:
    renewal = Renewal(office)
    renewal.hand_in()
    firm = office.row("SELECT enterprise_id AS id FROM licensing_application")["id"]
    with office.engine.begin() as connection:
        for table in ("licensing_application", "approvals_case"):
            whose = text(f"UPDATE {table} SET initiator_kind = 'enterprise', initiator_id = :firm")
            connection.execute(whose, {"firm": firm})

    seen = Visitor(office.client("zhang")).open("/my/applications").follow("延续")
    assert seen.shows("关系到您")
    assert seen.shows("办理进度")
    for act in ("撤回申请", "发送", "交回"):
        assert not seen.has_button(act)
    assert not seen.shows("我填的内容")
    Visitor(office.client("zhang")).open("/my/applications/1/withdraw", status=404)
    Visitor(office.client("li")).open("/my/applications/1", status=404)
