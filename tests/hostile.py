"""Texts that people might type to make something else happen, and what must not come of them."""

import unicodedata
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

# Each stands in every field; `Cao` is there so that it is found again.
TEXTS: Mapping[str, str] = {
    "a second header": "Cao\r\nBcc: all@example.com\r\n\r\n<b>Thư khác</b>",
    "a script": 'Cao"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "an attribute": "Cao' onmouseover='alert(1)\" autofocus onfocus=\"alert(1)",
    "a formula": '=HYPERLINK("https://example.com","Cao")',
    "a command": "@SUM(1+1)*cmd|' /C calc'!A0 Cao",
    "a template": "Cao {{ 7*191 }} {% raw %} ${7*191} #{7*191} %(reason)s <%= 7*191 %>",
    "a paper's program": 'Cao #panic("x") #read("/etc/passwd") $ 7*191 $ \\ [*_`',
    "the other direction": "Cao\u202egnp.exe\u2066\u200b\u200d\ufeff\u0007\x1b[31m\x00Quỳnh",
    "a link": "Cao javascript:alert(1) [x](https://example.com) http://example.com/r/x",
}
_EVALUATED = "1337"  # 7*191
_LINES = {"\n", "\t", "\r"}


def unseen(text: str) -> list[str]:
    """Characters that hide, turn around or end what stands before them; ends of lines are none."""
    return [
        f"U+{ord(character):04X}"
        for character in text
        if unicodedata.category(character) in {"Cc", "Cf"} and character not in _LINES
    ]


class Page(HTMLParser):
    """A page or an HTML mail as a browser takes it apart: what could act, and what is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.acts: list[str] = []
        self.words: list[str] = []
        self._style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        self.acts += [f"{tag} {name}" for name in values if name.startswith("on")]
        if tag in {"iframe", "object", "embed", "base"}:
            self.acts.append(tag)
        if tag == "script" and not values.get("src", "").startswith("/static/"):
            self.acts.append("script")
        for name in ("href", "src", "action", "formaction"):
            if values.get(name, "").strip().lower().startswith(("javascript:", "data:")):
                self.acts.append(f"{tag} {name}")
        self.words += [value for name, value in values.items() if name in {"title", "value", "alt"}]

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.words)


def faults_of_text(text: str) -> Iterator[str]:
    """What is wrong with a text that people read."""
    yield from unseen(text)
    if _EVALUATED in text:
        yield "evaluated"


def faults_of_html(html: str) -> list[str]:
    """What is wrong with a page, or an HTML mail, that shows such a text."""
    page = Page(html)
    return [*page.acts, *faults_of_text(page.text)]
