"""Finding a JDK: folders with a ``release`` file or a script for ``java``; no Java is run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from worker.embedded.java import Jdk, feature_version, find_java, look_at
from worker.embedded.reporting import Silent
from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = "java.base jdk.attach jdk.jdi jdk.jlink"
TRIMMED = "java.base jdk.attach"


def make_jdk(home: Path, version: str = "21.0.4", modules: str = FULL, *, release: bool = True) -> Path:
    java = home / "bin" / "java"
    java.parent.mkdir(parents=True)
    listed = "\n".join(f"{name}@{version}" for name in modules.split())
    java.write_text(
        f'#!/bin/sh\nif [ "$1" = -version ]; then echo \'openjdk version "{version}"\' >&2; else echo "{listed}"; fi\n'
    )
    java.chmod(0o755)
    if release:
        (home / "release").write_text(
            f'IMPLEMENTOR_VERSION="Other-11"\nJAVA_VERSION="{version}"\nMODULES="{modules}"\nJAVA_VERSION_DATE="2024-01-01"\n'
        )
    return home


def anywhere(_folder: Path) -> bool:
    return True


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., Jdk]:
    """Search below the test's folder alone; fetching fails unless a test gives its own way."""

    def nothing(_reporter: object) -> Path:
        raise ConfigurationError("none could be fetched: no network")

    def search(
        environment: dict[str, str] | None = None,
        *,
        reachable: Callable[[Path], bool] = anywhere,
        fetch: Callable[..., Path] = nothing,
    ) -> Jdk:
        return find_java(
            remembered=tmp_path / "java.json",
            reporter=Silent(),
            reachable=reachable,
            environment=environment or {},
            roots=(f"{tmp_path}/jvm/*",),
            fetch=fetch,
        )

    return search


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("25.0.3", 25),
        ("21", 21),
        ("22-ea", 22),  # early access
        ("1.8.0_392", 8),  # Java 8 called itself 1.8
        ("", 0),
        ("x", 0),
    ],
)
def test_feature_version(text: str, version: int) -> None:
    assert feature_version(text) == version


@pytest.mark.parametrize(
    ("version", "modules", "lacks"),
    [
        ("25.0.3", FULL, ""),
        ("21", FULL, ""),  # the oldest that fits
        ("17.0.9", FULL, "is Java 17"),
        ("21.0.4", TRIMMED, "is Java 21 without jdk.jdi, jdk.jlink (not a full JDK)"),  # a run-time image
    ],
)
@pytest.mark.parametrize("release", [True, False], ids=["read", "asked"])
def test_what_a_jdk_lacks(tmp_path: Path, version: str, modules: str, lacks: str, *, release: bool) -> None:
    assert look_at(make_jdk(tmp_path / "jdk", version, modules, release=release)).lacks() == lacks


def test_a_folder_without_java_does_not_run(tmp_path: Path) -> None:
    assert look_at(tmp_path / "absent").lacks() == "does not run"


def test_an_old_java_on_path_does_not_hide_a_newer_one_elsewhere(tmp_path: Path, find: Callable[..., Jdk]) -> None:
    old = make_jdk(tmp_path / "jvm" / "java-17", "17.0.9")
    make_jdk(tmp_path / "jvm" / "java-21", "21.0.4")
    newest = make_jdk(tmp_path / "jvm" / "java-25", "25.0.1")
    assert find({"PATH": str(old / "bin"), "JAVA_HOME": str(old)}).home == newest


def test_java_home_is_taken_before_a_newer_one(tmp_path: Path, find: Callable[..., Jdk]) -> None:
    make_jdk(tmp_path / "jvm" / "java-25", "25.0.1")
    chosen = make_jdk(tmp_path / "mine", "21.0.4")
    assert find({"JAVA_HOME": str(chosen)}).home == chosen


def test_the_choice_is_remembered_for_as_long_as_it_fits(tmp_path: Path, find: Callable[..., Jdk]) -> None:
    first = make_jdk(tmp_path / "jvm" / "java-21", "21.0.4")
    assert find().home == first
    newer = make_jdk(tmp_path / "jvm" / "java-25", "25.0.1")
    assert find().home == first
    (first / "release").write_text('JAVA_VERSION="17.0.1"\nMODULES="java.base"\n')  # replaced by an update
    assert find().home == newer
    (tmp_path / "java.json").write_text('{"home": ')  # half-written
    assert find().home == newer
    assert json.loads((tmp_path / "java.json").read_text())["home"] == str(newer)


def test_es_java_home_is_not_second_guessed(tmp_path: Path, find: Callable[..., Jdk]) -> None:
    make_jdk(tmp_path / "jvm" / "java-25", "25.0.1")
    old = make_jdk(tmp_path / "mine", "17.0.9")
    with pytest.raises(ConfigurationError, match=r"ES_JAVA_HOME: .*mine is Java 17"):
        find({"ES_JAVA_HOME": str(old)})


def test_without_a_fit_jdk_the_error_says_what_was_seen_and_what_to_install(
    tmp_path: Path, find: Callable[..., Jdk]
) -> None:
    make_jdk(tmp_path / "jvm" / "java-17", "17.0.9")
    with pytest.raises(ConfigurationError) as refused:
        find()
    for part in ("java-17 is Java 17", "no network", "apt install openjdk-21-jdk", "dnf install", "brew install"):
        assert part in str(refused.value)


def test_one_is_fetched_where_none_fits(tmp_path: Path, find: Callable[..., Jdk]) -> None:
    make_jdk(tmp_path / "jvm" / "java-17", "17.0.9")
    fetched = find(fetch=lambda _reporter: make_jdk(tmp_path / "fetched", "25.0.1"))
    assert fetched.home == tmp_path / "fetched"
    assert find().home == fetched.home


def test_a_jdk_closed_to_the_engines_user_is_passed_over(tmp_path: Path, find: Callable[..., Jdk]) -> None:
    make_jdk(tmp_path / "jvm" / "java-25", "25.0.1")
    open_one = make_jdk(tmp_path / "jvm" / "java-21", "21.0.4")
    assert find(reachable=lambda folder: "java-25" not in str(folder)).home == open_one
