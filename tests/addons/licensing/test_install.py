"""Licensing installed and removed by kernel.install.operations; what stands on matters forbids their removal."""

from functools import partial

from sqlalchemy import inspect, select

from addons.licensing.seams import CHECK, SOURCE
from addons.licensing.usages import drafts, running_applications
from kernel.models import AccessRule
from kernel.seams import JOB, RETIREMENT
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.samples import CHAIN, FORM, MATTER
from tests.kernel.install.house import House
from tests.schema import differences


def test_the_migration_makes_what_the_models_say(house: House):
    assert differences(house.engine, "licensing") == []


def test_roles_read_applications_in_their_scope(house: House):
    rules = house.read(
        select(AccessRule.role, AccessRule.scope).where(AccessRule.plugin == "licensing"), scalars=False
    )
    assert set(rules) == {
        ("applicant", "self"),
        ("enterprise_admin", "enterprise"),
        ("city_clerk", "office"),
        ("province_clerk", "region"),
        ("window_clerk", "region"),
    }


def test_its_checks_sources_and_job_are_offered(house: House):
    registry = house.registry
    assert registry.names(CHECK) >= {
        *("open_for_business", "real_name", "within_window", "state_in"),
        *("employed_by", "no_open_case", "unchanged"),
    }
    assert "certificate.valid_to" in registry.names(SOURCE)
    assert "licensing.reminders" in registry.names(JOB)
    assert all(entry.doc and entry.options["title"].en for entry in registry.entries(CHECK))


def test_running_applications_forbid_the_removal_of_their_matter(counter: Counter):
    renewal = counter.renewal()
    counter.handed_in(renewal)
    counter.begin(counter.renewal())
    [usage] = counter.read(lambda session: running_applications(session, [MATTER]))
    assert (usage.count, usage.examples) == (2, ("220100-260310-0001",))
    assert counter.read(lambda session: running_applications(session, ["other.matter"])) == []


def test_closed_applications_forbid_nothing(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    counter.withdraw(application, renewal.holder)
    assert counter.read(lambda session: running_applications(session, [MATTER])) == []


def test_what_is_not_handed_in_yet_keeps_its_matter_and_its_chain_from_being_retired(counter: Counter):
    counter.handed_in(counter.renewal())
    asked = counter.registry.thing(RETIREMENT, "licensing.drafts")
    assert asked is drafts
    assert counter.read(lambda session: asked(session, CHAIN)) == []
    counter.begin(counter.renewal())
    found = {
        name: [one.count for one in counter.read(partial(asked, name=name))] for name in (MATTER, CHAIN, FORM)
    }
    assert found == {MATTER: [1], CHAIN: [1], FORM: []}


def test_after_the_removal_its_tables_are_gone(house: House):
    house.write("UPDATE definition SET retired = TRUE WHERE plugin = 'toy'")
    house.uninstall("licensing")
    tables = inspect(house.engine).get_table_names()
    assert [name for name in tables if name.startswith(("licensing_", "alembic_version_licensing"))] == []
