"""The roster as a register: typed and imported by the security administrator, read back by nobody."""

import pytest

from tests.addons.parties.pages.newcomers import Newcomer, proof, unknown_number
from tests.addons.spine import Spine
from tests.stories.visitor import Visitor

ROSTER = "/admin/roster"


def test_whom_an_authority_vouches_for_is_proved_from_then_on(shared: Spine):
    number = unknown_number()
    page = Visitor(shared.client("secadmin")).open(f"{ROSTER}/add")
    page.press("登记", document=number, name="冯一山", mobile="19900000031", source="省厅第一批")
    assert page.shows("省厅第一批")
    assert number not in page.everything
    assert Newcomer(shared).registers(**proof(number)).shows("实名认证已通过")


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"document": "1"}, "号码不正确"), ({"document": "220000198503120002", "name": "一"}, "姓名应为")],
)
def test_what_is_malformed_is_refused_at_its_field(shared: Spine, typed: dict[str, str], words: str):
    page = Visitor(shared.client("secadmin")).open(f"{ROSTER}/add")
    wanted = {"name": "冯一山", "source": "省厅第一批"} | typed
    assert page.press("登记", status=422, **wanted).shows(words)


@pytest.mark.parametrize("username", ["zhang", "clerk", "province", "admin"])
def test_to_write_it_is_a_security_act(shared: Spine, username: str):
    assert shared.client(username).get(f"{ROSTER}/add").status_code == 403
