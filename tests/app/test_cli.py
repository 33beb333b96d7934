"""The command line as a process: what it prints and how it ends."""

import json

import pytest

from tests.app.packs import make_broken_plugin, make_pack
from tests.app.processes import Place


def test_every_command_tells_what_it_is_for(empty_place: Place):
    shown = empty_place.command("--help")
    assert shown.returncode == 0
    for name in ("run", "serve", "migrate", "worker", "scheduler", "plugin", "demo", "verify-log", "doctor"):
        assert f"  {name} " in shown.stdout
    # what only the supervisor calls is not offered
    assert "  web " not in shown.stdout


def test_a_refusal_names_place_thing_and_remedy_in_both_languages(place: Place):
    refused = place.command("plugin", "install", "absent", "--yes")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    for words in ("absent", "错误", "办法", "error", "remedy"):
        assert words in refused.stderr


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PORT", "many", "PORT"),
        ("DATABASE_URL", "postgresql+psycopg://nobody:secret@127.0.0.1:1/none", "127.0.0.1:1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_refusal(
    empty_place: Place, variable: str, value: str, words: str
):
    empty_place.more = {variable: value}
    refused = empty_place.command("migrate")
    assert refused.returncode == 1
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "secret" not in refused.stderr


def test_a_port_in_use_is_a_refusal_before_anything_is_touched(empty_place: Place):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        empty_place.more = {"PORT": str(taken.getsockname()[1])}
        refused = empty_place.command("serve")
    assert refused.returncode == 1
    assert "PORT=" in refused.stderr
    assert not (empty_place.folder / "data").exists()


def test_without_keys_nothing_is_served(empty_place: Place):
    (empty_place.folder / "keys.json").unlink()
    refused = empty_place.command("serve")
    assert refused.returncode == 1
    assert "KEY_SESSION" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (empty_place.folder / "data").exists()


def test_a_plugin_whose_code_fails_is_refused_and_nothing_is_left(place: Place):
    make_broken_plugin(place.addons, "faulty")
    refused = place.command("plugin", "install", "faulty", "--yes")
    assert refused.returncode == 1
    assert "this plugin does not load" in refused.stderr
    listed = json.loads(place.command("plugin", "list", "--json").stdout)
    assert {one["name"]: one["state"] for one in listed}["faulty"] == "available"


def test_without_a_terminal_a_plan_needs_yes(place: Place):
    make_pack(place.addons, "tryout")
    refused = place.command("plugin", "install", "tryout")
    assert refused.returncode == 1
    assert "--yes" in refused.stderr


@pytest.mark.slow
def test_a_plan_can_be_read_by_a_program(place: Place):
    make_pack(place.addons, "tryout")
    shown = place.command("plugin", "plan", "install", "tryout", "--json")
    assert shown.returncode == 0
    assert json.loads(shown.stdout)["digest"]
    blocked = place.command("plugin", "plan", "uninstall", "forms")
    assert blocked.returncode == 1
    assert "✗" in blocked.stdout


@pytest.mark.slow
def test_a_plugin_made_on_the_command_line_goes_all_the_way(place: Place):
    for words in (
        ("plugin", "new", "tryout"),
        ("plugin", "check", str(place.addons / "tryout")),
        ("plugin", "install", "tryout", "--yes"),
        ("plugin", "uninstall", "tryout", "--yes"),
        ("verify-log",),
    ):
        done = place.command(*words)
        assert done.returncode == 0, done.stderr


def test_keys_are_made_once_and_changed_on_demand(empty_place: Place):
    keys = empty_place.folder / "keys.json"
    before = keys.read_text()
    assert empty_place.command("keys", "make").returncode == 0
    assert keys.read_text() == before
    assert empty_place.command("keys", "rotate", "session").returncode == 0
    assert len(json.loads(keys.read_text())["session"]["keys"]) == 2


def test_the_first_account_is_made_with_a_password_from_standard_input(place: Place):
    made = place.command("account", "add", "gao", "--name", "高原", given="Langes-Wort-2026\n")
    assert made.returncode == 0, made.stderr
    twice = place.command("account", "add", "gao", "--name", "高原", given="Langes-Wort-2026\n")
    assert twice.returncode == 1
    assert "gao" in twice.stderr


@pytest.mark.slow
def test_a_weak_password_is_refused(place: Place):
    refused = place.command("account", "add", "gao", "--name", "高原", given="gao\n")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_a_password_is_set_anew_only_where_there_is_an_account(place: Place):
    refused = place.command("account", "password", "nobody", given="Langes-Wort-2026\n")
    assert refused.returncode == 1
    assert "nobody" in refused.stderr
