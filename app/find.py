"""Finding from anywhere: a few letters are posted, so that names stay out of addresses and logs."""

from collections.abc import Iterator, Sequence
from functools import cache

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from kernel.db import writing
from kernel.finding import LONGEST, Hit, Seeker, found
from kernel.seams import finder, pages
from kernel.text import Text
from kernel.web import SIGNED_IN, Area, Link, MenuItem, Pages, navigation, platform, versions, visitor

FRAGMENT = "X-Fragment"
FEW, MANY = 6, 20
"""So many of each kind are shown in the palette, and on the page."""

find = Pages("find", __name__)
PROFILE = MenuItem(Text("账户与密码", "Account and password"))


@pages("find")
def find_pages() -> Pages:
    """The search over everything that the visitor may see."""
    return find


@find.get("/find", permission=SIGNED_IN)
def form() -> ResponseReturnValue:
    """The search, with the pages one may open."""
    return _page("find/find.html", "", MANY)


@find.post("/find", permission=SIGNED_IN)
def search() -> ResponseReturnValue:
    """What was found, as a page or as the list that the palette shows."""
    # it only reads: the lock of those who write would make letters wait for each other
    writing.set(False)
    text = request.form.get("text", "").strip()[:LONGEST]
    if request.headers.get(FRAGMENT):
        return _page("find/_hits.html", text, FEW)
    return _page("find/find.html", text, MANY)


@finder("pages", title=Text("页面", "Pages"), icon="panel-left", order=90)
def menu_pages(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:  # noqa: ARG001
    """The pages of every navigation that the visitor may open, by title or by pinyin."""
    entries = [link for area in Area for link in navigation(area)]
    entries.append(Link(PROFILE, "profile.index", SIGNED_IN))
    return [
        Hit(link.item.title, link.endpoint, about=link.item.about or Text("", ""))
        for link in entries
        if is_called(link.item.title, text)
    ][:limit]


def is_called(title: Text, text: str) -> bool:
    """Whether a title goes by the letters: part of it in either language, or its pinyin from the beginning."""
    wanted = text.casefold().replace(" ", "")
    if not wanted:
        return True
    if wanted in title.zh.casefold() or wanted in title.en.casefold().replace(" ", ""):
        return True
    return any(spelt.startswith(wanted) for spelt in spellings(title.zh))


@cache
def spellings(words: str) -> tuple[str, str]:
    """Chinese words as they are typed in Latin letters: the initials, and all of it."""
    # its tables take a tenth of the time in which a process starts
    from pypinyin import Style, lazy_pinyin

    initials = "".join(lazy_pinyin(words, style=Style.FIRST_LETTER))
    return initials.casefold(), "".join(lazy_pinyin(words)).casefold()


def _page(template: str, text: str, limit: int) -> str:
    return render_template(template, text=text, groups=list(_groups(text, limit)))


def _groups(text: str, limit: int) -> Iterator[object]:
    here, who = platform(), visitor()
    seeker = Seeker(who.actor, who.permissions, here.present(), here.clock.now(), versions().role)
    yield from found(here.database.session(), seeker, text, limit=limit)
