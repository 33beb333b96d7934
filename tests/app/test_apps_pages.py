"""The pages of plugins, studio and packs: who may open them, what is not there, what is no longer so."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel.install.lock import install_lock
from kernel.models import PluginOperation
from tests.app.offices import TOKEN, platform_of
from tests.app.packs import make_pack
from tests.app.plugin_office import FORM, ONLOOKER, SAMPLE, plugin_office, post, propose_in, visitor_of

SEEN_BY_ALL_WHO_READ = {
    "apps.index": "/apps/",
    "apps.detail": f"/apps/{SAMPLE}",
    "apps.operation": "/apps/operations/1",
    "apps.course": "/apps/operations/1/course",
    "studio.index": "/studio/",
    "studio.definition": f"/studio/definitions/{FORM}",
    "studio.waiting": "/studio/proposals",
    "studio.proposal": "/studio/proposals/1",
}
SEEN_BY_ADMINS = {
    "apps.plan": "/apps/tryout/plan/install",
    "apps.export": "/apps/tryout/plan/install.json",
    "studio.edit": f"/studio/definitions/{FORM}/edit",
    "studio.new": "/studio/new",
    "studio.ending": f"/studio/definitions/{FORM}/retire",
    "packs.form": "/packs/upload",
    "packs.export": "/packs/studio",
}
DONE_BY_ADMINS = {
    "apps.choose": "/apps/tryout/plan/install",
    "apps.carry_out": "/apps/tryout/carry-out/install",
    "studio.preview": f"/studio/definitions/{FORM}/preview",
    "studio.submit": f"/studio/definitions/{FORM}/propose",
    "studio.begin": "/studio/new",
    "studio.propose_ending": f"/studio/definitions/{FORM}/retire",
    "studio.publish": "/studio/proposals/1/publish",
    "studio.send_back": "/studio/proposals/1/send-back",
    "studio.take_back": "/studio/proposals/1/take-back",
    "packs.upload": "/packs/upload",
    "packs.download": "/packs/studio",
}
INSTALL = "/apps/tryout/carry-out/install"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Flask]:
    """An office with the sample pack, a pack that waits in the folder, and a proposal that waits for somebody."""
    with plugin_office(tmp_path) as app:
        make_pack(tmp_path / "addons", "tryout")
        propose_in(app, title="年度承诺")
        yield app


@pytest.fixture
def admin(office: Flask) -> FlaskClient:
    """The administrator, signed in."""
    return visitor_of(office, "admin")


def digest_of(client: FlaskClient, plan: str = "/apps/tryout/plan/install") -> str:
    """The digest of the plan that the page shows now."""
    found: str = json.loads(client.get(f"{plan}.json").text)["digest"]
    return found


def operations(app: Flask) -> int:
    """How many operations are on record."""
    with app.app_context():
        session = platform_of(app).database.session
        try:
            return session.query(PluginOperation).count()
        finally:
            session.remove()


def test_every_route_is_named_here(office: Flask) -> None:
    routes = {rule.endpoint for rule in office.url_map.iter_rules()}
    ours = {name for name in routes if name.split(".")[0] in {"apps", "studio", "packs"}}
    assert ours == {*SEEN_BY_ALL_WHO_READ, *SEEN_BY_ADMINS, *DONE_BY_ADMINS}


@pytest.mark.parametrize(
    ("username", "reads", "manages"),
    [("admin", 200, 200), (ONLOOKER, 200, 403), ("clerk", 403, 403), ("", 302, 302)],
)
def test_who_may_see_what(office: Flask, username: str, reads: int, manages: int) -> None:
    client = visitor_of(office, username)
    paths = dict.fromkeys(SEEN_BY_ALL_WHO_READ.values(), reads)
    paths |= dict.fromkeys(SEEN_BY_ADMINS.values(), manages)
    assert {path: client.get(path).status_code for path in paths} == paths


@pytest.mark.parametrize(("username", "answer"), [(ONLOOKER, 403), ("clerk", 403), ("", 302)])
def test_who_may_not_act(office: Flask, username: str, answer: int) -> None:
    client = visitor_of(office, username)
    page = "/profile" if username else "/login"
    before = operations(office)
    answers = {path: post(client, path, {}, page=page).status_code for path in DONE_BY_ADMINS.values()}
    assert answers == dict.fromkeys(DONE_BY_ADMINS.values(), answer)
    assert operations(office) == before


def test_somebody_who_only_reads_is_offered_no_act(office: Flask) -> None:
    client = visitor_of(office, ONLOOKER)
    for path in SEEN_BY_ALL_WHO_READ.values():
        html = client.get(path).text
        assert "/plan/" not in html, path
        assert "/edit" not in html, path
        assert "/packs/" not in html, path


def test_an_act_needs_the_token(office: Flask, admin: FlaskClient) -> None:
    before = operations(office)
    answers = {path: admin.post(path).status_code for path in DONE_BY_ADMINS.values()}
    assert answers == dict.fromkeys(DONE_BY_ADMINS.values(), 400)
    assert operations(office) == before


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/apps/nothing", "没有插件 nothing"),
        ("/apps/nothing/plan/install", "没有可用的插件 nothing"),
        ("/apps/tryout/plan/polish", "没有“polish”这种操作"),
        ("/apps/tryout/plan/polish.json", "没有“polish”这种操作"),
        ("/apps/operations/999", "没有第 999 号操作"),
        ("/apps/operations/999/course", "没有第 999 号操作"),
        ("/studio/definitions/nothing.here", "没有名为 nothing.here 的定义"),
        ("/studio/definitions/nothing.here/edit", "没有名为 nothing.here 的定义"),
        (f"/studio/definitions/{FORM}?new=99", "没有第 99 版"),
        (f"/studio/definitions/{FORM}/edit?from=99", "没有第 99 版"),
    ],
)
def test_what_is_not_there_is_told_with_a_remedy(admin: FlaskClient, path: str, words: str) -> None:
    answer = admin.get(path)
    assert answer.status_code == 404
    assert words in answer.text
    assert "请" in answer.text.split(words)[1]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/apps/{SAMPLE}/plan/install", 409, "已经安装"),
        ("/apps/tryout/plan/upgrade", 409, "还没有安装"),
        ("/apps/tryout/plan/uninstall", 409, "还没有安装"),
    ],
)
def test_an_act_that_does_not_fit_is_refused(admin: FlaskClient, path: str, status: int, words: str) -> None:
    answer = admin.get(path)
    assert answer.status_code == status
    assert words in answer.text


def test_a_required_plugin_cannot_be_removed(office: Flask, admin: FlaskClient) -> None:
    assert "forms 是平台必备的插件，不能卸载" in admin.get("/apps/forms/plan/uninstall").text
    plan = digest_of(admin, "/apps/forms/plan/uninstall")
    before = operations(office)

    refused = post(admin, "/apps/forms/carry-out/uninstall", {"digest": plan})

    assert refused.status_code == 409
    assert operations(office) == before


def test_a_plan_that_is_no_longer_so_is_shown_anew(office: Flask, admin: FlaskClient, tmp_path: Path) -> None:
    shown = digest_of(admin)
    make_pack(tmp_path / "addons", "tryout", title="改了名的申请表")
    before = operations(office)

    refused = post(admin, INSTALL, {"digest": shown})

    assert refused.status_code == 409
    assert "请核对后再执行" in refused.text
    assert digest_of(admin) in refused.text
    assert operations(office) == before


def test_nothing_is_begun_while_another_operation_runs(office: Flask, admin: FlaskClient) -> None:
    shown, before = digest_of(admin), operations(office)
    with install_lock(platform_of(office).site):
        page = admin.get("/apps/tryout/plan/install").text
        refused = post(admin, INSTALL, {"digest": shown})
    assert "另一项操作正在进行" in page
    assert "disabled" in page
    assert refused.status_code == 409
    assert "另一项安装、升级或卸载正在进行" in refused.text
    assert operations(office) == before


def test_a_second_click_leads_to_the_operation_of_the_first(
    office: Flask, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.operations_runner.start", lambda _number: 0)
    shown, before = digest_of(admin), operations(office)
    first, second = (post(admin, INSTALL, {"digest": shown}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert operations(office) == before + 1


def test_the_plan_can_be_kept_as_a_file(admin: FlaskClient) -> None:
    answer = admin.get("/apps/tryout/plan/install.json")
    plan = json.loads(answer.text)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-tryout-install.json"'
    assert [member["name"] for member in plan["members"]] == ["tryout"]
    assert plan["digest"]


def test_a_folder_whose_files_are_wrong_is_told_before_the_act(admin: FlaskClient, tmp_path: Path) -> None:
    form = make_pack(tmp_path / "addons", "tryout") / "forms" / "request.yaml"
    form.write_text(form.read_text().replace("type: text", "type: unheard"))

    page = admin.get("/apps/tryout/plan/install").text
    refused = post(admin, INSTALL, {"digest": digest_of(admin)})

    assert "unheard" in page
    assert refused.status_code == 422
    assert TOKEN.search(refused.text)
