"""Whatever is wrong with a plugin: refused with its kind, its place and both languages, and nothing is changed."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kernel.errors import BrokenPlugin, DataFileError, DependencyError, MigrationError, TongbanError
from kernel.install.refusals import as_data
from kernel.models.plugins import OperationState
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump
from tests.kernel.install.workshop import Workshop
from tests.plugins import broken
from tests.plugins.broken import Broken
from tests.plugins.broken.variant import patch, table
from tests.plugins.variants import edited, written

HAN = re.compile(r"[\u4e00-\u9fff]")
UNREADABLE = {"syntax": "def broken(:\n", "leaves": "raise SystemExit(3)\n", "raises": "raise RuntimeError\n"}
REVISION = "alpha/migrations/0002_more.py"


def hook(mark: str, instead: str) -> Callable[[Path], Path]:
    """One of alpha's hooks does something else."""
    return partial(edited, file="alpha/hooks.py", old=f'session.add(AlphaMark(what="{mark}"))', new=instead)


def revision(content: str) -> Callable[[Path], Path]:
    """Alpha has one revision more."""
    return partial(written, file=REVISION, content=content)


def unknown_external(folder: Path) -> Path:
    """Alpha needs a program that nobody has."""
    return edited(
        folder,
        "alpha/__manifest__.py",
        '"hooks":',
        '"external_dependencies": {"bin": ["no-such-program"]}, "hooks":',
    )


def out_of_reach(folder: Path) -> Path:
    """Delta patches alpha without depending on it, and comes in with it."""
    edited(folder, "beta/__manifest__.py", '["alpha"]', '["alpha", "delta"]')
    manifest = {"name": "delta", "title": "丁", "version": "1.0.0", "license": "MIT", "depends": ["forms"]}
    written(folder, "delta/__manifest__.py", repr(manifest | {"data": ["forms/more.yaml"]}))
    return written(folder, "delta/forms/more.yaml", patch("attributes: person\n    set: {required: false}"))


def broken_ground(folder: Path) -> Path:
    """Beta is in order, and alpha, on which it stands, cannot be read."""
    return edited(folder, "alpha/__manifest__.py", '"name": "alpha",', '"name": "alpha"')


MORE = (
    Broken("hook-leaves", "alpha", BrokenPlugin, "alpha/__manifest__.py:19", hook("post_init", "raise SystemExit")),
    Broken("first-hook-fails", "alpha", BrokenPlugin, "alpha/__manifest__.py:19", hook("pre_init", "1 / 0")),
    Broken("hook-breaks-the-transaction", "alpha", BrokenPlugin, "alpha/__manifest__.py:19",
           hook("post_init", "session.add(AlphaMark(what=None))")),
    *(Broken(f"revision-{name}", "alpha", MigrationError, REVISION, revision(content))
      for name, content in UNREADABLE.items()),
    Broken("revision-of-another-line", "alpha", MigrationError, "alpha/migrations",
           revision('"""Lost."""\n\nrevision = "0002_more"\ndown_revision = "0001_gone"\n')),
    Broken("external-missing", "alpha", DependencyError, "alpha/__manifest__.py:19", unknown_external),
    Broken("patch-out-of-reach", "beta", DependencyError, "delta/forms/more.yaml:1", out_of_reach),
    Broken("ground-broken", "beta", DependencyError, "beta/__manifest__.py:10", broken_ground),
    Broken("csv-forward-reference", "beta", DataFileError, "beta/extra/alpha_case.csv:2",
           table("alpha_case", "id,number,unit_id/id\none,B-1,gone\n")),
)  # fmt: skip


def sentences(error: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every sentence of a refusal in both languages, those of its problems too."""
    yield error["zh"], error["en"]
    yield error["remedy"]["zh"], error["remedy"]["en"]
    for problem in error["problems"]:
        yield from sentences(problem)


def codes(error: dict[str, Any]) -> set[str]:
    """The kinds of fault that a refusal tells."""
    return {error["code"]}.union(*(codes(problem) for problem in error["problems"]))


def refused(house: House, workshop: Workshop, plugin: str) -> dict[str, Any]:
    """The refusal: of the plan, or of the process that installs."""
    try:
        number = house.queued("install", plugin)
    except TongbanError as error:
        return as_data(error)
    status = workshop.carried_out(house, number)
    operation = house.operation(number)
    assert status == 1, (house.folder / f"{number}.log").read_text()
    assert operation.state == OperationState.FAILED
    assert operation.error is not None
    return operation.error


def known(variant: Broken) -> Any:
    """A variant to try; where no row was written before the fault, any database answers alike."""
    late = any(word in str(variant) for word in ("hook", "migration", "revision", "unique"))
    return pytest.param(variant, id=str(variant), marks=() if late else pytest.mark.alike)


@pytest.mark.parametrize("variant", [known(variant) for variant in (*broken.EVERY, *MORE)])
def test_refused_and_nothing_is_changed(ground: House, workshop: Workshop, variant: Broken):
    variant.made(ground.addons)
    before = dump(ground.engine)

    error = refused(ground, workshop, variant.plugin)

    assert issubclass(variant.error, TongbanError)
    assert error["code"] == variant.error.code, error
    assert error["place"].startswith(variant.place), error
    for zh, en in sentences(error):
        assert HAN.search(zh), zh
        assert en
        assert en != zh
    assert differing(dump(ground.engine), before) == []


@pytest.mark.alike
@pytest.mark.parametrize("variant", broken.YAML, ids=str)
def test_the_plan_tells_before_anything_runs(with_alpha: House, variant: Broken):
    variant.made(with_alpha.addons)

    plan = with_alpha.plan("install", "beta")

    assert not plan.ready
    [obstacle] = plan.obstacles
    assert obstacle.place.startswith(variant.place)
    assert issubclass(variant.error, TongbanError)
    assert obstacle.code == variant.error.code


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_broken_ground_is_named_with_its_line(ground: House):
    broken_ground(ground.addons)

    error = ground.refusal("install", "beta")

    [problem] = error["problems"]
    assert (problem["code"], problem["place"]) == ("manifest", "alpha/__manifest__.py:4")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_fault_of_several_files_is_told_at_once(with_alpha: House):
    written(with_alpha.addons, "beta/data/alpha_unit.csv", "id,name,level,seats\nbaishan,白山示例局\n")
    written(with_alpha.addons, "beta/forms/request.yaml", "model: form\nid: a\ntitle: 1\ntitle: 2\n")

    error = with_alpha.refusal("install", "beta")

    assert [problem["place"] for problem in error["problems"]] == [
        "beta/data/alpha_unit.csv:2",
        "beta/forms/request.yaml:4",
    ]
    assert codes(error) == {"data_file"}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_unknown_plugin_is_refused(ground: House):
    error = ground.refusal("install", "nobody")

    assert (error["code"], error["place"]) == ("not_found", "nobody")
