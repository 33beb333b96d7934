"""The committed page of seams is the one that the code makes."""

import config
from app.commands.documenting import PAGE
from app.shipped import page_of_seams, shipped, slots_of


def test_the_committed_page_of_seams_is_in_step_with_the_code():
    committed = (config.ROOT / PAGE).read_text("utf-8")
    assert committed == page_of_seams(config.ROOT), "run: python -m app seams --write"


def test_kernel_shell_and_every_plugin_of_the_product_are_on_it():
    found = shipped(config.ROOT).plugins
    own = {"approvals", "forms", "parties", "certificates", "licensing", "letters", "notices", "portal"}
    assert found[:2] == ("kernel", "app")
    assert own <= set(found)


def test_slots_are_found_in_the_templates(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "start.html").write_text("{{ slot('dashboard.card') }}{{ slot(\"menu\", case) }}", "utf-8")
    assert slots_of(tmp_path) == {"dashboard.card": "templates/start.html", "menu": "templates/start.html"}
