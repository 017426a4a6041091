"""CPU that reading, parsing and enriching an article take, in one process: ``python -m benchmarks.stages [FOLDER]``.

The files are made up (``benchmarks.issue_files``) or those of FOLDER. Whole files are worked on as a worker's child
does: enriched twenty files at a time, with tables read and kept off the collector. The best of a few rounds counts:
what another process adds to a round is not ours.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.issue_files import CHARACTERS, IssueFiles
from worker.app.settings import Settings
from worker.app.sharing import leave_to_share, read_every_table
from worker.app.wiring import load_pipeline, versions_of
from worker.document.identity import IdentityHints
from worker.ingestion.pipeline import with_notices
from worker.ingestion.taking import ENRICHED_TOGETHER
from worker.parsing import parse_issue
from worker.readers.text import read

if TYPE_CHECKING:
    from collections.abc import Sequence

FILES = 200
ROUNDS = 7
_MAX_BYTES = 64 * 1024 * 1024


def measure(files: Sequence[tuple[str, bytes]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return CPU ms an article by stage, characters an article, and what an article of ``CHARACTERS`` takes.

    Args:
        files: Path as in the inbox, and content.
        rounds: After one that is thrown away.
    """
    pipeline = load_pipeline(Settings())
    read_every_table(pipeline, versions_of(pipeline.enricher))
    leave_to_share()
    spent: list[list[float]] = []
    for _ in range(rounds + 1):
        moments = [time.process_time()]
        sources = [read(data, max_bytes=_MAX_BYTES) for _, data in files]
        moments.append(time.process_time())
        issues = [parse_issue(source, IdentityHints(path)) for (path, _), source in zip(files, sources, strict=True)]
        moments.append(time.process_time())
        whole = [with_notices(issue) for issue in issues]
        for first in range(0, len(whole), ENRICHED_TOGETHER):
            pipeline.enricher.enrich_issues(whole[first : first + ENRICHED_TOGETHER])
        moments.append(time.process_time())
        spent.append([after - before for before, after in itertools.pairwise(moments)])
    articles = [article for issue in whole for article in issue.articles]
    characters = sum(article.characters for article in articles) / len(articles)
    best = [min(column) * 1000 / len(articles) for column in zip(*spent[1:], strict=True)]
    stages = dict(zip(("read", "parse", "enrich"), best, strict=True))
    return {
        "articles": len(articles),
        "characters": round(characters),
        **{f"{name} ms": round(value, 3) for name, value in stages.items()},
        "all ms": round(sum(best), 3),
        f"ms for {CHARACTERS} characters": round(sum(best) * CHARACTERS / characters, 3),
    }


def made_up(count: int) -> list[tuple[str, bytes]]:
    """Return so many issue files."""
    return [(file.path, file.text.encode()) for file in IssueFiles().draw(count)]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="of issue files; they are made up where it is left out")
    parser.add_argument("--files", type=int, default=FILES, help="made-up files")
    options = parser.parse_args()
    if options.folder:
        files = [("", path.read_bytes()) for path in sorted(options.folder.glob("*.txt"))]
    else:
        files = made_up(options.files)
    for name, value in measure(files).items():
        print(f"{name:28}{value:>10}")


if __name__ == "__main__":
    main()
