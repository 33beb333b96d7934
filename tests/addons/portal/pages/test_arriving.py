"""Where the short address leads that people type; named here: `portal.arriving`."""

import pytest

from tests.addons.spine import Spine

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("account", "place"),
    [
        ("zhang", "/my/applications"),
        ("hengji", "/enterprise"),
        ("clerk", "/"),
        ("", "/login?next=/my"),
    ],
)
def test_my_leads_to_what_is_ones_own(office: Spine, account: str, place: str) -> None:
    answer = office.client(account).get("/my")
    assert (answer.status_code, answer.location) == (302, place)
