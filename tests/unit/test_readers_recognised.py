"""Pages that were recognised elsewhere: each form gives the lines where they stood, and the page's article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from worker.document.identity import IdentityHints
from worker.document.source import Document, Hint
from worker.errors import PermanentError
from worker.parsing import parse_document
from worker.readers import registry
from worker.readers.base import Limits, Source
from worker.readers.recognised.results import corners_of

if TYPE_CHECKING:
    from worker.document.issue import Article

LIMITS = Limits(16 * 1024 * 1024)
HEADLINE = "渡口添了候船亭"
BODY = ("本报讯（记者李雪）石门渡口的候船亭昨天", "启用，六排长椅坐得下四十个人，候船不用", "再淋雨。")
TEXTS = (HEADLINE, *BODY)
# Left, top, right and bottom in pixels.
PLACES = ((100, 100, 900, 200), (140, 300, 900, 340), (100, 350, 900, 390), (100, 400, 260, 440))
SCORES = (0.99, 0.98, 0.97, 0.96)


def corners(place: tuple[int, int, int, int]) -> list[list[int]]:
    left, top, right, bottom = place
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def read(data: bytes, name: str = "识别.json") -> list[Document]:
    found = list(registry.read(Source(name, data), LIMITS))
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


def article(document: Document) -> Article:
    [found] = parse_document(document, IdentityHints()).articles
    return found


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


POLYGONS = [corners(place) for place in PLACES]
RESULTS: list[tuple[str, Any]] = [
    (
        "PaddleOCR 3",
        {"input_path": "1.jpg", "page_index": None, "model_settings": {"use_doc_preprocessor": False},
         "dt_polys": POLYGONS, "rec_texts": TEXTS, "rec_scores": SCORES, "rec_boxes": PLACES},
    ),
    ("PaddleOCR 3, rectangles alone", {"rec_texts": TEXTS, "rec_scores": SCORES, "rec_boxes": PLACES}),
    ("PaddleOCR 3 as a service", {"errorCode": 0, "result": {"ocrResults": [
        {"prunedResult": {"rec_texts": TEXTS, "rec_polys": POLYGONS, "rec_scores": SCORES}}]}}),
    # what stands beside overall_ocr_res shows the same lines again
    ("PP-Structure", {"width": 1000, "height": 1400,
                      "parsing_res_list": [{"block_label": "text", "block_content": "x"}],
                      "overall_ocr_res": {"rec_texts": TEXTS, "rec_polys": POLYGONS, "rec_scores": SCORES},
                      "table_res_list": [{"table_ocr_pred": {"rec_texts": TEXTS, "rec_boxes": PLACES}}]}),
    ("PaddleOCR 2", [[[place, [text, sure]] for place, text, sure in zip(POLYGONS, TEXTS, SCORES, strict=True)]]),
    ("RapidOCR", [[place, text, sure] for place, text, sure in zip(POLYGONS, TEXTS, SCORES, strict=True)]),
    ("Umi-OCR", {"code": 100, "data": [{"text": text, "score": sure, "box": place, "end": "\n"}
                                       for place, text, sure in zip(POLYGONS, TEXTS, SCORES, strict=True)]}),
    ("Baidu", {"words_result": [
        {"words": text, "location": {"left": p[0], "top": p[1], "width": p[2] - p[0], "height": p[3] - p[1]},
         "probability": {"average": sure}} for p, text, sure in zip(PLACES, TEXTS, SCORES, strict=True)],
        "words_result_num": 4}),
    ("Tencent", {"Response": {"TextDetections": [
        {"DetectedText": text, "Confidence": round(100 * sure), "Polygon": [{"X": x, "Y": y} for x, y in place]}
        for place, text, sure in zip(POLYGONS, TEXTS, SCORES, strict=True)]}}),
    ("Alibaba", {"prism_wordsInfo": [
        {"word": text, "prob": round(100 * sure), "pos": [{"x": x, "y": y} for x, y in place]}
        for place, text, sure in zip(POLYGONS, TEXTS, SCORES, strict=True)], "width": 1000, "height": 1400}),
]  # fmt: skip


@pytest.mark.parametrize(("made", "value"), RESULTS, ids=[made for made, _ in RESULTS])
def test_results_of_recognition_are_pages(made: str, value: Any) -> None:
    del made
    [document] = read(as_json(value))
    [page] = document.pages
    assert [line.text for line in page.lines] == list(TEXTS)
    for line, place, sure in zip(page.lines, PLACES, SCORES, strict=True):
        assert line.box is not None
        assert line.confidence == pytest.approx(sure, abs=0.006)
        assert line.box.x0 / line.box.x1 == pytest.approx(place[0] / place[2], abs=0.02)
    found = article(document)
    assert (found.headline, [person.name for person in found.byline]) == (HEADLINE, ["李雪"])
    assert "".join(found.paragraphs).endswith("候船不用再淋雨。")


def test_images_of_one_file_are_issues_by_their_own_names() -> None:
    def line(image: str) -> bytes:
        value = {**RESULTS[6][1], "path": image, "fileName": image.rpartition("\\")[2]}
        return json.dumps(value, ensure_ascii=False).encode()

    names = (r"D:\扫描\临河新报\2023-10-27\01版.jpg", r"D:\扫描\临河新报\2023-10-27\02版.jpg")
    found = read(b"\n".join(map(line, names)), "识别.jsonl")
    assert [one.path for one in found] == ["临河新报/2023-10-27/01版.jpg", "临河新报/2023-10-27/02版.jpg"]
    assert [[line.number for line in one.pages[0].lines] for one in found] == [[1, 2, 3, 4]] * 2


def test_a_line_that_runs_downwards() -> None:
    value = {"words_result": [
        {"words": HEADLINE, "location": {"left": 800, "top": 100, "width": 60, "height": 420}},
        {"words": BODY[1], "location": {"left": 100, "top": 600, "width": 760, "height": 40}},
    ]}  # fmt: skip
    [document] = read(as_json(value))
    styles = {line.text: line.style for line in document.pages[0].lines}
    assert {text: style.vertical for text, style in styles.items() if style} == {HEADLINE: True, BODY[1]: False}


RECORDS: list[Any] = [
    {"title": HEADLINE, "text": "".join(BODY), "box": [100, 100, 900, 200], "score": 0.5},
    [{"title": HEADLINE, "content": BODY, "points": [[1, 2], [3, 4]]}],
    [{"标题": HEADLINE, "text": "".join(BODY), "box": [[1, 2], [3, 2], [3, 4], [1, 4]], "score": 1}],
]


@pytest.mark.parametrize("value", RECORDS)
def test_records_with_places_are_no_results(value: Any) -> None:
    [document] = read(as_json(value))
    assert [one.headline for one in document.articles] == [HEADLINE]


@pytest.mark.parametrize(
    "place", [None, "", 5, [], [1, 2, 3], [[1, 2], [3]], {"left": 1}, [None] * 4, ["a", "b", "c", "d"], {"x": "1"}]
)
def test_what_is_no_place(place: Any) -> None:
    assert corners_of(place) is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"rec_texts": [], "rec_polys": []}', "no_article"),
        (b'{"words_result": [], "words_result_num": 0}', "no_article"),
        (as_json(RESULTS[0][1])[:-40], "bad_json"),
        (b'{"rec_texts": ' + b"[" * 5000, "bad_json"),
    ],
)
def test_empty_and_cut_results(data: bytes, code: str) -> None:
    with pytest.raises(PermanentError) as caught:
        read(data)
    assert caught.value.code == code


def hocr(lines: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title>
<meta name='ocr-capabilities' content='ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf'/></head><body>
<div class='ocr_page' id='page_1' title='image "1.png"; bbox 0 0 1000 1400; ppageno 0; scan_res 144 144'>
<div class='ocr_photo' title="bbox 100 600 900 1000"></div><div class='ocr_photo' title="bbox 1 1 9 9"></div>
{lines}</div></body></html>""".encode()


def hocr_lines() -> str:
    found = []
    for place, text in zip(PLACES, TEXTS, strict=True):
        bbox = " ".join(map(str, place))
        half = len(text) // 2
        words = "".join(
            f"<span class='ocrx_word' title='bbox {bbox}; x_wconf 90'>{part}</span> "
            for part in (text[:half], text[half:])
        )
        found.append(f"<span class='ocr_line' title=\"bbox {bbox}; x_size 36\">{words}</span>")
    headline, *body = found
    return f"<p class='ocr_par'>{headline}</p><div class='ocr_carea'><p class='ocr_par'>{''.join(body)}</p></div>"


@pytest.mark.parametrize("name", ["1.hocr", "1.html", "1.xml"])
def test_hocr(name: str) -> None:
    [document] = read(hocr(hocr_lines()), name)
    [page] = document.pages
    assert document.format == "hocr"
    assert [line.text for line in page.lines] == list(TEXTS)  # words of Chinese join
    assert [line.confidence for line in page.lines] == [pytest.approx(0.9)] * 4
    assert page.lines[0].box == pytest.approx((50, 50, 450, 100))
    assert (page.width, page.height, len(page.pictures)) == (500, 700, 1)
    assert len({line.block for line in page.lines}) == 2
    assert article(document).headline == HEADLINE


def test_hocr_without_words_and_without_lines() -> None:
    [document] = read(hocr(f"<span class='ocr_line' title='bbox 1 2 300 40'>{BODY[1]}</span>"), "1.hocr")
    assert [line.text for line in document.pages[0].lines] == [BODY[1]]
    with pytest.raises(PermanentError, match="no recognised line"):
        read(hocr("<p class='ocr_par'></p>"), "1.hocr")


def page_xml(regions: str, order: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata/>
<Page imageFilename="1.jpg" imageWidth="1000" imageHeight="1400">{order}{regions}
<SeparatorRegion id="s"><Coords points="10,250 990,250 990,252 10,252"/></SeparatorRegion>
<ImageRegion id="i"><Coords points="100,600 900,600 900,1000 100,1000"/></ImageRegion></Page></PcGts>""".encode()


def region(name: str, rows: slice, kind: str) -> str:
    lines = "".join(
        f"<TextLine><Coords points='{' '.join(f'{x},{y}' for x, y in corners(place))}'/>"
        f"<TextEquiv index='1'><Unicode>误认</Unicode></TextEquiv>"
        f"<TextEquiv index='0' conf='0.8'><Unicode>{text}</Unicode></TextEquiv></TextLine>"
        for place, text in zip(PLACES[rows], TEXTS[rows], strict=True)
    )
    whole = "<TextEquiv><Unicode/></TextEquiv>"
    return f"<TextRegion id='{name}' {kind}><Coords points='0,0 9,9'/>{lines}{whole}</TextRegion>"


ORDER = (
    "<ReadingOrder><OrderedGroup id='o'><RegionRefIndexed index='0' regionRef='a'/>"
    "<RegionRefIndexed index='1' regionRef='b'/></OrderedGroup></ReadingOrder>"
)
TEXT_FIRST = region("b", slice(1, 4), "type='paragraph'") + region("a", slice(1), "custom='structure {type:heading;}'")


def test_page_xml() -> None:
    [document] = read(page_xml(TEXT_FIRST, ORDER), "1.xml")
    [page] = document.pages
    assert [line.text for line in page.lines] == list(TEXTS)  # in reading order, the surest reading of each
    assert [line.hint for line in page.lines] == [Hint.HEADLINE, *[Hint.BODY] * 3]
    assert [line.confidence for line in page.lines] == [pytest.approx(0.8)] * 4
    assert (len(page.rules), len(page.pictures)) == (1, 1)
    assert article(document).headline == HEADLINE


def test_page_xml_without_an_order_and_texts_of_words_or_regions_alone() -> None:
    words = "<TextRegion id='w'><TextLine><Coords><Point x='1' y='2'/><Point x='90' y='9'/></Coords>" + "".join(
        f"<Word><TextEquiv><Unicode>{part}</Unicode></TextEquiv></Word>" for part in ("石门", "渡口")
    )
    alone = f"<TextRegion id='r'><TextEquiv><Unicode>{BODY[1]}\n{BODY[2]}</Unicode></TextEquiv></TextRegion>"
    [document] = read(page_xml(f"{words}</TextLine></TextRegion>{alone}"), "1.xml")
    assert [line.text for line in document.pages[0].lines] == ["石门渡口", BODY[1], BODY[2]]
    assert document.pages[0].lines[0].box == pytest.approx((0.24, 0.48, 21.6, 2.16))


def test_page_xml_without_text() -> None:
    with pytest.raises(PermanentError, match="no text"):
        read(page_xml("<TextRegion id='a'/>"), "1.xml")
    with pytest.raises(PermanentError, match="well-formed"):
        read(page_xml(TEXT_FIRST)[:-60], "1.xml")
