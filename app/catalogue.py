"""Our messages and their translations: `python -m app.catalogue` brings the files up to date."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "app" / "translations"
SOURCES = (("python", "app", "*.py"), ("jinja2", "templates", "*.html"))
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
ENGLISH = "en"
STILL = datetime(2026, 1, 1, tzinfo=UTC)


def messages() -> Iterator[str]:
    """Every message of the shell's code and templates; they are written in Chinese."""
    for method, folder, pattern in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            with path.open("rb") as file:
                for found in extract(method, file, KEYWORDS):
                    yield found[1] if isinstance(found[1], str) else found[1][0]


def catalogue(locale: str) -> Catalog:
    """The translations of a locale as they are written."""
    with po(locale).open("rb") as file:
        return read_po(file, locale=locale)


def compiled(found: Catalog) -> bytes:
    """The translations as gettext reads them."""
    target = BytesIO()
    write_mo(target, found)
    return target.getvalue()


def missing() -> list[str]:
    """The messages that have no English."""
    known = catalogue(ENGLISH)
    return sorted({text for text in messages() if not (known.get(text) and known[text].string)})


def update() -> None:
    """The English file names exactly our messages; both files are compiled."""
    old = catalogue(ENGLISH)
    new = blank(ENGLISH)
    for text in sorted(set(messages())):
        message = old.get(text)
        new.add(text, message.string if message else "")
    write(new, ENGLISH)
    for locale in ("zh_Hans_CN", ENGLISH):
        mo(locale).write_bytes(compiled(catalogue(locale)))


def po(locale: str) -> Path:
    """Where translations are written."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def mo(locale: str) -> Path:
    """Where they are read from."""
    return po(locale).with_suffix(".mo")


def blank(locale: str) -> Catalog:
    """An empty catalogue; its dates stand still, so that an update without news changes no file."""
    return Catalog(
        locale=locale,
        project="tongban",
        version="1",
        header_comment=f"# {locale}: python -m app.catalogue",
        msgid_bugs_address="tongban",
        last_translator="tongban",
        language_team="tongban",
        creation_date=STILL,
        revision_date=STILL,
        fuzzy=False,
    )


def write(found: Catalog, locale: str) -> None:
    """The translations are written, one message after another."""
    with po(locale).open("wb") as file:
        write_po(file, found, width=100, no_location=True, sort_output=True)


if __name__ == "__main__":
    update()
    left = missing()
    sys.stdout.writelines(f"{text}\n" for text in left)
    sys.exit(bool(left))
