"""From anywhere applicants find services and what is their own; clerks what lies within their reach."""

from collections.abc import Iterator

import pytest

from tests.addons.spine import Spine, spine
from tests.app.offices import submit
from tests.stories.renewal import Renewal


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """An office at whose window Zhang's application waits."""
    with spine("sqlite", tmp_path_factory.mktemp("filed")) as office:
        renewal = Renewal(office)
        renewal.hand_in()
        renewal.confirm()
        yield office


def hits(office: Spine, username: str, text: str) -> str:
    """The list that the palette shows."""
    fields, headers = {"text": text}, {"X-Fragment": "1"}
    return submit(office.client(username), "/find", fields, page="/profile", headers=headers).text


@pytest.mark.parametrize("text", ["吉建安A", "吉建安a（2023）0001234", "0001234", "考核合格"])
def test_certificates_of_ones_own_are_found(filed: Spine, text: str) -> None:
    """`certificates`"""
    assert "吉建安A（2023）0001234" in hits(filed, "zhang", text)


@pytest.mark.parametrize("username", ["li", "hengji", "clerk"])
def test_certificates_of_others_are_not(filed: Spine, username: str) -> None:
    assert 'href="/my/certificates/' not in hits(filed, username, "吉建安A（2023）0001234")


def test_applications_of_ones_own_are_found(filed: Spine) -> None:
    """`applications`"""
    assert 'href="/my/applications/1"' in hits(filed, "zhang", "延续")
    assert 'href="/my/applications/1"' not in hits(filed, "li", "延续")


def test_services_are_found_by_everybody(filed: Spine) -> None:
    """`guides`"""
    for username in ("zhang", "hengji", "clerk"):
        assert 'href="/services/pack_jilin.renewal"' in hits(filed, username, "延续")


@pytest.mark.parametrize("text", ["张小", "张小山", "220100-260310-0001", "恒基示范"])
def test_cases_of_the_office_are_found(filed: Spine, text: str) -> None:
    """`cases`"""
    html = hits(filed, "clerk", text)
    assert 'href="/work/1"' in html
    assert "长春恒基示范建筑有限公司" in html


@pytest.mark.parametrize("username", ["zhang", "li", "hengji"])
def test_cases_are_not_found_by_applicants(filed: Spine, username: str) -> None:
    assert "/work/" not in hits(filed, username, "张小山")


def test_one_letter_finds_no_case(filed: Spine) -> None:
    assert "/work/1" not in hits(filed, "clerk", "张")


@pytest.mark.parametrize("text", ["张小山", "zxs", "0002"])
def test_people_are_found_in_reach_and_stay_masked(filed: Spine, text: str) -> None:
    """`people`"""
    for username in ("clerk", "province"):
        html = hits(filed, username, text)
        assert 'href="/admin/persons/show/' in html
        assert "220***********0002" in html
        assert "220000198503120002" not in html
    for username in ("jilin", "zhang", "hengji"):
        assert "220***********0002" not in hits(filed, username, text)


def test_enterprises_are_found_in_reach(filed: Spine) -> None:
    """`enterprises`"""
    assert 'href="/admin/enterprises/show/' in hits(filed, "clerk", "恒基示范")
    assert "92999999000000001G · 正常" in hits(filed, "province", "92999999000000001g")
    for username in ("jilin", "zhang"):
        assert "/admin/enterprises/" not in hits(filed, username, "恒基示范")


@pytest.mark.parametrize("text", ["张小山", "吉建安A(2023)0001234", "恒基示范"])
def test_certificates_are_found_in_reach(filed: Spine, text: str) -> None:
    """`certificates`"""
    for username in ("clerk", "province"):
        assert "吉建安A（2023）0001234" in hits(filed, username, text)
    assert "吉建安A（2023）0001234" not in hits(filed, "jilin", text)


def test_the_register_of_certificates_shows_those_in_reach_with_their_history(filed: Spine) -> None:
    mine = filed.client("clerk").get("/admin/certificates/list/").text
    assert "吉建安A（2023）0001234" in mine
    assert "吉建安B（2023）0000952" not in mine
    page = filed.client("clerk").get("/admin/certificates/show/1")
    assert page.status_code == 200
    assert "新发" in page.text
    assert filed.client("jilin").get("/admin/certificates/show/1").status_code == 404
    assert filed.client("zhang").get("/admin/certificates/list/").status_code == 403
