"""Several searches in one request: the server does them beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from elasticsearch import ApiError
from elasticsearch.exceptions import HTTP_EXCEPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elasticsearch import Elasticsearch


def several(client: Elasticsearch, alias: str, searches: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the answers to searches, in their order.

    Args:
        client: May read the alias.
        alias: Where all of them search.
        searches: Their bodies.

    Raises:
        ApiError: The server refuses one of them.
    """
    answered = client.msearch(index=alias, searches=[part for body in searches for part in ({}, body)])
    for one in answered["responses"]:
        if "error" in one:
            refused = HTTP_EXCEPTIONS.get(one["status"], ApiError)
            raise refused(str(one["error"].get("type", "")), replace(answered.meta, status=one["status"]), one)
    return list(answered["responses"])
