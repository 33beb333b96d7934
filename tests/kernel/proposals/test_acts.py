"""What one person proposes another publishes: never oneself, never twice, never on an older version."""

from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import select

from kernel import proposals, studio
from kernel.errors import Conflict, DefinitionError, Invalid, NotAllowed, NotFound, TongbanError
from kernel.models import AuditEntry, Definition, DefinitionLayer, DefinitionProposal, DefinitionVersion
from kernel.models.proposals import ProposalState
from kernel.packs import studio_pack, unpacked
from tests.kernel.install.house import House
from tests.kernel.install.test_studio import FORM, field

NEW = "studio.survey"
BAI, HE = "bai.designer", "he.publisher"


def titled(house: House, title: str, name: str = FORM) -> dict[str, Any]:
    """The form with another title of the telephone."""
    body = deepcopy(house.body(name))
    field(body, "phone")["title"]["zh"] = title
    return body


def survey(title: str = "调查") -> dict[str, Any]:
    """A small form that no plugin brought."""
    words = {"zh": title, "en": "Survey"}
    asked = {"name": "phone", "type": "text", "title": {"zh": "电话", "en": "Telephone"}}
    return {"title": words, "sections": [{"name": "main", "title": words, "fields": [asked]}]}


def proposed(
    house: House,
    body: dict[str, Any],
    *,
    name: str = FORM,
    seen: int | None = None,
    actor: str = BAI,
    reason: str = "统一叫法",
    kind: str = "form",
) -> int:
    """The number of what was proposed."""
    registry = house.registry
    number: int = house.act_in(
        lambda session: (
            proposals.propose(
                session,
                registry,
                name,
                kind,
                body,
                seen=house.number(name) if seen is None else seen,
                actor=actor,
                reason=reason,
                now=house.clock.now(),
            ).id
        )
    )
    return number


def published(house: House, number: int, actor: str = HE) -> int:
    """The version that it became."""
    registry = house.registry
    version: int = house.act_in(
        lambda session: (
            proposals.publish(session, registry, number, actor=actor, now=house.clock.now()).number
        )
    )
    return version


def state(house: House, number: int) -> str:
    """What became of it."""
    return str(house.read(select(DefinitionProposal.state).where(DefinitionProposal.id == number))[0])


def test_nothing_is_in_force_until_a_second_person_publishes(house: House):
    number = proposed(house, titled(house, "手机"))
    assert (house.number(FORM), state(house, number)) == (1, "open")

    assert published(house, number) == 2

    assert field(house.body(FORM), "phone")["title"]["zh"] == "手机"
    assert state(house, number) == "published"
    newest = house.read(select(DefinitionVersion).order_by(DefinitionVersion.id.desc()).limit(1))[0]
    assert (newest.published_by, newest.reason) == (HE, "统一叫法")
    entries = house.read(
        select(AuditEntry.action, AuditEntry.actor, AuditEntry.detail)
        .order_by(AuditEntry.id.desc())
        .limit(2),
        scalars=False,
    )
    assert [one[:2] for one in entries] == [("definition.change", HE), ("definition.propose", BAI)]
    assert entries[0][2]["proposed_by"] == BAI


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nobody_publishes_or_sends_back_their_own(house: House):
    number = proposed(house, titled(house, "手机"))
    with pytest.raises(NotAllowed, match="自己提出"):
        published(house, number, BAI)
    with pytest.raises(NotAllowed, match="自己提出"):
        sent_back(house, number, BAI)
    assert (house.number(FORM), state(house, number)) == (1, "open")


def sent_back(house: House, number: int, actor: str = HE, remark: str = "请写全称") -> None:
    """The proposal goes back."""
    house.act_in(
        lambda session: proposals.send_back(
            session, number, actor=actor, remark=remark, now=house.clock.now()
        )
    )


def taken_back(house: House, number: int, actor: str = BAI) -> None:
    """The proposal is withdrawn."""
    house.act_in(lambda session: proposals.take_back(session, number, actor=actor, now=house.clock.now()))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_was_decided_is_decided_once(house: House):
    number = proposed(house, titled(house, "手机"))
    sent_back(house, number)
    assert house.read(select(DefinitionProposal.remark)) == ["请写全称"]
    for act in (published, sent_back, taken_back):
        with pytest.raises(Conflict, match="已经处理"):
            act(house, number)
    assert state(house, number) == "sent_back"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_only_who_proposed_takes_it_back(house: House):
    number = proposed(house, titled(house, "手机"))
    with pytest.raises(NotAllowed, match="只有提出人"):
        taken_back(house, number, HE)
    taken_back(house, number)
    assert state(house, number) == "taken_back"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_is_not_sent_back_without_a_word(house: House):
    number = proposed(house, titled(house, "手机"))
    with pytest.raises(Invalid, match="没有写退回意见"):
        sent_back(house, number, remark=" ")
    assert state(house, number) == "open"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_newer_proposal_of_the_same_person_takes_its_place(house: House):
    first = proposed(house, titled(house, "手机"))
    other = proposed(house, titled(house, "联系方式"), actor="lin.designer")
    second = proposed(house, titled(house, "手机号码"))
    assert [state(house, one) for one in (first, other, second)] == ["replaced", "open", "open"]


def test_what_was_written_on_an_older_version_is_not_published(house: House):
    first, second = proposed(house, titled(house, "手机")), proposed(house, titled(house, "座机"), actor=HE)
    published(house, first)
    with pytest.raises(Conflict, match="写在第 1 版上，现在已是第 2 版"):
        published(house, second, BAI)
    with pytest.raises(Conflict, match="您打开的是第 1 版"):
        proposed(house, titled(house, "座机"), seen=1)
    assert state(house, second) == "open"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_could_not_be_published_is_not_proposed(house: House):
    broken = titled(house, "手机")
    field(broken, "phone")["type"] = "phnoe"
    with pytest.raises(DefinitionError, match="phnoe"):
        proposed(house, broken)
    with pytest.raises(Invalid, match="没有任何改动"):
        proposed(house, house.body(FORM))
    with pytest.raises(Invalid, match="没有写发布原因"):
        proposed(house, titled(house, "手机"), reason=" ")
    with pytest.raises(Invalid, match="类别不能改"):
        proposed(house, titled(house, "手机"), kind="chain")
    with pytest.raises(NotFound):
        proposed(house, survey(), name="alpha.nothing", seen=1)
    assert house.read(select(DefinitionProposal.id)) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_proposal_that_never_was_is_not_found(house: House):
    for number in (0, -1, 7, 2**31, 2**70):
        for act in (published, sent_back, taken_back):
            with pytest.raises(NotFound):
                act(house, number)


def test_a_form_that_no_plugin_brought_is_made_changed_and_stays(house: House):
    made = proposed(house, survey(), name=NEW, seen=0)
    assert published(house, made) == 1
    assert house.read(select(Definition.plugin).where(Definition.name == NEW)) == ["studio"]

    again = proposed(house, survey("满意度调查"), name=NEW)
    assert published(house, again) == 2

    [layer] = house.read(select(DefinitionLayer).where(DefinitionLayer.target == NEW))
    assert (layer.plugin, layer.mode, layer.body) == ("studio", "base", survey("满意度调查"))
    house.done("uninstall", "alpha")
    assert (house.body(NEW), house.number(NEW)) == (survey("满意度调查"), 2)
    assert house.read(select(Definition.retired).where(Definition.name == NEW)) == [False]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_new_definition_has_a_name_of_its_own(house: House):
    for name in ("survey", "alpha.survey", "studio.", "studio.A", "studio.1a", "studio.a.b", FORM):
        with pytest.raises(TongbanError):
            proposed(house, survey(), name=name, seen=0)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_two_do_not_make_definitions_of_one_name(house: House):
    number = proposed(house, survey(), name=NEW, seen=0)
    with pytest.raises(Conflict, match=f"{BAI} 已提出"):
        proposed(house, survey(), name=NEW, seen=0, actor=HE)
    published(house, number)
    with pytest.raises(Conflict, match="已有名为"):
        proposed(house, survey(), name=NEW, seen=0)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_a_definition_made_here_uses_does_not_leave(house: House):
    chain = house.body("alpha.approval")
    published(house, proposed(house, chain, name="studio.own", seen=0, kind="chain"))

    refused = house.refusal("uninstall", "alpha")

    assert "设计中心新建的 studio.own 离不开要卸载的插件" in str(refused)
    assert house.plugin("alpha") is not None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_was_made_here_travels_as_a_pack(house: House):
    chain = house.body("alpha.approval")
    published(house, proposed(house, chain, name="studio.own", seen=0, kind="chain"))
    asked = survey() | {"help": {"zh": "studio.own", "en": "See studio.own"}}
    published(house, proposed(house, asked, name=NEW, seen=0))
    published(house, proposed(house, titled(house, "手机")))
    content = house.act_in(lambda session: studio_pack(session, house.registry, "local", "本地", "1.0.0"))

    manifest = unpacked(content, house.addons)
    house.install("local")

    assert manifest.depends == ("alpha", "approvals", "forms")
    assert [one.file for one in manifest.data] == [
        "chains/own.yaml",
        "forms/survey.yaml",
        "forms/alpha/request.yaml",
    ]
    assert house.body("local.own") == chain
    assert house.body("local.survey") == survey() | {"help": {"zh": "local.own", "en": "See studio.own"}}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_change_of_what_was_made_here_is_merged_with_nobody(house: House):
    published(house, proposed(house, survey(), name=NEW, seen=0))
    ground = house.act_in(lambda session: studio.ground_of(session, NEW))
    assert (ground.owner.plugin, ground.body, ground.now) == ("studio", survey(), survey())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_those_that_wait_are_listed(house: House):
    first, second = proposed(house, titled(house, "手机")), proposed(house, survey(), name=NEW, seen=0)
    taken_back(house, first)
    open_now = house.act_in(lambda session: [one.id for one in proposals.open_proposals(session)])
    of_form = house.act_in(lambda session: [one.state for one in proposals.proposals_of(session, FORM)])
    assert (open_now, of_form) == ([second], [ProposalState.TAKEN_BACK])
    assert house.act_in(lambda session: proposals.proposal(session, first).name) == FORM


def test_what_somebody_proposed_last_is_theirs_alone(house: House) -> None:
    proposed(house, titled(house, "手机"))
    last = proposed(house, titled(house, "移动电话"))
    proposed(house, titled(house, "号码"), actor="qi.designer")

    def latest(actor: str) -> int | None:
        found = house.act_in(lambda session: proposals.latest_of(session, FORM, actor))
        return found.id if found else None

    assert (latest(BAI), latest(HE)) == (last, None)
