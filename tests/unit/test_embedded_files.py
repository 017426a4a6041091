"""Passwords, records and folders of the embedded engines."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import astuple, replace
from pathlib import Path

import bcrypt
import pytest

from worker.embedded import credentials, read_addresses
from worker.embedded.addresses import Record, User
from worker.embedded.owner import Owner, owner_for
from worker.embedded.places import Places
from worker.embedded.private_files import write_whole
from worker.embedded.processes import ProcessStamp, is_alive, stamp
from worker.errors import ConfigurationError

PORTS = {"redis": 6379, "elasticsearch": 9200}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_passwords_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "credentials.json"
    first = credentials.load_or_make(file)
    assert credentials.load_or_make(file) == first
    assert mode(file) == 0o600
    assert len(set(astuple(first))) == len(astuple(first))
    assert not any(password in repr(first) for password in astuple(first))


@pytest.mark.parametrize(
    "content",
    [
        "",  # a power cut after the file was made
        '{"admin": "a"',
        '{"admin": "a"}',  # the others are missing
        '{"admin": "", "worker": "b", "reader": "c", "redis": "d", "keystore_seed": "e"}',  # an empty password
        "[]",
    ],
)
def test_a_damaged_password_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "credentials.json"
    file.write_text(content)
    with pytest.raises(ConfigurationError, match=r"credentials\.json is damaged; remove it"):
        credentials.load_or_make(file)


def test_the_hash_is_of_the_spelling_that_elasticsearch_knows() -> None:
    hashed = credentials.bcrypt_hash("secret")
    assert hashed.startswith("$2a$")
    assert bcrypt.checkpw(b"secret", hashed.encode())


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_whole(file, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "\ud800")  # no bytes for it
    with pytest.raises(OverflowError):
        write_whole(file, "new", group=2**64)  # fails once the temporary file is there
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("file", "old")]


def test_addresses_are_read_while_the_process_that_runs_the_engines_lives(tmp_path: Path) -> None:
    known = credentials.load_or_make(tmp_path / "credentials.json")
    me = stamp(os.getpid())
    assert me is not None
    record = tmp_path / "engines.json"
    assert read_addresses(tmp_path) is None  # nothing was ever started
    Record(me).write(record)
    assert read_addresses(tmp_path) is None  # starting, not yet answering
    Record(me, ports=PORTS).write(record)
    found = read_addresses(tmp_path)
    assert found is not None
    assert found.elasticsearch_url == "http://127.0.0.1:9200"
    assert found.redis_url == f"redis://baoku:{known.redis}@127.0.0.1:6379/0"
    assert (found.admin.password, found.worker.password) == (known.admin, known.worker)
    assert known.admin not in repr(found)
    assert known.redis not in repr(found)
    Record(replace(me, started="another boot"), ports=PORTS).write(record)
    assert read_addresses(tmp_path) is None  # its number belongs to another process by now
    record.write_text('{"owner": {"pid": 1')
    assert read_addresses(tmp_path) is None  # half-written


def test_a_user_is_a_pair_and_does_not_print_its_password() -> None:
    name, password = User("reader", "secret")
    assert (name, password) == ("reader", "secret")
    assert "secret" not in repr(User("reader", "secret"))


def test_a_process_is_known_by_more_than_its_number() -> None:
    me = stamp(os.getpid())
    assert me is not None
    assert is_alive(me)
    assert not is_alive(ProcessStamp(me.pid, "earlier"))


def test_the_folders_are_closed_to_everybody_else(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o755)
    me = Owner(os.geteuid(), os.getegid(), changed=False)
    places = Places(state, me)
    for _ in range(2):  # safe to run again
        places.prepare()
    assert {mode(each) for each in state.rglob("*") if each.is_dir()} | {mode(state)} == {0o700}
    assert places.es_data.is_relative_to(state)


def test_temporary_files_of_an_earlier_run_are_cleared_and_data_kept(tmp_path: Path) -> None:
    places = Places(tmp_path, Owner(os.geteuid(), os.getegid(), changed=False))
    places.prepare()
    (places.es_temporary / "left").touch()
    (places.es_data / "kept").touch()
    places.prepare()
    assert not (places.es_temporary / "left").exists()
    assert (places.es_data / "kept").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs engines as another user")
def test_root_runs_engines_as_a_number_of_their_own(tmp_path: Path) -> None:
    one, other = owner_for(tmp_path / "one"), owner_for(tmp_path / "other")
    assert one.changed
    assert 0 not in {one.uid, one.gid}
    assert one == owner_for(tmp_path / "one")
    assert one.uid != other.uid


def test_who_may_pass_a_folder_that_only_its_group_may() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folder lies below one that is closed to others
        folder = Path(name)
        folder.chmod(0o710)
        status = folder.stat()
        assert Owner(status.st_uid + 1, status.st_gid, changed=True).may_pass(folder)
        assert not Owner(status.st_uid + 1, status.st_gid + 1, changed=True).may_pass(folder)
