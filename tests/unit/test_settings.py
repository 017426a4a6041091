from __future__ import annotations

import dataclasses
import os
import typing
from pathlib import Path

import pytest

from worker.app.settings import Settings, Stage, load_settings
from worker.enrichment import Stages
from worker.errors import ConfigurationError

# The engines' settings may be given without the prefix, as other programs name them.
BARE = ("REDIS_URL", "ELASTICSEARCH_URL", "ELASTICSEARCH_USER", "ELASTICSEARCH_PASSWORD", "ELASTICSEARCH_CA")
SECRETS = ("redis_url", "elasticsearch_password", "elasticsearch_api_key", "worker_password", "reader_password")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, with no setting in the environment."""
    for name in os.environ:
        if name.startswith(("BAOKU_", "REDIS_", "ELASTICSEARCH_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_environment_goes_before_dotenv_and_dotenv_before_toml(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "baoku.toml").write_text("shards = 2\nreplicas = 2\nbatch_size = 2\n")
    (folder / ".env").write_text("BAOKU_REPLICAS=3\nBAOKU_BATCH_SIZE=3\n")
    monkeypatch.setenv("BAOKU_BATCH_SIZE", "4")
    settings = load_settings()
    assert (settings.shards, settings.replicas, settings.batch_size) == (2, 3, 4)
    assert load_settings(batch_size=5).batch_size == 5  # an argument goes before all of them


@pytest.mark.parametrize("name", ["BAOKU_REDIS_URL", "REDIS_URL"])
def test_the_broker_has_two_names(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "redis://127.0.0.1:1/0")
    settings = load_settings()
    assert settings.redis_url is not None
    assert settings.redis_url.get_secret_value() == "redis://127.0.0.1:1/0"
    assert not settings.embedded


def test_our_own_name_goes_before_the_bare_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://other/0")
    monkeypatch.setenv("BAOKU_REDIS_URL", "redis://ours/0")
    url = load_settings().redis_url
    assert url is not None
    assert url.get_secret_value() == "redis://ours/0"


@pytest.mark.parametrize("name", BARE)
def test_an_empty_variable_is_one_that_is_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass such; an empty path would be the working folder, an empty address a remote engine."""
    before = load_settings()
    monkeypatch.setenv(name, "")
    monkeypatch.setenv("BAOKU_HOME", "")
    assert load_settings() == before
    assert before.embedded
    assert before.home == Path("~/baoku")


@pytest.mark.parametrize(
    ("environment", "toml", "expected"),
    [
        # the message names the variable as one would set it, says what is wrong, and repeats the value
        ({"BAOKU_ES_PORT": "x"}, "", "setting BAOKU_ES_PORT: Input should be a valid integer.*'x'"),
        ({"BAOKU_ES_PORT": "0"}, "", "setting BAOKU_ES_PORT: .* greater than or equal to 1"),
        ({"BAOKU_ARTICLES_ALIAS": "Articles"}, "", "setting BAOKU_ARTICLES_ALIAS: .*pattern"),  # Elasticsearch's rule
        ({}, "settle_seconds = -1", "setting BAOKU_SETTLE_SECONDS: .*-1"),
        ({}, "elasticsearch_ca = 5", "setting BAOKU_ELASTICSEARCH_CA: .*5"),
        # a name that nobody knows is a typing error, where the file is all ours
        ({}, "shard = 2", "baoku.toml: there is no setting shard"),
        ({}, "shards = ", "baoku.toml: "),  # not TOML
        # faults between two settings
        ({"BAOKU_SOFT_TIME_LIMIT_SECONDS": "200"}, "", "BAOKU_SOFT_TIME_LIMIT_SECONDS must be less"),
        # addresses
        ({"ELASTICSEARCH_URL": "127.0.0.1:9200"}, "", "ELASTICSEARCH_URL: an address such as http://"),
        ({"ELASTICSEARCH_URL": "http://u:hunter2@h:9200"}, "", "ELASTICSEARCH_URL: .*ELASTICSEARCH_PASSWORD"),
        # a wrong secret is not repeated
        ({}, "elasticsearch_password = 1234567", "setting BAOKU_ELASTICSEARCH_PASSWORD: .*"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(
    environment: dict[str, str], toml: str, expected: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (folder / "baoku.toml").write_text(toml)
    with pytest.raises(ConfigurationError, match=expected) as wrong:
        load_settings()
    message = str(wrong.value)
    assert "\n" not in message
    assert "hunter2" not in message
    assert "1234567" not in message


def test_settings_that_cannot_be_read_are_one_line_too(folder: Path) -> None:
    (folder / ".env").write_bytes("BAOKU_PUBLICATION=北碚报".encode("gb18030"))
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings()


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_in_no_text_of_the_settings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"BAOKU_{name.upper()}", "redis://u:hunter2@h/0")
    settings = load_settings()
    assert getattr(settings, name).get_secret_value() == "redis://u:hunter2@h/0"
    for text in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert "hunter2" not in text


def test_dictionaries_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOKU_USER_DICTIONARIES", "a.txt, 词典.txt,")
    assert load_settings().user_dictionaries == (Path("a.txt"), Path("词典.txt"))


def test_stages_that_do_not_run_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOKU_ENRICH_OFF", "summary, similar")
    assert load_settings().enrich_off == ("summary", "similar")


def test_a_stage_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOKU_ENRICH_OFF", "summary,names")
    with pytest.raises(ConfigurationError, match=r"BAOKU_ENRICH_OFF.*'summary'.*'similar'.*got 'names'"):
        load_settings()


def test_the_stages_of_the_settings_are_those_of_the_enricher() -> None:
    assert set(typing.get_args(Stage)) == {field.name for field in dataclasses.fields(Stages)}


def test_learned_words_come_before_the_users_own(folder: Path) -> None:
    settings = load_settings(home=folder, user_dictionaries="own.txt")
    assert settings.dictionaries == (Path("own.txt"),)
    settings.learned_words.parent.mkdir()
    settings.learned_words.write_text("熊小辉 30 nr\n", encoding="utf-8")
    assert settings.dictionaries == (settings.learned_words, Path("own.txt"))


def test_the_folders_of_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    settings = load_settings()
    assert settings.inbox == Path("/somewhere/baoku/inbox")
    assert {settings.archive.parent, settings.failed.parent, settings.state.parent} == {settings.home_path}


def test_a_relative_home_stays_put_when_a_process_changes_its_folder(folder: Path) -> None:
    assert load_settings(home="here").home_path == folder / "here"


def test_what_others_keep_in_dotenv_is_none_of_our_business(folder: Path) -> None:
    """``make secrets`` writes the passwords of compose.yaml there; they must not switch anything here."""
    (folder / ".env").write_text("ELASTIC_PASSWORD=x\nREDIS_PASSWORD=x\nHOST_UID=1000\n")
    assert load_settings() == Settings(_env_file=None)
    assert load_settings().embedded


@pytest.mark.parametrize(
    ("inbox_id", "wrong"),
    [
        ("", False),  # the one inbox
        ("press-2", False),
        ("East", True),  # Redis keys and file names tell cases apart, people do not
        ("a:b", True),  # a colon ends the prefix of its keys
        ("-a", True),
        ("a" * 33, True),
    ],
)
def test_an_inbox_id_is_a_short_plain_word(inbox_id: str, wrong: bool) -> None:
    if wrong:
        with pytest.raises(ConfigurationError, match="BAOKU_INBOX_ID"):
            load_settings(inbox_id=inbox_id)
    else:
        assert load_settings(inbox_id=inbox_id).inbox_id == inbox_id


def test_several_nodes_of_a_cluster_are_separated_by_commas() -> None:
    settings = load_settings(elasticsearch_url="http://es1:9200, https://es2:9200/es")
    assert settings.elasticsearch_url == "http://es1:9200,https://es2:9200/es"


@pytest.mark.parametrize(
    "addresses",
    [
        "http://es1:9200,",  # a comma too many
        "http://es1:9200 http://es2:9200",
        "http://es1:9200,es2:9200",
        "http://es1:9200,http://elastic:hidden@es2:9200",
    ],
)
def test_every_node_must_be_an_address_without_a_password(addresses: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(elasticsearch_url=addresses)
    assert "hidden" not in str(caught.value)
