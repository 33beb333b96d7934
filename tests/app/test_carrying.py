"""Plans carried out from the command line."""

from pathlib import Path

import pytest

from app.carrying import Wish, carried_out, choices_in
from app.installation import Installation
from app.pluginlist import lines_of, plugins_of
from kernel.db import session_factory, transaction
from kernel.definitions import current
from kernel.errors import Invalid, MergeConflict, NotFound, TongbanError
from kernel.studio import change
from tests.app.packs import make_pack


def carry_out(here: Installation, act: str, *, agreed: bool = True) -> list[str]:
    return list(carried_out(here, Wish(act, "tryout", None, {}), agreed=lambda: agreed))


def state_of(here: Installation, name: str = "tryout") -> object:
    return next(one["state"] for one in plugins_of(here.site) if one["name"] == name)


def test_a_pack_is_installed_upgraded_and_removed(here: Installation):
    addons = here.site.addons[-1]
    make_pack(addons, "tryout")
    assert state_of(here) == "available"
    assert any("tryout.request" in line for line in carry_out(here, "install"))
    assert state_of(here) == "installed"

    make_pack(addons, "tryout", version="1.1.0", title="新申请表")
    assert state_of(here) == "upgradable"
    carry_out(here, "upgrade")
    assert state_of(here) == "installed"

    carry_out(here, "uninstall")
    assert state_of(here) == "available"


def test_nothing_is_done_without_agreement(here: Installation):
    make_pack(here.site.addons[-1], "tryout")
    assert "未执行" in carry_out(here, "install", agreed=False)[-1]
    assert state_of(here) == "available"


def test_what_cannot_be_done_is_refused_after_the_plan_was_shown(here: Installation):
    shown: list[str] = []
    with pytest.raises(TongbanError):
        shown.extend(carried_out(here, Wish("uninstall", "forms", None, {}), agreed=lambda: True))
    assert state_of(here, "forms") == "installed"


def test_an_unknown_plugin_is_not_found(here: Installation):
    with pytest.raises(NotFound):
        carry_out(here, "install")


def test_the_list_says_what_is_wrong_with_a_folder(here: Installation):
    pack = make_pack(here.site.addons[-1], "tryout")
    (pack / "__manifest__.py").write_text("{}")
    assert state_of(here) == "broken"
    assert any("✗" in line for line in lines_of(plugins_of(here.site)))


@pytest.mark.parametrize(("take", "title"), [("ours", "本地申请表"), ("theirs", "新申请表")])
def test_a_clash_with_the_studio_is_settled_as_told(here: Installation, take: str, title: str):
    make_pack(here.site.addons[-1], "tryout")
    carry_out(here, "install")
    change_title(here, "本地申请表")
    make_pack(here.site.addons[-1], "tryout", version="1.1.0", title="新申请表")
    with pytest.raises(MergeConflict):
        carry_out(here, "upgrade")

    list(carried_out(here, Wish("upgrade", "tryout", take, {}), agreed=lambda: True))

    assert title_now(here) == title


def change_title(here: Installation, title: str) -> None:
    """As an admin does in the browser."""
    registry = here.loaded().registry
    with transaction(here.site.engine) as session:
        now = current(session, "tryout.request")
        assert now is not None
        change(
            session,
            registry,
            "tryout.request",
            {**now.body, "title": title},
            seen=now.number,
            actor="admin",
            reason="test",
            now=here.site.clock.now(),
        )


def title_now(here: Installation) -> str:
    with session_factory(here.site.engine)() as session:
        now = current(session, "tryout.request")
        assert now is not None
        return str(now.body["title"])


@pytest.mark.parametrize(
    "written", ["{bad", "[1]", "null", '{"a": []}', '{"a": {"b": "ours"}}', "[" * 100_000]
)
def test_a_file_of_choices_that_cannot_be_read_is_refused(tmp_path: Path, written: str):
    file = tmp_path / "choices.json"
    file.write_text(written)
    with pytest.raises(Invalid) as caught:
        choices_in(file)
    assert caught.value.place == str(file)


def test_a_file_of_choices_is_read(tmp_path: Path):
    file = tmp_path / "choices.json"
    file.write_text('{"tryout.request": {"title": {"take": "ours"}}}')
    assert choices_in(file) == {"tryout.request": {"title": {"take": "ours"}}}
