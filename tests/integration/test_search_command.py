"""``baoku search`` as a process on a real engine: what it prints and how it exits."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import warm_baoku

from worker.document.identifiers import name_slug

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]

FIRST = f"{name_slug('澄江报')}-2023-10-27-p01"
FERRY, MARKET = f"{FIRST}-a01", f"{FIRST}-a02"
FOUND, NO_HIT, WRONG_INPUT, ENGINE_AWAY = 0, 1, 2, 3


@pytest.fixture
def command(engines: Any, tmp_path: Path) -> Command:
    """Run ``baoku search`` as the read-only user, far from any settings of the person who runs the tests."""
    user, password = engines.reader
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAOKU_", "ELASTIC"))} | {
        "BAOKU_ARTICLES_ALIAS": "articles",
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": user,
        "ELASTICSEARCH_PASSWORD": password,
        "REDIS_URL": "redis://127.0.0.1:1/0",  # search asks no queue
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "120",
    }

    def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [warm_baoku.command(), "search", *arguments],
            env=environment | changes,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="module", autouse=True)
def usual_alias(small_archive: Any) -> Any:
    """The reader may read ``articles`` alone."""
    action = {"index": f"{small_archive.articles}-v2-000001", "alias": "articles"}
    small_archive.client.indices.update_aliases(actions=[{"add": action}])
    yield
    small_archive.client.indices.update_aliases(actions=[{"remove": action}])


def test_hits_and_facets(command: Command) -> None:
    done = command("谭水生", "日期:2023-10")
    assert (done.returncode, done.stderr) == (FOUND, "")
    for part in ("2 articles", "渡口老船工三十年守一江", FERRY, "人物 people", "谭水生 2", "2023-10 2"):
        assert part in done.stdout


def test_what_is_left_out_is_no_option(command: Command) -> None:
    done = command("渡口", "-谭水生", "-招租")
    assert done.returncode == FOUND
    assert "1 article " in done.stdout
    assert "經濟學人談長江航運" in done.stdout


def test_relaxing_is_said(command: Command) -> None:
    done = command("渡口 夜市")
    assert done.returncode == FOUND
    assert "No article holds all of it" in done.stdout


def test_no_hit_offers_names_that_begin_alike(command: Command) -> None:
    done = command("谭水根")
    assert done.returncode == NO_HIT
    assert "no article holds it" in done.stdout
    assert "谭水生 3" in done.stdout


def test_json_has_marks_and_a_cursor_that_leads_on(command: Command) -> None:
    first = command("人物:谭水生", "--json", "--limit", "2", "--sort", "oldest")
    page = json.loads(first.stdout)
    assert (first.returncode, page["total"]) == (FOUND, 3)
    assert [hit["id"] for hit in page["hits"]] == [FERRY, MARKET]
    subtitle = page["hits"][0]["subtitle"]
    assert [subtitle["text"][mark["start"] : mark["end"]] for mark in subtitle["marks"]] == ["谭水生"]
    second = command("人物:谭水生", "--json", "--limit", "2", "--sort", "oldest", "--after", page["after"])
    assert [hit["headline"]["text"] for hit in json.loads(second.stdout)["hits"]] == ["守一江三十年的渡口老船工"]


def test_the_cursor_can_be_copied_from_the_screen(command: Command) -> None:
    first = command("渡口", "--limit", "1")
    cursor = first.stdout.split("--after ")[1].strip()
    assert command("渡口", "--limit", "1", "--after", cursor).returncode == FOUND


def test_collapse_shows_each_story_once(command: Command) -> None:
    done = command("人物:谭水生", "--collapse")
    assert done.returncode == FOUND
    assert "3 articles in 2 stories" in done.stdout
    assert "same story: " in done.stdout


def test_open_shows_a_whole_article_and_what_is_like_it(command: Command) -> None:
    done = command("--open", FERRY)
    assert done.returncode == FOUND
    for part in ("沿江行", "乡亲们的心里有他", "人物 people: 谭水生", "more like this:", "守一江三十年的渡口老船工"):
        assert part in done.stdout
    document = json.loads(command("--open", FERRY, "--json").stdout)
    assert document["id"] == FERRY


def test_open_of_no_article(command: Command) -> None:
    done = command("--open", "no-such-article")
    assert (done.returncode, done.stdout) == (NO_HIT, "")
    assert "no-such-article" in done.stderr


def test_a_wrong_query_is_pointed_at(command: Command) -> None:
    done = command("渡口 日期:2023-13")
    assert (done.returncode, done.stdout) == (WRONG_INPUT, "")
    assert done.stderr.splitlines() == [
        "baoku: there is no such day",
        "  渡口 日期:2023-13",
        "            ^^^^^^^",
    ]


def test_a_cursor_of_another_query_is_wrong_input(command: Command) -> None:
    assert command("渡口", "--after", "WyJ4Il0").returncode == WRONG_INPUT


def test_an_engine_that_is_away(command: Command) -> None:
    with socket.socket() as taken:  # bound but not listening: nobody answers
        taken.bind(("127.0.0.1", 0))
        done = command("渡口", ELASTICSEARCH_URL=f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (done.returncode, done.stdout) == (ENGINE_AWAY, "")
    assert done.stderr.startswith("baoku: Elasticsearch does not answer")
    assert "Traceback" not in done.stderr


def test_markup_of_a_page_is_shown_as_it_is_printed(command: Command) -> None:
    assert "<b>[red]广告[/red]</b> 渡口招租" in command("招租").stdout
