"""Reads the guide of a matter: how the service is explained, block by block."""

import re

from addons.licensing.definition import (
    Channel,
    Contact,
    Faq,
    Guide,
    GuideStep,
    Material,
    TimeLimits,
)
from addons.licensing.words import ChannelKind, Purpose
from kernel.reading import Reader
from kernel.text import Text

URL = re.compile(r"https?://[^\s\"'<>]{1,300}")
PHONE = re.compile(r"[0-9+][0-9 ()-]{2,29}(?:(?:转| ext\.? ?)[0-9]{1,6})?")


def read_guide(node: Reader) -> Guide:
    """The guide that the mapping says; each block may be left out."""
    guide = Guide(
        summary=node.words("summary"),
        conditions=_sentences(node, "conditions"),
        steps=tuple(_step(inner) for inner in node.children("steps")),
        materials=tuple(_material(inner) for inner in node.children("materials")),
        channels=tuple(one for inner in node.children("channels") if (one := _channel(inner))),
        contacts=tuple(whom for inner in node.children("contacts") if (whom := _contact(inner))),
        basis=_sentences(node, "basis"),
        authority=node.words("authority"),
        office=node.words("office"),
        kind=node.words("kind"),
        fee=node.words("fee"),
        scope=node.words("scope"),
        result=node.words("result"),
        visits=node.whole("visits", most=20),
        time_limits=_limits(node.child("time_limits")),
        faq=tuple(_faq(inner) for inner in node.children("faq")),
    )
    node.finish()
    return guide


def _sentences(node: Reader, key: str) -> tuple[Text, ...]:
    """Sentences of a list, each one text or {zh, en}."""
    found = []
    for inner, value in _members(node, key):
        found.append(Text(value, value) if inner is None else _said(inner))
    return tuple(found)


def _members(node: Reader, key: str) -> "list[tuple[Reader | None, str]]":
    items = node.items(key)
    if all(isinstance(item, str) for item in items):
        return [(None, text) for text in node.texts(key)]
    return [(inner, "") for inner in node.children(key)]


def _said(node: Reader) -> Text:
    said = Text(node.text("zh"), node.text("en"))
    node.finish()
    return said


def _step(node: Reader) -> GuideStep:
    step = GuideStep(node.title(), node.words("note"))
    node.finish()
    return step


def _material(node: Reader) -> Material:
    material = Material(
        name=node.name(),
        title=node.title(),
        form=node.words("form"),
        necessity=node.words("necessity"),
        source=node.words("source"),
        note=node.words("note"),
    )
    node.finish()
    return material


def _channel(node: Reader) -> Channel | None:
    kind, name = node.member("kind", ChannelKind), node.title("name")
    url = node.text("url") if node.has("url") else None
    if url and not URL.fullmatch(url):
        node.refuse(
            "url",
            Text(f"“{url}”不是网址。", f"“{url}” is no web address."),
            Text("请写以 https:// 开头的完整网址。", "Write a whole address that begins with https://."),
        )
    node.finish()
    return Channel(kind, name, url) if kind else None


def _contact(node: Reader) -> Contact | None:
    purpose = node.member("purpose", Purpose)
    contact_name = node.words("name")
    phone = node.text("phone") if node.has("phone") else None
    hours = node.words("hours")
    if phone and not PHONE.fullmatch(phone):
        node.refuse(
            "phone",
            Text(f"“{phone}”不是电话号码。", f"“{phone}” is no telephone number."),
            Text("请写成 0431-85076811 的样子。", "Write it like 0431-85076811."),
        )
    if phone is None and contact_name is None:
        node.refuse(
            "",
            Text("没有写找谁，也没有写电话。", "It says neither whom to ask nor a telephone."),
            Text("请写 name 或 phone。", "Give a name or a phone."),
        )
    node.finish()
    return Contact(purpose, contact_name, phone, hours) if purpose else None


def _limits(node: Reader) -> TimeLimits:
    limits = TimeLimits(node.words("statutory"), node.words("promised"))
    node.finish()
    return limits


def _faq(node: Reader) -> Faq:
    faq = Faq(node.title("q"), node.title("a"))
    node.finish()
    return faq
