"""Text files that hold data or code, no page: told by their form, and refused with what to do with them."""

from __future__ import annotations

import re

from worker.errors import UnsupportedFormatError
from worker.messages import message

_FEWEST = 2
_SUBTITLES = re.compile(
    r"^(?:\d{2}:)?\d{2}:\d{2}[,.]\d{3}[ \t]{1,4}-->[ \t]{1,4}(?:\d{2}:)?\d{2}:\d{2}[,.]\d{3}", re.MULTILINE
)
_JSON = re.compile(r"""\s*[\[{(]{1,3}\s*(?:[\[{]\s*)?(?:"[^"\n]{1,60}"|'[^'\n]{1,60}')\s*[:,]""")
_CODE = re.compile(
    r"\s*(?:(?:var|let|const)\s[\w$]{1,40}\s?=|[\w$.]{1,40}\s?=\s?[\[{]\s*[\"']|function\s?\w{0,40}\(|import\s\w|#!/|"
    r"(?:INSERT INTO|CREATE TABLE|SELECT\s.{1,80}FROM)\s)",
    re.IGNORECASE,
)
_YAML_ITEM = re.compile(r"^-[ \t]{1,4}[\w\u3400-\u9fff\"']{1,30}:(?:[ \t]|$)", re.MULTILINE)
_YAML_KEY = re.compile(r"^[ \t]{1,8}[\w\u3400-\u9fff\"']{1,30}:(?:[ \t]|$)", re.MULTILINE)
_INI_SECTION = re.compile(r"\s*\[[\w .:-]{1,40}\][ \t]*\n[ \t]*[\w.-]{1,40}[ \t]?=")
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z][\w:.-]{0,30})(?:\s[^<>]{0,300})?>[^<>]{0,2000}</(?P=name)>")
_ADVICE = (
    "Export the articles as plain text, or as JSON, JSON Lines or CSV with the columns title, author, date and content."
)


def refuse_data(text: str) -> None:
    """Pass when a text may be a page's.

    Raises:
        UnsupportedFormatError: Names what it is and what to do.
    """
    if "-->" in text and len(_SUBTITLES.findall(text)) >= _FEWEST:
        raise UnsupportedFormatError("the file is a film's subtitles, no page of a newspaper.", "Remove it.")
    what = _data(text)
    if what:
        raise UnsupportedFormatError(f"the file is {what}, not a page's text.", _ADVICE)


def _data(text: str) -> str:
    if _JSON.match(text):
        return message("JSON or alike")
    if _CODE.match(text):
        return "code"
    itemised = text.startswith("-") or "\n-" in text
    if itemised and len(_YAML_ITEM.findall(text)) >= 1 and len(_YAML_KEY.findall(text)) >= _FEWEST:
        return "YAML"
    if _INI_SECTION.match(text):
        return message("a file of settings")
    if text.lstrip().startswith("<") and len(_ELEMENT.findall(text)) >= _FEWEST:
        return message("marked up (XML)")
    return ""
