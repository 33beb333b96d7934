"""Letters installed and removed on both databases; a demo has an e-certificate for every certificate."""

from sqlalchemy import func, inspect, select

from addons.certificates.models import Certificate
from addons.letters.hooks import demo_certificates
from addons.letters.models import Document
from kernel.models import AccessRule
from tests.addons.letters.bureau import Bureau
from tests.kernel.install.house import House
from tests.schema import differences


def test_the_migration_makes_what_the_models_say(house: House):
    assert differences(house.engine, "letters") == []


def test_everybody_reads_their_own_documents_only(house: House):
    rules = house.read(
        select(AccessRule.role, AccessRule.scope).where(AccessRule.plugin == "letters"), scalars=False
    )
    assert dict(rules) == {
        "applicant": "self",
        "enterprise_admin": "employer",
        "city_clerk": "office",
        "province_clerk": "region",
        "window_clerk": "region",
    }


def test_after_the_removal_nothing_is_left(bureau: Bureau):
    house = bureau.house
    house.uninstall("letters")
    tables = inspect(house.engine).get_table_names()
    assert [name for name in tables if name.startswith(("letters_", "alembic_version_letters"))] == []
    house.install("letters")


def test_a_letter_in_use_keeps_the_plugin_that_brings_it(bureau: Bureau):
    bureau.house.write("UPDATE definition SET plugin = 'letters' WHERE name = 'toy.granted'")
    bureau.issue(renewal=bureau.renewal())
    refusal = bureau.house.refusal("uninstall", "letters")
    assert "吉建许准延〔2026〕第1号" in str(refusal)


def test_a_demo_has_e_certificates_and_does_not_make_them_twice(bureau: Bureau):
    for _ in range(3):
        bureau.renewal()
    for _ in range(2):
        bureau.act_in(lambda session: demo_certificates(session, {}))
    bureau.drain()
    count = select(func.count()).select_from(Document).where(Document.state == "ready")
    assert bureau.house.read(count) == bureau.house.read(select(func.count()).select_from(Certificate)) == [3]
