"""PDF files that are damaged, encrypted or made to harm: a clear error or a document, soon, and nobody harmed."""

from __future__ import annotations

import dataclasses
import io
import os
import random
import resource
import signal
from typing import TYPE_CHECKING

import pytest
from printed_pages import Design, Slot, Story, make
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from worker.document.source import Document
from worker.errors import IngestError, PermanentError, PoisonError, RecognitionNeededError
from worker.readers.base import Limits, Source
from worker.readers.forked import in_child
from worker.readers.registry import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMITS = Limits(max_bytes=64 * 1024 * 1024, seconds=10, recognise=False)
# Several times that may pass on the clock, see ``in_child``: a crowded machine gives a child little of its time.
PATIENT = dataclasses.replace(LIMITS, seconds=100)
STORY = Story("春季造林全面展开", ("本报讯（记者 王小明） 全区春季造林工作今天在江东片区全面展开。" * 4,))
WHOLE = make(Design(columns=3, width=500, height=500), [[Slot(STORY, 3)]]).data
MEGABYTE = 1 << 20


def outcome(data: bytes, limits: Limits = LIMITS) -> Document | IngestError:
    """What comes of a file; anything but a document or an error that says what to do fails the test."""
    try:
        (document,) = read(Source("page.pdf", data), limits)
    except (PermanentError, RecognitionNeededError) as error:
        return error
    assert isinstance(document, Document)
    return document


def damaged(number: int) -> bytes:
    """A copy of the whole file, spoilt in one of several ways."""
    chance = random.Random(number)
    data = bytearray(WHOLE)
    kind = number % 6
    if kind == 0:  # cut off
        del data[chance.randrange(9, len(data)) :]
    elif kind == 1:  # bits turned
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 2:  # a piece lost
        start = chance.randrange(len(data) - 50)
        del data[start : start + chance.randrange(1, 400)]
    elif kind == 3:  # a piece repeated elsewhere
        start = chance.randrange(len(data) - 400)
        at = chance.randrange(len(data))
        data[at:at] = data[start : start + 400]
    elif kind == 4:  # numbers that are too large
        for old in (b"/Length ", b"/Size ", b"/Count ", b"/MediaBox [ 0 0 "):
            if chance.random() < 0.5:
                data = data.replace(old, old + b"99999999")
    else:  # noise in place of a piece
        start = chance.randrange(len(data) - 100)
        data[start : start + 100] = chance.randbytes(100)
    return bytes(data)


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_damaged_files_give_an_error_or_a_document(first: int) -> None:
    for number in range(first, first + 20):
        found = outcome(damaged(number))
        assert isinstance(found, Document) or found.reason


def pdf(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A file of these objects, its table left for the reader to rebuild."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, value) for number, value in objects.items())
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root %d 0 R >>\n%%%%EOF\n" % root


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


@pytest.mark.parametrize(
    "data",
    [
        # a page tree that contains itself
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}),
        # brackets within brackets
        pdf({1: b"[" * 20_000 + b"]" * 20_000}),
        # a page a light year wide
        pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R >>",
                2: TREE,
                3: PAGE.replace(b"600 800", b"9e15 9e15"),
                4: stream(b""),
            }
        ),
        # graphics states without end
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: TREE, 3: PAGE, 4: stream(b"q " * 200_000)}),
        # a script, a launch and a link, none of which is followed
        pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>",
                2: TREE,
                3: PAGE,
                4: stream(b""),
                5: b"<< /S /JavaScript /JS (app.launchURL('file:///etc')) /Next << /S /Launch /F (/bin/sh) >> >>",
            }
        ),
    ],
    ids=["tree", "nested", "wide", "states", "script"],
)
def test_files_made_to_harm(data: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    error = outcome(data, PATIENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)  # the child has ended: something went wrong in it
    assert isinstance(error, PermanentError)
    assert not isinstance(error, PoisonError)  # it takes neither the processor time nor the memory that a file may
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < LIMITS.seconds


def test_an_encrypted_file_says_so() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", ownerPassword="owner", strength=128))
    canvas.drawString(100, 100, "text")
    canvas.save()
    error = outcome(buffer.getvalue())
    assert isinstance(error, PermanentError)
    assert error.code == "encrypted"


def test_a_file_of_too_many_pages_says_so() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(6):
        canvas.drawString(100, 100, "text")
        canvas.showPage()
    canvas.save()
    error = outcome(buffer.getvalue(), Limits(max_bytes=MEGABYTE, max_pages=5))
    assert isinstance(error, PermanentError)
    assert "6 pages" in error.reason


def never() -> Iterator[int]:
    while True:
        pass
    yield 1


def swelling() -> Iterator[int]:
    held = [bytes(64 * MEGABYTE) for _ in range(100)]
    yield len(held)


def crashing() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGSEGV)


@pytest.mark.parametrize(
    ("work", "kind", "word"),
    [
        (never, PoisonError, "longer"),
        (swelling, PoisonError, "memory"),
        (crashing, PermanentError, "crashed"),
    ],
)
def test_the_child_is_bounded(work: Callable[[], Iterator[int]], kind: type[PermanentError], word: str) -> None:
    with pytest.raises(kind, match=word):
        list(in_child(work, seconds=1, memory=256 * MEGABYTE))


def telling(more: int) -> Iterator[int]:
    """Say who one is: a process may have other children, of other tests, and they may live."""
    yield os.getpid()
    yield from range(more)


def crashing_later(path: Path) -> Iterator[int]:
    """Crash but in the process that the file names last: what a file before did to it does not come again."""
    yield 1
    known = path.read_text(encoding="ascii").split()
    if str(os.getpid()) in known:
        os.kill(os.getpid(), signal.SIGSEGV)
    yield 2


def test_the_child_that_read_a_file_reads_the_next_one() -> None:
    first, second = (next(iter([*in_child(telling, 2, seconds=5, memory=256 * MEGABYTE)])) for _ in range(2))
    assert first == second


def test_a_child_with_which_anything_went_wrong_reads_no_further_file() -> None:
    (kept,) = in_child(telling, 0, seconds=5, memory=256 * MEGABYTE)
    with pytest.raises(PermanentError):
        list(in_child(crashing, seconds=5, memory=256 * MEGABYTE))
    (other,) = in_child(telling, 0, seconds=5, memory=256 * MEGABYTE)
    assert other != kept


def test_a_file_does_not_pay_for_what_was_read_before_it(tmp_path: Path) -> None:
    (kept,) = in_child(telling, 0, seconds=5, memory=256 * MEGABYTE)
    known = tmp_path / "known"
    known.write_text(str(kept), encoding="ascii")
    assert list(in_child(crashing_later, known, seconds=5, memory=256 * MEGABYTE)) == [1, 2]


def test_a_child_that_nobody_waits_for_ends() -> None:
    items = in_child(telling, 10, seconds=5, memory=256 * MEGABYTE)
    child = next(items)
    assert child != os.getpid()
    items.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
