"""Studio changes meet each other along a line of descent, and meet an install that runs at the same time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from kernel.db import session_factory
from kernel.errors import Conflict, MergeConflict, NotFound, PatchError
from kernel.models import DefinitionLayer
from kernel.studio import previewed
from tests.kernel.install.house import House
from tests.kernel.install.portraits import dump
from tests.kernel.install.test_studio import FORM, changed, field, publish
from tests.kernel.install.workshop import Workshop, appeared

CHILD = "beta.request"


def changed_child(house: House, name: str, title: str) -> None:
    """The studio gives a field of beta's form another title."""
    body = house.body(CHILD)
    field(body, name)["title"]["zh"] = title
    publish(house, CHILD, body, seen=house.number(CHILD))


def titles(house: House, definition: str) -> tuple[str, str]:
    """What the person and the telephone are called."""
    body = house.body(definition)
    return field(body, "person")["title"]["zh"], field(body, "phone")["title"]["zh"]


def test_a_change_below_stays_when_the_ground_changes_elsewhere(with_beta: House):
    changed_child(with_beta, "phone", "手机")

    changed(with_beta, person="申请人")

    assert titles(with_beta, FORM) == ("申请人", "联系电话")
    assert titles(with_beta, CHILD) == ("申请人", "手机")
    [layer] = with_beta.read(
        select(DefinitionLayer).where(DefinitionLayer.target == CHILD, DefinitionLayer.plugin == "studio")
    )
    assert field(layer.seen, "person")["title"]["zh"] == "申请人"


def test_a_change_that_clashes_with_one_below_is_refused(with_beta: House):
    changed_child(with_beta, "phone", "手机")
    before = dump(with_beta.engine, without=())

    with pytest.raises(MergeConflict) as refusal:
        changed(with_beta, phone="电话号码")

    assert refusal.value.place == f"{CHILD} sections[applicant].fields[phone].title.zh"
    assert dump(with_beta.engine, without=()) == before


def test_the_same_change_above_makes_the_one_below_needless(with_beta: House):
    changed_child(with_beta, "phone", "手机")

    changed(with_beta, phone="手机")

    assert titles(with_beta, CHILD) == ("姓名", "手机")
    assert with_beta.read(select(DefinitionLayer.target).where(DefinitionLayer.plugin == "studio")) == [FORM]


def test_a_change_that_breaks_a_definition_below_is_refused(with_beta: House):
    body = with_beta.body(FORM)
    taken = {"name": "beta_code", "type": "text", "title": {"zh": "编号", "en": "Number"}}
    body["sections"][0]["fields"].append(taken)
    before = dump(with_beta.engine, without=())

    with pytest.raises(PatchError) as refusal:
        publish(with_beta, FORM, body, seen=2)

    assert refusal.value.place.startswith("beta/forms/request.yaml:14")
    assert dump(with_beta.engine, without=()) == before


def test_a_preview_tells_the_differences_and_writes_nothing(with_alpha: House):
    before = dump(with_alpha.engine, without=())
    body = with_alpha.body(FORM)
    field(body, "phone")["title"]["zh"] = "手机"

    with session_factory(with_alpha.engine)() as session:
        found = previewed(session, with_alpha.registry, FORM, body)

    assert [(one.path, one.before, one.after) for one in found] == [
        ("sections[applicant].fields[phone].title.zh", "联系电话", "手机")
    ]
    assert dump(with_alpha.engine, without=()) == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_definition_that_is_not_there_is_refused(with_alpha: House):
    with pytest.raises(NotFound) as refusal:
        publish(with_alpha, "alpha.nothing", {}, seen=1)

    assert refusal.value.place == "alpha.nothing"


def test_a_change_waits_for_an_install_and_is_then_told_of_it(
    with_alpha: House, workshop: Workshop, tmp_path: Path
):
    let_go = tmp_path / "let-go"
    body = with_alpha.body(FORM)
    field(body, "phone")["title"]["zh"] = "手机"
    install = workshop.started(
        with_alpha, with_alpha.queued("install", "beta"), before="audit", hold=str(let_go)
    )
    appeared(Path(f"{let_go}.reached"))

    with ThreadPoolExecutor(1) as threads:
        change = threads.submit(publish, with_alpha, FORM, body, seen=1)
        with pytest.raises(TimeoutError):
            change.result(timeout=0.3)
        let_go.touch()
        with pytest.raises(Conflict) as refusal:
            change.result(timeout=60)

    assert workshop.ended(install) == 0
    assert "2" in refusal.value.what.zh
    assert titles(with_alpha, FORM) == ("姓名", "联系电话")
