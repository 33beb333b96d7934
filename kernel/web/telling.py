"""What an act came to, told on the page that follows, with the link that follows from it."""

from typing import Any, cast

from flask import flash


def tell(words: str, *, href: str, follow: str, kind: str = "ok") -> None:
    """The next page says so and links to where one sees it: a toast in the office, a note elsewhere."""
    said: Any = {"words": words, "href": href, "follow": follow}
    # a message is kept as JSON: Flask's signature says text, its store keeps more
    flash(cast("str", said), kind)
