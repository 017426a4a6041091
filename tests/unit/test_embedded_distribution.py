"""Fetching and unpacking: whole or not at all, once, and only what was pinned."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import pytest

from worker.embedded import distribution
from worker.embedded.distribution import VERSION, examine, provide
from worker.embedded.reporting import Silent
from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from worker.embedded.reporting import Reporter

JAR = f"elasticsearch-{VERSION}/lib/elasticsearch-{VERSION}.jar"
PROGRAM = f"elasticsearch-{VERSION}/bin/elasticsearch"


class Source:
    """Stands for the repository: counts how often it is asked."""

    def __init__(self, archive: Path) -> None:
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr(f"elasticsearch-{VERSION}/", "")
            packed.writestr(JAR, "server")
            packed.writestr(f"elasticsearch-{VERSION}/modules/x-pack-core/x.jar", "module")
            program = zipfile.ZipInfo(PROGRAM)
            program.external_attr = 0o100755 << 16
            packed.writestr(program, "#!/bin/sh")
        self.content = archive.read_bytes()
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.asked = 0

    def fetch(self, work: Path, reporter: Reporter) -> Path:
        self.asked += 1
        path = work / "fetched.zip"
        path.write_bytes(self.content)
        reporter.progress(len(self.content), len(self.content))
        return path

    def provide(self, cache: Path, fetch: Callable[[Path, Reporter], Path] | None = None) -> distribution.Distribution:
        return provide(cache, Silent(), sha256=self.sha256, fetch=fetch or self.fetch)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path / "source.zip")


def test_it_is_fetched_once_and_is_readable_by_all(tmp_path: Path, source: Source) -> None:
    cache = tmp_path / "cache"
    first = source.provide(cache)
    assert source.provide(cache) == first == examine(first.home)
    assert source.asked == 1
    assert first.modules == {"x-pack-core"}
    assert (first.home / "lib" / f"elasticsearch-{VERSION}.jar").stat().st_mode & 0o777 == 0o644
    assert (first.home / "bin" / "elasticsearch").stat().st_mode & 0o777 == 0o755


def test_another_file_than_the_pinned_one_is_not_unpacked(tmp_path: Path, source: Source) -> None:
    def changed(work: Path, _reporter: Reporter) -> Path:
        path = work / "fetched.zip"
        path.write_bytes(source.content + b"!")
        return path

    with pytest.raises(ConfigurationError, match=r"not the expected file \(SHA-256"):
        source.provide(tmp_path / "cache", changed)
    assert [each.name for each in (tmp_path / "cache").iterdir()] == [".lock"]


class Interrupted(BaseException):
    """Ctrl-C, somewhere in the middle."""


def test_an_interrupted_download_leaves_nothing_that_is_taken_for_an_engine(tmp_path: Path, source: Source) -> None:
    def half(work: Path, _reporter: Reporter) -> Path:
        (work / "fetched.zip").write_bytes(source.content[:50])
        raise Interrupted

    with pytest.raises(Interrupted):
        source.provide(tmp_path / "cache", half)
    assert source.provide(tmp_path / "cache").home.is_dir()
    assert source.asked == 1


def test_an_interrupted_unpack_is_done_again(tmp_path: Path, source: Source) -> None:
    class StopsHalfWay(Silent):
        def progress(self, done: int, total: int) -> None:
            if 0 < done < total:
                raise Interrupted

    cache = tmp_path / "cache"
    with pytest.raises(Interrupted):
        provide(cache, StopsHalfWay(), sha256=source.sha256, fetch=source.fetch)
    assert not (cache / f"elasticsearch-{VERSION}").exists()
    assert (source.provide(cache).home / "bin" / "elasticsearch").is_file()


def test_what_a_killed_unpack_left_is_cleared(tmp_path: Path, source: Source) -> None:
    remains = tmp_path / "cache" / ".partial-abc" / "unpacked"
    remains.mkdir(parents=True)
    source.provide(tmp_path / "cache")
    assert not remains.parent.exists()


def test_a_zip_that_another_tool_fetched_is_used_when_it_is_the_very_same(
    tmp_path: Path, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    known = tmp_path.joinpath("m2", *distribution.GROUP.split("."), "elasticsearch", VERSION)
    known.mkdir(parents=True)
    archive = known / f"elasticsearch-{VERSION}.zip"
    archive.write_bytes(source.content[:100])  # an interrupted download of that tool
    source.provide(tmp_path / "one")
    assert source.asked == 1
    archive.write_bytes(source.content)
    source.provide(tmp_path / "two")
    assert source.asked == 1


@pytest.mark.parametrize(
    ("jar", "message"),
    [
        (None, "is not an unpacked Elasticsearch"),  # no lib folder at all
        ("lucene-core-10.5.1.jar", "no server in its lib/"),
        ("elasticsearch-core-9.5.3.jar", "no server in its lib/"),  # a library of that name, not the server
        ("elasticsearch-8.19.0.jar", "is Elasticsearch 8.19.0; 9.x is needed"),
    ],
)
def test_a_wrong_es_home_is_named(tmp_path: Path, jar: str | None, message: str) -> None:
    if jar is not None:
        (tmp_path / "lib").mkdir()
        (tmp_path / "modules").mkdir()
        (tmp_path / "lib" / jar).touch()
    with pytest.raises(ConfigurationError, match=f"BAOKU_ES_HOME: .*{message}"):
        examine(tmp_path)
