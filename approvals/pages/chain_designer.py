"""The designer of a chain: what can be added, the drawing, the sheet, what is wrong, every path; and the list of chains."""

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from approvals.chains.reading import examined
from approvals.designing import words
from approvals.designing.checking import Trouble, troubles_of
from approvals.designing.offers import Offers
from approvals.designing.sheet import Clerk
from approvals.designing.telling import place_told, pointed, told
from approvals.drawing import Remark, drawn_chain, routes_of
from approvals.grounds import footing_of
from approvals.kinds import ChainKind
from approvals.pages.drawing_board import BOARD, chains, mine, offers, ruling
from approvals.pages.readings import said_by
from approvals.simulating import Simulation, simulated
from approvals.soundness import Unread, warnings_of
from approvals.words import GroupKind, StepKind
from kernel.datafiles.writing import written
from kernel.designs.placing import Told, told_of
from kernel.designs.working import Working
from kernel.functions import functions_of
from kernel.nodes import Body
from kernel.text import Text
from kernel.web.boards import SEE, Outcome, editable, in_parts, proposal_of, reading, registry

VIEWS = ("design", "paths")
OK = 200
GROUPS = (
    (Text("步骤", "Steps"), tuple(StepKind)),
    (Text("结构", "Structure"), tuple(GroupKind)),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What of the chain is looked at."""

    at: str = ""
    view: str = VIEWS[0]
    tab: str = ""


@chains.get("/", permission=SEE)
def index() -> str:
    """The chains in force and the drafts of chains."""
    return index_page(Outcome())


def index_page(outcome: Outcome) -> str:
    """The list, with what became of a new chain."""
    shown, total = BOARD.listed()
    return render_template(
        "approvals/designer/index.html",
        chains=shown,
        total=total,
        query=request.args.get("q", ""),
        editable=editable(),
        outcome=outcome,
    )


@chains.get("/<name>", permission=SEE)
def show(name: str) -> ResponseReturnValue:
    """The chain on the board."""
    return designer_page(mine(name), look_in(request.args))


@chains.get("/<name>/chain.yaml", permission=SEE)
def yaml(name: str) -> Response:
    """The chain as a file of a plugin says it, without its place in the plugin."""
    response = Response(written(mine(name).body).encode(), mimetype="application/yaml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


def look_in(asked: Any) -> Look:
    """What an address or a form says is looked at."""
    view = asked.get("view", "")
    return Look(asked.get("at", ""), view if view in VIEWS else VIEWS[0], asked.get("tab", ""))


def designer_page(work: Working, look: Look, outcome: Outcome | None = None) -> ResponseReturnValue:
    """The whole page, or its parts for a page that puts them in place itself."""
    came = outcome or Outcome()
    template = "_parts" if in_parts() else "designer"
    drawn = render_template(f"approvals/designer/{template}.html", **context(work, look, came))
    return drawn, came.refused.status if came.refused else OK


def context(work: Working, look: Look, outcome: Outcome) -> dict[str, Any]:
    """What the templates of the designer know."""
    offered = offers(work.name)
    rules = ruling(offered)
    clerk = Clerk(work.body, offered, rules, base=work.base)
    sheet = clerk.sheet(look.at, outcome.typing) or clerk.sheet("")
    troubles = troubles_in(work.name, work.body, offered)
    faults = sum(1 for one in troubles if one.fatal)
    found = paths_of(work.body) if not faults else None
    chain, _ = examined(work.body, functions=functions_of(registry()))
    remarks = [Remark(one.at, one.what, one.fatal) for one in troubles]
    return {
        "work": work,
        "view": look.view,
        "tab": look.tab,
        "selected": sheet.at if sheet else "",
        "sheet": sheet,
        "drawing": drawn_chain(
            chain, reading=said_by(rules), remarks=remarks, offices=offered.ground.offices
        ),
        "problems": troubles,
        "faults": faults,
        "count": len(found.paths) if found else None,
        "more": bool(found and found.more),
        "routes": routes_of(found.paths, offered.ground.offices) if found and look.view == "paths" else None,
        "effects": {name: offer.title for name, offer in offered.effects.items()},
        "palette": palette(),
        "others": BOARD.others(work.name),
        "editable": editable(),
        "refused": outcome.refused,
        "refusals": refusals_of(outcome, work, offered),
        "clashes": [place_told(one.path, work.body, work.base, offered) for one in outcome.clashes],
        "proposal": proposal_of(work.name),
        "fields": outcome.fields,
    }


def refusals_of(outcome: Outcome, work: Working, offered: Offers) -> tuple[Told, ...]:
    """Every reason for which an act was refused, at the titles of its place."""
    if outcome.refused is None:
        return ()
    return told_of(outcome.refused, work.body, lambda one: told(work.body, one, offered))


def troubles_in(name: str, body: Body, offered: Offers) -> tuple[Trouble, ...]:
    """What keeps the chain from being published, and what had better be looked at again, by the titles on the sheet."""
    problems = ChainKind.check(body, registry())
    chain, faults = examined(body, functions=functions_of(registry()))
    footing, unread = footing_of(reading(), registry(), name, body), Unread(tuple(faults))
    return troubles_of(
        body,
        [pointed(body, one, offered) for one in (*problems, *footing.problems)],
        [
            pointed(body, one, offered)
            for one in (*warnings_of(chain, unread), *unread.real(footing.warnings))
        ],
    )


def paths_of(body: Body) -> Simulation:
    """Every path through a sound chain."""
    return simulated(examined(body, functions=functions_of(registry()))[0])


def palette() -> list[tuple[Text, list[tuple[str, Text, str, Text]]]]:
    """What can be added, under the headings of the palette."""
    return [
        (
            heading,
            [(kind.value, one.title, one.icon, one.about) for kind in kinds for one in [words.KINDS[kind]]],
        )
        for heading, kinds in GROUPS
    ]
