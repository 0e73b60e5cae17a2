"""Stories that people live in front of pages, over days: the clock is the story's own."""

from collections.abc import Iterator

import pytest

from tests.api.conftest import client, country, running_app, scene, settings
from tests.api.scene import Scene
from tests.scenarios.days import Days

__all__ = ["client", "country", "days", "running_app", "scene", "settings"]


@pytest.fixture
def days(scene: Scene) -> Iterator[Days]:
    story = Days(scene)
    with story.told():
        yield story
