"""Every message in every language, and nothing in it but what was put in."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import get_type_hints

import pytest
from jinja2 import UndefinedError

from core.language import LANGUAGES
from notifications.catalogue import CATALOGUE
from notifications.contents import Content
from notifications.rendering import render
from notifications.wording import long_date
from tests.notifications.sample_facts import DOSSIER
from tests.notifications.samples import AWARDED, DIGITS, REQUEST, RETURNED, SAMPLES
from tests.notifications.template_names import names_asked, names_carried

EVERY = [
    pytest.param(template, content, language, id=f"{name} in {language}")
    for name, (template, content) in SAMPLES.items()
    for language in LANGUAGES
]
LEFT_OVER = ("{{", "{%", "%(", "None", "Undefined", "<mj-")


@pytest.mark.parametrize(("template", "content", "language"), EVERY)
def test_every_message_renders(template: str, content: Content, language: str) -> None:
    mail = render(template, content, language=language)

    assert mail.subject
    assert "\n" not in mail.subject
    assert "\n\n\n" not in mail.text
    assert f'lang="{language}"' in mail.html
    for part in (mail.subject, mail.text, mail.html):
        assert not [left for left in LEFT_OVER if left in part]


@pytest.mark.parametrize(("template", "content", "language"), EVERY)
def test_reading_a_mail_loads_nothing_from_elsewhere(
    template: str, content: Content, language: str
) -> None:
    html = render(template, content, language=language).html
    assert not re.findall(r"@import|url\(|<link\b|<img\b|src=", html)


@pytest.mark.parametrize(("template", "content", "language"), EVERY)
def test_the_text_says_what_the_html_says(template: str, content: Content, language: str) -> None:
    mail = render(template, content, language=language)
    plain = " ".join(mail.text.split())
    # Left out: layout only, or said in a link's own words.
    missing = [
        said
        for said in visible_texts(mail.html)
        if said not in plain and not said.startswith(("https://", "Bảng Vàng ·"))
    ]
    headings = 1
    only_about_buttons = int(hasattr(content, "review_url") or hasattr(content, "opinion_url"))
    assert len(missing) <= headings + only_about_buttons, missing


def test_every_message_was_rendered() -> None:
    assert {template for template, _ in SAMPLES.values()} == set(CATALOGUE)


@pytest.mark.parametrize("template", CATALOGUE)
def test_templates_use_exactly_what_the_content_carries(template: str) -> None:
    kinds = {type(content) for name, content in SAMPLES.values() if name == template}
    assert len(kinds) == 1
    (kind,) = kinds
    asked = names_asked(template)
    ours = {name for name in asked if name.split(".")[0] in get_type_hints(kind)}
    assert ours == names_carried(kind)
    assert {name for name in asked if "." not in name} - {"subject"} <= set(get_type_hints(kind))


def test_a_template_that_asks_for_more_fails() -> None:
    with pytest.raises(UndefinedError):
        render("gate_opened", DIGITS, language="vi")


def test_days_have_their_weekday() -> None:
    assert long_date("vi")(date(2026, 11, 23)) == "Thứ Hai, 23/11/2026"
    assert long_date("vi")(date(2026, 11, 22)) == "Chủ Nhật, 22/11/2026"
    assert long_date("en")(date(2026, 11, 23)) == "Monday, 23 November 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reviewer_gets_the_link_the_code_and_the_day(language: str) -> None:
    mail = render("gate_opened", REQUEST, language=language)
    for part in (mail.text, mail.html):
        assert REQUEST.review_url in part
        assert "482 915" in part
        assert long_date(language)(date(2026, 12, 7)) in part
        assert DOSSIER.history_head in part
    assert mail.html.count(f'href="{REQUEST.review_url}"') == 2  # the button, and its address
    assert "482915" not in mail.subject + mail.text + mail.html


def test_a_code_is_not_in_the_subject() -> None:
    for template, content in SAMPLES.values():
        code = getattr(content, "code", "")
        subject = render(template, content, language="vi").subject
        assert not code or (code not in subject and f"{code[:3]} {code[3:]}" not in subject)


def test_the_whole_reason_is_told_line_by_line() -> None:
    mail = render("returned", RETURNED, language="vi")
    assert "> Thiếu giấy chứng nhận sáng kiến.\n> Số liệu ở mục 2 không khớp biên bản." in mail.text
    assert "Thiếu giấy chứng nhận sáng kiến.<br />Số liệu ở mục 2 không khớp biên bản." in mail.html


def test_gold_is_kept_for_awards() -> None:
    golden = {
        name
        for name, (template, content) in SAMPLES.items()
        if "#b8860b" in render(template, content, language="vi").html
    }
    assert golden == {"outcome awarded", "outcome awarded, number to come"}


HEADER_ATTACKS = [
    "An\r\nBcc: all@example.com",
    "An\nContent-Type: text/html\n\n<b>",
    "An\rX: y",
    "An\u2028Bcc: all@example.com",
    "An\x0b\x0cBcc",
    "An\x00\x1b[31m",
    "An\u202egnp.exe",
    "An\u200b\ufeff",
    "An\x85Bcc: x",
]


@pytest.mark.parametrize("attack", HEADER_ATTACKS)
@pytest.mark.parametrize("template", ["gate_opened", "outcome"])
def test_a_name_cannot_begin_another_header(template: str, attack: str) -> None:
    content = replace(
        REQUEST if template == "gate_opened" else AWARDED,
        dossier=replace(DOSSIER, nominee=attack, award=attack),
    )
    subject = render(template, content, language="vi").subject
    assert subject.isprintable()
    assert subject.splitlines() == [subject]


MARKUP_ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</mj-text></mj-column></mj-section><mj-raw><script>1</script></mj-raw>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "<!--[if mso]><b><![endif]-->",
    "%(name)s %s %",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("attack", MARKUP_ATTACKS)
def test_markup_in_what_people_wrote_stays_text(attack: str) -> None:
    dossier = replace(DOSSIER, nominee=attack, position=attack, award=attack, body=attack)
    content = replace(RETURNED, dossier=dossier, reason=(attack,), reader=attack)
    honest = replace(content, dossier=DOSSIER, reason=("x",), reader="x")

    mail = render("returned", content, language="vi")

    assert tags_of(mail.html) == tags_of(render("returned", honest, language="vi").html)
    assert f"> {attack}" in mail.text
    assert attack in visible_texts(mail.html)


def tags_of(html: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            found.append(tag)

    Reader().feed(html)
    return found


def visible_texts(html: str) -> list[str]:
    """The pieces of text a reader sees, spaces made single."""
    found: list[str] = []

    class Reader(HTMLParser):
        skipped = 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            hidden = any(
                name == "style" and "display:none" in (value or "") for name, value in attrs
            )
            self.skipped += tag in {"style", "title"} or hidden

        def handle_endtag(self, tag: str) -> None:
            self.skipped -= self.skipped > 0 and tag in {"style", "title", "div"}

        def handle_data(self, data: str) -> None:
            if not self.skipped and data.strip():
                found.append(" ".join(data.split()))

    Reader().feed(html)
    return found
