"""Reads personal_data.toml: how many days a request about personal data may take."""

import json
import tomllib
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, with_config

from approvals.domain.request_clocks import RequestRules

FILE = Path(__file__).resolve().parent / "personal_data.toml"

with_config(ConfigDict(extra="forbid", strict=True))(RequestRules)
_RULES = TypeAdapter(RequestRules)


@cache
def request_rules() -> RequestRules:
    """The limits that come with the program; a file that says too little or too much is refused."""
    return _RULES.validate_json(json.dumps(tomllib.loads(FILE.read_text(encoding="utf-8"))))
