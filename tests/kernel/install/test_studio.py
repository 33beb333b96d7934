"""A change made in the browser meets an upgrade: what agrees is merged, what clashes waits for a choice."""

from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import select

from kernel import studio
from kernel.errors import Conflict, Invalid, TongbanError
from kernel.install.refusals import as_data
from kernel.models import AuditEntry, DefinitionLayer, DefinitionVersion
from tests.kernel.install.house import House
from tests.kernel.install.portraits import dump
from tests.plugins.variants import edited, with_version

FORM = "alpha.request"
PATH = "sections[applicant].fields[phone].title.zh"
CLERK = "li.designer"


def changed(house: House, *, seen: int | None = None, **titles: str) -> None:
    """The studio gives fields of alpha's form other titles."""
    body = deepcopy(house.body(FORM))
    for name, title in titles.items():
        field(body, name)["title"]["zh"] = title
    publish(house, FORM, body, seen=house.number(FORM) if seen is None else seen)


def publish(
    house: House, definition: str, body: dict[str, Any], *, seen: int, reason: str = "办公室要求"
) -> None:
    """What the studio's page does."""
    registry = house.registry
    house.act_in(
        lambda session: studio.change(
            session,
            registry,
            definition,
            body,
            seen=seen,
            actor=CLERK,
            reason=reason,
            now=house.clock.now(),
        )
    )


def field(body: dict[str, Any], name: str) -> dict[str, Any]:
    """One field of a form."""
    found: list[dict[str, Any]] = [
        one for section in body["sections"] for one in section["fields"] if one["name"] == name
    ]
    assert len(found) == 1, name
    return found[0]


def newer(house: House, **titles: str) -> None:
    """Alpha 1.1.0 lies in the folder, with other titles of fields."""
    with_version(house.addons, "alpha", "1.1.0")
    old = {"phone": "联系电话", "person": "姓名", "reason": "事由"}
    for name, title in titles.items():
        edited(house.addons, "alpha/forms/request.yaml", f"{{zh: {old[name]},", f"{{zh: {title},")


def test_a_change_is_published_as_the_last_layer(with_beta: House):
    before = with_beta.number(FORM)

    changed(with_beta, phone="手机")

    assert field(with_beta.body(FORM), "phone")["title"]["zh"] == "手机"
    assert field(with_beta.body("beta.request"), "phone")["title"]["zh"] == "手机"
    assert with_beta.number(FORM) == before + 1
    [layer] = with_beta.read(select(DefinitionLayer).where(DefinitionLayer.plugin == "studio"))
    assert (layer.target, layer.mode, layer.changed_by) == (FORM, "studio", CLERK)
    assert layer.ops == [{"attributes": "phone", "set": {"title": {"zh": "手机", "en": "Telephone"}}}]
    newest = with_beta.read(select(DefinitionVersion).order_by(DefinitionVersion.id.desc()).limit(1))[0]
    assert (newest.published_by, newest.reason) == (CLERK, "办公室要求")
    assert with_beta.read(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1)) == [
        "definition.change"
    ]


def test_a_change_taken_back_leaves_no_layer(with_alpha: House):
    original = with_alpha.body(FORM)
    changed(with_alpha, phone="手机")

    publish(with_alpha, FORM, original, seen=2)

    assert with_alpha.read(select(DefinitionLayer.id).where(DefinitionLayer.plugin == "studio")) == []
    assert (with_alpha.body(FORM), with_alpha.number(FORM)) == (original, 3)


def test_an_upgrade_and_a_change_elsewhere_are_merged(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, person="申请人姓名")

    plan = with_alpha.plan("upgrade", "alpha")
    with_alpha.done("upgrade", "alpha")

    assert plan.ready
    assert plan.clashes == ()
    assert [text.en for text in plan.merged] == [
        f"{FORM} sections[applicant].fields[person].title.zh (new version)",
        f"{FORM} {PATH} (studio)",
    ]
    body = with_alpha.body(FORM)
    assert field(body, "phone")["title"]["zh"] == "手机"
    assert field(body, "person")["title"]["zh"] == "申请人姓名"
    [layer] = with_alpha.read(select(DefinitionLayer).where(DefinitionLayer.plugin == "studio"))
    assert field(layer.seen, "person")["title"]["zh"] == "申请人姓名"


def test_the_same_change_on_both_sides_is_no_clash(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, phone="手机")

    plan = with_alpha.plan("upgrade", "alpha")
    with_alpha.done("upgrade", "alpha")

    assert plan.clashes == ()
    assert with_alpha.read(select(DefinitionLayer.id).where(DefinitionLayer.plugin == "studio")) == []
    assert (field(with_alpha.body(FORM), "phone")["title"]["zh"], with_alpha.number(FORM)) == ("手机", 2)


def test_a_clash_is_shown_with_base_theirs_and_ours(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, phone="电话号码")

    plan = with_alpha.plan("upgrade", "alpha")

    [clash] = plan.clashes
    assert (clash.target, clash.path) == (FORM, PATH)
    assert (clash.base, clash.theirs, clash.ours, clash.choice) == ("联系电话", "电话号码", "手机", None)
    assert not plan.ready


def test_a_clash_without_a_choice_stops_the_upgrade(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, phone="电话号码")
    before = dump(with_alpha.engine, without=())

    error = with_alpha.refusal("upgrade", "alpha")

    assert (error["code"], error["place"]) == ("merge_conflict", f"{FORM} {PATH}")
    assert error["zh"]
    assert error["en"]
    assert dump(with_alpha.engine, without=()) == before


@pytest.mark.parametrize(
    ("choice", "title", "layers"),
    [
        ({"take": "theirs"}, "电话号码", 0),
        ({"take": "ours"}, "手机", 1),
        ({"value": "固定电话"}, "固定电话", 1),
    ],
    ids=["theirs", "ours", "value"],
)
def test_each_choice_is_what_the_definition_then_says(
    with_alpha: House, choice: dict[str, Any], title: str, layers: int
):
    changed(with_alpha, phone="手机")
    newer(with_alpha, phone="电话号码")

    with_alpha.done("upgrade", "alpha", {FORM: {PATH: choice}})

    assert field(with_alpha.body(FORM), "phone")["title"]["zh"] == title
    studio_layers = with_alpha.read(select(DefinitionLayer).where(DefinitionLayer.plugin == "studio"))
    assert len(studio_layers) == layers
    assert all(field(one.seen, "phone")["title"]["zh"] == "电话号码" for one in studio_layers)
    assert with_alpha.plan("upgrade", "alpha").clashes == ()


def test_the_studio_layer_survives_one_upgrade_after_another(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, person="申请人姓名")
    with_alpha.done("upgrade", "alpha")
    edited(with_alpha.addons, "alpha/__manifest__.py", '"1.1.0"', '"1.2.0"')
    edited(with_alpha.addons, "alpha/forms/request.yaml", "{zh: 事由,", "{zh: 申请事由,")

    with_alpha.done("upgrade", "alpha")

    body = with_alpha.body(FORM)
    titles = [field(body, name)["title"]["zh"] for name in ("person", "phone", "reason")]
    assert titles == ["申请人姓名", "手机", "申请事由"]


def test_an_extension_that_comes_or_goes_lies_below_the_studio(with_alpha: House):
    changed(with_alpha, phone="手机")

    with_alpha.install("beta")
    with_beta = [one["name"] for one in with_alpha.body(FORM)["sections"][0]["fields"]]
    with_alpha.uninstall("beta")

    assert "email" in with_beta
    assert "email" not in str(with_alpha.body(FORM))
    assert field(with_alpha.body(FORM), "phone")["title"]["zh"] == "手机"


def test_a_choice_for_a_place_that_does_not_clash_is_refused(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, person="申请人姓名")

    error = with_alpha.refusal("upgrade", "alpha", {FORM: {"sections[nowhere]": {"take": "ours"}}})

    assert "sections[nowhere]" in error["problems"][0]["zh"]


def test_a_choice_nobody_can_read_is_refused(with_alpha: House):
    changed(with_alpha, phone="手机")
    newer(with_alpha, phone="电话号码")

    error = with_alpha.refusal("upgrade", "alpha", {FORM: {PATH: {"take": "both"}}})

    assert error["problems"][0]["place"].startswith(PATH)


def test_a_plan_made_before_a_studio_change_is_stale(with_alpha: House):
    newer(with_alpha, person="申请人姓名")
    number = with_alpha.queued("upgrade", "alpha")
    changed(with_alpha, phone="手机")
    before = dump(with_alpha.engine)

    error = with_alpha.refused(lambda: with_alpha.carry_out(number))

    assert error["code"] == "stale_plan"
    assert dump(with_alpha.engine) == before


def test_a_folder_that_changes_after_the_plan_makes_it_stale(with_alpha: House):
    newer(with_alpha, person="申请人姓名")
    number = with_alpha.queued("upgrade", "alpha")
    edited(with_alpha.addons, "alpha/forms/request.yaml", "{zh: 申请人姓名,", "{zh: 申请人,")
    before = dump(with_alpha.engine)

    error = with_alpha.refused(lambda: with_alpha.carry_out(number))

    assert error["code"] == "stale_plan"
    assert dump(with_alpha.engine) == before


def test_a_change_of_what_somebody_else_changed_meanwhile_is_refused(with_alpha: House):
    changed(with_alpha, phone="手机")
    before = dump(with_alpha.engine, without=())

    with pytest.raises(Conflict) as refusal:
        changed(with_alpha, person="申请人姓名", seen=1)

    assert refusal.value.place == FORM
    assert dump(with_alpha.engine, without=()) == before


REFUSED: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("unsound", {"sections": []}, "原因", "definition"),
    ("silent", {}, "  ", "invalid"),
)


@pytest.mark.parametrize(("name", "keys", "reason", "code"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_change_that_cannot_be_published_changes_nothing(
    with_alpha: House, name: str, keys: dict[str, Any], reason: str, code: str
):
    body = with_alpha.body(FORM) | {"title": {"zh": "新", "en": "New"}} | keys
    before = dump(with_alpha.engine, without=())

    with pytest.raises(TongbanError) as refusal:
        publish(with_alpha, FORM, body, seen=1, reason=reason)

    assert as_data(refusal.value)["code"] == code
    assert dump(with_alpha.engine, without=()) == before


def test_no_change_is_refused(with_alpha: House):
    with pytest.raises(Invalid, match="没有任何改动"):
        changed(with_alpha)
