"""Every page about plugins and definitions, in every state: accessible and within the window, in both languages."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from kernel.db import Database
from kernel.definitions import current
from kernel.loading import registry_of
from kernel.manifest import discovered
from kernel.studio import change
from tests.app.installations import BUILT_IN
from tests.app.packs import make_broken_plugin, make_pack
from tests.browser.conftest import Check
from tests.browser.plugin_site import OPEN_CASES, PluginSite, plugin_site, sign_in
from tests.browser.visiting import overflow
from tests.plugins import variants

pytestmark = pytest.mark.browser
EACH = pytest.mark.parametrize(
    ("screen", "language"),
    [
        ("page", "zh"),
        ("phone", "en"),
        ("page", "en"),
        ("phone", "zh"),
    ],
    indirect=["screen"],
)
"""Both sizes and both languages; two of the four pairs are enough for the gate."""
FORM = "alpha.request"
PATHS = (
    "/apps/",
    "/apps/?q=nothing+like+this",
    "/apps/?state=ailing&category=测试",
    "/apps/alpha",
    "/apps/beta",
    "/apps/spoilt",
    "/apps/tryout/plan/install",
    "/apps/alpha/plan/upgrade",
    "/apps/alpha/plan/uninstall",
    "/apps/nothing/plan/install",
    "/packs/upload",
    "/packs/studio",
    "/studio/",
    "/studio/?q=nothing+like+this",
    f"/studio/definitions/{FORM}",
    "/studio/definitions/beta.request",
    f"/studio/definitions/{FORM}/edit",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PluginSite]:
    """Servers whose plugins are installed, upgradable, ailing, broken and available; nobody changes them."""
    with plugin_site(tmp_path_factory.mktemp("site"), furnished=True) as site:
        change_in_studio(site)
        variants.upgraded(site.addons)
        variants.edited(site.addons, "alpha/forms/request.yaml", "zh: 联系电话", "zh: 移动电话")
        make_pack(site.addons, "tryout")
        manifest = make_pack(site.addons, "spoilt") / "__manifest__.py"
        manifest.write_text(manifest.read_text().replace('"version"', '"vresion"'))
        make_broken_plugin(site.addons, "faulty")
        assert site.place.command("plugin", "install", "faulty", "--yes").returncode == 1
        site.write(f"{OPEN_CASES} UPDATE plugin SET broken = '自检时没有回答' WHERE name = 'beta';")
        yield site


def change_in_studio(site: PluginSite) -> None:
    """Two titles of alpha's form say something else."""
    registry = registry_of(discovered(BUILT_IN).manifests.values(), shell={})
    with closing(Database(site.place.database_url)) as database, database.transaction() as session:
        now = current(session, FORM)
        assert now is not None
        body = dict(now.body)
        body["sections"][0]["title"] = {"zh": "申请人（单位）", "en": "Applicant (enterprise)"}
        body["sections"][0]["fields"][1]["title"] = {"zh": "手机号码", "en": "Mobile number"}
        change(
            *(session, registry, FORM, body),
            seen=now.number,
            actor="admin",
            reason="统一叫法",
            now=datetime(2026, 3, 10, 6, 0, tzinfo=UTC),
        )


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Page:
    """A desktop, then a phone."""
    found: Page = request.getfixturevalue(request.param)
    return found


def faults(page: Page, violations: Check) -> list[str]:
    """What is wrong with the page."""
    wide = overflow(page)
    return [*violations(page), *([f"{wide} px too wide"] if wide > 0 else [])]


@EACH
def test_pages_are_accessible_and_fit(
    screen: Page, site: PluginSite, language: str, violations: Check
) -> None:
    sign_in(screen, site.address, language=language)
    ends = dict(site.read("SELECT '/apps/operations/' || id, state FROM plugin_operation"))
    found = {}
    for path in (*PATHS, *ends):
        screen.goto(site.address + path)
        for more in screen.locator("details.more > summary").all():
            more.click()
        found[path] = faults(screen, violations)
    assert set(ends.values()) == {"done", "failed"}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@EACH
def test_answers_to_what_was_typed_are_accessible_and_fit(
    screen: Page, site: PluginSite, language: str, violations: Check
) -> None:
    sign_in(screen, site.address, language=language)
    screen.goto(f"{site.address}/studio/definitions/{FORM}/edit")
    editor, check = screen.locator("#body"), screen.locator("form.cols button:not([formaction])")
    text = editor.input_value()
    found = {}
    for name, typed in {
        "preview": text.replace("zh: 姓名", "zh: 名称"),
        "nothing changed": text,
        "faults": text.replace("type: phone", "type: phnoe").replace("urgent ==", "urgnt =="),
        "no YAML": text.replace("title:\n", "title\n", 1),
    }.items():
        editor.fill(typed)
        with screen.expect_navigation():
            check.click()
        found[name] = faults(screen, violations)
    screen.locator("form.cols input[name=seen]").evaluate("element => { element.value = 1; }")
    editor.fill(text.replace("zh: 手机号码", "zh: 电话"))
    with screen.expect_navigation():
        check.click()
    found["overtaken"] = faults(screen, violations)
    assert screen.locator("#both").count() == 1
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
