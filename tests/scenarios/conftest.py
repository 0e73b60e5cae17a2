"""The web on a database of the test's own, as the tests of its pages have it."""

from tests.api.conftest import client, country, running_app, scene, settings

__all__ = ["client", "country", "running_app", "scene", "settings"]
