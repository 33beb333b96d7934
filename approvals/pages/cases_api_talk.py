"""What is said about a case as JSON, and who follows it: messages, notes, an eye kept on it; as on the page."""

from collections.abc import Iterable
from typing import Any

from flask import Response

from approvals.casefile.messages import Spoken, messages_of, notes_of
from approvals.pages.cases_api_given import object_of, text_in, usable, wrong
from approvals.pages.desk import Desk, desk
from approvals.pages.following import keep
from approvals.pages.talking import MESSAGE, NOTE, said_here
from kernel.access import names_of
from kernel.web import platform
from kernel.web.exchanged import answered

KINDS = (MESSAGE, NOTE)


def written(number: int) -> Response:
    """The words are with the applicant, or in the notes of the offices."""
    given = object_of(("kind", "text"))
    kind = text_in(given, "kind")
    if kind not in KINDS:
        raise wrong("kind", *usable("、".join(KINDS), ", ".join(KINDS)))
    with platform().database.transaction() as session:
        found = said_here(desk(session), number, kind, text_in(given, "text"))
    return answered({"id": found, "kind": kind})


def followed(number: int) -> Response:
    """The visitor follows the case, or follows it no more."""
    given = object_of(("follow",))
    on = given.get("follow")
    if not isinstance(on, bool):
        raise wrong("follow", *usable("true 或 false", "true or false"))
    with platform().database.transaction() as session:
        keep(desk(session), number, on=on)
    return answered({"id": number, "followed": on})


def talk_said(at: Desk, number: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that was said, in order."""
    messages, notes = messages_of(at.session, number), notes_of(at.session, number)
    names = names_of(at.session, {one.author for one in (*messages, *notes)})

    def said(spoken: Iterable[Spoken]) -> list[dict[str, Any]]:
        return [
            {
                "at": one.at.isoformat(),
                "by": {"account": one.author, "name": names.get(one.author, one.author)},
                "by_office": one.by_office,
                "text": one.text,
            }
            for one in spoken
        ]

    return {"messages": said(messages), "notes": said(notes)}
