"""The twenty shapes of chains in an installation with every plugin: published, unless they name what is yet to come."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from approvals.grounds import footing_of
from approvals.kinds import ChainKind
from kernel import studio
from kernel.db import session_factory, transaction
from kernel.definitions import current
from tests.addons.spine import Spine, spine
from tests.approvals.test_shapes import SHAPES, body_of

TO_COME = {
    "s03": {"no_other_valid", "issue"},
    "s04": {"book"},
    "s05": {"record_education"},
    "s07": {"face_match", "convert"},
    "s09": {"deactivate"},
    "s11": {"register", "transfer_in"},
    "s12": {"transfer_out"},
    "s18": {"issue"},
    "s19": {"study_hours", "reissue"},
    "s20": {"suspend", "lapse"},
}
"""The checks and effects that a shape names and no plugin of the product offers yet."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """An installation with every plugin."""
    with spine("sqlite", tmp_path_factory.mktemp("shapes")) as found:
        yield found


@pytest.mark.parametrize("shape", SHAPES, ids=[path.stem for path in SHAPES])
def test_a_shape_is_published_or_lacks_only_what_is_yet_to_come(office: Spine, shape: Path):
    body, name = body_of(shape), f"studio.{shape.stem}"
    to_come = TO_COME.get(shape.stem[:3], set())
    found = ChainKind.check(body, office.registry)
    assert all(any(f"“{one}”" in problem.what.en for one in to_come) for problem in found)
    named = {one for one in to_come if any(f"“{one}”" in problem.what.en for problem in found)}
    assert named == to_come
    with session_factory(office.engine)() as session:
        assert footing_of(session, office.registry, name, body).problems == ()
    if to_come:
        return
    with transaction(office.engine) as session:
        now = office.clock.now()
        studio.make(session, office.registry, name, "chain", body, actor="a", reason="b", now=now)
        assert current(session, name) is not None
