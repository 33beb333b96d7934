"""What the pages of every designer do alike: whose draft is drawn, the acts any board takes, handing it on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session
from werkzeug import Response

from kernel import proposals
from kernel.designs import service
from kernel.designs.acts import Done
from kernel.designs.board import Board
from kernel.designs.service import Hand, refuse_unready
from kernel.designs.sheets import NOTHING, Typing
from kernel.designs.working import Listed, Other, Working, listed, others, working
from kernel.differences import Difference
from kernel.errors import Invalid, TongbanError
from kernel.models.proposals import DefinitionProposal, ProposalState
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.text import Text
from kernel.web import allowed, platform, visitor

SEE = ("can_read", "Definitions")
EDIT = ("can_edit", "Definitions")
SEE_OTHER = 303
LONGEST_TITLE = 200
DESIGN, RENAME = "design", "rename"
DISCARDED = Text("草稿已放弃。", "The draft is discarded.")
PROPOSED = Text(
    "已提交。由另一位有发布权限的人核对后发布。",
    "Submitted. Somebody else who may publish checks and publishes it.",
)


class SheetRefused(Invalid):
    """What was typed on the property sheet cannot be taken; it is kept."""

    code = "sheet"
    typing: Typing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act that did not go through, or that is to be told on the page."""

    refused: TongbanError | None = None
    typing: Typing = NOTHING
    clashes: Sequence[Difference] = ()
    fields: dict[str, str] = field(default_factory=dict)
    """What was typed into the page's other inputs."""


@dataclass(frozen=True, slots=True)
class BoardPages:
    """The pages of one kind of definitions: its board, and the name of their routes."""

    board: Board
    routes: str

    def mine(self, name: str) -> Working:
        """The definition as the visitor has it on the board."""
        return working(reading(), self.board, name, owner())

    def others(self, name: str) -> list[Other]:
        """Who else is drawing the definition."""
        return others(reading(), self.board, name, owner())

    def listed(self) -> tuple[list[Listed], int]:
        """What is in force and what is drawn, as far as it goes by the words that are looked for; and how much in all."""
        query = request.args.get("q", "").strip().lower()
        found = listed(reading(), self.board, owner())
        shown = [
            one for one in found if not query or query in f"{one.name} {one.title.zh} {one.title.en}".lower()
        ]
        return shown, len(found)

    def begun(self, typed: dict[str, str]) -> Response:
        """A new definition stands on the board under the title that was typed."""
        title = self._title(typed)
        with platform().database.transaction() as session:
            made = service.begin(session, self.board, typed["id"], title, owner=owner(), now=now())
        return redirect(url_for(f"{self.routes}.show", name=made.name), SEE_OTHER)

    def done(
        self, name: str, at: str, chosen: Callable[[str], Callable[[Body], Done]]
    ) -> tuple[str, list[Difference], Typing | None]:
        """The act is saved; what one looks at now, where a merge found both sides to disagree, what could not be taken."""
        hand = Hand(owner(), request.form.get("_seen", ""), now())
        with platform().database.transaction() as session:
            match request.form.get("act", ""):
                case "undo":
                    return service.undo(session, self.board, name, hand)[1], [], None
                case "redo":
                    return service.redo(session, self.board, name, hand)[1], [], None
                case "merge":
                    return at, service.merge(session, self.board, name, hand), None
                case "discard":
                    service.discard(session, self.board, name, hand)
                    return "", [], None
                case word:
                    _work, done = service.carry_out(session, self.board, name, chosen(word), hand)
                    return done.at, [], done.left

    def answered(
        self,
        name: str,
        looked: tuple[str, str, str],
        chosen: Callable[[str], Callable[[Body], Done]],
        drawn: Callable[[str, Outcome], ResponseReturnValue],
    ) -> ResponseReturnValue:
        """The act is done and saved, and leads back to the board; or the board says why not, with nothing lost.

        `looked` are the node, the view and the tab of the page; `drawn` draws the board at a node.
        """
        at, view, tab = looked
        self.mine(name)
        word = request.form.get("act", "")
        try:
            if word == RENAME:
                return self.renamed(name, request.form.get("id", "").strip())
            there, clashes, left = self.done(name, at, chosen)
        except SheetRefused as error:
            return drawn(at, Outcome(error, error.typing))
        except TongbanError as error:
            return drawn(
                at, Outcome(error, fields={"id": request.form.get("id", "")} if word == RENAME else {})
            )
        if left is not None:
            return drawn(there, Outcome(sheet_refused(there, left), left))
        if word == "discard":
            flash(DISCARDED.of(str(get_locale())), "ok")
            return self.discarded(name)
        if in_parts() or clashes:
            return drawn(there, Outcome(clashes=clashes))
        return redirect(
            self.address(name, at=there, view=view if view != DESIGN else None, tab=tab), SEE_OTHER
        )

    def renamed(self, name: str, number: str) -> Response:
        """The draft that nobody has published stands on the board under another id."""
        hand = Hand(owner(), request.form.get("_seen", ""), now())
        with platform().database.transaction() as session:
            made = service.rename(session, self.board, name, number, hand)
        return redirect(url_for(f"{self.routes}.show", name=made.name), SEE_OTHER)

    def discarded(self, name: str) -> Response:
        """To what is in force; to the list when there is nothing of it any more."""
        try:
            self.mine(name)
        except TongbanError:
            return redirect(url_for(f"{self.routes}.index"), SEE_OTHER)
        return redirect(url_for(f"{self.routes}.show", name=name), SEE_OTHER)

    def address(self, name: str, *, at: str, view: str | None, tab: str) -> str:
        """Where the designer shows this."""
        anchor = f"node-{at}" if at else None
        return url_for(
            f"{self.routes}.show", name=name, at=at or None, view=view, tab=tab or None, _anchor=anchor
        )

    def handed_on(self, name: str, drawn: Callable[[Outcome], ResponseReturnValue]) -> ResponseReturnValue:
        """The draft waits for a second person; or the board says why it cannot yet."""
        reason = request.form.get("reason", "").strip()
        try:
            waits = self.proposed(self.mine(name), reason)
        except TongbanError as error:
            return drawn(Outcome(error, fields={"reason": reason}))
        flash(PROPOSED.of(str(get_locale())), "ok")
        return waits

    def proposed(self, work: Working, reason: str) -> Response:
        """The draft waits for a second person."""
        refuse_unready(work, request.form.get("_seen", ""))
        with platform().database.transaction() as session:
            found = proposals.propose(
                session,
                registry(),
                work.name,
                self.board.kind,
                work.body,
                seen=work.seen,
                actor=owner(),
                reason=reason,
                now=now(),
            )
            number = found.id
        return redirect(url_for("studio.proposal", number=number), SEE_OTHER)

    def _title(self, typed: dict[str, str]) -> Text:
        zh, called = typed["title.zh"], self.board.called
        if not zh or len(zh) > LONGEST_TITLE:
            raise Invalid(
                Text(
                    f"没有写{called.zh}名称，或名称超过 {LONGEST_TITLE} 字。",
                    f"The {called.en} has no title, or one of more than {LONGEST_TITLE} characters.",
                ),
                remedy=Text("请写一个简短的名称。", "Give it a short title."),
                place="title",
            )
        return Text(zh, typed["title.en"][:LONGEST_TITLE] or zh)


def reading() -> Session:
    """The session of a page that only reads."""
    return platform().database.session()


def registry() -> Registry:
    """Everything the installed plugins offer."""
    return platform().registry


def now() -> datetime:
    """This moment."""
    return platform().clock.now()


def owner() -> str:
    """Whose drafts are looked at."""
    return visitor().username


def editable() -> bool:
    """Whether the visitor may change definitions."""
    return allowed(EDIT)


def in_parts() -> bool:
    """Whether the page asks for its parts only, to put them in place."""
    return bool(request.headers.get("HX-Request"))


def typed_anew() -> dict[str, str]:
    """What was typed of a definition that is to begin."""
    return {key: request.form.get(key, "").strip() for key in ("title.zh", "title.en", "id")}


def proposal_of(name: str) -> DefinitionProposal | None:
    """What the visitor proposed last for the definition, while somebody may still act on it."""
    found = proposals.latest_of(reading(), name, owner())
    return found if found and found.state in (ProposalState.OPEN, ProposalState.SENT_BACK) else None


def no_such_act() -> Invalid:
    """Said when a page asks for an act that the board does not know."""
    return Invalid(
        Text("没有选择要做的操作。", "No act was chosen."),
        remedy=Text("请点页面上的按钮。", "Use one of the buttons of the page."),
        place="act",
    )


def sheet_refused(at: str, typed: Typing) -> SheetRefused:
    """Said of a sheet that is not taken, with everything that was typed on the sheet, and what is wrong with it."""
    refused = SheetRefused(
        Text(f"有 {len(typed.faults)} 处没有保存。", f"Places that were not saved: {len(typed.faults)}."),
        remedy=Text("请改正右侧标出的各处。", "Correct the places marked on the sheet."),
        place=at,
    )
    refused.typing = typed
    return refused
