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


# It was told of as a find that the later one would drop the earlier one's articles; of two pages with one revision, the
# one with the lesser digest was not written at all.
def test_every_input_is_written_whatever_stands_under_its_identity(engines: Addresses, enricher: Enricher) -> None:
    pipeline = Pipeline(enricher, MAX_BYTES)
    name = "澄江报2023-10-27p01.txt"
    told = (
        "标题：渡口新添两艘渡船\n正文：本报讯 县里为两岸居民添了两艘渡船，每日往返二十趟，学生乘船不再收费。\n",
        "标题：菌菇大棚迎来头茬\n正文：本报讯 山脚下的大棚里，头茬菌菇已经采下，合作社当天就把它们送往城里。\n",
    )
    first, second = (pipeline.process(text.encode(), path=name) for text in told)
    assert first.unit_id == second.unit_id
    with index_on(engines, pipeline) as index:
        for page in (first, second, first):
            index.check_document(page, name)
            index.archive.client.indices.refresh(index=index.archive.articles)
            found = index.archive.client.search(index=index.archive.articles)["hits"]["hits"]
            assert [hit["_source"]["headline"] for hit in found] == [page.issue.articles[0].headline]
