"""The JSON Schema of a rule set file, made from the shapes it is read into.

`python -m approvals.rules.schema` writes rule-set.schema.json anew; editors check TOML by it.
"""

import json
from pathlib import Path
from typing import Any

from approvals.rules.loader import RULE_SET

FILE = Path(__file__).resolve().parent / "rule-set.schema.json"


def schema() -> dict[str, Any]:
    """What the file may say; what cannot hold together is for the loader to refuse.

    The catalogue, `defaults` and `routes` say much of what the shapes insist on.
    """
    found: dict[str, Any] = RULE_SET.json_schema()
    shapes = found["$defs"]
    route = shapes["AwardRule"]["properties"]["route"]
    shapes["AwardRule"]["properties"]["route"] = {"anyOf": [{"type": "string"}, route]}
    shapes["AwardRule"]["required"] = ["recipients", "basis", "authority", "route"]
    shapes["StageRule"]["required"] = ["stage", "method", "at", "may_return"]
    del shapes["BallotRule"]["required"]
    properties = found["properties"]
    properties["routes"] = {"type": "object", "additionalProperties": route}
    part = {"type": "object", "additionalProperties": False}
    stage = shapes["StageRule"]["properties"] | {"ballot": {"$ref": "#/$defs/BallotRule"}}
    properties["defaults"] = part | {"properties": stage}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def written() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
