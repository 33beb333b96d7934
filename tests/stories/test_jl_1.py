"""JL-1 in Chromium: the person with a phone, the enterprise and the clerk at desks, on a clock that stands."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Check
from tests.browser.visiting import overflow
from tests.stories.desks import Desk, Stage, accept, apply, approve, ask_correction, confirm, mend, open_case
from tests.stories.renewal import NUMBER, Renewal
from tests.stories.test_jl_1_papers import code_of, words_of

pytestmark = pytest.mark.browser


def end(stage: Stage) -> str:
    """The last day of the certificate in the ledger."""
    return str(Renewal(stage.office).certificate()["valid_to"])[:10]


def outcome(stage: Stage) -> object:
    """How the application ended, if it did."""
    return Renewal(stage.office).application()["outcome"]


def faults(desk: Desk, violations: Check) -> dict[str, object]:
    """What axe finds on the page, and by how much it is wider than the screen."""
    found = {"axe": violations(desk.page), "overflow": overflow(desk.page)}
    return {name: value for name, value in found.items() if value}


@pytest.mark.fast
def test_renewal_from_the_phone_to_the_longer_certificate(stage: Stage):
    """JL26-2.2a JL26-3.1.2a JL26-3.1.2c: filed, submitted, decided; the ledger, the letter, the page of its code."""
    with stage.phone() as person, stage.wide("hengji") as firm, stage.wide("clerk") as clerk:
        apply(person)
        confirm(firm)
        accept(clerk)
        approve(clerk)
        stage.office.work()
        letter = person.go("/my/applications/1").downloaded("准予延续决定书")
        person.go("/my/certificates").sees("2029-05-31")
        assert end(stage) == "2029-05-31"
        assert NUMBER in words_of(letter)
        with stage.phone("") as stranger:
            stranger.go(urlsplit(code_of(letter)).path).sees("张*山")


def test_returned_with_two_defects_and_resubmitted(stage: Stage):
    """JL26-2.2c: the clerk pins both defects; the phone shows them at their fields; mended at once and granted."""
    with stage.phone() as person, stage.wide("hengji") as firm, stage.wide("clerk") as clerk:
        apply(person)
        confirm(firm)
        accept(clerk)
        ask_correction(clerk)
        stage.office.work()
        mend(person)
        confirm(firm)
        accept(clerk)
        approve(clerk)
        stage.office.work()
        person.go("/my/applications/1").sees("准予延续决定书")
    assert (outcome(stage), end(stage)) == ("granted", "2029-05-31")


def test_refused_by_the_window(stage: Stage):
    """JL26-2.2c JL26-3.6: a reason is asked for, then a second word; the person reads it, and whom to turn to."""
    with stage.phone() as person, stage.wide("hengji") as firm, stage.wide("clerk") as clerk:
        apply(person)
        confirm(firm)
        accept(clerk)
        open_case(clerk).press("不同意").sees("必须说明理由")
        clerk.page.get_by_label("办理意见").fill("受聘企业已不具备条件。")
        clerk.press("不同意").press("确认：不同意")
        stage.office.work()
        person.go("/my/applications/1").sees("受聘企业已不具备条件").sees("0431-82752527")
    assert (outcome(stage), end(stage)) == ("refused", "2026-05-31")


def test_withdrawn_by_the_person(stage: Stage):
    """JL26-2.1a: taken back from the phone; the certificate can be renewed again."""
    with stage.phone() as person, stage.wide("hengji") as firm:
        apply(person)
        confirm(firm)
        person.go("/my/applications/1").follow("撤回申请").press("撤回申请").sees("申请已撤回")
        stage.office.work()
        assert outcome(stage) == "withdrawn"
        person.go("/my/certificates")
        assert person.page.get_by_role("button", name="办理证书延续").is_visible()


def test_overdue_on_the_workbench(stage: Stage):
    """JL26-2.2a: the clock is moved and the jobs run; the case stands among the overdue, counted from the promised day."""
    renewal = Renewal(stage.office).filed()
    renewal.accept()
    stage.office.be("2026-04-09")
    stage.office.work()
    with stage.wide("clerk") as clerk:
        clerk.go("/work").follow("超期").sees("张小山").sees("超期 16 天")
        approve(clerk)
    assert end(stage) == "2029-05-31"


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_every_page_of_the_person_is_accessible_and_fits(stage: Stage, violations: Check, size: str):
    """JL26-2.3c: on a phone and at a desk, axe finds nothing and nothing sticks out."""
    renewal = Renewal(stage.office)
    renewal.begin()
    wrong = {}
    with getattr(stage, size)("zhang") as person:
        for path in (
            *("/services", "/services/pack_jilin.renewal", "/my/certificates", "/my/certificates/1"),
            *("/my/applications", "/my/applications/1", "/my/applications/1/fill/identity"),
            *("/my/applications/1/fill/employment", "/my/applications/1/fill/pledge", "/notices", "/verify"),
        ):
            wrong[path] = faults(person.go(path), violations)
        person.go("/my/applications/1/fill/employment").press("保存并继续")
        wrong["refused"] = faults(person, violations)
        renewal.hand_in()
        wrong["handed in"] = faults(person.go("/my/applications/1"), violations)
    assert {path: found for path, found in wrong.items() if found} == {}


def test_every_page_of_enterprise_and_clerk_is_accessible_and_fits(stage: Stage, violations: Check):
    """JL26-2.2a: the workspace, the task, the return, the workbench and its dialog."""
    renewal = Renewal(stage.office)
    renewal.hand_in()
    wrong = {}
    with stage.wide("hengji") as firm, stage.wide("clerk") as clerk:
        for path in (
            "/enterprise",
            "/enterprise/applications/1",
            "/enterprise/applications/1/return",
            "/notices",
        ):
            wrong[path] = faults(firm.go(path), violations)
        renewal.confirm()
        renewal.accept()
        for path in ("/work", "/work/1", "/work/1?tab=history", "/work/1/return", "/notices"):
            wrong[path] = faults(clerk.go(path), violations)
    assert {path: found for path, found in wrong.items() if found} == {}
