"""Bytes to text over encodings and damages: the right characters, or a plain reason, and nothing lost in silence."""

from __future__ import annotations

import contextlib
import gzip
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from worker.errors import EmptyFileError, PermanentError, TooLargeError, UndecodableError, UnsupportedFormatError
from worker.readers.text import read

LIMIT = 64 * 1024 * 1024
PAGE = """第A02版:要闻
临河新报  2023年10月26日 星期四

全区秋收工作现场会召开 强调抓进度保安全
本报讯(记者 陈小明 通讯员 李雪)10月25日,记者从区农业农村委获悉,今年全区晚稻种植面积达到12.6万亩,目前已经收割过半。
“今年的收成比去年好得多。”种粮大户王大伟说,他家的200亩水稻全部用上了机械收割,一天就能完成40亩。

▲工作人员正在田间查看稻谷成色。 记者 张强 摄
"""
TRADITIONAL = """第A02版:要聞
臨河新報  2023年10月26日 星期四

全區秋收工作現場會召開 強調抓進度保安全
本報訊(記者 陳小明)10月25日,記者從區農業部門獲悉,今年全區晚稻種植面積達到12.6萬畝,目前已經收割過半。
“今年的收成比去年好得多。”種糧大戶王大偉說,他家的水稻全部用上了機械收割。
"""
SHORT = "本报讯"
PIECES = 8 * 1024 * 1024  # bytes: io.StringIO holds at most 100,000 pieces apart, whatever the size of the text


def text_of(data: bytes) -> str:
    return read(data, max_bytes=LIMIT).text


def damaged(*steps: tuple[str, str], text: str = PAGE) -> bytes:
    """Encode by each step's first codec, read the bytes by its second one, and save the last as UTF-8."""
    for right, wrong in steps:
        text = text.encode(right).decode(wrong)
    return text.encode()


ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8-sig"),
    ("utf-16", "utf-16"),  # with a mark
    ("utf-16-le", "utf-16-le"),  # without one
    ("utf-16-be", "utf-16-be"),
    ("utf-32", "utf-32"),
    ("gb18030", "gb18030"),
    ("gbk", "gb18030"),
    ("gb2312", "gb18030"),
]


@pytest.mark.parametrize(("codec", "named"), ENCODINGS)
@pytest.mark.parametrize("text", [PAGE, SHORT, PAGE * 300, "x" * 90_000 + "\n" + PAGE, "2023-10-26\n" * 9 + SHORT])
def test_encodings(codec: str, named: str, text: str) -> None:
    source = read(text.encode(codec), max_bytes=LIMIT)
    assert (source.text, source.encoding, source.lossy, source.warnings) == (text, named, False, ())


@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("text", [TRADITIONAL, "本報訊", TRADITIONAL * 300])
def test_big5(codec: str, text: str) -> None:
    source = read(text.encode(codec), max_bytes=LIMIT)
    assert (source.text, source.encoding) == (text, "big5hkscs")


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert text_of(TRADITIONAL.encode("gb18030")) == TRADITIONAL


def test_characters_outside_gbk_survive() -> None:
    text = PAGE + "㙓𠮷⺮\n"  # four bytes each in GB18030
    assert text_of(text.encode("gb18030")) == text
    assert text_of(text.encode("utf-16-le")) == text


def test_a_mark_before_gb18030() -> None:
    assert text_of("\ufeff".encode("gb18030") + PAGE.encode("gb18030")) == PAGE


MENDED = [
    ((("gb18030", "latin-1"),), PAGE),
    ((("utf-8", "latin-1"),), PAGE),
    ((("utf-8", "latin-1"), ("utf-8", "latin-1")), PAGE),  # it happened twice
    ((("gb18030", "latin-1"), ("utf-8", "latin-1")), PAGE),
    ((("big5", "latin-1"),), TRADITIONAL),
    ((("big5", "gb18030"),), TRADITIONAL),
    ((("gb2312", "cp1252"),), "党员干部在延安学习，工作会议召开\n"),  # no byte that Windows-1252 leaves out
]


@pytest.mark.parametrize(("steps", "text"), MENDED)
def test_wrong_decodings_are_undone_and_said(steps: tuple[tuple[str, str], ...], text: str) -> None:
    source = read(damaged(*steps, text=text), max_bytes=LIMIT)
    assert source.text == text
    assert not source.lossy
    right, wrong = steps[0]
    (warning,) = source.warnings
    assert "mended" in warning
    assert "latin-1" in warning if wrong == "cp1252" else wrong in warning
    assert right in warning or right in {"big5", "gb2312"}


def test_one_line_of_latin_letters_in_a_good_page_is_mended() -> None:
    mangled = "党员干部在延安".encode("gb18030").decode("latin-1")
    source = read((PAGE + mangled + "\n").encode(), max_bytes=LIMIT)
    assert source.text == PAGE + "党员干部在延安\n"
    assert source.warnings == ("1 lines were damaged before the file was saved (gb18030 read as latin-1) and mended",)


@pytest.mark.parametrize(
    "text",
    [
        PAGE + "Café Zürich, à l’été — “Straße” Ångström\n",  # European words have no four such letters in a row
        "Café Zürich, à l’été où naïveté déjà vu\n",  # no Chinese at all, yet valid UTF-8
        "Việt Nam: Thủ tướng Chính phủ chủ trì hội nghị\n",
        "日本語の記事です。これはテストです。\n",
        "조선중앙통신사 보도\n",
        "ÄÖÜ äöü ß\n",
        "Ελλάδα και Κύπρος\n",
    ],
)
def test_valid_utf8_in_other_scripts_is_left_alone(text: str) -> None:
    source = read(text.encode(), max_bytes=LIMIT)
    assert (source.text, source.lossy, source.warnings) == (text, False, ())


LOST = [
    (PAGE.encode("gb18030").decode("utf-8", "replace").encode(), "U+FFFD"),
    (PAGE.encode("gb18030").decode("utf-8", "replace").encode().decode("gbk", "replace").encode(), "锟斤拷"),
    (PAGE.encode("ascii", "replace"), "question marks"),
    (PAGE.encode().decode("gbk", "replace").encode(), "utf-8 read as gb18030"),
    (PAGE.encode().decode("cp1252", "replace").encode(), "utf-8 read as latin-1"),
]


@pytest.mark.parametrize(("data", "reason"), LOST)
def test_what_is_lost_for_good_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UndecodableError) as caught:
        read(data, max_bytes=LIMIT)
    assert reason in caught.value.reason


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16"])
def test_a_character_cut_at_the_end_is_dropped_and_said(codec: str) -> None:
    source = read((PAGE + "完").encode(codec)[:-1], max_bytes=LIMIT)
    assert source.text == PAGE
    assert source.lossy
    assert "ends in the middle" in source.warnings[0]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_one_bad_byte_in_a_long_file_costs_no_more_than_its_line(codec: str) -> None:
    text = PAGE * 200
    data = bytearray(text.encode(codec))
    place = data.index("陈小明".encode(codec), len(data) // 2)
    data[place] = 0xFF
    source = read(bytes(data), max_bytes=LIMIT)
    assert source.encoding == codec
    assert source.lossy
    assert "U+FFFD" in source.warnings[0]
    wrong = [pair for pair in zip(text.split("\n"), source.text.split("\n"), strict=True) if pair[0] != pair[1]]
    assert len(wrong) == 1
    before, after = wrong[0]
    assert after.replace("\ufffd", "") == before.replace("陈", "")  # the characters around it are right


@pytest.mark.parametrize("gone", range(0, 40, 3))
def test_gb18030_finds_the_characters_again_after_a_bad_byte(gone: int) -> None:
    line = "全区秋收工作现场会召开强调抓进度保安全促发展".encode("gb18030")
    place = gone % len(line)
    source = read(PAGE.encode("gb18030") + line[:place] + b"\xff" + line[place + 1 :] + b"\n", max_bytes=LIMIT)
    last = source.text.split("\n")[-2]
    assert len(last.replace("\ufffd", "")) >= len(line) // 2 - 2


def test_surrogates_in_utf8() -> None:
    pair = "\ud842\udfb7".encode("utf-8", "surrogatepass")  # U+20BB7 as an old Java or Oracle writes it
    lone = "\ud842".encode("utf-8", "surrogatepass")
    assert text_of(PAGE.encode() + pair) == PAGE + "𠮷"
    source = read(PAGE.encode() + lone, max_bytes=LIMIT)
    assert (source.text, source.lossy) == (PAGE + "\ufffd", True)


def test_lone_surrogates_in_utf16() -> None:
    source = read(PAGE.encode("utf-16-le") + b"\x42\xd8" + "完".encode("utf-16-le"), max_bytes=LIMIT)
    assert (source.text, source.lossy) == (PAGE + "\ufffd完", True)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_padding_with_nul_is_dropped_and_said(codec: str) -> None:
    source = read(PAGE.encode(codec) + b"\0" * 8192, max_bytes=LIMIT)
    assert (source.text, source.encoding, source.lossy) == (PAGE, codec, True)
    assert "NUL" in source.warnings[0]


def test_ascii_in_utf16_without_a_mark() -> None:
    assert text_of("Xinhua, 2023-10-26\n".encode("utf-16-le")) == "Xinhua, 2023-10-26\n"
    assert text_of("Xinhua, 2023-10-26\n".encode("utf-16-be")) == "Xinhua, 2023-10-26\n"


CLEANED = [
    ("一\r\n二\r三\n四", "一\n二\n三\n四"),  # Windows, old Macintosh, Unix
    ("一\r\r\n二", "一\n\n二"),
    ("一\x0b二\u2028三\u2029四\x85五", "一\n二\n三\n四\n五"),
    ("\ufeff一\n\ufeff二", "一\n二"),  # files put together, each with its mark
    ("一\n\f二", "一\n\f二"),  # pdftotext: the page break before the page's first line
    ("一\f\n二", "一\n\f二"),  # at the end of the line before
    ("一\n\f\n\n  二", "一\n\n\n\f  二"),  # on a line alone: line numbers and indent stay
    ("一\f二", "一\n\f二"),
    ("\f一\n", "\f一\n"),
    ("一\n\f\f二", "一\n\f\f二"),  # an empty page between
    ("一\n\f", "一\n\f"),
    ("一\t二\u3000三", "一\t二\u3000三"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_line_ends_and_page_breaks(text: str, expected: str) -> None:
    source = read(text.encode(), max_bytes=LIMIT)
    assert (source.text, source.lossy) == (expected, False)


def test_control_characters_are_dropped_and_said() -> None:
    source = read((PAGE + "\x07完\x1a").encode(), max_bytes=LIMIT)
    assert source.text == PAGE + "完"
    assert source.lossy
    assert source.warnings == ("2 control characters were dropped",)


def zipped(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, PAGE)
    return target.getvalue()


FORMATS = [
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "pdftotext"),
    (zipped("p01.txt"), "ZIP", "Unpack"),
    (zipped("[Content_Types].xml"), "Office", "plain text"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "Word", "plain text"),
    (gzip.compress(PAGE.encode()), "gzip", "Unpack"),
    (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG", "as text"),  # pictures of pages have a reader of their own
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG", "as text"),
    (b"II*\0" + bytes(10), "TIFF", "as text"),
    (b"GIF89a" + bytes(10), "GIF", "PNG"),  # those that it does not read say what it reads
    (b"\x7fELF\x02\x01", "program", "remove"),
    (b"MZ\x90\x00\x03\x00", "program", "remove"),
    (rb"{\rtf1\ansi", "RTF", "plain text"),
    ("\ufeff<!DOCTYPE html><html>".encode(), "HTML", "markup"),
    (b"\n <HTML>\n", "HTML", "markup"),
    (b'<?xml version="1.0"?>', "XML", "text"),
    (b"CAJ\0" + bytes(100), "CAJ", "plain text"),
    (b"MSCF\0\0\0\0" + bytes(100), "cabinet", "Unpack"),
    (b"\x1f\x9d\x90" + bytes(100), "compress", "Unpack"),
    (b"ITSF\x03\0\0\0", "CHM", "Unpack"),
    (b"Lishi" + bytes(55) + b"BOOKMOBI" + bytes(100), "Kindle", "EPUB"),
    (bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d"), "InDesign", "PDF"),
    (b"\0\0IIXPR3" + bytes(100), "QuarkXPress", "PDF"),
    (b"8BPS\0\x01" + bytes(100), "Photoshop", "PNG"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000", "PNG"),
    (b"\xc5\xd0\xd3\xc6" + bytes(100), "PostScript", "text"),
    (b"\0\x01\0\0Standard Jet DB\0", "Access", "CSV"),
    (b"PAR1" + bytes(100), "Parquet", "CSV"),
    (b"SQLite format 3\0", "SQLite", "CSV"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Excel", "XLSX"),
    (bytes(range(1, 9)) * 40, "binary", "text"),
]


@pytest.mark.parametrize(("data", "what", "advice"), FORMATS)
def test_other_formats_are_named_with_advice(data: bytes, what: str, advice: str) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        read(data, max_bytes=LIMIT)
    assert what in caught.value.reason
    assert advice in caught.value.advice
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "PK赛在临河举行\n",  # begins like a ZIP archive
        "MZ世代的消费观\n",  # like a program
        "BM公司在临河设厂生产汽车零件的新闻\n",  # like a picture
        "II期工程开工\n",
        "<要闻>临河新报\n",
        "ID3车型上市\n",
        "filedesc://是什么\n",
    ],
)
def test_text_that_begins_like_another_format(text: str) -> None:
    assert text_of(text.encode()) == text


@pytest.mark.parametrize(
    "data", [b"", b"\n", b" \t\r\n", b"\0\0", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\u200b\n".encode(), b"\xff\xfe\n\0"]
)
def test_nothing_to_see_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read(data, max_bytes=LIMIT)


def test_the_size_limit_is_exact() -> None:
    data = PAGE.encode()
    assert read(data, max_bytes=len(data)).text == PAGE
    with pytest.raises(TooLargeError):
        read(data, max_bytes=len(data) - 1)


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 20, b"\x80\x81\xfe\xff" * 100, b"\xff" * 5000])
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(PermanentError):
        read(data, max_bytes=LIMIT)


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_give_clean_text_or_a_permanent_error(data: bytes) -> None:
    try:
        source = read(data, max_bytes=LIMIT)
    except PermanentError:
        return
    assert not set(source.text) & set("\0\r\v\ufeff")
    source.text.encode()  # no lone surrogate
    assert source.lossy or "\ufffd" not in source.text


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(st.text(st.one_of(HAN, st.sampled_from("，。“”—的一是在有人中\n abc123")), max_size=60))
@settings(max_examples=200)
def test_what_follows_a_page_comes_back_from_every_encoding(more: str) -> None:
    text = PAGE + more
    for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        assert text_of(text.encode(codec)) == text
    assert text_of(damaged(("gb18030", "latin-1"), text=text)) == text


@given(st.text(max_size=200))
@example("000000\x88¡@")  # ¡@ is a space in Big5, and no sign that the text was Big5
@example("000000\x87ÎÞ")  # two letters are no sign that the text was GB18030
@settings(max_examples=200)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    try:
        once = text_of(text.encode("utf-8", "replace"))
        twice = text_of(once.encode())
    except PermanentError:
        return
    assert twice == once


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize(
    "unit",
    [
        PAGE,
        "党员干部",
        "的\r\n",
        "a😀",
        "\f的\n",
        "µ³\n",
        "的\x07的的的的的的的的的的的的的的的的的的的的",
        "\ufffd的是不了在有人我他",
    ],
)
def test_no_text_takes_more_than_ten_times_its_size(codec: str, unit: str) -> None:
    encoded = unit.encode(codec)
    data = encoded * (1_000_000 // len(encoded))
    text_of(PAGE.encode())  # the tables that stay
    tracemalloc.start()
    try:
        with contextlib.suppress(PermanentError):
            read(data, max_bytes=LIMIT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= 10 * len(data) + PIECES
