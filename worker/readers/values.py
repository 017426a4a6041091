"""Single values as exports and web pages write them: dates, page labels, paragraphs, names of people.

What is read here is a field that says what it is; dates and labels *printed* on a page are the parser's business.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from worker.document.issue import Contributor

if TYPE_CHECKING:
    from collections.abc import Iterable

# 2023-10-27, 2023/10/27 08:10, 2023年10月27日, 2023.10.27, 20231027. Not a part of a longer number.
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:1[6-9]|20)\d\d)\s*(?:[-/.年_]\s*(?P<m>\d{1,2})\s*[-/.月_]\s*(?P<d>\d{1,2})(?!\d)"
    r"|(?P<m2>\d\d)(?P<d2>\d\d)(?!\d))"
)
_PATH_DATE = re.compile(r"(?<!\d)((?:1[6-9]|20)\d\d)-?(\d\d)/(\d\d)(?!\d)")  # html/2023-10/27, layout/202310/27
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970
_MILLISECONDS = 100_000_000_000
# 民國112年10月27日, 112年10月27日, 112/10/27: the Republic's calendar, whose first year is 1912. A year of two digits
# only with the Republic's name: nobody can tell what 36/10/27 is.
_REPUBLIC = re.compile(
    r"(?<!\d)(?:(?:中[華华])?民[國国]\s*(?P<y>\d{1,3}|元)\s*(?:[-/.年])|(?P<y2>1[0-3]\d)\s*(?:[-/年]))"
    r"\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)"
)
_BEFORE_REPUBLIC = 1911
_CHINA = dt.timezone(dt.timedelta(hours=8))
_DIGITS = {character: digit for digit, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
# 第A02版：要闻, 02版 要闻, A2, 第一版, 08-09版. A bare word (要闻) is no label.
_LABEL = re.compile(
    r"(?:第\s*|page\s*|p\.\s*)?(?P<label>[A-Za-z]{0,2}[-_ ]?\d{1,3}(?:\.0+)?(?:\s*[-—~至、,/]\s*[A-Za-z]{0,2}\d{1,3})?"
    r"|[一二三四五六七八九十]{1,3}|[A-Za-z])"
    r"\s*(?P<ban>版面?|叠)?\s*(?:[:：·|,，/—-]+\s*|\s+|$|(?<=版))\s*(?P<name>.*)",
    re.DOTALL | re.IGNORECASE,
)
# 要闻02版, 要闻·02: the label behind the name
_LABEL_BEHIND = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,8})\s*(?:第\s*|[:：·|-]\s*第?\s*)?(?P<label>[A-Za-z]{0,2}\d{1,3})\s*版"
    r"|(?P<name2>[\u3400-\u9fff]{2,8})\s*[:：·|/-]\s*(?P<label2>[A-Za-z]{0,2}\d{1,3})"
    r"|(?P<name3>[\u3400-\u9fff]{2,8})\s+(?P<label3>[A-Za-z]{1,2}\d{1,3})"
    r"|版\s*(?P<label4>[A-Za-z]{0,2}\d{1,3})"
)
_FRONT = "头版"
_MARKUP = re.compile(r"<(?:/?(?:p|br|div|span|strong|b|img|font|table|section|h\d)\b[^<>]*)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});")
_LINE = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]+")
# Paragraphs run together: the indent of the next one after the end of a sentence.
_INDENT_WITHIN = re.compile(r"(?<=[。！？!?”’」）)：:])[ \t]*(?:\u3000{2,4}|[\xa0\u2003]{2,8})(?=\S)")
_SPACE = " \t\r\n\f\v\u3000\xa0\u2002\u2003\u200b\ufeff"
_HAN = re.compile("[\u3400-\u9fff]")
_LIST = re.compile(r"[;；,，、|/\n]+|\s{2,}")


def text_of(value: Any) -> str:
    """Return a value as one line of text: no white space around it, entities resolved; empty for what is no text."""
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(text_of, value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if "<" in text and _MARKUP.search(text):
        text = re.sub(r"<[^<>]{0,2000}>", " ", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def date_of(value: Any) -> dt.date | None:
    """Return the day a field names, in China where it is a moment; None where it names none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = unicodedata.normalize("NFKC", text_of(value))
    match = _DATE.search(text) or _PATH_DATE.search(text)
    if match is None:
        if _SECONDS.fullmatch(text):
            moment = float(text)
            return dt.datetime.fromtimestamp(moment / (1000 if moment > _MILLISECONDS else 1), _CHINA).date()
        return _republican_date(text) or _chinese_date(text)
    year, month, day = (int(group) for group in match.groups() if group)
    return _calendar(year, month, day)


def path_date(path: str) -> dt.date | None:
    """Return the day in a web path or file name: ``html/2023-10/27/``, ``layout/202310/27/``, ``20231027``."""
    match = _PATH_DATE.search(path) or _DATE.search(path)
    if match is None:
        return None
    year, month, day = (int(group) for group in match.groups() if group)
    return _calendar(year, month, day)


def _calendar(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _republican_date(text: str) -> dt.date | None:
    match = _REPUBLIC.search(text)
    if match is None:
        return None
    year = 1 if match["y"] == "元" else int(match["y"] or match["y2"])
    return _calendar(_BEFORE_REPUBLIC + year, int(match["m"]), int(match["d"]))


_CHINESE_DATE = re.compile(
    r"(?:([〇零○一二三四五六七八九]{4})|民[國国]([元一二三四五六七八九十百零〇]{1,6}))年"
    r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)


def _chinese_date(text: str) -> dt.date | None:
    match = _CHINESE_DATE.search(text)
    if match is None:
        return None
    if match[1]:
        year = int("".join(str(_DIGITS[character]) for character in match[1]))
    else:
        hundreds, _, rest = match[2].rpartition("百")
        years = (100 * (_DIGITS.get(hundreds, 1)) if "百" in match[2] else 0) + _numeral(rest.lstrip("零〇"))
        year = _BEFORE_REPUBLIC + (1 if match[2] == "元" else years)
    return _calendar(year, _numeral(match[3]), _numeral(match[4]))


def _numeral(text: str) -> int:
    tens, ten, units = text.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (10 * (_DIGITS.get(tens, 1) if tens else 1) if ten else 0) + _DIGITS.get(units, 0)


def page_of(value: Any) -> tuple[str, str]:
    """Return the label and the name of a page: ``第A02版：要闻`` is ``A02``, 要闻; ``02`` is ``2``; 要闻 is a name."""
    text = unicodedata.normalize("NFKC", text_of(value)).strip(" []()【】〔〕")
    match = _LABEL.fullmatch(text)
    if match is None:
        if text == _FRONT:
            return "1", _FRONT
        behind = _LABEL_BEHIND.fullmatch(text)
        if behind:
            label = next(filter(None, (behind[group] for group in ("label", "label2", "label3", "label4"))))
            name = next(filter(None, (behind[group] for group in ("name", "name2", "name3"))), "")
            return page_of(label)[0], name
        return "", text.removesuffix("版") if text.endswith("版") else text
    label = match["label"].replace(" ", "").replace("_", "").upper()
    if "." in label:
        label = label.partition(".")[0]
    if label[0] in "一二三四五六七八九十":
        if not match["ban"]:
            return "", text
        label = str(_numeral(label))
    if label.isdigit():
        label = str(int(label))
    return label, match["name"].strip(" :：·-—|/")


def paragraphs_of(value: Any) -> tuple[str, ...]:
    """Return the paragraphs of a text, a list of texts, or a piece of HTML; none of them blank."""
    if isinstance(value, list | tuple):
        return tuple(paragraph for part in value for paragraph in paragraphs_of(_inner(part)))
    if not isinstance(value, str):
        return (text_of(value),) if text_of(value) else ()
    if "<" in value and _MARKUP.search(value):
        from worker.readers.markup import fragment_paragraphs  # noqa: PLC0415 - exports seldom hold HTML

        return fragment_paragraphs(value)
    if "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
    return lines_of(value)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of ``text`` that show something, without the white space around them."""
    return tuple(
        line.replace("\xa0", " ")
        for whole in _LINE.split(text)
        for part in _INDENT_WITHIN.split(whole)
        if (line := part.strip(_SPACE))
    )


def _inner(part: Any) -> Any:
    if isinstance(part, dict):
        for name in ("内容", "text", "content", "paragraph", "p"):
            if name in part:
                return part[name]
    return part


def strings_of(value: Any) -> tuple[str, ...]:
    """Return the words of a list, or of a text that separates them: 民生;交通, ``["民生", "交通"]``."""
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(word for part in value if (word := text_of(part))))
    text = html.unescape(value) if isinstance(value, str) else text_of(value)
    words = [word for part in _LIST.split(text) if (word := part.strip(_SPACE))]
    if len(words) == 1 and all(_HAN.search(part) for part in words[0].split()):
        words = words[0].split()  # 秋收 晚稻: Chinese words hold no spaces
    return tuple(dict.fromkeys(words))


def people_of(value: Any) -> tuple[Contributor, ...]:
    """Return the people of a byline field. A text is kept whole: the parser tells its names and roles apart."""
    if isinstance(value, dict):
        name, role = text_of(value.get("name") or value.get("姓名")), text_of(value.get("role") or value.get("职务"))
        return (Contributor(name, role),) if name or role else ()
    if isinstance(value, list | tuple):
        return tuple(person for part in value for person in people_of(part))
    text = text_of(value)
    if ";" in text or "；" in text:  # one after the other, each as printed
        return tuple(person for part in text.replace("；", ";").split(";") for person in people_of(part))
    return (Contributor(text),) if text and text not in {"-", "--", "无", "null", "None", "nan"} else ()


def joined(parts: Iterable[str]) -> str:
    """Return lines of one headline as one text: joined by a space, as the parser joins them."""
    return " ".join(part for part in (" ".join(part.split()) for part in parts) if part)
