"""The settings page: what administrators change without a restart, each within its limits and on record."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.attempts import address
from app.language import locale_name
from kernel.errors import Invalid
from kernel.seams import pages
from kernel.settings import Setting, change, declared, restore, settings_of
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, platform, visitor

SEE = ("can_read", "Settings")
EDIT = ("can_edit", "Settings")
ASKED = ("q", "group", "changed")
LONGEST = 100

settings = Pages("settings", __name__, url_prefix="/admin/settings")


@pages("settings")
def settings_pages() -> Pages:
    """The settings."""
    return settings


@settings.get(
    "/",
    permission=SEE,
    menu=MenuItem(
        Text("设置", "Settings"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="sliders",
        order=230,
        about=Text("密码、登录、会话和站点", "Passwords, signing in, sessions, the site"),
    ),
)
def index() -> str:
    """Every setting as it is, or those that were looked for."""
    return _page({}, {})


@settings.post("/", permission=EDIT)
def save() -> ResponseReturnValue:
    """All that was changed holds in every process from its next request on; or nothing, and the page says why."""
    here, known = platform(), declared(platform().registry)
    # of a claim a hidden “no” comes first, and “yes” after it when it is ticked
    typed = {name: request.form.getlist(name)[-1] for name in known if name in request.form}
    problems = {name: said for name, text in typed.items() if (said := _problem(known[name], text))}
    if problems:
        return _page(typed, problems), 422
    with here.database.transaction() as session:
        changed = [
            known[name].title.of(locale_name())
            for name, text in typed.items()
            if change(session, here.registry, name, text, **_who())
        ]
    if changed:
        flash(_("已保存：%(names)s。", names=_("、").join(changed)), "ok")
    else:
        flash(_("没有改动。"), "info")
    return redirect(url_for("settings.index", **_asked()))


@settings.post("/<name>/restore", permission=EDIT)
def reset(name: str) -> ResponseReturnValue:
    """The setting has its default again."""
    here = platform()
    with here.database.transaction() as session:
        restore(session, here.registry, name, **_who())
    title = declared(here.registry)[name].title.of(locale_name())
    flash(_("“%(name)s”已恢复默认值。", name=title), "ok")
    return redirect(url_for("settings.index", **_asked()))


def _asked() -> dict[str, Any]:
    """By what the page is narrowed."""
    return {name: words for name in ASKED if (words := request.args.get(name, "").strip()[:LONGEST])}


def _answers(one: Setting, asked: dict[str, Any], *, is_default: bool) -> bool:
    """Whether the setting is one of those looked for."""
    words = asked.get("q", "").lower()
    told = f"{one.title.zh} {one.title.en} {one.about.zh} {one.about.en}".lower()
    return (
        words in told
        and asked.get("group", one.group.en) == one.group.en
        and not ("changed" in asked and is_default)
    )


def _problem(one: Setting, text: str) -> str:
    try:
        one.kind.read(text)
    except Invalid as error:
        return error.told(locale_name())
    return ""


def _page(typed: dict[str, str], problems: dict[str, str]) -> str:
    here = platform()
    values = settings_of(here.database.session().connection(), here.registry)
    groups: dict[str, list[dict[str, Any]]] = {}
    known, asked = declared(here.registry), _asked()
    for name, one in known.items():
        if not (_answers(one, asked, is_default=values[name] == one.default) or name in typed):
            continue
        shown = typed.get(name, _written(values[name]))
        groups.setdefault(one.group.of(locale_name()), []).append(
            {
                "name": name,
                "setting": one,
                "kind": type(one.kind).__name__,
                "value": shown,
                "default": _written(one.default),
                "is_default": values[name] == one.default,
                "problem": problems.get(name, ""),
            }
        )
    titles = {one["name"]: one["problem"] for found in groups.values() for one in found if one["problem"]}
    return render_template(
        "admin/settings.html",
        groups=groups,
        problems=titles,
        asked=asked,
        offered={one.group.en: one.group for one in known.values()},
    )


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _who() -> dict[str, Any]:
    return {"actor": visitor().username, "now": platform().clock.now(), "address": address()}
