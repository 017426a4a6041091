"""Whom a byline, a credit or a signature names, and in which role.

The text is read part by part: roles, outlets, places and institutions, what was done (文/图), names. A part that is not
understood costs only itself. Runs on folded text; names are returned in source characters.
"""

from __future__ import annotations

import re
from typing import Final

from worker.document.issue import Contributor
from worker.lexicon import outlets, roles
from worker.lexicon.characters import CHINESE_DIGITS, HAN
from worker.lexicon.places import place_names
from worker.parsing.patterns.papers import is_paper_name
from worker.parsing.patterns.person_names import join_spaced, likely_name, names_of_word, pen_name, sure_name
from worker.parsing.recognizers.people.beside import (
    OUTLET,
    behind_outlet,
    holds_office,
    is_calling,
    is_long_office,
    is_office,
    is_outlet,
    is_strange,
    is_unit,
    name_and_place,
)
from worker.parsing.recognizers.people.named import NOBODY, Named, People

LONGEST: Final = 80  # characters of a text that names people and says little else
# Strokes that papers set between a label and a name beside those that are one everywhere: 文·某, 文—某, 记者_某.
_STROKES: Final = r"(?:[_·‧•.-]|—{1,2})"
# A role, with the rank before it: 记者, 首席记者. Words that are also names or things of their own (文, 图, 作者, 特约)
# only with a colon, a stroke or white space. Must NOT match 记者站, 编辑部, 图书, 记者署名.
_ROLE: Final = re.compile(
    rf"(?P<writer>(?:{roles.RANKS}){{0,3}}(?:{roles.WRITERS})(?![站团会们人]|署名))\s{{0,4}}(?:[:/|]|{_STROKES}(?=[{HAN}]))?\s{{0,3}}"
    rf"|(?P<label>(?:{roles.LABELS})(?:[、与和及·./](?:{roles.LABELS}))?)\s{{0,2}}(?:[:/|]|(?<![{HAN}]{{3}})[◎⊙●■](?=\s?[{HAN}]{{2}})|{_STROKES}(?=[{HAN}]{{2,8}}(?:[\s、]|$)))\s{{0,3}}"
    rf"|(?:(?<=\s)|(?<=^))(?P<spaced>{roles.SPACED})\s{{1,4}}(?=\S)"
    # 记者 某 视频 某: what another of them made. Alone at a line's head such a word is a word.
    rf"|(?<=[{HAN}]\s)(?P<made>视频|制图|摄像|绘图|图表|漫画|航拍)\s{{1,3}}(?=[{HAN}]{{2,4}}(?:[\s、]|$))"
    # 编译某/综合报导: glued to the name, as the papers of Taiwan print it.
    rf"|(?:(?<=^)|(?<=[\s(/]))(?P<glued>编译|文字)(?=[{HAN}]{{2,4}}(?:[、/)\s]|$))"
    # Whose names are no author's: 策划:某, 责编 某.
    rf"|(?:(?<=^)|(?<=[\s/、;]))(?P<other>(?:{roles.OTHERS})(?:(?:[/、](?:{roles.OTHERS}))?\s{{0,2}}[:/|]|(?=\s))\s{{0,3}})"
)
# Every role holds one of these: looking for them takes a tenth of the time, and most headlines hold none.
_ROLE_HINT: Final = re.compile(
    f"{roles.WRITERS}|{roles.LABELS}|{roles.SPACED}|视频|制图|摄像|绘图|图表|漫画|航拍|编译|文字|{roles.OTHERS}"
)
# 文/图 and the like, whose stroke parts no names.
_WORK: Final = re.compile(
    rf"(?:^|(?<=[\s)])|(?<=[{HAN}]))(?:文\s?[/·.・•‧、]\s?图|图\s?[/·.・•‧、]\s?文|撰?文\s?[/·.・•‧、]\s?摄影|摄影\s?/\s?(?:文字|报道|采访|文)|(?:采访|采写|撰文|报[道导])\s?/\s?摄影|文\s?/\s?(?:摄影|摄|视频|制图)|摄\s?/\s?文|诗\s?/\s?画"
    r"|文[与和]图|图[与和]文|图片?/文字)(?=[\s/:()|]|$)\s{0,2}[:/]?"
)
# What each of several did: 钱进/文 孙波/图, 钱进/报道 孙波/摄. In its place stands a sign that no text holds.
_SHARE: Final = re.compile(
    rf"(?<=[{HAN}])\s?/\s?(?:(?P<text>文字?|译|报[道导]|采访|采写|撰文)|图|摄影|摄|制图|视频|绘)(?=[\s、,;)]|$)"
)
# 钱进 文/孙波 图: the same with what was done behind a space.
_IN_TURN: Final = re.compile(
    rf"(?<=[{HAN}])[ \u3000]{{1,2}}文\s?/(?=[{HAN}·、 ]{{2,14}}[ \u3000](?P<last>图|摄影|摄)\s{{0,2}}$)"
)
# 钱进 文 孙波 摄, 钱进(文) 孙波(图): the same with a space or in brackets. Both must be told: 王 文 is a name.
_EACH: Final = re.compile(
    rf"(?<=[{HAN}]{{2}})(?:\s{{0,2}}\((?P<in>文|译|图|摄影|摄)\)|\s{{1,2}}(?P<out>文|译|图|摄影|摄|绘)(?=\s|$))"
)
_TEXT_FIRST: Final = re.compile(rf"[{HAN}]\s{{0,2}}\(?(?:文|译)\)?\s{{1,3}}(?=[{HAN}]{{2}})")
_PICTURE_LAST: Final = re.compile(rf"[{HAN}]\s{{0,2}}\(?(?:图|摄影|摄|绘)\)?\s{{0,2}}$")
_WROTE, _PICTURED = "\x02", "\x01"
_SHARES: Final = re.compile(f"([{_WROTE}{_PICTURED}])")
# A date or the page where it was printed, and what a paper is called, beside the name.
_ASIDE: Final = re.compile(
    r"\|?\s{0,2}(?:19|20)\d\d[.\-/年]\s{0,2}\d{1,2}[.\-/月]\s{0,2}\d{1,2}日?"
    r"(?:\s{1,3}\d{1,2}:\d\d(?::\d\d)?(?:\s(?:[ecp][sd]?t|hkt|gmt|am|pm)(?=\s|$))?)?"
    r"|《[^《》]{2,16}》|[\w.\-]{2,30}@[\w\-]{2,20}(?:\.[\w\-]{2,10}){1,3}|\d{1,2}月\d{1,2}日|(?<=\s)(?:来源|稿源)\s{0,2}:\s{0,2}\S{2,16}"
)
_BRACKET: Final = re.compile(r"\(([^()]{0,24})\)|\[([^\[\]]{0,24})\]|【([^【】]{0,24})】|〔([^〔〕]{0,24})〕")
# /高雄 报导, /高雄.台东报导 behind a name: where it was reported from, though 高雄 has the form of a name.
_PLACE_REPORTS: Final = re.compile(
    rf"[/-]\s?(?P<place>[{HAN}]{{2,6}}?(?:[.·‧-][{HAN}]{{2,6}}?){{0,3}})\s{{0,3}}-?(?=(?:即时|综合|采访|专题)?报[道导]\s{{0,40}}$)"
)
# 某台北8日电, 某西雅图27日报导: the day and how it was sent, behind who reports and from where.
_SENT: Final = re.compile(
    rf"(?<=[{HAN}])\s?(?:[0-9{CHINESE_DIGITS}十]{{1,3}}月)?[0-9{CHINESE_DIGITS}十]{{1,3}}日\s?(?:专?[电讯]|报[道导])$"
)
# KBCN 某报导: a station named in Latin letters, before who reports.
_LATIN_OUTLET: Final = re.compile(
    rf"[a-z][a-z0-9&.\-]{{1,11}}\s{{0,2}}(?=[{HAN}]{{4,20}}$)(?=[{HAN}]{{2,18}}报[道导]$)"
)
# 撰文:某图片编辑:某, 作者:某责任编辑:某: who edited, run on to who wrote.
_RUN_ON_ROLE: Final = re.compile(rf"(?P<glued>(?<=[{HAN}]{{2}}))?(?:{roles.OTHERS})\s?[:/]")
# 东北区:某, 青石小学五年级:某: where somebody is from, set before the name as a label.
_FROM: Final = re.compile(rf"(?P<unit>[{HAN}]{{2,10}}):\s{{0,2}}(?=[{HAN}])")
_BARS: Final = str.maketrans(
    "丨ㅣᅵ┃\\", "||||/"
)  # characters that look like | and /, which they stand for in bylines of the web
# 每经记者 某 每经编辑 某: who edited, behind the paper's name that stands before who wrote.
_NAMED_AGAIN: Final = re.compile(
    rf"^(?P<paper>[{HAN}]{{2,6}}?)记者.{{3,40}}?\s(?P<again>(?P=paper))(?=编辑|责编|校对|实习生)"
)
_TEAM: Final = re.compile(rf"(?<=[社报网台])“[{HAN}]{{2,6}}”(?=(?:记者|报道组))")  # 某社“某视点”记者
_CLASS: Final = re.compile(r"\(\d{1,2}\)")  # 五(2)班
_SPELLED: Final = re.compile(
    rf"(?:[{HAN}]\((?!附|图)[{HAN}+]{{2,3}}\)|[{HAN}]{{1,2}}\([{HAN}]\+[{HAN}+]{{1,3}}\))[{HAN}]{{0,2}}(?=$|[\s、,])"
)
_SEPARATORS: Final = re.compile(r"[、,;/|&+:]|\s{0,4}[·•]\s{0,4}(?=$|\s)")
_SPACES: Final = re.compile(r"\s+")
_ENDS_WORK: Final = re.compile(rf"(?<=[{HAN}])(?:{roles.WORKS})$")
# What a text must hold for anything in it to be set aside before its names are read; most hold names and roles alone.
_MAY_HOLD_MORE: Final = re.compile(rf"[^{HAN}\s]|[丨文图摄绘编校]|实习")
_LONGEST_ROLE: Final = 8
_MOST_NAMES: Final = 24
# 柳青文摄: the name is 柳青文, though 文摄 is a word for what was done, and 文 a surname.
_NAME_AND_DONE: Final = re.compile(rf"(?P<name>[{HAN}]{{2}}[文图])(?P<work>摄影报道|摄影|摄|绘|撰)")
# What databases and sites put for an author that is not known.
_NOBODY_NAMED: Final = frozenset({"佚名", "匿名", "不详", "未知", "网络", "本站", "本网", "网路", "网上"})
_NICKNAME, _LONGEST_NICKNAME = 2, 8  # characters of a paper's name before a role, and of one before a ranked role
_NAME_AND_PLACE: Final = 4
_SENT_FROM: Final = "发自"  # 记者某 发自松溪
_RANKS: Final = tuple(sorted(roles.RANK_WORDS))


class _Reader:
    """Reads one text; what was found so far is its state."""

    def __init__(self, *, loose: bool) -> None:
        self.named: list[Named] = []
        self.loose = loose
        self.marked = False
        self.work = ""
        self.units = 0
        self.rest = 0
        self.role = ""
        self.picture = False
        self.others = False  # whose names stand here made the page or helped
        self.fresh = False  # a role has just been read

    def chunk(self, text: str) -> None:
        """Read what stands between two roles."""
        picture = self.picture
        parts = _SHARES.split(text)
        for part, share in zip(parts[::2], [*parts[1::2], ""], strict=True):
            self.picture = share == _PICTURED if share else picture
            self._part(part)
        self.picture = picture

    def _part(self, text: str) -> None:
        for group in _SEPARATORS.split(text):
            words = [word for word in _SPACES.split(group.strip()) if word]
            if len(words) > 1 and all(word.isascii() and word.isalpha() for word in words):
                self.named.append(Named(" ".join(words), self.role, self.loose or bool(self.role), self.picture))
                continue
            if len(words) > 1 and len(words[-1]) == 1 and words[-1] in roles.WORK_WORDS and len(words[-2]) > 1:
                self._done(words.pop())  # 王明 摄; but 王 文 is a name
            for word in join_spaced(words):
                self._word(word)

    def _word(self, word: str) -> None:
        if word in roles.WORK_WORDS:
            self._done(word)
        elif is_paper_name(word):
            self.units += 1  # 东方早报 has the form of a name
        elif is_office(word):
            self.units += 1  # 宣传部 has it too
        elif word in roles.READER_WORDS and self._is_beside(word):
            self.units += 1  # 时评人 has it too
        elif sure_name(word) or (self.fresh and likely_name(word) and not word.endswith(("省", "市", "县", "区"))):
            self._name(word)  # 记者 江南 is one, whatever else 江南 is
        elif self._with_place(word):
            pass
        elif self._is_beside(word):
            self.units += 1
        elif self.role and self._from_place(word):
            pass
        elif not (self._name_and_done(word) or self._names(word) or self._with_work(word) or self._with_unit(word)):
            self._other(word)

    def _name(self, name: str, *, sure: bool = True) -> None:
        self.fresh = False
        if name in _NOBODY_NAMED or self.others:
            self.units += 1
        elif len(self.named) < _MOST_NAMES:
            self.named.append(Named(name, self.role, sure, self.picture))

    def _is_beside(self, word: str) -> bool:
        if not (is_unit(word) or is_long_office(word)):
            return False
        if word.endswith(roles.READER_WORDS) and not self.role:
            self.role, self.marked = word if len(word) <= _LONGEST_ROLE else "", True
        return True

    def _names(self, word: str) -> bool:
        placed = name_and_place(word) if self.role else ""
        found = [placed] if placed else names_of_word(word, strict=True, marked=self.loose or bool(self.role))
        if found is None or (len(found) == 1 and not placed and not likely_name(word)):
            return False
        if found[-1] in roles.WORK_WORDS:
            return False  # 柳禾青文摄
        for name in found:
            self._name(name, sure=len(found) > 1 or sure_name(name))
        return True

    def _with_place(self, word: str) -> bool:
        """Read 李伟俊·龙潭村: a name and where it is from."""
        name, point, place = word.partition("·")
        if not point or not sure_name(name) or not is_unit(place):
            return False
        self._name(name)
        self.units += 1
        return True

    def _from_place(self, word: str) -> bool:
        """Read 文.台北柳禾青: a known place and a sure name behind a role."""
        for length in (2, 3, 4):
            if word[:length] in place_names() and len(word) > _NAME_AND_PLACE and sure_name(word[length:]):
                self.units += 1
                self._name(word[length:])
                return True
        return False

    def _name_and_done(self, word: str) -> bool:
        """Read 柳青文摄: a name that ends as a word for what was done begins."""
        match = _NAME_AND_DONE.fullmatch(word)
        if match is None or not sure_name(match["name"]):
            return False
        self._name(match["name"])
        self._done(match["work"])
        return True

    def _with_work(self, word: str) -> bool:
        """Read 郁玉摄影报道: names and what they did."""
        match = _ENDS_WORK.search(word)
        if match is None:
            return False
        head = word[: match.start()]
        placed = name_and_place(head)
        if placed:
            self._name(placed, sure=sure_name(placed))
            self._done(match.group())
            return True
        # 记者 某 青石报道: a word that is a name at best, behind one that is surely one, is where it was reported from.
        somewhere = len(head) == _NICKNAME and bool(self.named) and "报" in match.group() and not sure_name(head)
        known = somewhere or head in place_names() or OUTLET.fullmatch(head) is not None
        found = [] if known else names_of_word(head, strict=True)
        if found is None and is_unit(head):
            found = []  # 高雄报导
        if found is None:
            found = behind_outlet(head)
        if found is None and (self.loose or self.role) and pen_name(head):
            found = [head]
        if found is None:
            return False
        for name in found:
            self._name(name, sure=sure_name(name))
        self._done(match.group())
        return True

    def _with_unit(self, word: str) -> bool:
        """Read 贵州读者魏述: a place, institution or calling, and a name."""
        for length in (3, 2, 4):
            head, name = word[:-length], word[-length:]
            # 纽约股市熊牛争 has that form too: without a mark the head must be a calling.
            beside = is_unit(head) if self.role else is_calling(head) or (self.loose and holds_office(head))
            if len(head) > 1 and likely_name(name) and beside:
                self._is_beside(head)
                self._name(name, sure=sure_name(name))
                return True
        return False

    def _other(self, word: str) -> None:
        if word.startswith(_SENT_FROM):
            self.units += 1
        elif (self.loose or self.role) and pen_name(word):
            self._name(word, sure=False)
        else:
            self.rest += len(word)

    def _done(self, work: str) -> None:
        self.marked = True
        self.work = self.work or work


def read_people(folded: str, *, loose: bool = False) -> People:
    """Return whom ``folded`` names.

    Args:
        folded: For example ``记者 齐宏 实习记者 关楚凡``, or names alone.
        loose: Something outside the text says that it names people: any short word may be a name.
    """
    if not folded or len(folded) > LONGEST:
        return NOBODY
    reader = _Reader(loose=loose)
    text = _prepared(folded, reader) if _MAY_HOLD_MORE.search(folded) else folded
    start, opened = 0, False
    for match in _ROLE.finditer(text) if _ROLE_HINT.search(text) else ():
        _before_role(text[start : match.start()], reader, nickname=_after_nickname(match, start))
        role = (match["writer"] or match["label"] or match["spaced"] or match["made"] or match["glued"] or "").strip()
        if role == "新闻记者" and match.start() > start and not text[match.start() - 1].isspace():
            role = "记者"  # 红星新闻记者
        # 记者、摄影:李明 wrote as well; 图/记者 李明 took the pictures.
        between = text[start : match.start()].strip(" 、与和")
        joined = opened and (not between or (reader.picture and is_outlet(between)))
        labelled = joined and reader.picture and (bool(between) or text[start - 1 : start] in "/:| ")
        reader.picture = (match["writer"] is not None and labelled) or (
            match["writer"] is None and role in roles.PICTURES and not (joined and not reader.picture)
        )
        reader.others = match["other"] is not None
        if not reader.others:
            reader.marked, opened = True, True
        reader.role, reader.fresh = role, True
        start = match.end()
    reader.chunk(text[start:])
    return People(tuple(reader.named), reader.marked, reader.work, reader.units, reader.rest)


def _prepared(folded: str, reader: _Reader) -> str:
    """Return the text without asides and brackets; names whose rare character is spelled out are taken first."""
    text = _without_paper(_CLASS.sub("", folded).translate(_BARS))
    text = _without_unit(_LATIN_OUTLET.sub("", _SENT.sub("报道", text)), reader)
    text = (
        _RUN_ON_ROLE.sub(lambda role: " " * (role["glued"] is not None) + role.group(), text)
        if "编辑" in text
        else text
    )
    team = _TEAM.search(text) if "“" in text else None
    text = _blank(text, team) if team else text
    for match in list(_ASIDE.finditer(text)):
        text = _blank(text, match)
    reported = _PLACE_REPORTS.search(text)
    if reported and (
        len(reported["place"]) == _NICKNAME  # 驻美特派员某/华府报导
        or reported["place"] in place_names()
        or not sure_name(reported["place"])
    ):
        text = _blank(text, reported)
        reader.units += 1
    spelled = _SPELLED.search(text) if "(" in text else None
    # 王春宁(南京) lives there: 宁 begins no name of which a character is spelled out.
    whole = spelled is not None and sure_name(text[max(0, spelled.start() - 2) : spelled.start() + 1])
    if spelled and not whole and spelled.group().count("(") == 1 and likely_name(spelled.group()[0] + "某"):
        reader.named.append(Named(spelled.group()))
        text = _blank(text, spelled)
    wrote = _TEXT_FIRST.search(text)
    if wrote and _PICTURE_LAST.search(text, wrote.end()):
        for match in list(_EACH.finditer(text)):
            reader.marked = True
            sign = _WROTE if (match["in"] or match["out"]) in {"文", "译"} else _PICTURED
            text = text[: match.start()] + sign + " " * (match.end() - match.start() - 1) + text[match.end() :]
    for match in list(_BRACKET.finditer(text)):
        text = _blank(text, match)
    for match in list(_WORK.finditer(text)):
        reader.marked = True
        reader.loose = reader.loose or match.group().endswith((":", "/"))
        reader.work = reader.work or match.group().strip(" :/")
        text = _blank(text, match)
    turn = _IN_TURN.search(text)
    if turn:
        reader.marked = True
        last = turn.start("last")
        text = text[: turn.start()] + _WROTE + " " * (len(turn.group()) - 1) + text[turn.end() : last] + _PICTURED
    for match in list(_SHARE.finditer(text)):
        reader.marked = True
        sign = _WROTE if match["text"] else _PICTURED
        text = text[: match.start()] + sign + " " * (match.end() - match.start() - 1) + text[match.end() :]
    return text


def _without_paper(text: str) -> str:
    """Return the text without the paper's name before who edited, which stands before who wrote as well."""
    again = _NAMED_AGAIN.match(text) if "编" in text or "校" in text or "实习" in text else None
    return text[: again.start("again")] + " " * len(again["again"]) + text[again.end("again") :] if again else text


def _without_unit(text: str, reader: _Reader) -> str:
    """Return the text without where somebody is from, where that is set before the name as a label: 东北区:某."""
    unit = _FROM.match(text) if ":" in text[2:12] else None
    if unit is None or not is_unit(unit["unit"]) or _ROLE.match(text):
        return text
    reader.units += 1
    return _blank(text, unit)


def _blank(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def _after_nickname(role: re.Match[str], start: int) -> bool:
    """Return whether what stands between ``start`` and a role is a paper's short name.

    华商记者 赵钊 and 采写:华商记者 赵钊, but not 王明记者李强.
    """
    if role["writer"] == "新闻记者":
        return not start  # 红星新闻记者: its name ends in 新闻
    if not start and (role["writer"] or "").startswith(_RANKS) and not likely_name(role.string[: role.start()]):
        return role.start() <= _LONGEST_NICKNAME  # 大公文汇全媒体记者
    if role.start() - start != _NICKNAME or role["writer"] != "记者":
        return False
    is_name = sure_name(role.string[start : role.start()])  # 华商记者赵钊: 华商 is a word
    return not is_name or (not start and role.group()[-1].isspace())


def _before_role(text: str, reader: _Reader, *, nickname: bool = False) -> None:
    """Read what stands before a role: names, then the outlet (郑欣宜 中青报·中青网记者).

    Args:
        text: What stands there.
        reader: Takes what is found.
        nickname: All of it may be a paper's short name.
    """
    stripped = text.rstrip()
    if not stripped.strip(" 、,;/与和"):
        return
    cut = max(map(stripped.rfind, " 、,;:/")) + 1
    head, last = stripped[:cut], stripped[cut:]
    own = re.search(rf"(?:{outlets.OWN}|{outlets.KNOWN})(?:驻[{HAN}]{{1,8}})?$", last)
    if own:
        last = last[: own.start()]
    elif "·" in last and not head.strip() and any(OUTLET.fullmatch(part) for part in last.split("·")):
        reader.units += 1  # 青石晚报·青石一点 记者 某
        last = ""
    elif last and text == stripped and (nickname or is_outlet(last) or is_strange(last, whole=not head)):
        # Directly before the role: 学通社记者, 报道组通讯员, 丽水记者, 华商记者.
        reader.units += 1
        last = ""
    reader.chunk(f"{head} {last}")


def parse_people(folded: str, source: str, *, strict: bool = False) -> tuple[Contributor, ...] | None:
    """Return the people of a byline's text, or None when it is not one.

    Args:
        folded: For example ``记者 齐宏 实习记者 关楚凡``, or names alone.
        source: The same span in source characters.
        strict: Names without a role must begin with a known surname.
    """
    found = read_people(folded, loose=not strict)
    if not found.named or not understood(found):
        return None
    return found.contributors(folded, source)


def understood(found: People) -> bool:
    """Return whether more of a text was understood than not; without a role all of it must be."""
    names = sum(len(person.name) for person in found.named)
    return found.rest == 0 or (found.marked and found.rest <= names)
