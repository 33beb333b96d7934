"""People, offices and a desk: cases opened and decided through the service, each act in its transaction."""

from dataclasses import dataclass
from itertools import count
from types import ModuleType
from typing import Any, ClassVar

from sqlalchemy import Engine, func, select

from approvals import actors, kinds, topics, usages
from approvals.acts import service
from approvals.casefile.logbook import broken_links
from approvals.cases.queries import case_view, replayed
from approvals.cases.view import CASE, TASK, CaseView
from approvals.people.assignment import Assignment, PartyRef, Standing
from approvals.people.signers import Colleague
from approvals.seams import actor, listener, signers
from approvals.words import Verb
from kernel import calendar_topics, definitions, seams
from kernel.clock import FixedClock
from kernel.db import session_factory, transaction
from kernel.effects import Change, Effect
from kernel.jobs import run_now
from kernel.models import EffectRun
from kernel.outbox import drain
from kernel.registry import Registry, assembled
from kernel.seams import effect
from kernel.text import Text
from tests.approvals.samples import make_chain, make_fill, make_step

PERSON, FIRM = PartyRef("person", 7), PartyRef("enterprise", 3)
CITY, PROVINCE = 220100, 220000
APPLICANT = Standing(1, "zhang", parties=frozenset({PERSON}))
BOSS = Standing(2, "boss", parties=frozenset({FIRM}))
CLERK = Standing(3, "li", offices=frozenset({CITY}), roles=frozenset({"city_clerk"}))
COLLEAGUE = Standing(4, "wang", offices=frozenset({CITY}), roles=frozenset({"city_clerk"}))
THIRD = Standing(6, "sun", offices=frozenset({CITY}), roles=frozenset({"city_clerk"}))
OVERSEER = Standing(8, "chen", offices=frozenset({PROVINCE}), oversees=frozenset({CITY, PROVINCE}))
MASTER = Standing(5, "zhao", offices=frozenset({PROVINCE}), roles=frozenset({"province_clerk"}))
STRANGER = Standing(9, "nobody", parties=frozenset({PartyRef("person", 99)}))
FACTS: dict[str, Any] = {"employer": 3, "office": CITY, "amount": 1}

FILING = make_fill("filing")
CONFIRM = make_step("employer", kind="confirm", party="employer", office=None, files=True)
DECIDE = make_step("city", role="city_clerk", clock={"days": 5}, verbs=["approve", "reject", "return"])
REVIEW = make_step("province", office={"level": "province", "routing": "by_region"}, role="province_clerk")
RENEWAL = make_chain(FILING, CONFIRM, DECIDE, clock={"days": 20})


@actor("employer")
def employer(session, case, step):
    """The enterprise the application names."""
    return Assignment(party=PartyRef("enterprise", case.facts["employer"]))


@actor("office.any")
def any_office(session, case, step):
    """The window the applicant chose."""
    return Assignment(office=case.facts["office"])


@actor("office.by_region")
def region(session, case, step):
    """The province."""
    return Assignment(office=PROVINCE)


@signers("toy.desk")
def desk_of_the_city(session, assignment):
    """The clerks of the city, and whoever decides for the province."""
    if assignment.office == CITY:
        people = [("li", "李明"), ("wang", "王海涛"), ("sun", "孙立军")]
    else:
        people = [("zhao", "赵敏")]
    return [Colleague(username, name) for username, name in people]


@effect("toy.mark")
class Marking(Effect):
    """Leaves its row in the record of effects, and nothing else."""

    title: ClassVar = Text("记号", "mark")

    @dataclass(frozen=True)
    class Parameters:
        """What to say."""

        what: str

    def dry_run(self, session, parameters):
        return Change(None, {"what": parameters.what})

    def apply(self, session, parameters):
        if parameters.what == "fail":
            raise RuntimeError("the effect fails")
        return Change(None, {"what": parameters.what})


HEARD: list[tuple[int, str]] = []


@listener("toy.ear")
def ear(session, moved):
    """Keeps what it hears."""
    HEARD.append((moved.logged.seq, moved.logged.verb))


def registry() -> Registry:
    """The kernel's seams, approvals, and the people of these tests."""
    import approvals.jobs
    import approvals.seams

    toys = ModuleType(__name__)
    for number, thing in enumerate((employer, any_office, region, desk_of_the_city, Marking, ear)):
        setattr(toys, f"thing_{number}", thing)
    ours = [approvals.seams, actors, kinds, approvals.jobs, topics, usages]
    return assembled({"kernel": [seams, calendar_topics], "approvals": ours, "toy": [toys]})


class Desk:
    """Everything a test does with cases."""

    _numbers = count(1)

    def __init__(self, engine: Engine, clock: FixedClock) -> None:
        self.engine, self.clock, self.registry = engine, clock, registry()

    def publish(self, body: dict[str, Any], name: str = "") -> str:
        """The chain is in force under a name."""
        name = name or f"toy.chain{next(self._numbers)}"
        with transaction(self.engine) as session:
            draft = definitions.Draft(name, "chain", "toy", body)
            definitions.publish(session, [draft], actor="test", reason="", at=self.clock.now())
        return name

    def begin(self, body: dict[str, Any] = RENEWAL, *, submit: bool = True, **facts: Any) -> CaseView:
        """A case of the applicant on a chain of its own."""
        return self.begin_on(self.publish(body), submit=submit, **facts)

    def begin_on(self, name: str, *, submit: bool = True, **facts: Any) -> CaseView:
        """A case of the applicant on a chain that is in force."""
        act = service.submit_case if submit else service.open_case
        with transaction(self.engine) as session:
            new = service.NewCase(name, PERSON, FACTS | facts)
            return act(session, new, actor=APPLICANT, now=self.clock.now(), registry=self.registry)

    def decide(
        self, case: int, step: str, verb: Verb, actor: Standing, *, seen: int | None = None, **more: Any
    ) -> service.Decided:
        """One act, seen as the case stands unless the test says otherwise."""
        looked_at = self.case(case).state.seq if seen is None else seen
        with transaction(self.engine) as session:
            return service.decide(
                session,
                case,
                step=step,
                verb=verb,
                actor=actor,
                seen=looked_at,
                now=self.clock.now(),
                registry=self.registry,
                **more,
            )

    def case(self, case: int) -> CaseView:
        """The case as it stands."""
        with session_factory(self.engine)() as session:
            return case_view(session, case)

    def steps(self, case: int) -> list[str]:
        """The open steps of the case."""
        return [one.step for one in self.case(case).state.open]

    def tick(self) -> None:
        """The clocks' job runs, and everything deferred is carried out."""
        run_now(self.engine, self.registry, self.clock, "approvals.clocks")
        drain(self.engine, self.registry, clock=self.clock, worker="test", limit=1000)

    def rows(self, statement: Any) -> list[Any]:
        """What a statement finds."""
        with session_factory(self.engine)() as session:
            return list(session.execute(statement).all())

    def effects(self, case: int) -> list[str]:
        """The keys of the effects of the case."""
        keys = select(EffectRun.key).where(EffectRun.key.like(f"case:{case}:%")).order_by(EffectRun.id)
        return [key for (key,) in self.rows(keys)]

    def refuse_incoherent(self, case: int) -> None:
        """The log leads to the state, its links hold, and the open tasks and the row are those of the state."""
        with session_factory(self.engine)() as session:
            state = case_view(session, case).state
            assert replayed(session, self.registry, case) == state
            assert broken_links(session, case) == []
            tasks = session.execute(
                select(TASK.c.step, TASK.c.seq).where(TASK.c.case_id == case, TASK.c.state == "open")
            ).all()
            assert sorted(map(tuple, tasks)) == sorted((one.step, one.seq) for one in state.open)
            (outcome,) = session.execute(select(CASE.c.outcome).where(CASE.c.id == case)).one()
            assert outcome == state.outcome

    def counted(self) -> dict[tuple[int, str], int]:
        """The open tasks of each office and matter, counted one by one."""
        found = self.rows(
            select(TASK.c.office_id, TASK.c.matter, func.count())
            .where(TASK.c.state == "open", TASK.c.office_id.is_not(None))
            .group_by(TASK.c.office_id, TASK.c.matter)
        )
        return {(office, matter): number for office, matter, number in found}
