"""What a catalogue must not lack: any text, and what a text leaves a place for."""

import pytest
from babel.messages.catalog import Catalog

from core.messages import misfilled, untranslated


def of(text: str | tuple[str, str], *translated: str) -> Catalog:
    catalog = Catalog(locale="vi")
    catalog.add(text, translated if isinstance(text, tuple) else translated[0])
    return catalog


def test_what_has_no_translation_is_named() -> None:
    assert untranslated(of("Send", "")) == ["Send"]
    assert untranslated(of("Send", "Gửi")) == []


@pytest.mark.parametrize("translated", ["%(name)s gửi", "Đã gửi"])
def test_a_translation_may_leave_a_placeholder_out(translated: str) -> None:
    assert misfilled(of("Sent by %(name)s", translated)) == []


@pytest.mark.parametrize("translated", ["%(who)s gửi", "%(name)s gửi. %(name)s gửi."])
def test_a_placeholder_of_its_own_or_one_twice_is_a_slip(translated: str) -> None:
    assert misfilled(of("Sent by %(name)s", translated)) == ["Sent by %(name)s"]


def test_a_plural_may_have_what_either_form_has() -> None:
    assert misfilled(of(("One file", "%(count)s files"), "%(count)s tệp")) == []
