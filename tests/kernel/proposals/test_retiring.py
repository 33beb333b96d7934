"""What was made here is retired, restored and renamed by two people, unless something stands on it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from forms.models import Submission
from forms.registers import offered_registers, registers_of
from kernel import proposals
from kernel.errors import Conflict, InUse, Invalid, NotFound, TongbanError
from kernel.models import (
    AuditEntry,
    Definition,
    DefinitionLayer,
    DefinitionProposal,
    DefinitionVersion,
    Design,
)
from kernel.models.proposals import ProposalAct
from tests.kernel.install.house import House
from tests.kernel.install.test_studio import FORM, changed
from tests.kernel.proposals.test_acts import BAI, HE, NEW, proposed, published, survey

OTHER = "studio.other"
RENAMED = "studio.opinion"
KINDS = "studio.kinds"


def made(house: House, name: str = NEW, title: str = "调查") -> None:
    """A form that no plugin brought is in force."""
    published(house, proposed(house, survey(title), name=name, seen=0))


def asked(house: House, act: ProposalAct, name: str = NEW, **given: Any) -> int:
    """The number of the proposal that this act makes."""
    given = dict[str, Any](seen=1, actor=BAI, reason="不再使用", now=house.clock.now()) | given
    number: int = house.act_in(
        lambda session: proposals.propose_ending(session, house.registry, name, act, **given).id
    )
    return number


def retiring(house: House, name: str = NEW, **given: Any) -> int:
    """Somebody proposes that it is retired."""
    return asked(house, ProposalAct.RETIRE, name, **given)


def restoring(house: House, name: str = NEW, **given: Any) -> int:
    """Somebody proposes that it is restored."""
    return asked(house, ProposalAct.RESTORE, name, **given)


def renaming(house: House, new: str = RENAMED, name: str = NEW, **given: Any) -> int:
    """Somebody proposes that it is called otherwise."""
    return asked(house, ProposalAct.RENAME, name, new_name=new, **given)


def retired(house: House, name: str = NEW) -> list[bool]:
    """Whether there is the definition, and whether it is retired."""
    return house.read(select(Definition.retired).where(Definition.name == name))


def places(refusal: pytest.ExceptionInfo[TongbanError]) -> list[tuple[str, str]]:
    """What stands in the way, each with where it is dealt with."""
    return [(one.what.zh, one.place) for one in refusal.value.problems]


def test_what_is_retired_is_offered_no_more_until_it_is_restored(house: House):
    made(house)
    number = retiring(house)
    assert retired(house) == [False]

    published(house, number)

    assert (retired(house), house.number(NEW)) == ([True], 0)
    # what others publish meanwhile does not bring it back
    changed(house, phone="手机")
    assert retired(house) == [True]
    kept = house.read(
        select(DefinitionVersion.number)
        .join(Definition, Definition.id == DefinitionVersion.definition_id)
        .where(Definition.name == NEW)
    )
    assert kept == [1]

    published(house, restoring(house))

    assert (retired(house), house.number(NEW), house.body(NEW)) == ([False], 1, survey())
    told = house.read(select(AuditEntry.action).where(AuditEntry.thing == NEW).order_by(AuditEntry.id))
    assert told[-4:] == [
        "definition.propose",
        "definition.retire",
        "definition.propose",
        "definition.restore",
    ]


def test_what_names_it_or_is_changing_it_stands_in_the_way_with_where_to_go(house: House):
    made(house)
    naming = survey("引用")
    naming["help"] = {"zh": f"先填 {NEW}", "en": f"Fill in {NEW} first"}
    published(house, proposed(house, naming, name=OTHER, seen=0))
    waits = proposed(
        house, naming | {"title": {"zh": "又一份", "en": "Another"}}, name="studio.third", seen=0
    )
    mine = proposed(house, survey("问卷"), name=NEW, seen=1)
    _draw(house, NEW, survey("草稿"))

    with pytest.raises(InUse) as refusal:
        retiring(house)

    assert places(refusal) == [
        ("表单“引用”用着它。", OTHER),
        ("待发布的表单“又一份”用着它。", "studio.third"),
        (f"{BAI} 提出的改动等待处理。", NEW),
        ("li.designer 正在改它。", NEW),
    ]
    standing = house.act_in(lambda session: proposals.against_renaming(session, house.registry, NEW))
    assert [one.proposal for one in standing] == [0, waits, mine, 0]


def _draw(house: House, name: str, body: dict[str, Any]) -> None:
    now = house.clock.now()
    drawn = Design(
        owner="li.designer",
        kind="form",
        name=name,
        mark="a",
        seen=1,
        body=body,
        step=0,
        sample={},
        started_at=now,
        changed_at=now,
    )
    house.act_in(lambda session: session.add(drawn))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_comes_between_proposing_and_publishing_is_found_too(house: House):
    made(house)
    number = retiring(house)
    naming = survey("引用") | {"help": {"zh": NEW, "en": NEW}}
    published(house, proposed(house, naming, name=OTHER, seen=0))

    with pytest.raises(InUse) as refusal:
        published(house, number)

    assert places(refusal) == [("表单“引用”用着它。", OTHER)]
    assert retired(house) == [False]


def register(house: House) -> None:
    """A register that a form draws from."""
    options = [{"value": "a", "title": {"zh": "甲", "en": "A"}}]
    body = {"title": {"zh": "类别", "en": "Kinds"}, "options": options}
    published(house, proposed(house, body, name=KINDS, seen=0, kind="option_register"))
    drawing = survey()
    drawing["sections"][0]["fields"][0] |= {"type": "choice", "register": KINDS}
    published(house, proposed(house, drawing, name=NEW, seen=0))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_register_is_retired_when_no_form_in_force_draws_from_it(house: House):
    register(house)
    with pytest.raises(InUse) as refusal:
        retiring(house, KINDS)
    assert places(refusal) == [("表单“调查”用着它。", NEW)]
    drawn = house.body(NEW)

    published(house, proposed(house, survey("改用文字"), name=NEW, seen=1))
    published(house, retiring(house, KINDS))

    assert (retired(house, KINDS), retired(house, NEW)) == ([True], [False])
    # who began on the first version still chooses from it
    kept = house.act_in(lambda session: registers_of(session, drawn))
    assert [one.value for one in kept[KINDS].options] == ["a"]
    assert house.act_in(offered_registers) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_asked_for_by_earlier_versions_of_others_cannot_be_retired(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(house.registry.thing("kind", "option_register"), "pinned", False)
    register(house)
    published(house, proposed(house, survey("改用文字"), name=NEW, seen=1))
    with pytest.raises(InUse) as refusal:
        retiring(house, KINDS)
    assert places(refusal) == [("表单“调查”以前的版本用着它。", NEW)]


def test_it_is_renamed_with_everything_that_belongs_to_it(house: House):
    made(house)

    published(house, renaming(house))

    assert (retired(house), retired(house, RENAMED)) == ([], [False])
    assert house.body(RENAMED) == survey()
    assert house.read(select(DefinitionLayer.target).where(DefinitionLayer.plugin == "studio")) == [RENAMED]
    assert set(house.read(select(DefinitionProposal.name))) == {RENAMED}
    told = house.read(
        select(AuditEntry.thing).where(AuditEntry.action == "definition.rename").order_by(AuditEntry.id)
    )
    assert told == [NEW, RENAMED]
    # it can be changed under its new name
    published(house, proposed(house, survey("意见"), name=RENAMED, seen=1))
    assert house.number(RENAMED) == 2


def test_what_somebody_filled_in_keeps_the_name(house: House):
    made(house)
    house.act_in(lambda session: _begin(session, house))

    with pytest.raises(InUse) as refusal:
        renaming(house)

    assert "forms_submission" in refusal.value.problems[0].what.zh
    # a draft that somebody fills in goes on with its version
    published(house, retiring(house))
    assert retired(house) == [True]


def _begin(session: Session, house: House) -> None:
    version = session.scalar(select(Definition.current_id).where(Definition.name == NEW))
    now = house.clock.now()
    session.execute(
        insert(Submission),
        [
            {
                "form": NEW,
                "version_id": version,
                "owner": "person:1",
                "answers": {},
                "rough": {},
                "revision": 1,
                "started_at": now,
                "changed_at": now,
            }
        ],
    )


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused_with_what_to_do(house: House):
    made(house)
    made(house, "studio.kinds")
    refused: list[tuple[Callable[[], int], type[TongbanError], str]] = [
        (lambda: retiring(house, FORM), Invalid, "由插件 alpha 带来"),
        (lambda: retiring(house, "studio.nothing"), NotFound, "没有名为"),
        (lambda: retiring(house, reason=" "), Invalid, "没有写"),
        (lambda: retiring(house, seen=2), Conflict, "第 2 版"),
        (lambda: restoring(house), Conflict, "没有停用"),
        (lambda: renaming(house, "studio.Bad"), Invalid, "不能用作标识"),
        (lambda: renaming(house, "studio.kinds"), Conflict, "已有名为"),
    ]
    for act, error, words in refused:
        with pytest.raises(error, match=words):
            act()
    first = renaming(house)
    with pytest.raises(Conflict, match="已有人要用"):
        renaming(house, name="studio.kinds")
    house.act_in(
        lambda session: proposals.send_back(session, first, actor=HE, remark="不必", now=house.clock.now())
    )
    published(house, retiring(house))
    for again in (lambda: retiring(house), lambda: renaming(house)):
        with pytest.raises(Conflict, match="已停用"):
            again()
    restoring(house)
    with pytest.raises(Conflict, match="等待发布"):
        restoring(house)
