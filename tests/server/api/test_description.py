"""``/api/v1/openapi.json`` says what the answers are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from indicators.export import REPORTS, TABLES
from server.api.description import OPENAPI
from tests.server.api.asking import APP, asked

if TYPE_CHECKING:
    import httpx

    from indicators.store.store import Store

DESCRIPTION: dict[str, Any] = json.loads(OPENAPI.read_text(encoding="utf-8"))


def mistakes(answer: httpx.Response, path: str) -> list[str]:
    """Where an answer is not as described for its path and status."""
    described = DESCRIPTION["paths"][f"/api/v1/{path}"]["get"]["responses"][str(answer.status_code)][
        "content"
    ]
    media_type = answer.headers["content-type"].partition(";")[0]
    if media_type not in described:
        return [f"{media_type} is not described"]
    schema = {"components": DESCRIPTION["components"], **described[media_type].get("schema", {})}
    if media_type != "application/json":
        return []
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer.json())]


@pytest.mark.parametrize("tables", ["seeded", "simulated", "reported"])
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("board", {"through": "2024-09"}),
        ("board", {"through": "2024-02", "lift": "industry"}),
        ("indicators", {}),
        ("observations", {"history": "true", "through": "2024-12"}),
        ("uploads", {}),
    ],
)
def test_answers_are_as_described(
    request: pytest.FixtureRequest, tables: str, path: str, query: dict[str, str]
) -> None:
    """Each answer has exactly the keys and types that are described; a schema without examples would prove nothing."""
    store: Store = request.getfixturevalue(tables)
    answer = asked(store, path, **query)
    assert answer.status_code == 200, answer.text
    assert mistakes(answer, path) == []
    assert answer.json() not in ({}, [])


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("board", {"lift": "sky"}, 400),
        ("observations", {"history": "maybe"}, 400),
        ("indicators", {"edition": "00000000"}, 404),
    ],
)
def test_refusals_are_as_described(seeded: Store, path: str, query: dict[str, str], status: int) -> None:
    """A refusal is JSON with one sentence."""
    answer = asked(seeded, path, **query)
    assert answer.status_code == status
    assert mistakes(answer, path) == []


def test_a_wrong_answer_is_noticed(seeded: Store) -> None:
    """An answer with a key too many or a word for a number is none of those described."""
    answer = asked(seeded, "board", through="2024-09")
    content = answer.json()
    content["indicators"][0] |= {"extra": 1, "target": "80"}
    answer._content = json.dumps(content).encode()
    assert len(mistakes(answer, "board")) == 2


def test_every_path_is_described() -> None:
    """Each route, report and table is in the description, and nothing else."""
    paths = {f"/{path.removeprefix('/')}" for path in DESCRIPTION["paths"]} - {"/api/v1/health"}
    routes = {route.path for route in APP.routes if hasattr(route, "path")} - {"/api/v1/openapi.json"}
    assert paths == routes
    reports, tables = (
        set(DESCRIPTION["paths"][path]["get"]["parameters"][0]["schema"]["enum"])
        for path in ("/api/v1/reports/{report}", "/api/v1/tables/{file}")
    )
    assert reports == set(REPORTS)
    assert tables == {f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")}


def test_the_description_is_handed_out(seeded: Store) -> None:
    """Programs get it where they look for it."""
    assert asked(seeded, "openapi.json").json() == DESCRIPTION
