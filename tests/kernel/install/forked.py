"""What a fork of the workshop does: one operation, and whatever befalls it."""

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kernel.errors import InstallBusy, TongbanError
from kernel.install import installer
from kernel.install import lock as install_lock
from kernel.install.installer import STAGES, Stage, Work
from kernel.loading import modules_of
from kernel.manifest import discovered
from tests.kernel.install.house import BUILT_IN, House, house_at
from tests.kernel.install.workshop import Order, appeared

COMMIT = "commit"
REFUSED = 1
FAILED = 2

# no test changes them: two seconds less for each fork
for built_in in discovered(BUILT_IN).manifests.values():
    modules_of(built_in)


def carried_out(order: Order) -> int:
    """The exit status: 0 done, 1 refused, 2 failed in another way."""
    house = house_at(order.url, Path(order.folder), Path(order.addons))
    _wrap_stages(order)
    _wrap_commit(order, house)
    _tell_busy(order)
    try:
        house.carry_out(order.operation)
    except TongbanError:
        traceback.print_exc()
        return REFUSED
    except Exception:  # noqa: BLE001 whatever a plugin raises ends here, as it would end the process
        traceback.print_exc()
        return FAILED
    return 0


def die() -> None:
    """As if the machine were switched off."""
    os.kill(os.getpid(), signal.SIGKILL)


def _wrap_stages(order: Order) -> None:
    def wrapped(stage: Stage) -> Stage:
        def run(work: Work) -> None:
            if order.before == stage.name:
                _fate(order)
            stage.run(work)
            if order.after == stage.name:
                _fate(order)

        return stage._replace(run=run)

    installer.STAGES = tuple(wrapped(stage) for stage in STAGES)


def _fate(order: Order) -> None:
    if not order.hold:
        die()
    Path(f"{order.hold}.reached").touch()
    appeared(Path(order.hold))


def _wrap_commit(order: Order, house: House) -> None:
    """The commit of the install itself: the first after the last stage."""
    if COMMIT not in (order.before, order.after):
        return
    dialect = house.engine.dialect
    commit: Callable[[Any], None] = dialect.do_commit
    last: Stage = installer.STAGES[-1]

    def fatal(connection: Any) -> None:
        if order.before == COMMIT:
            die()
        commit(connection)
        die()

    def run(work: Work) -> None:
        last.run(work)
        dialect.do_commit = fatal  # type: ignore[method-assign,assignment]

    installer.STAGES = (*installer.STAGES[:-1], last._replace(run=run))


def _tell_busy(order: Order) -> None:
    refusal = install_lock._busy

    def told() -> InstallBusy:
        if order.busy:
            Path(order.busy).touch()
        return refusal()

    install_lock._busy = told
