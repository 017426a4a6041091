"""The made archive dropped into a running home, and what the index then says of each of its files.

``python -m benchmarks.made_archive --live`` starts ``baoku up`` on a home of its own, copies the whole archive into
the inbox at once and waits until nothing is left. Then it asks for each article by headline, paper, date, page and
edition, as a reader does; compares the index with the files, article by article; and asks which conflicts are listed.
The same is asked again after ``baoku reindex``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elasticsearch.helpers import scan

from worker.app import connection
from worker.app.settings import Settings
from worker.document.identifiers import digest
from worker.enrichment import load_segmenter
from worker.search import Request, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.made_file import MadeFile

COMMAND = Path(sys.executable).with_name("baoku")
START_SECONDS = 180
MOST_SHOWN = 20
HEADLINE = re.compile(r"^.+完工惠及\d+户$", re.MULTILINE)
FIELDS = ["publication", "date", "page", "edition", "part", "headline", "unit_id", "issue_id", "file.digest", "ordinal"]


@dataclass
class Found:
    """What the index said.

    Attributes:
        files: Asked about, by habit; ``right`` counts those of which everything was as it should be.
        wrong: What was not, a line each.
    """

    files: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    articles: int = 0
    conflicts: int = 0

    def table(self) -> Iterator[str]:
        """Yield lines for people."""
        yield f"{'habit':<20}{'files':>8}{'right':>8}"
        for habit, files in self.files.items():
            yield f"{habit:<20}{files:>8,}{self.right[habit]:>8,}"
        yield f"{self.articles:,} articles in the index, {self.conflicts:,} conflicts listed, {len(self.wrong):,} wrong"


@dataclass(frozen=True, slots=True)
class Home:
    """A home on which ``baoku up`` runs."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a user who set nothing but the home."""
        mine = ("BAOKU_", "REDIS_", "ELASTICSEARCH_")
        return {n: v for n, v in os.environ.items() if not n.startswith(mine)} | {"BAOKU_HOME": str(self.folder)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Give a command."""
        return subprocess.run(
            [COMMAND, *arguments], env=self.environment, capture_output=True, text=True, check=False, cwd=self.folder
        )

    def asked(self, *arguments: str) -> Any:
        """Return a command's answer in JSON."""
        return json.loads(self.run(*arguments, "--json").stdout)

    def settled(self) -> None:
        """Wait until no file waits."""
        while self.run("status", "--follow").returncode or self.asked("status")["inbox_files"]:
            time.sleep(1)


@contextlib.contextmanager
def running(*, keep: bool) -> Iterator[Home]:
    """Start ``baoku up`` on a new home, and stop it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="baoku-made-archive-"))
    folder.chmod(0o711)  # the engines run as a user of their own
    home = Home(folder / "home")
    home.folder.mkdir()
    with (folder / "up.log").open("w") as log:
        process = subprocess.Popen(
            [COMMAND, "up"], stdout=log, stderr=log, env=home.environment, cwd=folder, start_new_session=True
        )
    try:
        end = time.monotonic() + START_SECONDS
        while home.run("health").returncode:
            if process.poll() is not None or time.monotonic() > end:
                sys.exit(f"baoku up does not come up: {(folder / 'up.log').read_text()[-2000:]}")
            time.sleep(1)
        yield home
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def drop(home: Home, files: Sequence[MadeFile]) -> None:
    """Copy the files into the inbox, as an archive is that somebody has on a disk."""
    for made in files:
        target = home.folder / "inbox" / made.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(made.text, encoding="utf-8")


def ask(home: Home, files: Sequence[MadeFile]) -> Found:
    """Return what the index says of the files."""
    settings = Settings(home=home.folder)
    there = connection.find(settings)
    with there.elasticsearch(there.reader) as client:
        search = Search(client, settings.articles_alias, load_segmenter(settings.dictionaries))
        by_digest: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for hit in scan(client, index=settings.articles_alias, query={"_source": FIELDS}, size=1000):
            by_digest[hit["_source"]["file"]["digest"]].append({**hit["_source"], "id": hit["_id"]})
        found = Found(articles=sum(map(len, by_digest.values())))
        for made in files:
            found.files[made.habit] += 1
            articles = by_digest[digest(made.text.encode())]
            wrong = [*_unlike(made, articles), *_not_found(made, articles, search)]
            found.right[made.habit] += not wrong
            found.wrong += [f"{made.path}: {line}" for line in wrong]
    known = {digest(made.text.encode()) for made in files}
    found.wrong += [
        f"{key}: a content that nobody dropped" for key, some in by_digest.items() if some and key not in known
    ]
    _judge_conflicts(home, files, found)
    return found


def _unlike(made: MadeFile, articles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what of the index's articles of a content is not as the file is."""
    due = HEADLINE.findall(made.text)
    headlines = [one["headline"] for one in sorted(articles, key=lambda one: one["ordinal"])]
    if headlines != due:
        yield f"{len(due)} articles dropped, the index has {headlines}"
    said = {
        ("".join(one["publication"].split()), one.get("date", ""), one.get("page", ""), one.get("edition", ""))
        for one in articles
    }
    if said != {(made.publication, made.date.isoformat(), made.page, made.edition)}:
        yield f"the index says {said}"
    if len({one["unit_id"] for one in articles}) > 1:
        yield "it stands in the index twice"


def _not_found(made: MadeFile, articles: Sequence[Mapping[str, Any]], search: Search) -> Iterator[str]:
    """Yield the queries of a reader who knows paper, day, page and headline that do not find the article."""
    known = {one["headline"]: one["id"] for one in articles}
    edition = f" 版本:{made.edition}" if made.edition else ""
    for headline in HEADLINE.findall(made.text):
        query = f'报纸:{made.publication} 日期:{made.date} 版:{made.page}{edition} 标题:"{headline}"'
        results = search.run(Request(query, facets=False))
        if results.relaxed or known.get(headline) not in {hit.id for hit in results.hits}:
            yield f"not found by {query}"


def _judge_conflicts(home: Home, files: Sequence[MadeFile], found: Found) -> None:
    listed = home.asked("conflicts")
    told = {one["path"]: {each["field"] for each in one["conflicts"]} for one in listed["conflicts"]}
    due = {made.path: set(made.contested) for made in files if made.contested}
    found.conflicts = len(told)
    found.wrong += [f"{path}: its conflict is not listed" for path, fields in due.items() if told.get(path) != fields]
    found.wrong += [f"{path}: a conflict that is none" for path in told if path not in due]
    found.wrong += [f"{one['path']}: held: {one['reason']}" for one in listed["held"]]
    found.wrong += [f"{one['stored']}: failed: {one['reason']}" for one in home.asked("failures")["failures"]]


def live(files: Sequence[MadeFile], *, keep: bool) -> int:
    """Drop the archive, ask, build the index anew, ask again; return 1 when anything is wrong."""
    wrong = 0
    with running(keep=keep) as home:
        began = time.monotonic()
        drop(home, files)
        home.settled()
        print(f"{len(files):,} files dropped and filed in {time.monotonic() - began:.0f} s", flush=True)
        for state in ("the index that grew", "the index built anew"):
            if state == "the index built anew":
                began = time.monotonic()
                built = home.run("reindex")
                print(f"baoku reindex: exit {built.returncode}, {time.monotonic() - began:.0f} s")
                print(built.stdout[-1500:])
            found = ask(home, files)
            print(f"\n{state}")
            for line in (*found.table(), *found.wrong[:MOST_SHOWN]):
                print(line, flush=True)
            wrong += len(found.wrong)
        if keep:
            print(f"kept in {home.folder}")
    return 1 if wrong else 0
