"""Puts the web application together."""

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry

from api import pages, routes
from api.assets import VersionedFiles
from api.errors import answer_refusals
from api.openapi import describe
from api.security import Shield
from api.timing import Timing
from api.watch import Watch
from api.web import make_web
from core.collecting import keep_what_is_loaded
from core.database import connect
from core.postgres import database_urls
from core.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; it connects when it starts to serve."""
    settings = settings or load_settings()
    app = FastAPI(
        title="Bảng Vàng",
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
        lifespan=_connected,
    )
    app.state.web = make_web(settings)
    parts = routers(settings)
    for router in parts:
        app.include_router(router)
    describe(app, parts)
    app.mount("/static", VersionedFiles(app.state.web.assets), name="static")
    answer_refusals(app)
    app.add_middleware(Shield, settings=settings)
    app.state.registry = CollectorRegistry()
    app.add_middleware(Timing, registry=app.state.registry)
    return app


def serving_app() -> FastAPI:
    """The application of a process that does nothing else."""
    app = create_app()
    keep_what_is_loaded()
    return app


def routers(settings: Settings) -> list[APIRouter]:
    """`router` of every module in api/pages and api/routes; `dev_…` in development only."""
    found = []
    for package in (pages, routes):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if ".dev_" in module.name and not settings.development:
                continue
            router = getattr(importlib.import_module(module.name), "router", None)
            if isinstance(router, APIRouter):
                found.append(router)
    return found


@asynccontextmanager
async def _connected(app: FastAPI) -> AsyncIterator[None]:
    url = database_urls(app.state.web.settings).ours
    app.state.engine = connect(url)
    app.state.watch = Watch(url, app.state.engine)
    yield
    app.state.engine.dispose()
