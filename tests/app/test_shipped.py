"""The committed page of seams is the one that the code makes."""

from collections.abc import Iterator
from importlib import import_module

import config
from app.commands.documenting import PAGE
from app.shipped import OWN, page_of_seams, shipped, slots_of
from kernel.registry import MARKS, Mark


def offered() -> Iterator[tuple[str, Mark]]:
    """Everything that a module of a plugin marks for a seam, whether it is loaded or not."""
    for folder in OWN:
        for path in sorted((config.ROOT / folder).rglob("*.py")):
            dotted = ".".join(path.relative_to(config.ROOT).with_suffix("").parts).removesuffix(".__init__")
            if "migrations" in dotted or dotted.endswith("__manifest__"):
                continue
            for thing in vars(import_module(dotted)).values():
                if getattr(thing, "__module__", None) == dotted:
                    yield from ((dotted, mark) for mark in getattr(thing, "__dict__", {}).get(MARKS, ()))


def test_everything_that_is_marked_for_a_seam_is_loaded():
    registry = shipped(config.ROOT)
    assert [
        (module, mark.seam, mark.name) for module, mark in offered() if not registry.has(mark.seam, mark.name)
    ] == [], "the module's name is none of those that are loaded"


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
