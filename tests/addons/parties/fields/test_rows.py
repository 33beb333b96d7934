"""addons.parties.fields: people, enterprises and employments, listed and taken within the asker's reach alone."""

from datetime import timedelta

import pytest

from addons.parties.fields.employment import EmploymentField
from addons.parties.fields.enterprise import Among, EnterpriseField
from addons.parties.fields.person import PersonField
from addons.parties.models import Employment
from addons.parties.picking import FEW
from forms.definition import examined
from forms.fieldtype import AnswerError
from forms.offering import Offers
from forms.seams import field_types
from kernel.access import Actor
from kernel.registry import Registry
from tests.addons.parties.fields.asking import NOBODY, TODAY, asking
from tests.addons.parties.oracles import credit_number
from tests.addons.parties.town import CHANGCHUN, JILIN, Town

PERSON, JOB = PersonField(), EmploymentField()
MINE, KNOWN = EnterpriseField(), EnterpriseField(Among.KNOWN)


def values(offers: Offers) -> list[str]:
    return [one.value for one in offers]


@pytest.mark.parametrize("typed", ["张三", "0", "-1", "1.5", "９" * 12, "2147483648"])
def test_what_is_no_row_is_refused(typed):
    with pytest.raises(AnswerError):
        PERSON.normalised(typed)


def test_one_lists_and_chooses_oneself_and_nobody_else(registry: Registry, town: Town):
    zhang, li = town.person("张小山"), town.person("李安娜")
    mine = asking(town, registry, town.applicant(zhang))

    assert values(PERSON.offers(mine, "p")) == [str(zhang.id)]
    assert PERSON.is_open(mine, str(zhang.id))
    assert not PERSON.is_open(mine, str(li.id))


def test_nobody_lists_and_chooses_nothing(registry: Registry, town: Town):
    zhang, nobody = town.person(), asking(town, registry, NOBODY)

    assert not PERSON.offers(nobody, "p")
    assert not PERSON.is_open(nobody, str(zhang.id))


def test_an_enterprise_lists_its_staff_with_masked_numbers(registry: Registry, town: Town):
    firm, other = town.enterprise(), town.enterprise()
    zhang, li = town.staff(firm, "张小山"), town.staff(other, "李安娜")
    theirs = asking(town, registry, town.boss(firm))

    [offer] = PERSON.offers(theirs, "p")

    assert (offer.value, offer.words, offer.note) == (str(zhang.id), "张小山", zhang.document_mask)
    assert "*" in offer.note
    assert not PERSON.is_open(theirs, str(li.id))
    assert zhang.document_mask in PERSON.words(theirs, str(zhang.id))


def test_many_are_looked_for_by_name_and_by_number(registry: Registry, town: Town):
    firm = town.enterprise()
    for place in range(FEW + 1):
        town.staff(firm, "示范" + "甲乙丙丁戊己庚辛壬癸子丑寅"[place])
    number = town.number()
    wanted = town.register(number, name="赵大海")
    town.employ(wanted, firm)
    boss = town.boss(firm)

    def found(text: str, **chosen: str) -> Offers:
        return PERSON.offers(asking(town, registry, boss, sought={"p": text}, values=chosen), "p")

    assert (values(found("")), found("").sought) == ([], "")
    assert values(found("大海")) == [str(wanted.id)] == values(found(number))
    assert values(found("", p=str(wanted.id))) == [str(wanted.id)]
    assert len(found("示范")) == FEW + 1
    assert values(found("没有这个人")) == []


def test_a_clerk_of_another_city_reaches_none_of_them(registry: Registry, town: Town):
    firm = town.enterprise(CHANGCHUN)
    zhang = town.staff(firm)
    near, far = town.clerk(CHANGCHUN), town.clerk(JILIN)

    def reaches(clerk: Actor) -> list[bool]:
        found = asking(town, registry, clerk)
        return [PERSON.is_open(found, str(zhang.id)), MINE.is_open(found, firm.credit_code)]

    assert reaches(near) == [True, True]
    assert reaches(far) == [False, False]


def test_ones_own_employer_is_listed_and_any_other_by_its_full_name_or_code(registry: Registry, town: Town):
    firm, other = town.enterprise(), town.enterprise(name="松花江示范建筑有限公司")
    zhang = town.staff(firm)
    actor = town.applicant(zhang)
    mine = asking(town, registry, actor)

    def known(text: str) -> list[str]:
        return values(KNOWN.offers(asking(town, registry, actor, sought={"e": text}), "e"))

    assert values(MINE.offers(mine, "e")) == [firm.credit_code]
    assert not MINE.is_open(mine, other.credit_code)
    assert KNOWN.is_open(mine, other.credit_code)
    assert known("松花江示范建筑有限公司") == [other.credit_code] == known(f" {other.credit_code.lower()} ")
    assert known("松花江") == [] == known("") == known(other.credit_code[:10])


def test_a_code_on_nobodys_record_is_not_open(registry: Registry, town: Town):
    assert not KNOWN.is_open(asking(town, registry), credit_number("92999999999999999"))
    with pytest.raises(AnswerError):
        KNOWN.normalised("92999999999999999X")


def test_an_employment_is_ones_own_and_lasts(registry: Registry, town: Town):
    firm, other = town.enterprise(), town.enterprise()
    zhang, li = town.staff(firm, "张小山"), town.staff(other, "李安娜")
    jobs = {row.person_id: row for row in town.session.query(Employment)}
    mine = asking(town, registry, town.applicant(zhang))

    [offer] = JOB.offers(mine, "j")

    assert offer.value == str(jobs[zhang.id].id)
    assert firm.name in offer.words
    assert not JOB.is_open(mine, str(jobs[li.id].id))
    assert firm.name in JOB.words(mine, offer.value)

    jobs[zhang.id].ended_on = TODAY - timedelta(days=1)
    town.session.flush()
    assert not JOB.offers(mine, "j")
    assert not JOB.is_open(mine, offer.value)


def test_employments_are_those_of_the_person_chosen_above(registry: Registry, town: Town):
    firm = town.enterprise()
    zhang, li = town.staff(firm, "张小山"), town.staff(firm, "李安娜")
    jobs = {row.person_id: str(row.id) for row in town.session.query(Employment)}
    boss, of = town.boss(firm), EmploymentField("who")

    def at(who: str | None) -> list[str]:
        return values(of.offers(asking(town, registry, boss, values={"who": who}), "j"))

    assert at(str(zhang.id)) == [jobs[zhang.id]]
    assert at(None) == [] == at("x") == at("9" * 30)
    chosen = asking(town, registry, boss, values={"who": str(zhang.id)})
    assert of.is_open(chosen, jobs[zhang.id])
    assert not of.is_open(chosen, jobs[li.id])


def test_an_employment_goes_with_its_person_whoever_asks_and_whenever(registry: Registry, town: Town):
    firm = town.enterprise()
    zhang, li = town.staff(firm, "张小山"), town.staff(firm, "李安娜")
    jobs = {row.person_id: str(row.id) for row in town.session.query(Employment)}
    of = EmploymentField("who")

    assert of.leans_on == "who"
    assert of.goes_with(town.session, jobs[zhang.id], str(zhang.id))
    assert not of.goes_with(town.session, jobs[zhang.id], str(li.id))
    assert not of.goes_with(town.session, "2147483647", str(li.id))


def test_the_person_of_an_employment_is_a_field_of_the_form(registry: Registry):
    field = {"name": "job", "type": "employment", "title": "受聘", "person": "who"}
    body = {"title": "表", "sections": [{"name": "s", "title": "节", "fields": [field]}]}

    [problem] = examined(body, field_types(registry))[1]

    assert problem.path == "sections[s].fields[job].person"
    assert "who" in problem.what.zh


@pytest.mark.parametrize("kind", [PERSON, JOB, MINE])
def test_the_sample_is_an_answer(kind):
    assert kind.normalised(kind.sample()) == kind.sample()
    assert kind.display(kind.sample(), "zh")
