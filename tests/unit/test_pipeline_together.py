"""Files enriched together give what each gives alone, and one that cannot be enriched fails alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.enrichment import Enricher
from worker.errors import InternalError
from worker.ingestion.pipeline import Pipeline, Processed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.enrichment import Enrichment
    from worker.document.issue import Issue

FILES = [
    f"澄江报\n2023年10月{day}日\n{headline}\n本报讯(记者 李大海)区委书记王小明在{place}调研。{tail}\n".encode()
    for day, headline, place, tail in (
        (11, "王小明调研防汛工作", "澄江镇", "他强调,要抓好落实,确保群众安全度汛。"),
        (12, "王小明周大伟出席大会", "北碚区", "会议要求各单位通力合作,完成全年目标任务。"),
        (13, "渡口换上新船", "重庆市", "乡亲们说,新船又快又稳,过江再也不用等。"),
    )
]


class Faulty(Enricher):
    """Has a mistake that one page brings to light."""

    def __init__(self, sound: Enricher) -> None:
        self.sound = sound

    def enrich_issues(self, issues: Sequence[Issue]) -> list[tuple[Enrichment, ...]]:
        if any("新船" in article.headline for issue in issues for article in issue.articles):
            raise IndexError("a mistake of ours")
        return self.sound.enrich_issues(issues)


def test_files_together_are_files_alone(enricher: Enricher) -> None:
    pipeline = Pipeline(enricher, 1 << 20)
    alone = [pipeline.process(data) for data in FILES]
    assert all(one.enrichments for one in alone)
    assert pipeline.enrich([pipeline.parse(data) for data in FILES]) == alone
    assert pipeline.enrich([]) == []


def test_a_file_that_cannot_be_enriched_fails_alone(enricher: Enricher) -> None:
    pipeline = Pipeline(Faulty(enricher), 1 << 20)
    first, second, third = pipeline.enrich([pipeline.parse(data) for data in FILES])
    assert isinstance(first, Processed)
    assert isinstance(second, Processed)
    assert isinstance(third, InternalError)
    with pytest.raises(InternalError, match="a mistake of ours"):
        pipeline.process(FILES[2])
