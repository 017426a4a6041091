"""Web archives: pages read as if they had been saved, all else passed over and told, hostile ones within bounds."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

import epaper_pages
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from worker.document.source import Document
from worker.errors import NoArticleError, PermanentError, TooLargeError
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.warc.addresses import kind_of, name_of
from worker.readers.warc.reader import WarcReader

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMITS = Limits(1024 * 1024, max_stream_bytes=64 * 1024 * 1024)
SITE = "http://epaper.example.cn/lhxb/html/2023-10/26"
CRAWLED = "2024-05-06T07:08:09Z"
HTML = "text/html; charset=utf-8"


class Answer(NamedTuple):
    """What a server sent, and how a crawl keeps it."""

    address: str
    data: bytes = b""
    media: str = HTML
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = "response"
    day: str = CRAWLED


class _Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        """Keep in memory what it would leave open."""
        return io.BytesIO()


def story(number: int) -> bytes:
    return epaper_pages.founder()[f"content_{number}.htm"]


def issue() -> list[Answer]:
    return [Answer(f"{SITE}/{name}", data) for name, data in epaper_pages.founder().items()]


def crawl(*answers: Answer, packed: bool = True) -> bytes:
    """Return a crawl of these answers, each behind the request for it, as crawlers write them."""
    file = io.BytesIO()
    writer = _Writer(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "a crawler"}))
    for one in answers:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "epaper.example.cn")], is_http_request=True)
        told = StatusAndHeaders(one.status, [("Content-Type", one.media), *one.headers], protocol="HTTP/1.1")
        dated = {"WARC-Date": one.day}
        writer.write_record(
            writer.create_warc_record(one.address, "request", http_headers=asked, warc_headers_dict=dated)
        )
        if one.kind == "resource":
            record = writer.create_warc_record(
                one.address, one.kind, io.BytesIO(one.data), warc_content_type=one.media, warc_headers_dict=dated
            )
        elif one.kind == "revisit":
            record = writer.create_revisit_record(one.address, "sha1:AAAA", one.address, CRAWLED, http_headers=told)
        else:
            record = writer.create_warc_record(
                one.address, one.kind, io.BytesIO(one.data), http_headers=told, warc_headers_dict=dated
            )
        writer.write_record(record)
    return file.getvalue()


def read(data: bytes, name: str = "收件/crawl-20240506.warc.gz", limits: Limits = LIMITS) -> list[Document | Rejected]:
    return list(registry.read(Source(name, data), limits))


def documents(found: list[Document | Rejected]) -> list[Document]:
    return [one for one in found if isinstance(one, Document)]


def rejected(found: list[Document | Rejected]) -> dict[str, str]:
    return {one.key: one.error.reason for one in found if isinstance(one, Rejected)}


def headlines(found: list[Document | Rejected]) -> list[str]:
    return [article.headline for document in documents(found) for article in document.articles]


SAVED = [
    article.headline
    for document in registry.read(Source("content_101.htm", story(101)), LIMITS)
    if isinstance(document, Document)
    for article in document.articles
]


@pytest.mark.parametrize("packed", [True, False])
def test_an_issue_of_an_e_paper_gives_what_its_saved_pages_give(packed: bool) -> None:
    found = read(crawl(*issue(), packed=packed))
    node = "epaper.example.cn/lhxb/html/2023-10/26/node_2.htm"
    assert [one.key for one in found] == [f"{node}:content_{number}.htm" for number in (101, 102, 103)]
    first = documents(found)[0]
    said = first.identity
    assert (said.publication, said.date, said.page) == ("临河新报", dt.date(2023, 10, 26), "A02")
    assert first.path == "收件/epaper.example.cn/lhxb/html/2023-10/26/content_101.htm"
    assert first.articles[0].regions, "its place on the page of the issue"


def test_the_day_of_the_crawl_is_no_day_of_a_paper() -> None:
    page = "<html><head><title>渡口添了候船亭</title></head><body><h1>渡口添了候船亭</h1>"
    page += "<p>石门渡口的候船亭昨天启用，六排长椅坐得下四十人。</p>" * 4 + "</body></html>"
    [document] = documents(read(crawl(Answer("http://news.example.cn/a/渡口.html", page.encode()))))
    assert document.identity.date is None
    assert "20240506" not in document.path


def test_what_is_no_page_is_passed_over_and_told() -> None:
    found = read(
        crawl(
            Answer(f"{SITE}/content_101.htm", story(101)),
            Answer(f"{SITE}/a.jpg", b"\xff\xd8\xff", "image/jpeg"),
            Answer(f"{SITE}/a.css", b"p {}", "text/css"),
            Answer("http://epaper.example.cn/robots.txt", b"User-agent: *", "text/plain"),
            Answer("http://epaper.example.cn/", b"", HTML, "302 Found", (("Location", SITE),)),
            Answer(f"{SITE}/content_9.htm", story(101), HTML, "404 Not Found"),
            Answer(f"{SITE}/content_101.htm", kind="revisit"),
            Answer("dns:epaper.example.cn", b"epaper.example.cn 1.2.3.4", "text/dns", kind="resource"),
            Answer("http://epaper.example.cn/about.htm", b"<html><body><a href=1>1</a></body></html>"),
        )
    )
    assert (headlines(found), rejected(found)) == (SAVED, {})
    [told] = documents(found)[0].warnings
    assert told == (
        "the web archive has 2 pages, 1 of them without an article; passed over: 4 pictures and other files, "
        "1 redirects, 1 errors of servers, 1 repeated answers, 0 older captures of a page"
    )


def test_a_page_that_leads_to_what_was_not_crawled_names_it() -> None:
    found = read(crawl(*(one for one in issue() if "content_102" not in one.address)))
    assert [one.key for one in documents(found)][-1].endswith("content_103.htm")
    assert [key.rpartition(":")[2] for key in rejected(found)] == ["content_102.htm"]


@pytest.mark.parametrize("newer_first", [True, False])
def test_of_two_captures_of_a_page_the_newer_is_read(newer_first: bool) -> None:
    old = Answer(f"{SITE}/content_101.htm", story(102), day="2023-11-01T00:00:00Z")
    new = Answer(
        f"https://epaper.example.cn:443{SITE.removeprefix('http://epaper.example.cn')}/content_101.htm", story(101)
    )
    found = read(crawl(*((new, old) if newer_first else (old, new))))
    assert headlines(found) == SAVED
    assert documents(found)[0].warnings[0].endswith("1 older captures of a page")


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (20, data[:20], len(data) - 20, data[20:])


def raw_deflate(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(data) + packing.flush()


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(story(101))),
        ({"Content-Encoding": "deflate"}, zlib.compress(story(101))),
        ({"Content-Encoding": "deflate"}, raw_deflate(story(101))),
        ({"Transfer-Encoding": "chunked"}, chunked(story(101))),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, chunked(gzip.compress(story(101)))),
        # Browsers' crawlers keep the headers of what they have already unpacked.
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, story(101)),
        ({"Content-Encoding": "br"}, story(101)),
    ],
)
def test_what_servers_pack_is_unpacked(headers: Mapping[str, str], sent: bytes) -> None:
    assert headlines(read(crawl(Answer(f"{SITE}/content_101.htm", sent, headers=tuple(headers.items()))))) == SAVED


def test_a_page_that_is_packed_otherwise_is_refused_alone() -> None:
    packed = Answer(f"{SITE}/content_102.htm", b"\x8b\x02\x80abc", headers=(("Content-Encoding", "br"),))
    found = read(crawl(Answer(f"{SITE}/content_101.htm", story(101)), packed))
    assert headlines(found) == SAVED
    assert list(rejected(found).values()) == ["the server packed it as br, which is not read."]


def test_a_text_and_a_resource_are_pages_too() -> None:
    text = "临河新报\n2023年10月26日 第01版\n\n稻田里开起现场会\n本报讯(记者 陈小明)临河坝的晚稻昨天开镰。\n"
    found = read(
        crawl(
            Answer("http://example.cn/2023/01.txt", text.encode("gb18030"), "text/plain"),
            Answer(f"{SITE}/content_101.htm", story(101), kind="resource", media="text/html"),
        )
    )
    assert [one.reader.split("/")[0] for one in documents(found)] == ["html", "text"]


def arc(*answers: Answer) -> bytes:
    """Return an ARC file, version 1, each record packed."""

    def record(address: str, media: str, data: bytes) -> bytes:
        head = f"{address} 192.0.2.1 20240506070809 {media} {len(data)}\n".encode()
        return gzip.compress(head + data + b"\n")

    version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    return record("filedesc://crawl.arc.gz", "text/plain", version) + b"".join(
        record(one.address, "text/html", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + one.data)
        for one in answers
    )


def test_arc() -> None:
    found = read(arc(Answer(f"{SITE}/content_101.htm", story(101))), "crawl.arc.gz")
    assert headlines(found) == SAVED


def package(files: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


LISTED = (
    b'{"format": "json-pages-1.0"}\n{"title": "\xe7\x94\xb2", "url": "http://a.example/", "text": "\xe4\xb9\x99"}\n'
)


def test_wacz() -> None:
    data = package({"datapackage.json": b"{}", "archive/data.warc.gz": crawl(*issue()), "pages/pages.jsonl": LISTED})
    found = read(data, "收件/issue.wacz")
    assert [one.key.rpartition(":")[2] for one in found] == [f"content_{number}.htm" for number in (101, 102, 103)]
    assert rejected(found) == {}


def test_a_package_that_cannot_be_read_says_so() -> None:
    packed = package({"archive/data.warc.gz": crawl(*issue())}, zipfile.ZIP_DEFLATED)
    for data, name, why in (
        (packed, "a.wacz", "packed within its package"),
        (package({"pages/pages.jsonl": LISTED}), "a.wacz", "holds no WARC file"),
    ):
        with pytest.raises(PermanentError, match=why):
            read(data, name)


def test_a_zip_of_pages_is_no_package() -> None:
    data = package({"archive/01版.txt": "临河新报\n稻田里开起现场会\n本报讯 晚稻昨天开镰。".encode()})
    assert WarcReader(lambda: ()).sniff(data[:4096], "a.zip") == 0
    assert [one.key for one in read(data, "a.zip")] == ["archive/01版.txt"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_record_stops_no_other(packed: bool) -> None:
    answers = [Answer(f"{SITE}/content_{number}.htm", story(number)) for number in (101, 102, 103)]
    whole, cut = crawl(*answers, packed=packed), crawl(answers[0], packed=packed)
    # What the second answer begins with, behind the request for it: garbage.
    damaged = bytearray(whole)
    at = len(cut) + 600
    damaged[at : at + 300] = b"\xfe" * 300
    found = read(bytes(damaged))
    both = [SAVED[0], *headlines(read(crawl(answers[2])))]
    assert [title for title in headlines(found) if title in both] == both


def test_an_archive_that_ends_amid_a_record_gives_the_others() -> None:
    whole = crawl(*(Answer(f"{SITE}/content_{number}.htm", story(number)) for number in (101, 102)))
    assert headlines(read(whole[:-900]))[0] == SAVED[0]


def test_records_packed_as_one() -> None:
    answers = [Answer(f"{SITE}/content_{number}.htm", story(number)) for number in (101, 102)]
    data = gzip.compress(crawl(*answers, packed=False))
    assert headlines(read(data)) == headlines(read(crawl(*answers)))
    big = gzip.compress(crawl(*answers, Answer("http://a.example/b.jpg", bytes(2_000_000), "image/jpeg"), packed=False))
    with pytest.raises(TooLargeError, match="packed as one"):
        read(big)


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (Answer("http://a.example/", b"<html><body>404</body></html>", HTML, "404 Not Found"),),
        (Answer("http://a.example/", b"<html><body><a href=1>1</a></body></html>"), Answer("http://a.example/b", b" ")),
    ],
)
def test_an_archive_without_an_article_is_refused(answers: tuple[Answer, ...]) -> None:
    with pytest.raises(NoArticleError, match="no page of the web archive holds an article: the web archive has"):
        read(crawl(*answers))


def test_a_page_over_the_limit_is_refused_alone() -> None:
    big = b"<html><body>" + "稻".encode() * 500_000
    found = read(
        crawl(
            Answer(f"{SITE}/content_101.htm", story(101)),
            Answer(f"{SITE}/big.htm", big),
            Answer(f"{SITE}/bomb.htm", gzip.compress(bytes(40_000_000)), headers=(("Content-Encoding", "gzip"),)),
        )
    )
    assert headlines(found) == SAVED
    assert {key.rpartition("/")[2]: why[:9] for key, why in rejected(found).items()} == {
        "big.htm": "it is lar",
        "bomb.htm": "it is lar",
    }


def test_a_bomb_is_refused() -> None:
    header = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 80000000\r\n\r\n"
    packing = zlib.compressobj(wbits=31)
    bomb = packing.compress(header) + b"".join(packing.compress(bytes(1_000_000)) for _ in range(80)) + packing.flush()
    with pytest.raises(PermanentError, match="would unpack"):
        read(crawl() + bomb)


@pytest.mark.parametrize(
    "tail",
    [
        b"WARC/1.0\r\nWARC-Type: " + b"a" * 3_000_000,  # a line without an end
        b"WARC/1.0\r\n" + b"a: b\r\n" * 500_000,  # headers without an end
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://[::1\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
        b"\xff" * 100_000,
        b"\nWARC/1.0\r\nx" * 5000,
    ],
)
def test_hostile_records_take_nothing_from_the_others(tail: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    good = crawl(Answer(f"{SITE}/content_101.htm", story(101)), packed=False)
    with contextlib.suppress(PermanentError):  # more damage than is looked at
        assert headlines(read(good + tail, "crawl.warc")) == SAVED
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (
            "http://Epaper.Example.CN/html/2023-10/26/content_1.htm?div=-1",
            "epaper.example.cn/html/2023-10/26/content_1.htm?div=-1",
        ),
        ("<https://a.example:8080/>", "a.example/index.html"),
        ("http://a.example", "a.example/index.html"),
        ("http://a.example/b/../../../etc/passwd", "a.example/b/etc/passwd"),
        ("http://a.example//b//c.html#d", "a.example/b/c.html"),
        ("http://a.example/b?u=/c/d", "a.example/b?u=%2Fc%2Fd"),
        ("http://[::1]/a", "..1/a"),
        ("ftp://a.example/b", ""),  # not of the web
        ("urn:text:http://a.example/", ""),  # what a crawler made of a page
        ("http://[::1", ""),
        ("http:///a", ""),
    ],
)
def test_addresses_as_names(address: str, name: str) -> None:
    assert name_of(address) == name


@pytest.mark.parametrize(
    ("media", "name", "kind"),
    [
        ("text/html;charset=gbk", "a/b", "html"),
        ("Application/PDF", "a/b.pdf", "pdf"),
        ("", "a/b.shtml?c", "html"),
        ("application/octet-stream", "a/b.pdf", "pdf"),
        ("text/plain", "a/b.txt", "text"),
        ("text/plain", "a/robots.txt", ""),
        ("text/plain", "a/b.js", ""),
        ("application/json", "a/b.html", ""),
        ("image/png", "a/b.html", ""),
    ],
)
def test_kinds(media: str, name: str, kind: str) -> None:
    assert kind_of(media, name) == kind
