"""The short form of `make fuzz`: a few inputs of each target, always the same ones, against real Elasticsearch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fuzz.campaign import MAX_BYTES, Campaign
from fuzz.engine import index_on

from worker.ingestion.pipeline import Pipeline

if TYPE_CHECKING:
    from worker.embedded import Addresses
    from worker.enrichment import Enricher


@pytest.mark.parametrize("number", [1])
def test_nothing_but_documented_errors_comes_of_any_input(engines: Addresses, enricher: Enricher, number: int) -> None:
    pipeline = Pipeline(enricher, MAX_BYTES)
    with index_on(engines, pipeline) as index:
        campaign = Campaign(pipeline, index)
        for feed in campaign.rounds(number, size=80):
            feed()
    # each kind of input came through, and came as far as the engine
    for what in ("files", "files refused", "files indexed", "queries refused", "queries asked of Elasticsearch"):
        assert campaign.counts[what] > 0, what
