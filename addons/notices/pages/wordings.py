"""How this office words what people are told: every event, its words changed in the browser, published by a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.licensing.telling import Event, said
from addons.notices.definition import NoticeTemplate
from addons.notices.kinds import NoticeTemplateKind
from addons.notices.ways import GROUPS
from addons.notices.wordings import KIND, InForce, events_of, templates_in_force
from kernel.errors import NotFound, TongbanError
from kernel.kinds import Problem
from kernel.proposals import propose
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, platform, visitor

SEE = ("can_read", "Definitions")
EDIT = ("can_edit", "Definitions")
FIELDS = ("subject.zh", "subject.en", "text.zh", "text.en")
LONGEST = 4_000
"""Characters of a subject or a text."""

wordings = Pages("wordings", __name__, url_prefix="/studio/wordings", template_folder="templates")


@pages("wordings")
def wording_pages() -> Pages:
    """The words in which people are told."""
    return wordings


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form, why it is changed, and which version it was written on."""

    words: Mapping[str, str]
    reason: str
    seen: int

    @property
    def subject(self) -> Text:
        """The subject in both languages."""
        return Text(self.words["subject.zh"], self.words["subject.en"])

    @property
    def text(self) -> Text:
        """The text in both languages."""
        return Text(self.words["text.zh"], self.words["text.en"])


@wordings.get(
    "",
    permission=SEE,
    menu=MenuItem(
        Text("消息模板", "Notice templates"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="letter-text",
        order=240,
        about=Text("告知申请人和同事时怎么说", "How applicants and colleagues are told"),
    ),
)
def index() -> str:
    """Every event that is told of, with its subject as it is now."""
    here = platform()
    own = templates_in_force(here.database.session())
    rows = [
        (event, own[name].template.subject if name in own else event.subject, name in own)
        for name, event in events_of(here.registry).items()
    ]
    return render_template("notices/wordings.html", rows=rows, groups=GROUPS)


@wordings.get("/<event>", permission=SEE)
def edit(event: str) -> str:
    """The words of one event, the names it gives, and how it reads with samples."""
    found = _event(event)
    return _page(found, _standing(found))


@wordings.post("/<event>", permission=EDIT)
def save(event: str) -> ResponseReturnValue:
    """Shown with samples, or proposed to a second person; or the page says why not, with nothing lost."""
    found, here = _event(event), platform()
    draft = Draft(
        {name: request.form.get(name, "").replace("\r\n", "\n") for name in FIELDS},
        request.form.get("reason", "").strip(),
        request.form.get("seen", 0, type=int),
    )
    problems = _too_long(draft) or NoticeTemplateKind.check(_body(found, draft), here.registry)
    if problems or "preview" in request.form:
        return _page(found, draft, problems), 422 if problems else 200
    own = _own(event)
    try:
        with here.database.transaction() as session:
            made = propose(
                session,
                here.registry,
                own.name if own is not None else f"studio.notice_{event}",
                KIND,
                _body(found, draft),
                seen=draft.seen,
                actor=visitor().username,
                reason=draft.reason,
                now=here.clock.now(),
            )
            number = made.id
    except TongbanError as error:
        return _page(found, draft, refused=error), error.status
    flash(_("已提交，等另一位有发布权限的人发布。"), "ok")
    return redirect(url_for("studio.proposal", number=number))


def _too_long(draft: Draft) -> list[Problem]:
    """The words that are longer than a notice may be, each with its length."""
    return [
        Problem(
            name,
            Text(f"有 {len(words)} 字，超过了 {LONGEST} 字。", f"{len(words)} characters are too many."),
            Text("请写得简短些。", f"Keep it to {LONGEST} characters."),
        )
        for name, words in draft.words.items()
        if len(words) > LONGEST
    ]


def _event(name: str) -> Event:
    found = events_of(platform().registry).get(name)
    if found is None:
        raise NotFound(
            Text("没有这个告知事项。", "There is no such event."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
            place=name[:40],
        )
    return found


def _own(event: str) -> InForce | None:
    return templates_in_force(platform().database.session()).get(event)


def _standing(event: Event) -> Draft:
    own = _own(event.name)
    now = (
        own.template
        if own is not None
        else NoticeTemplate(event.title, event.name, event.subject, event.text)
    )
    words = (now.subject.zh, now.subject.en, now.text.zh, now.text.en)
    return Draft(dict(zip(FIELDS, words, strict=True)), "", own.number if own is not None else 0)


def _body(event: Event, draft: Draft) -> dict[str, object]:
    title = {"zh": event.title.zh, "en": event.title.en}
    subject, text = draft.subject, draft.text
    return {
        "title": title,
        "event": event.name,
        "subject": {"zh": subject.zh, "en": subject.en},
        "text": {"zh": text.zh, "en": text.en},
    }


def _page(
    event: Event,
    draft: Draft,
    problems: Sequence[Problem] = (),
    *,
    refused: TongbanError | None = None,
) -> str:
    samples = {word.name: word.sample for word in event.words}
    wrong: dict[str, list[Problem]] = {}
    for one in problems:
        wrong.setdefault(one.path, []).append(one)
    return render_template(
        "notices/wording.html",
        event=event,
        draft=draft,
        wrong=wrong,
        refused=refused,
        subject=said(draft.subject, samples),
        text=said(draft.text, samples),
        fields=(
            ("subject.zh", _("标题（中文）"), 2),
            ("text.zh", _("正文（中文）"), 5),
            ("subject.en", _("标题（英文）"), 2),
            ("text.en", _("正文（英文）"), 5),
        ),
    )
