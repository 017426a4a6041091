"""Bulk lines, and what a server's answer to an item means."""

from __future__ import annotations

import pickle

import orjson
import pytest

from worker.errors import ConfigurationError, EngineUnavailableError, RejectedDocumentError
from worker.indexing import bulk
from worker.indexing.bulk import ItemResult
from worker.indexing.client import connect, failure

UPSERT = bulk.upsert("articles", {"id": "i-a01", "headline": "题"}, 7)
DELETION = bulk.deletion("articles", "i-a02", 7)


def test_a_write_names_its_revision_and_needs_the_alias() -> None:
    head, source = UPSERT.lines(require_alias=True).splitlines()
    assert orjson.loads(head) == {
        "index": {
            "_index": "articles",
            "_id": "i-a01",
            "version": 7,
            "version_type": "external_gte",
            "require_alias": True,
        }
    }
    assert orjson.loads(source) == {"id": "i-a01", "headline": "题"}


def test_a_deletion_is_one_line() -> None:
    [head] = DELETION.lines(require_alias=True).splitlines()
    assert orjson.loads(head) == {
        "delete": {"_index": "articles", "_id": "i-a02", "version": 7, "version_type": "external_gte"}
    }


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (200, "", None),
        (201, "", None),
        (404, "", None),  # a deletion that finds nothing: as wanted
        (409, "version_conflict_engine_exception", None),  # something newer is there
        (400, "strict_dynamic_mapping_exception", RejectedDocumentError),
        (400, "document_parsing_exception", RejectedDocumentError),
        (413, "", RejectedDocumentError),
        (404, "index_not_found_exception", ConfigurationError),  # the alias is missing
        (401, "security_exception", ConfigurationError),
        (403, "security_exception", ConfigurationError),
        (403, "cluster_block_exception", EngineUnavailableError),  # blocked by a rebuild, or by a full disk
        (429, "es_rejected_execution_exception", EngineUnavailableError),
        (502, "", EngineUnavailableError),
        (503, "unavailable_shards_exception", EngineUnavailableError),
        (504, "", EngineUnavailableError),
        (500, "something", EngineUnavailableError),
        (405, "something", ConfigurationError),  # not known to pass by itself: stop and say so
    ],
)
def test_what_an_item_result_means(status: int, kind: str, expected: type[Exception] | None) -> None:
    error = ItemResult(UPSERT, status, kind, "because").error()
    assert (type(error) if error else None) is expected
    if error is not None:
        assert "because" in str(error)
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_the_reason_of_a_refusal_is_kept_even_when_the_server_gives_none() -> None:
    assert "503" in str(failure(503, {}))


def test_an_address_that_is_none_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError, match="nonsense"):
        connect("nonsense")


def test_written_lines_are_sent_as_they_are() -> None:
    """Not copied, which would double the megabytes of an order; what is not written yet still is, each on a line."""
    serializers = connect("http://127.0.0.1:9200").transport.serializers
    mimetype = "application/vnd.elasticsearch+x-ndjson; compatible-with=9"
    body = UPSERT.lines(require_alias=True) + DELETION.lines(require_alias=True)
    assert serializers.dumps(body, mimetype=mimetype) is body
    assert serializers.dumps(body[:-1], mimetype=mimetype) == body
    assert serializers.dumps([{"index": {}}, {"id": 1}], mimetype=mimetype) == b'{"index":{}}\n{"id":1}\n'


@pytest.mark.parametrize(
    ("operation", "most", "expected"),
    [
        (123_714_500, 51_897_958, RejectedDocumentError),  # alone too large for the heap
        (44_366_400, 51_897_958, RejectedDocumentError),  # so is this one, which counts as sent, too
        (30_000_000, 51_897_958, EngineUnavailableError),  # fits, once the others are done
    ],
)
def test_a_document_that_never_fits_is_told_from_a_busy_server(operation: int, most: int, expected: type) -> None:
    reason = (
        "rejected execution of primary operation [coordinating_and_primary_bytes=30928897, replica_bytes=0, "
        f"all_bytes=30928897, primary_operation_bytes={operation}, max_primary_bytes={most}]"
    )
    assert type(ItemResult(UPSERT, 429, "es_rejected_execution_exception", reason).error()) is expected
