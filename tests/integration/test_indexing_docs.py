"""docs/mapping.md says what is so: its tables list every field, its requests find what they say."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from worker.indexing import Versions, definitions, set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

PAGE = (Path(__file__).parents[2] / "docs" / "mapping.md").read_text("utf-8")
REQUESTS = re.findall(r"```\nGET /articles/_search\n(.+?)\n```", PAGE, re.DOTALL)


def leaves(properties: dict[str, Any], prefix: str = "") -> set[str]:
    names: set[str] = set()
    for name, definition in properties.items():
        nested = definition.get("properties")
        names |= leaves(nested, f"{prefix}{name}.") if nested else {prefix + name}
    return names


@pytest.mark.parametrize("index", ["articles", "issues"])
def test_the_table_lists_every_field_and_no_other(index: str) -> None:
    section = PAGE.split(f"## Fields of `{index}`")[1].split("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    listed = re.findall(r"`([a-z_.]+)`", " ".join(rows))
    assert sorted(listed) == sorted(leaves(definitions.load(index)["properties"]))


@pytest.fixture(scope="module")
def alias(client: Elasticsearch) -> Iterator[str]:
    """An archive with one article in traditional characters and one in simplified ones."""
    name = uuid.uuid4().hex[:8]
    alias = f"articles-{name}"
    set_up(client, articles_alias=alias, issues_alias=f"issues-{name}", versions=Versions("p", "e", "d"))
    traditional = {"body": "北碚區的李強", "people": ["李強"]}
    folded = {"body": "北碚区的李强", "people": ["李强"]}
    client.index(index=alias, id="traditional", document={**traditional, "folded": folded})
    client.index(index=alias, id="simplified", document={"body": "保护生态环境", "body_words": "保护 生态环境"})
    client.indices.refresh(index=alias)
    yield alias
    client.indices.delete(index=[f"{alias}-v2-000001", f"issues-{name}-v2-000001"])


def test_there_are_requests_to_try() -> None:
    assert len(REQUESTS) == 6


@pytest.mark.parametrize("request_body", REQUESTS)
def test_each_request_finds_its_one_article(client: Elasticsearch, alias: str, request_body: str) -> None:
    hits = client.search(index=alias, **json.loads(request_body))["hits"]["hits"]
    expected = "simplified" if "生态" in request_body else "traditional"
    assert [hit["_id"] for hit in hits] == [expected]
