"""A case as the JSON interface says it: a row of a list, the whole of it, what an act came to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from approvals.acts.claiming import claimable
from approvals.acts.reporting import WORDS, reportable
from approvals.casefile.faces import Answer, CaseFace, Material, answers_of, faces_of, materials_of, places_of
from approvals.casefile.logbook import log_of
from approvals.casefile.pinning import Pin
from approvals.casefile.timeline import Point, Told, step_title, timeline, to_mend, verb_words
from approvals.casefile.verdicts import Verdict, verdicts_of
from approvals.cases.labels import Mark
from approvals.cases.queries import allowed_to
from approvals.cases.view import CaseView, open_work
from approvals.engine import CompiledChain, Due, Opening
from approvals.engine.telling import STOPS
from approvals.lists.inbox import Line
from approvals.lists.timeleft import TimeLeft, left_at
from approvals.pages.cases_api_labels import labels_of, labels_said
from approvals.pages.cases_api_talk import talk_said
from approvals.pages.desk import Desk
from approvals.pages.showing import chain_of
from approvals.people.authority import may_speak
from approvals.people.concerned import is_concerned
from approvals.people.following import follows
from approvals.words import NAMING, REASONED, Stop, Verb
from kernel.access import names_of
from kernel.text import Text
from kernel.web import visitor

Said = dict[str, Any]


def row_said(at: Desk, line: Line, case: CaseView, face: CaseFace, labels: Sequence[Mark]) -> Said:
    """A row of a list; `seen` goes with an act on it."""
    chain = chain_of(at, case)
    step = line.step or (case.state.open[0].step if case.state.open else "")
    return {
        **_head(case, face),
        "step": step,
        "step_title": both(step_title(chain, step)) if step else None,
        "due_on": day(line.due_on),
        "closed_at": moment(line.closed_at),
        "left": _left(left_at(chain, case.state, step, today=at.today, calendar=at.calendar)),
        "labels": labels_said(labels),
    }


def case_said(at: Desk, case: CaseView) -> Said:
    """The whole case, as far as somebody may see it whose case it is or was."""
    chain, state = chain_of(at, case), case.state
    places = places_of(at.session, at.registry, case)
    verdicts = verdicts_of(at.session, case.id)
    log = log_of(at.session, case)
    return {
        **_head(case, faces_of(at.session, at.registry, [case])[case.id]),
        "chain": case.chain,
        "version": case.version_id,
        "filed_on": day(state.filed),
        "due": _due(state.due),
        "suspended": state.suspended,
        "stands": _stands(state.stands),
        "labels": labels_said(labels_of(at, [case.id]).get(case.id, ())),
        "steps": list(_steps(at, case, chain)),
        "may": list(_may(at, case)),
        "reports": _reports(at, case, chain),
        "defects": [_told(one) for one in to_mend(at.session, at.registry, case)],
        "places": [
            {"path": one.path, "title": both(one.title), "section": both(one.section)} for one in places
        ],
        "answers": [_answer(one) for one in answers_of(at.session, at.registry, case)],
        "materials": [
            _material(one, verdicts.get(one.id))
            for one in materials_of(at.session, at.registry, case, visitor().user_id)
        ],
        "course": [_point(one) for one in timeline(at.session, at.registry, case, log)],
        "unbroken": log.unbroken,
        **talk_said(at, case.id),
        "followed": follows(at.session, case.id, at.standing.name),
    }


def act_said(case: CaseView, opened: Iterable[str]) -> Said:
    """Where an act has left the case."""
    return {
        "id": case.id,
        "seen": case.state.seq,
        "outcome": case.state.outcome,
        "open": [one.step for one in case.state.open],
        "opened": list(opened),
    }


def report_said(case: CaseView, entry: int) -> Said:
    """Where the case stands, and the entry of its log that says what was reported."""
    said = act_said(case, ())
    return {name: said[name] for name in ("id", "seen", "outcome", "open")} | {"entry": entry}


def verdict_said(found: Verdict) -> Said:
    """What was found of a file, by whom, and what is wrong with it."""
    return {
        "fit": found.fit.value,
        "title": both(found.words),
        "by": found.account,
        "at": moment(found.at),
        "wrong": [{"what": one.what, "pin": one.pin and pin_said(one.pin)} for one in found.wrong],
    }


def pin_said(pin: Pin) -> Said:
    """A place on a page; what it has not is left out."""
    numbers = {"part": pin.cell, "x": pin.x, "y": pin.y, "wide": pin.wide, "high": pin.high}
    where = {name: number for name, number in numbers.items() if number is not None}
    return {"material": pin.material, "page": pin.page, **where}


def both(text: Text | None) -> Mapping[str, str] | None:
    """The words in both languages."""
    return None if text is None else {"zh": text.zh, "en": text.en}


def day(value: date | None) -> str | None:
    """A day as the interface writes it."""
    return None if value is None else value.isoformat()


def moment(value: datetime | None) -> str | None:
    """A moment as the interface writes it."""
    return None if value is None else value.isoformat()


def _head(case: CaseView, face: CaseFace) -> Said:
    return {
        "id": case.id,
        "number": case.number,
        "title": both(face.title),
        "subtitle": face.subtitle,
        "kind": both(face.kind),
        "note": face.note,
        "matter": case.matter,
        "seen": case.state.seq,
        "outcome": case.state.outcome,
    }


def _steps(at: Desk, case: CaseView, chain: CompiledChain) -> Iterable[Said]:
    """What is open, until when, and who has it."""
    tasks = open_work(at.session.connection(), case.id)
    free = set(claimable(at.session, at.registry, case, at.standing))
    accounts = {name for task in tasks.values() for name in (task.claimed_by, task.held_by) if name}
    accounts |= {name for one in case.state.open for name in one.signers}
    names = names_of(at.session, accounts)
    for one in case.state.open:
        task = tasks.get(one.step)
        node = chain.steps[one.step]
        yield {
            "name": one.step,
            "title": both(node.title),
            "kind": node.kind.value,
            "since": day(one.since),
            "due": _due(one.due),
            "left": _left(left_at(chain, case.state, one.step, today=at.today, calendar=at.calendar)),
            "claimed_by": _person(task.claimed_by if task else None, names),
            "held_by": _person(task.held_by if task else None, names),
            "signers": _signers(one, names),
            "claimable": one.step in free,
        }


def _may(at: Desk, case: CaseView) -> Iterable[Said]:
    """Every act that is theirs to do now, and what it has to say besides; without a step it is about the case."""
    for step, verbs in allowed_to(at.session, at.registry, case.id, at.standing).items():
        for verb in verbs:
            if verb is not Verb.WITHDRAW:
                yield {
                    "step": step,
                    "verb": verb.value,
                    "title": both(verb_words(verb)),
                    "needs": [
                        *(["opinion"] if verb in REASONED else []),
                        *(["people"] if verb in NAMING else []),
                        *(["defects", "complete"] if verb is Verb.RETURN else []),
                        *(["value"] if verb is Verb.COUNTERSIGN else []),
                        *(["to"] if verb is Verb.JUMP else []),
                    ],
                }


def _reports(at: Desk, case: CaseView, chain: CompiledChain) -> list[Said]:
    """What may be reported now, and where the case goes by it."""
    found = reportable(chain, case)
    if not found or not may_speak(at.session, at.standing, case.id):
        return []
    if is_concerned(at.session, at.registry, chain, case, at.standing):
        return []
    return [
        {
            "what": one.what.value,
            "step": one.step,
            "event": one.event,
            "title": both(WORDS[one.what]),
            "to": both(one.to),
        }
        for one in found
    ]


def _due(due: Due | None) -> Said | None:
    return None if due is None else {"on": day(due.on), "promised": day(due.promised)}


def _left(left: TimeLeft) -> Said:
    return {"words": both(left.words), "kind": left.kind.value}


def _stands(word: str) -> Mapping[str, str] | None:
    return both(STOPS[Stop(word)]) if word else None


def _person(account: str | None, names: Mapping[str, str]) -> Said | None:
    return None if account is None else {"account": account, "name": names.get(account, account)}


def _signers(opening: Opening, names: Mapping[str, str]) -> list[Said]:
    votes = dict(opening.signed)
    return [{"account": one, "name": names.get(one, one), "vote": votes.get(one)} for one in opening.signers]


def _answer(one: Answer) -> Said:
    return {
        "path": one.path,
        "title": both(one.title),
        "section": both(one.section),
        "words": one.words,
        "rows": list(one.rows),
    }


def _material(one: Material, found: Verdict | None) -> Said:
    return {
        "id": one.id,
        "place": one.place,
        "title": both(one.title),
        "name": one.name,
        "media": one.media,
        "size": one.size,
        "at": moment(one.at),
        "address": one.address,
        "verdict": found and verdict_said(found),
    }


def _point(one: Point) -> Said:
    return {
        "state": one.state,
        "what": both(one.what),
        "step": both(one.step),
        "who": both(one.who),
        "at": moment(one.at),
        "opinion": one.opinion,
        "to": both(one.to),
        "defects": [_told(defect) for defect in one.defects],
        "value": both(one.value),
        "people": list(one.people),
    }


def _told(one: Told) -> Said:
    return {"at": both(one.at), "what": one.what, "late": one.late, "pin": one.pin and pin_said(one.pin)}
