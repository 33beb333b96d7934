"""Our messages and their translations: `python -m app.catalogue` brings the files up to date.

The shell has its own (`app/translations`), and so has every plugin that says something on pages of its own.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = "translations"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PATTERNS = (("python", "*.py"), ("jinja2", "*.html"))
ENGLISH = "en"
LOCALES = ("zh_Hans_CN", ENGLISH)
STILL = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Home:
    """Where translations are written, and the folders whose messages they translate; written in Chinese."""

    folder: Path
    sources: tuple[Path, ...]

    def messages(self) -> Iterator[str]:
        """Every message of the sources' code and templates."""
        for source in self.sources:
            for method, pattern in PATTERNS:
                for path in sorted(source.rglob(pattern)):
                    with path.open("rb") as file:
                        for found in extract(method, file, KEYWORDS):
                            yield found[1] if isinstance(found[1], str) else found[1][0]

    def catalogue(self, locale: str) -> Catalog:
        """The translations of a locale as they are written."""
        if not self.po(locale).exists():
            return blank(locale)
        with self.po(locale).open("rb") as file:
            return read_po(file, locale=locale)

    def po(self, locale: str) -> Path:
        """Where translations are written."""
        return self.folder / locale / "LC_MESSAGES" / "messages.po"

    def mo(self, locale: str) -> Path:
        """Where they are read from."""
        return self.po(locale).with_suffix(".mo")

    @property
    def locales(self) -> Sequence[str]:
        """The shell alone says some of FAB's Chinese anew."""
        return LOCALES if self.folder == SHELL.folder else (ENGLISH,)


SHELL = Home(ROOT / "app" / TRANSLATIONS, (ROOT / "app", ROOT / "templates"))


def homes() -> Iterator[Home]:
    """The shell, and the plugins of the product that have messages."""
    yield SHELL
    for manifest in sorted(ROOT.glob("*/__manifest__.py")) + sorted(ROOT.glob("addons/*/__manifest__.py")):
        home = Home(manifest.parent / TRANSLATIONS, (manifest.parent,))
        if next(home.messages(), None) is not None:
            yield home


def compiled(found: Catalog) -> bytes:
    """The translations as gettext reads them."""
    target = BytesIO()
    write_mo(target, found)
    return target.getvalue()


def missing(home: Home) -> list[str]:
    """The messages that have no English."""
    known = home.catalogue(ENGLISH)
    return sorted({text for text in home.messages() if not (known.get(text) and known[text].string)})


def update(home: Home) -> None:
    """The English file names exactly our messages; every file is compiled."""
    old = home.catalogue(ENGLISH)
    new = blank(ENGLISH)
    for text in sorted(set(home.messages())):
        message = old.get(text)
        new.add(text, message.string if message else "")
    home.po(ENGLISH).parent.mkdir(parents=True, exist_ok=True)
    with home.po(ENGLISH).open("wb") as file:
        write_po(file, new, width=100, no_location=True, sort_output=True)
    for locale in home.locales:
        home.mo(locale).write_bytes(compiled(home.catalogue(locale)))


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


def main() -> int:
    """Brings every home up to date and names what has no English; the status to exit with."""
    left = []
    for home in homes():
        update(home)
        left += [f"{home.folder.parent.name}: {text}\n" for text in missing(home)]
    sys.stdout.writelines(left)
    return bool(left)


if __name__ == "__main__":
    sys.exit(main())
