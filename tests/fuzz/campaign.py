"""Feeds every target in turn for as long as is asked, and stops at the first failure, made small.

make fuzz MINUTES=30
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz import inputs, invariants
from fuzz.engine import index_on
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from worker.embedded import Engines
from worker.enrichment import load_enricher
from worker.ingestion.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.engine import Index

MAX_BYTES = 4 * 1024 * 1024
INDEXED_EVERY = 10  # one file of so many that are read is indexed too
ASKED_EVERY = 4  # one query of so many that are understood is asked of the engine too
ROUND = 200  # inputs of one target before the next one has its turn


@dataclass
class Campaign:
    """The targets, and how many inputs each was given."""

    pipeline: Pipeline
    index: Index
    counts: Counter[str] = field(default_factory=Counter)

    def file(self, data: bytes, path: str, turn: int) -> None:
        """Read, parse and enrich a file; index it when its ``turn`` is 0."""
        processed = invariants.check_file(self.pipeline, data, path)
        self.counts["files"] += 1
        if processed is None:
            self.counts["files refused"] += 1
            return
        self.counts["articles"] += len(processed.enrichments)
        if turn == 0:
            self.index.check_document(processed, path)
            self.counts["files indexed"] += 1

    def sidecar(self, data: bytes) -> None:
        """Read a sidecar."""
        invariants.check_sidecar(data)
        self.counts["sidecars"] += 1

    def query(self, text: str, page: str, turn: int) -> None:
        """Read a query; ask it when its ``turn`` is 0."""
        understood = invariants.check_query(self.pipeline.enricher.segmenter, text, page)
        self.counts["queries"] += 1
        if not understood:
            self.counts["queries refused"] += 1
        elif turn == 0:
            self.index.check_query(text)
            self.counts["queries asked of Elasticsearch"] += 1

    def rounds(self, number: int, size: int = ROUND) -> tuple[Callable[[], None], ...]:
        """Return the targets, each ready for a round of ``size`` inputs that ``number`` decides."""

        def ready(target: Callable[..., None], *strategies: st.SearchStrategy[object]) -> Callable[[], None]:
            # a free-standing function: hypothesis wants no bound method
            def feed(drawn: tuple[object, ...]) -> None:
                target(*drawn)

            bounded = settings(
                max_examples=size,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.generate, Phase.shrink),
            )
            return seed(number)(bounded(given(st.tuples(*strategies))(feed)))

        pages = st.sampled_from(inputs.GOLDEN)
        return (
            ready(self.file, inputs.FILES, inputs.PATHS, st.integers(0, INDEXED_EVERY - 1)),
            ready(self.query, inputs.QUERIES, pages, st.integers(0, ASKED_EVERY - 1)),
            ready(self.sidecar, inputs.SIDECARS),
        )


def main() -> None:
    """Run the campaign."""
    arguments = argparse.ArgumentParser(description="Fuzz reading, parsing, enrichment and the query language.")
    arguments.add_argument("--minutes", type=float, default=30)
    arguments.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    state = Path(tempfile.mkdtemp(prefix="baoku-fuzz-"))
    try:
        pipeline = Pipeline(load_enricher(), MAX_BYTES)
        with Engines(state, prepare_classes=False).running() as engines, index_on(engines, pipeline) as index:
            campaign = Campaign(pipeline, index)
            end = time.monotonic() + options.minutes * 60
            number = options.seed
            while time.monotonic() < end:
                for feed in campaign.rounds(number):
                    feed()
                number += 1
            told = ", ".join(f"{count} {what}" for what, count in sorted(campaign.counts.items()))
            print(f"{options.minutes:g} minutes from seed {options.seed}, no failure: {told}")
    finally:
        shutil.rmtree(state, ignore_errors=True)


if __name__ == "__main__":
    main()
