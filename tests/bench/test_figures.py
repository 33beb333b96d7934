"""The figures stand on definitions as good as an office's, run, and are explained."""

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.shipped import shipped
from kernel.definitions import refuse_unproved
from kernel.layers import resolved
from tests.bench import figures
from tests.bench.figures import install, publish

ROOT = Path(__file__).parents[2]
NAMES = [module.name for module in pkgutil.iter_modules(figures.__path__)]


@pytest.mark.parametrize(("kind", "name", "body"), install.bodies(), ids=lambda value: str(value)[:8])
def test_definitions_that_are_installed_are_sound(kind, name, body):
    refuse_unproved(shipped(ROOT), name, kind, body, name)


def test_definition_that_is_published_is_sound_under_all_its_layers():
    body = resolved(publish.NAME, publish.layers(), publish.ORDER)
    refuse_unproved(shipped(ROOT), publish.NAME, "form", body, publish.NAME)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_explained(name):
    assert f"`{name}`" in (ROOT / "docs" / "speed.md").read_text("utf-8")


@pytest.mark.slow
def test_every_figure_runs():
    run = [sys.executable, "-m", "tests.bench", "--quick"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("JSON ") > len(NAMES)
