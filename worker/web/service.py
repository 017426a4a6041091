"""``baoku web``: the reading room as a service, wired from the settings."""

from __future__ import annotations

import functools
import hashlib
import secrets
from typing import TYPE_CHECKING

import structlog

from worker.app.beginning import begin
from worker.app.commands import run_command
from worker.app.holdings import archive_of, filing_of
from worker.app.settings import MIB, Settings
from worker.embedded.ports import choose_port
from worker.embedded.private_files import write_whole
from worker.enrichment import load_segmenter
from worker.errors import ConfigurationError
from worker.indexing import Archive
from worker.monitoring.calendar import ManifestReader
from worker.queueing import broker
from worker.search import Search
from worker.watching.filter import NameFilter, patterns_of
from worker.web.address import leave_address, remove_address
from worker.web.answering import compile_templates
from worker.web.app import create_app
from worker.web.room import Access, Room
from worker.web.server import listen, serve

if TYPE_CHECKING:
    from pathlib import Path

    from worker.app.connection import Connection
    from worker.enrichment import Segmenter

log = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 20.0
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
_KEY_BYTES = 32


def web() -> None:
    """Serve the reading room: search and read in the browser (a service: see also `baoku up`)."""
    settings, found = begin(_prepare)
    if not settings.web_port:
        raise ConfigurationError("BAOKU_WEB_PORT is 0, which means no reading room: set it to the port to serve on")
    port = choose_port(settings.web_port) if settings.embedded else settings.web_port
    filing_of(settings).prepare()
    settings.state.mkdir(mode=0o700, exist_ok=True)
    with listen(settings.web_address, port) as listening:
        shown = f"[{settings.web_address}]" if ":" in settings.web_address else settings.web_address
        url = f"http://{shown}:{port}"
        leave_address(settings.state, url)
        log.info("serves", action="web_start", url=url)
        try:
            app = create_app(room_of(settings, found))
            app.state.news.keep_looking()
            serve(app, listening)
        finally:
            remove_address(settings.state)


def _prepare(settings: Settings) -> None:
    """Load what takes a while and needs no engine."""
    _words(settings.dictionaries)
    compile_templates()


@functools.cache
def _words(dictionaries: tuple[Path, ...]) -> Segmenter:
    return load_segmenter(dictionaries)


def room_of(settings: Settings, found: Connection) -> Room:
    """Return the reading room that the settings describe."""
    reader = found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS)
    return Room(
        search=Search(reader, settings.articles_alias, _words(settings.dictionaries)),
        archive=Archive(reader, settings.articles_alias, settings.issues_alias),
        writer=archive_of(settings, found, found.writer, timeout=TIMEOUT_SECONDS),
        redis=broker.connect(found.redis_url),
        filing=filing_of(settings),
        manifests=ManifestReader(settings.archive),
        state=settings.state,
        reports=settings.home_path / "reports",
        access=access_of(settings),
        command=lambda arguments, language, seconds: run_command(
            arguments, home=settings.home_path, language=language, seconds=seconds
        ),
        max_upload_bytes=int(max(settings.max_file_mb, settings.max_page_file_mb) * MIB),
        inbox_id=settings.inbox_id,
        names=NameFilter(patterns_of(settings.ignore)),
    )


def access_of(settings: Settings) -> Access:
    """Return who may do what."""
    operator, reader = (secret.get_secret_value() for secret in (settings.web_password, settings.web_reader_password))
    loopback = settings.web_address in _LOOPBACK_NAMES or settings.web_address.startswith("127.")
    names = {settings.web_address, *_LOOPBACK_NAMES, *(name.lower() for name in settings.web_hosts)}
    return Access(
        operator_password=operator,
        reader_password=reader,
        # a changed password ends every session
        key=hashlib.sha256(b"\0".join((_key(settings.state), operator.encode(), reader.encode()))).digest(),
        hosts=frozenset(names) if loopback or settings.web_hosts else frozenset(),
    )


def _key(state: Path) -> bytes:
    """Return the secret that sessions are signed with, made at the first start."""
    place = state / "web.key"
    try:
        key = place.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != _KEY_BYTES:
        key = secrets.token_bytes(_KEY_BYTES)
        write_whole(place, key)
    return key
