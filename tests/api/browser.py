"""A browser without scripts: follows links, fills in the forms it was shown, keeps cookies."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from fastapi.testclient import TestClient
from httpx2 import Response


class Form(HTMLParser):
    """The fields of the page's main form, as a browser would send them."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self._wanted = action
        self._inside = False
        self._area: str | None = None
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.found = False
        self._beside: dict[str, dict[str, str]] = {}  # by a form's id: fields that stand before it
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = values.get("action") == self._wanted
            self.found = self.found or self._inside
        if tag == "form" and self._inside:
            self.fields |= self._beside.get(values.get("id", ""), {})
        if tag == "input" and "form" in values:
            beside = self._beside.setdefault(values["form"], {})
            beside[values["name"]] = values.get("value", "")
        if not self._inside or "name" not in values:
            return
        name = values["name"]
        if values.get("type") == "radio":
            self.choices.setdefault(name, []).append(values["value"])
            if "checked" in values:
                self.fields[name] = values["value"]
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""
        elif tag == "input" and values.get("type") != "file":
            self.fields[name] = values.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._inside and self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = None
        if tag == "form":
            self._inside = False


class Browser:
    """One person's browser."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    @property
    def headers(self) -> dict[str, str]:
        """What a browser says of a request that a page of ours made."""
        return {"Origin": str(self.client.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}

    def get(self, address: str, **headers: str) -> Response:
        """Follow a link, which may be a whole address from a mail."""
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return self.client.get(path, headers=headers)

    def send(self, shown: Response, action: str, **typed: str) -> Response:
        """Fill in a form that a page showed, send it, and follow where it leads."""
        form = Form(shown.text, action)
        assert form.found, f"no form for {action} on this page"
        return self.client.post(action, data=form.fields | typed, headers=self.headers)
