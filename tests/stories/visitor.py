"""Somebody at a browser without scripts: opens pages, follows links, fills in forms and presses buttons by their words."""

import copy
import re
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

BLANKS = re.compile(r"\s+")
BUTTONS = ".//button[(not(@type) or @type='submit') and not(@aria-hidden)]"


@dataclass
class Visitor:
    """One browser; `tree` is the page it shows."""

    client: FlaskClient
    answer: TestResponse | None = None
    tree: Any = field(default=None, repr=False)

    def open(self, path: str, *, status: int = 200) -> "Visitor":
        """The page at the address is shown; redirects are followed."""
        return self._shown(self.client.get(path, follow_redirects=True), status)

    def follow(self, words: str) -> "Visitor":
        """The link with these words was clicked."""
        links = [link for link in self.tree.iter("a") if link.get("href") and words in said(link)]
        assert links, f"no link “{words}” on\n{self.text}"
        return self.open(links[0].get("href"))

    def press(self, words: str, *, status: int = 200, **values: Any) -> "Visitor":
        """The button was pressed, its form holding what it held and these values over it."""
        button = self.button(words)
        named = button.get("form")
        form = self.tree.get_element_by_id(named) if named else next(button.iterancestors("form"))
        posted = MultiDict(form.form_values())
        if button.get("name"):
            posted.add(button.get("name"), button.get("value") or "")
        for name, value in values.items():
            posted.poplist(name)
            for one in value if isinstance(value, list) else [value]:
                posted.add(name, one)
        action = button.get("formaction") or form.get("action") or self.path
        if form.get("method", "get").lower() == "get":
            answer = self.client.get(action, query_string=posted, follow_redirects=True)
        else:
            answer = self.client.post(action, data=posted, follow_redirects=True)
        return self._shown(answer, status)

    def button(self, words: str) -> Any:
        """The button whose words begin so."""
        found = [one for one in self.tree.xpath(BUTTONS) if said(one).startswith(words)]
        assert found, f"no button “{words}” on {self.path}\n{self.text}"
        return found[0]

    def shows(self, words: str) -> bool:
        """Whether the page says so."""
        return words in self.text

    def has_button(self, words: str) -> bool:
        """Whether there is such a button."""
        return any(said(one).startswith(words) for one in self.tree.xpath(BUTTONS))

    def links(self, beginning: str) -> list[str]:
        """The addresses that begin so, each once."""
        found = [link.get("href", "") for link in self.tree.iter("a")]
        return list(dict.fromkeys(one for one in found if one.startswith(beginning)))

    def refusal(self) -> str:
        """What the page says is wrong."""
        return " ".join(said(one) for one in self.tree.xpath("//*[@role='alert']"))

    @property
    def text(self) -> str:
        """Everything the page says."""
        main = self.tree.xpath("//main")
        return said(main[0] if main else self.tree)

    @property
    def everything(self) -> str:
        """What the whole page shows, its head and foot too."""
        shown = copy.deepcopy(self.tree)
        for hidden in shown.xpath("//script | //style | //template | //*[@hidden]"):
            hidden.drop_tree()
        return said(shown)

    @property
    def path(self) -> str:
        """Where the browser is."""
        assert self.answer is not None
        return self.answer.request.path

    def _shown(self, answer: TestResponse, status: int) -> "Visitor":
        self.answer = answer
        self.tree = html.document_fromstring(answer.text)
        assert answer.status_code == status, f"{answer.status_code} {answer.request.path}\n{self.text}"
        return self


def said(element: Any) -> str:
    """The words of an element, or its label, without the blanks of the markup."""
    words = element.text_content() or element.get("aria-label") or ""
    return BLANKS.sub(" ", words).strip()
