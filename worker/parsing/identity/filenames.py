"""What folder and file names say of an issue: ``北碚报/2023-10-27/01版.txt``, ``rmrb-20231227-05-02.txt``.

A hash or a counter is never taken for a date or a page: figures count only as a whole token between separators, a date
must exist, and a bare number is a page only beside a date. What is left of a name tells files of one page apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.document.identity import IssueIdentity
from worker.folding import fold
from worker.lexicon.characters import HAN
from worker.parsing.identity.copies import without_copy_marks
from worker.parsing.identity.editions import is_edition, is_edition_folder, is_local_edition, is_section, take_edition
from worker.parsing.identity.leftovers import is_noise, is_state
from worker.parsing.identity.pages_in_names import (
    LABEL,
    NEWS,
    is_own_number,
    is_page_figure,
    take_article,
    take_page,
    with_plain_labels,
)
from worker.parsing.identity.path_dates import MARK, DatedName, Known, take_date
from worker.parsing.identity.same_paper import same_paper
from worker.parsing.identity.spellings import decoded, is_captured
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.papers import is_paper_name, is_short_paper_name

if TYPE_CHECKING:
    import datetime as dt

_SUFFIX: Final = re.compile(r"\.(?=[a-z0-9]{0,4}[a-z])[a-z0-9]{1,5}$")
_KNOWN_SUFFIX: Final = re.compile(r"\.(?:txt|text|html?|xml|pdf|docx?|json|csv|md)$")
_SEPARATORS: Final = re.compile(r"[\s_\-.,:;~/|()\[\]{}<>+·—~、,。《》〈〉「」『』【】〔〕〖〗\"'“”‘’@#$&=!]+")
_HAN: Final = re.compile(f"[{HAN}]")
_LATIN_NAME: Final = re.compile(r"[a-z][a-z]{1,30}")
# What mirrors of the web call the folder of a site: epaper.example.com.cn. A site may hold many papers.
_HOST: Final = re.compile(
    r"(?:[a-z0-9][a-z0-9\-]{0,62}\.){1,6}(?:com|cn|net|org|gov|edu|cc|tv|hk|tw|mo|sg|my|info|news|top|xyz|site|example)(?:[:+_]\d{2,5})?"
)
_NUMBER: Final = re.compile(
    rf"(?:总\s?)?第\s?(?P<number>\d{{1,6}}(?:[、\-—]\d{{1,6}})?)\s?期"
    rf"|(?<={MARK})\s{{0,2}}[(\[](?P<beside>\d{{4,6}})[)\]]"  # 申报1948.06.15(26123)
)
_CLOCK_PARTS: Final = 3  # 15-30-00
_KEPT: Final = 256  # names of folders and files that are kept taken apart: an archive has the same again and again
_GUTTER: Final = "中缝"  # between two pages: neither of them, and not their spread
_SHEET: Final = re.compile(r"(?P<letter>[a-z])[叠区组]?")  # a folder for the pages A01, A02
_OWN_CHARACTERS: Final = frozenset("版第年月日号期页报")  # what the grammar leaves behind


@dataclass(frozen=True, slots=True)
class PathReading:
    """What a path says.

    Attributes:
        name: The file's own name.
        folder: The folders above, the nearest first.
        guess: What is believed only where nothing else speaks: 231227, node_3.
        bare_day: Whether a number without any sign was taken for the day: ``2023/12/05.txt``.
    """

    name: IssueIdentity
    folder: IssueIdentity
    guess: IssueIdentity
    bare_day: bool = False


@dataclass
class _Part:
    """A folder or the file, taken apart."""

    text: str
    folded: str
    dated: DatedName
    is_file: bool
    publication: str = ""
    page: str = ""
    guess: str = ""
    edition: str = ""
    number: str = ""
    article: str = ""
    figures: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    is_section: bool = False

    def as_written(self, token: str) -> str:
        """Return a folded token as the name has it."""
        start = self.folded.find(token)
        return self.text[start : start + len(token)] if start >= 0 else token


def read_path(path: str, *, bare_days: bool = True) -> PathReading:
    """Read a path relative to the inbox, with ``/``.

    Args:
        path: Of the file.
        bare_days: Whether a number without any sign may be a day, where year and month are known; False where the
            masthead has said the day.
    """
    *folders, name = map(decoded, path.split("/"))
    parts: list[_Part] = []
    known = Known()
    for text in (*folders, name):
        is_file = len(parts) == len(folders)
        shown, folded = _bare_name(text, is_file=is_file)
        dated = take_date(folded, known, is_file=is_file, bare_days=bare_days)
        if is_file and is_captured(folded):
            dated = DatedName(known, MARK, guess=dated.date)
        known = dated.known
        parts.append(_Part(shown, folded, dated, is_file))
    any_date = not bare_days or any(part.dated.date or part.dated.guess for part in parts)
    for part in parts:
        _take_apart(part, dated=any_date)
    *above, file = parts
    folder = _from_folders(above, dated=any_date)
    own = _from_name(file, above, folder, dated=any_date)
    guesses = [part.dated.guess for part in reversed(parts) if part.dated.guess]
    return PathReading(
        own,
        folder,
        IssueIdentity(date=guesses[0] if guesses else None, page=file.guess),
        bare_day=file.dated.bare,
    )


@lru_cache(_KEPT)
def _bare_name(text: str, *, is_file: bool) -> tuple[str, str]:
    """Return a name without suffix and copy marks, as written and folded."""
    folded = with_plain_labels(fold(text))
    start, end = 0, len(folded)
    if is_file:
        for suffix in (_SUFFIX, _KNOWN_SUFFIX):
            match = suffix.search(folded, 0, end)
            if match is not None and match.start() > 0:
                end = match.start()
                inner = without_copy_marks(folded[:end])
                start, end = inner
    else:
        start, end = without_copy_marks(folded)
    return text[start:end], folded[start:end]


def _take_apart(part: _Part, *, dated: bool) -> None:
    """Find page, edition, article and words of a name."""
    if not part.is_file and _HOST.fullmatch(part.folded):
        return
    rest = part.dated.rest
    if part.dated.page:
        part.page = page_number(part.dated.page)
    news = NEWS.search(part.folded) if part.is_file else None
    if news is not None:
        part.page, part.article, part.publication = page_number(news["page"]), news["part"], news["code"]
        return
    match = _NUMBER.search(rest)
    if match is not None:
        part.number = match["number"] or match["beside"]
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    edition, rest = take_edition(rest)
    part.edition = part.as_written(edition) if edition else ""
    article = take_article(rest) if part.is_file else None
    if article is not None:
        part.article, rest = article
    page = None if part.page else take_page(rest, dated=dated)
    if page is not None:
        part.publication = page.code
        rest = page.rest
        part.page, part.guess = (page.label, "") if page.sure else ("", page.label)
    _sort(part, rest, dated=dated)


def _sort(part: _Part, rest: str, *, dated: bool) -> None:
    """Sort what is left of a name into figures, the paper, an edition, and words."""
    tokens = [
        token for token in _SEPARATORS.split(rest.replace(MARK, f" {MARK} ").replace(LABEL, f" {LABEL} ")) if token
    ]
    # Before a date or a page stands a counter; what follows them goes on: page, article.
    counted = tokens[max((index + 1 for index, token in enumerate(tokens) if token in (MARK, LABEL)), default=0) :]
    part.figures = [token for token in counted if is_page_figure(token)]
    if not part.figures and not part.page and MARK in tokens:
        before = [token for token in tokens[: tokens.index(MARK)] if is_page_figure(token)]
        part.figures = before if len(before) == 1 else []
    if part.dated.name and len(part.dated.name) > 1 and part.dated.name not in part.words:
        tokens.insert(0, part.dated.name)
    for token in tokens:
        if token in (MARK, LABEL) or token in _OWN_CHARACTERS or is_page_figure(token):
            continue
        if not part.publication and (is_paper_name(token) or is_short_paper_name(token)):
            part.publication = part.as_written(token)
        elif not part.edition and (
            is_edition(token) or is_local_edition(token) or (not part.is_file and is_edition_folder(token))
        ):
            part.edition = part.as_written(token)
        elif is_section(token) and token != _GUTTER:
            part.is_section = True
        elif not is_noise(token):
            part.words.append(token)
    if not dated:
        part.figures = []


def _latin(part: _Part) -> str:
    return next((word for word in part.words if _LATIN_NAME.fullmatch(word)), "")


def _from_folders(parts: list[_Part], *, dated: bool) -> IssueIdentity:
    """Return what the folders say: the nearest one that says anything of it."""
    at_date = max((index for index, part in enumerate(parts) if part.dated.date or part.dated.guess), default=-1)
    at_paper, publication = _paper(parts, at_date, dated=dated)
    page = edition = number = ""
    date: dt.date | None = None
    last: dt.date | None = None
    for index, part in reversed(list(enumerate(parts))):
        number = number or part.number
        if date is None and part.dated.date is not None:
            date, last = part.dated.date, part.dated.last
        if not page:
            page = part.page or (part.figures[0] if index > at_date >= 0 and len(part.figures) == 1 else "")
        if not edition:
            edition = part.edition
        inside = index > min((at for at in (at_paper, at_date) if at >= 0), default=len(parts))
        if not edition and inside and index != at_paper:
            words = [word for word in part.words if _names_an_edition(word, publication)]
            edition = " ".join(map(part.as_written, words))
    return IssueIdentity(publication, date, page_number(page), number, "", edition, "", last)


def _names_an_edition(word: str, publication: str) -> bool:
    """Tell whether a folder inside the paper's or the day's divides the issue: 城区/01版.txt beside 县域/01版.txt."""
    return (
        _SHEET.fullmatch(word) is None
        and word != publication
        and len(word) > 1
        and not is_state(word)
        and not is_own_number(word)
    )


def _paper(parts: list[_Part], at_date: int, *, dated: bool) -> tuple[int, str]:
    """Return which folder names the paper, and the name: a Chinese one, else beside a date a Latin one."""
    for index, part in reversed(list(enumerate(parts))):
        if part.publication:
            return index, part.publication
    if dated:
        nearest = [index for index, part in enumerate(parts) if _latin(part)]
        above = [index for index in nearest if index <= at_date]
        at = max(above or nearest, default=-1)
        if at >= 0:
            return at, _latin(parts[at])
    return -1, ""


def _from_name(file: _Part, folders: list[_Part], folder: IssueIdentity, *, dated: bool) -> IssueIdentity:
    """Return what the file's own name says; the folders tell whether a figure is a page or an article of one."""
    page, article = file.page, file.article
    figures = file.figures
    label_known = bool(page or file.guess)
    if label_known:
        article = article or (figures[0] if figures else "")
    elif folder.page and figures:
        # below 05版: 20231227-05-02 repeats the page, 02 does not
        repeated = page_number(figures[0]) == folder.page
        article = article or "-".join(figures[repeated:])
    elif figures and int(figures[0]) and len(figures) != _CLOCK_PARTS:
        page, article = _page_and_article(figures, article, folders)
    sheet = _sheet(folders) if page.isdigit() else ""
    if sheet:
        page = f"{sheet}{int(page):02d}"
    publication = file.publication
    latin = _latin(file) if dated and not publication else ""
    if latin and folder.publication.isascii():
        publication = latin
    elif publication.isascii() and not folder.publication.isascii() and same_paper(folder.publication, publication):
        publication = ""  # a code; the folder has the name
    if not article:
        article = _leftover(file, publication or folder.publication, in_page_folder=bool(folder.page) and not file.page)
    return IssueIdentity(
        publication,
        file.dated.date,
        page_number(page),
        file.number,
        "",
        file.edition,
        article,
        file.dated.last,
    )


def _sheet(folders: list[_Part]) -> str:
    """Return the letter of the pages that a folder holds: A of A/01.txt and A叠/01版.txt."""
    for part in reversed(folders):
        if part.dated.date is not None or part.publication:
            break
        match = _SHEET.fullmatch(part.folded.strip())
        if match is not None:
            return match["letter"].upper()
    return ""


def _page_and_article(figures: list[str], article: str, folders: list[_Part]) -> tuple[str, str]:
    """Read 05, 05-02 and 01-00001 (a scanner's page of the first edition); in a section's folder each counts anew."""
    first, *others = figures
    section = next((part.text for part in reversed(folders) if part.is_section and not part.dated.date), "")
    if section:
        return "", article or f"{section} {'-'.join(figures)}"
    if others and others[0].startswith("00") and len(others[0]) > len(first) + 1:
        return others[0], article
    return first, article or "-".join(others)


def _leftover(file: _Part, publication: str, *, in_page_folder: bool) -> str:
    """Return what else a name says: a headline, an id. It tells articles of one page apart."""
    words = [word for word in file.words if not is_state(word) and not _is_paper(word, publication)]
    known = bool(file.page or file.figures or in_page_folder)
    # Letters alone may be anything where nothing of the name says which page it is.
    return " ".join(words) if known or any(_HAN.search(word) for word in words) else ""


def _is_paper(word: str, publication: str) -> bool:
    return word == publication or (word.isascii() and publication != "" and same_paper(publication, word))
