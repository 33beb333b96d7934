"""Two hundred clerks at once over HTTP, each with a session, at a site of several processes on PostgreSQL."""

from collections import Counter
from collections.abc import Iterator

import pytest

from approvals.casefile.logbook import broken_links
from approvals.cases.queries import case_history, open_counts
from kernel.db import transaction
from tests import cluster, databases
from tests.approvals.offices import CITY, PROVINCE
from tests.approvals.served import PASSED_ON, Served, at_once, served_office
from tests.approvals.workbench_office import CHAIN

pytestmark = [pytest.mark.slow, pytest.mark.load]

CLERKS, CASES = 200, 100


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """All of them, signed in."""
    if cluster.binaries() is None:
        databases.absent("PostgreSQL")
    with served_office(tmp_path_factory.mktemp("load"), PASSED_ON, number=CLERKS) as site:
        yield site


def test_two_hundred_clerks_at_once_lose_and_double_nothing(site: Served) -> None:
    cases = [site.office.begin(f"申请人{number}").id for number in range(CASES)]
    came = at_once(
        [
            lambda clerk=clerk, case=cases[number % CASES]: clerk.act(case, "accept")  # type: ignore[misc]
            for number, clerk in enumerate(site.clerks)
        ]
    )
    assert Counter(status for status, _ in came) == {200: CASES, 409: CLERKS - CASES}
    assert all("已于" in body["message"]["zh"] for status, body in came if status == 409)
    with transaction(site.office.engine) as session:
        for case in cases:
            assert broken_links(session, case) == []
            assert [one.verb for one in case_history(session, case)] == ["start", "submit", "accept"]
        assert open_counts(session, [CITY, PROVINCE]) == {(PROVINCE, CHAIN): CASES}
