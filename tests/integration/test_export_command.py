"""``baoku export`` on a real engine: every hit in each format; JSON lines are read back to the same articles."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import warm_baoku

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]

SAME = ("headline", "kicker", "subtitle", "body", "source_line", "byline", "captions", "page", "ordinal", "publication")


@pytest.fixture
def command(engines: Any, small_archive: Any, tmp_path: Path) -> Command:
    """Run a command; the read-only user may read no index of a test's own."""
    user, password = engines.admin
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAOKU_", "ELASTIC"))} | {
        "BAOKU_ARTICLES_ALIAS": small_archive.articles,
        "BAOKU_HOME": str(tmp_path / "home"),
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": user,
        "ELASTICSEARCH_PASSWORD": password,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "PYTHONIOENCODING": "utf-8",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [warm_baoku.command(), *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_json_lines_are_read_back_to_the_same_articles(command: Command, small_archive: Any, tmp_path: Path) -> None:
    done = command("export", "--out", "all.jsonl")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    count = small_archive.client.count(index=small_archive.articles)["count"]
    assert len(lines) == count
    read = command("parse", "--json", "all.jsonl")
    assert read.returncode == 0, read.stderr
    articles = {one["id"]: one for one in json.loads(read.stdout)["articles"]}
    for line in lines:
        if not line.get("page") or line["id"].startswith("content-"):
            continue  # its id holds the digest of the file it came from
        article = articles[line["id"]]
        assert {name: article[name] for name in SAME if name in line} == {
            name: line[name] for name in SAME if name in line
        }


@pytest.mark.parametrize(("form", "sign"), [("csv", "headline"), ("ris", "TY  - NEWS"), ("bibtex", "@article{")])
def test_every_format_has_every_hit(command: Command, form: str, sign: str) -> None:
    done = command("export", "--format", form)
    assert done.returncode == 0, done.stderr
    assert sign in done.stdout


def test_a_wrong_query_and_one_without_hits(command: Command) -> None:
    assert command("export", '"没有结尾').returncode == 2
    assert command("export", "标题:绝无此词绝无此词").returncode in {0, 1}
