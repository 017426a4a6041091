"""``baoku words`` as a process on a real engine: what it learns, writes, and what the next start makes of it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import warm_baoku

from worker.app.settings import load_settings
from worker.enrichment import load_segmenter
from worker.indexing.named import issues_by_name

if TYPE_CHECKING:
    from pathlib import Path

WRITER = "罗青禾"  # in simplified characters in one paper, in traditional ones in another


def test_issues_are_counted_name_by_name(small_archive: Any) -> None:
    counts = issues_by_name(small_archive.client, small_archive.articles)
    assert (counts[WRITER], counts["羅青禾"]) == (2, 1)
    assert counts["谭水生"] == 1  # a credit


def test_names_become_a_dictionary_of_the_next_start(small_archive: Any, engines: Any, tmp_path: Path) -> None:
    action = {"index": f"{small_archive.articles}-v2-000001", "alias": "articles"}
    small_archive.client.indices.update_aliases(actions=[{"add": action}])
    user, password = engines.reader
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAOKU_", "ELASTIC"))} | {
        "BAOKU_HOME": str(tmp_path),
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": user,
        "ELASTICSEARCH_PASSWORD": password,
        "REDIS_URL": "redis://127.0.0.1:1/0",  # no queue is asked
        "PYTHONIOENCODING": "utf-8",
    }

    def words(*arguments: str) -> str:
        done = subprocess.run(
            [warm_baoku.command(), "words", *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    settings = load_settings(home=tmp_path)
    try:
        assert "0 words" in words()  # three issues are wanted
        shown = words("--least", "1")
        assert WRITER in shown
        assert "baoku words --write" in shown
        assert settings.dictionaries == (), "nothing is written unasked"
        assert "baoku reindex" in words("--least", "1", "--write")
        assert "holds them already" in words("--least", "1", "--write")
    finally:
        small_archive.client.indices.update_aliases(actions=[{"remove": action}])
    assert settings.dictionaries == (settings.learned_words,)
    taught = load_segmenter(settings.dictionaries)
    assert WRITER in taught.query_words(f"记者{WRITER}报道")
    assert taught.version != load_segmenter().version
