"""The renewal on a chain that says what follows when its employer is silent, cannot be reached, or is no more."""

from copy import deepcopy
from datetime import date
from typing import Any

from addons.parties.enterprises import Standing, change_status
from addons.parties.words import EnterpriseStatus
from kernel import definitions
from kernel.datafiles.writing import value_in
from kernel.db import transaction
from kernel.surroundings import surround
from tests.addons.spine import Spine
from tests.app.processes import ROOT

CHAIN = "pack_jilin.renewal_chain"
WAYS: dict[str, Any] = {"party_silent": "terminated", "undeliverable": "terminated"}


def body() -> dict[str, Any]:
    """The chain as its pack brings it."""
    text = (ROOT / "addons/pack_jilin/chains/renewal.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = deepcopy(value_in(text, place="renewal"))
    for key in ("model", "id"):
        del found[key]
    return found


def on_its_way(office: Spine, *, clock: bool = True, first: str = "", **ways: Any) -> None:
    """The employer's step may be left by these ways; it comes after the step called `first` where one is named."""
    chain = body()
    steps = {step["name"]: step for step in chain["steps"]}
    employer = steps["employer"]
    employer["on"] = ways
    if not clock:
        del employer["clock"]
    if first:
        # the window takes it before the enterprise is asked, so it is filed when it is handed in
        del employer["files"]
        steps["filing"]["files"] = True
        steps[first].pop("verbs")
        chain["steps"].remove(employer)
        chain["steps"].insert(chain["steps"].index(steps[first]) + 1, employer)
    with transaction(office.engine) as session:
        draft = definitions.Draft(CHAIN, "chain", "pack_jilin", chain)
        definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())


def strike_off(office: Spine) -> None:
    """Zhang's employer is no more."""
    row = office.row("SELECT id FROM parties_enterprise WHERE name LIKE '%恒基%'")
    with transaction(office.engine) as session:
        surround(session, office.around)
        gone = Standing(EnterpriseStatus.DEREGISTERED, date(2026, 3, 10))
        change_status(session, row["id"], gone, actor="test", now=office.clock.now())


def told(office: Spine, words: str) -> list[str]:
    """What everybody was told, where it says so."""
    rows = office.rows("SELECT body_zh FROM notices_notice WHERE body_zh LIKE :words", words=f"%{words}%")
    return [str(row["body_zh"]) for row in rows]
