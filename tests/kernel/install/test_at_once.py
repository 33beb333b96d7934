"""Two processes install at once: one of them does it, nothing is done twice."""

import time
from pathlib import Path

from kernel.models.plugins import OperationState
from tests.kernel.install.house import House
from tests.kernel.install.portraits import portrait
from tests.kernel.install.workshop import Workshop, appeared
from tests.plugins.variants import with_rows_of_many

MANY = 300
NOTICED = 0.2


def states(house: House, *numbers: int) -> list[str]:
    """How the operations ended."""
    return [house.operation(number).state for number in numbers]


def test_the_second_is_refused_while_the_first_is_at_it(
    ground: House, with_alpha: House, workshop: Workshop, tmp_path: Path
):
    let_go, refused = tmp_path / "let-go", tmp_path / "refused"
    first, second = ground.queued("install", "alpha"), ground.queued("install", "alpha")
    one = workshop.started(ground, first, before="permissions", hold=str(let_go))
    appeared(Path(f"{let_go}.reached"))

    other = workshop.started(ground, second, busy=str(refused))
    appeared(refused)
    assert ground.operation(first).state == OperationState.RUNNING
    let_go.touch()

    assert (workshop.ended(one), workshop.ended(other)) == (0, 1)
    assert states(ground, first, second) == [OperationState.DONE, OperationState.FAILED]
    error = ground.operation(second).error
    assert error is not None
    assert error["code"] == "install_busy"
    assert portrait(ground.engine) == portrait(with_alpha.engine)


def test_a_race_has_one_winner(ground: House, workshop: Workshop):
    with_rows_of_many(ground.addons, MANY)
    numbers = [ground.queued("install", "alpha") for _ in range(2)]

    ended = [workshop.ended(pid) for pid in [workshop.started(ground, number) for number in numbers]]

    assert sorted(ended) == [0, 1]
    assert sorted(states(ground, *numbers)) == [OperationState.DONE, OperationState.FAILED]
    [error] = [one.error for one in map(ground.operation, numbers) if one.error]
    assert error["code"] in {"install_busy", "conflict"}
    assert ground.read("SELECT count(*) FROM alpha_unit") == [MANY + 5]
    assert ground.read("SELECT what FROM alpha_mark ORDER BY id") == ["pre_init", "post_init"]
    assert ground.read("SELECT count(*) FROM plugin WHERE name = 'alpha'") == [1]


def test_two_plugins_at_once_are_not_mixed_up(with_alpha: House, workshop: Workshop, tmp_path: Path):
    let_go = tmp_path / "let-go"
    first = with_alpha.queued("install", "beta")
    with_alpha_upgrade = with_alpha.queued("upgrade", "alpha")
    one = workshop.started(with_alpha, first, after="definitions", hold=str(let_go))
    appeared(Path(f"{let_go}.reached"))

    other = workshop.started(with_alpha, with_alpha_upgrade)
    time.sleep(NOTICED)
    let_go.touch()

    # the second waits for a moment: it comes after the first, or not at all
    assert workshop.ended(one) == 0
    assert workshop.ended(other) in {0, 1}
    assert with_alpha.number("beta.request") == 1
    assert with_alpha.number("alpha.request") == 2
