"""What is fed to baoku: pages mutated as a person or a broken export would, bytes, names, sidecars, queries.

Hypothesis strategies, so that what fails is made small before it is shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

GOLDEN = tuple(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent.parent / "golden" / "parsing").glob("*.txt"))
)
MARKS = (
    "()（）【】《》〈〉「」『』[]{}“”‘’\"'——…、，。：；！？▲●□■◆★※·/|　 \t\f0123456789０１２一二三十百千万〇月日年"
    "版第期摄讯电记者通讯员编辑下转上接本报新华社据图为AaZzＡｚ\u00a0\u200b\u200f\u202e\u2028\ufeff𠀀\U0001f600"
)
# Pieces that mean something to one stage or another, in any order.
PIECES = (
    *("本报讯(记者 文静)", "新华社北京1月3日电", "□ 本报记者 文静", "记者 文静 摄", "（下转第2版）", "（上接第1版）"),
    *("本期导读", "导读", "A02版", "第02版:要闻", "遗失声明", "声明作废。", "2024年5月17日 星期五", "责任编辑:文静"),
    *(
        "编者按",
        "●",
        "一、",
        "（一）",
        "县里修通了一条新路",
        "工程队从山口修起,沿着河谷铺路,",
        "今天上午,会议在县城召开。",
    ),
    *(
        "图为游客在花田里。",
        "重庆市北碚区",
        "区委书记",
        "王小明",
        "第1234期",
        "国内统一刊号:CN50-0001",
        "http://a.cn/?b=c",
    ),
    *(
        "\n",
        "\n\n",
        "\n\n\n",
        "　　",
        "    ",
        " ",
        "\f",
        "\t",
        "(",
        "（",
        "“",
        "”",
        "‘",
        "《",
        "，",
        "。",
        "1.5",
        "％",
        "記者",
    ),
    *(
        "Hydro-\n",
        "NASA",
        "<b>",
        "&lt;",
        "[red]",
        "\x1b[31m",
        "\\",
        "\u200b",
        "\ufeff",
        "𠀀",
        "\x00",
        "\r",
        "\ud800",
        "文",
    ),
)


def _lines_changed(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            lines.pop(at)
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at : at + 2] = [rng.choice(("", " ")).join(lines[at : at + 2])]
        case 4:
            rng.shuffle(lines)
        case _:  # columns read across: two halves of the page line by line
            half = len(lines) // 2
            lines = [f"{one}{rng.choice(('　', ' ', ''))}{two}" for one, two in zip(lines, lines[half:], strict=False)]
    return "\n".join(lines)


def _broken(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("\n", "\n\n", "\n\n\n", "\f")) + text[at:]


def _strewn(text: str, rng: random.Random) -> str:
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(text) + 1)
        what = rng.choice((rng.choice(MARKS), rng.choice(PIECES)))
        text = text[:at] + what * rng.choice((1, 1, 1, 2, 40, 400)) + text[at:]
    return text


def _replaced(text: str, rng: random.Random) -> str:
    characters = list(text)
    for _ in range(min(len(characters), rng.randrange(1, 30))):
        characters[rng.randrange(len(characters))] = rng.choice(MARKS)
    return "".join(characters)


def _squeezed(text: str, _rng: random.Random) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def _spaced(text: str, _rng: random.Random) -> str:
    return text.replace("\n", "\n\n")


def _cut(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[start : start + rng.randrange(len(text) + 1)]


def _wrapped(text: str, rng: random.Random) -> str:
    """Break every line to a column's width."""
    width = rng.randrange(4, 30)
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    *(_lines_changed, _lines_changed, _lines_changed, _broken, _broken, _strewn, _strewn),
    *(_replaced, _squeezed, _spaced, _cut, _wrapped),
)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """Draw a printed page after a few changes."""
    text = draw(st.sampled_from(GOLDEN))
    rng = draw(st.randoms(use_true_random=False))
    for _ in range(draw(st.integers(0, 6))):
        text = rng.choice(_CHANGES)(text, rng) or "。"
    return text


def _repeated(part: tuple[str, int, str]) -> str:
    unit, count, end = part
    return unit * count + end


TEXTS = st.one_of(
    _mutated(),
    _mutated(),
    st.lists(st.sampled_from(PIECES), max_size=80).map("".join),
    st.tuples(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
        st.integers(1, 2000),
        st.sampled_from(PIECES),
    ).map(_repeated),
    st.text(max_size=300),
)

CODECS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5hkscs")


@st.composite
def _encoded(draw: st.DrawFn) -> bytes:
    """Draw a text in some encoding, with some of its bytes damaged."""
    codec = draw(st.sampled_from(CODECS))
    mode = "surrogatepass" if codec.startswith("utf") else "replace"
    data = bytearray(draw(TEXTS).encode(codec, mode))
    rng = draw(st.randoms(use_true_random=False))
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 3, 30))) if data else 0):
        at = rng.randrange(len(data))
        match rng.randrange(3):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                data[at : at + rng.randrange(1, 5)] = b""
            case _:
                data[at:at] = rng.randbytes(rng.randrange(1, 5))
        if not data:
            break
    return bytes(data)


FILES = st.one_of(_encoded(), _encoded(), _encoded(), st.binary(max_size=2000))

# Names as they come: the worker sees text without NUL and surrogates, each part non-empty.
_NAME_PARTS = st.one_of(
    st.sampled_from(
        ("澄江报", "2023-10-27", "20231027", "p01", "第02版", "A02", "渡口", "..txt", "-", "_", "１", "\n", "<b>")
    ),
    st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1, max_size=12),
)
PATHS = (
    st.lists(st.lists(_NAME_PARTS, min_size=1, max_size=5).map("".join), min_size=1, max_size=4)
    .map("/".join)
    .map(lambda path: path + ".txt")
    .filter(lambda path: not any(part in {".", ".."} for part in path.split("/")))
)

SIDECARS = st.one_of(
    st.binary(max_size=200),
    st.lists(
        st.sampled_from(
            (
                *("publication", "date", "page", "number", ": ", ":", "\n", "- ", "{", "}", "[", "]", "&a", "*a", "!!"),
                *(
                    "2023-10-27",
                    "2023年10月27日",
                    "99999999",
                    "~",
                    "'",
                    '"',
                    "|",
                    ">",
                    "澄江报",
                    "A02",
                    "\t",
                    "#",
                    "? ",
                ),
            )
        ),
        max_size=30,
    ).map(lambda parts: "".join(parts).encode()),
)

_FIELDS = (
    "标题",
    "正文",
    "记者",
    "摄影",
    "人物",
    "地点",
    "机构",
    "关键词",
    "报纸",
    "类别",
    "版",
    "体裁",
    "来源",
    "编号",
    "期",
    "日期",
)
_VALUES = (
    *("渡口", "谭水生", "城乡融合", "2023", "2023-10", "2023-10-27..", "..2024", "2023年2月30日", "00000", "99999-99"),
    *(
        "1997",
        "3.5",
        "ＧＤＰ",
        "的",
        "a",
        "北碚",
        "𠀀",
        "İ",
        "ß",
        "ﬁ",
        "Å",
        "〇",
        "㎏",
        "\u0301",
        "\u200d",
        "�",
        "\ud800",
    ),
    *("*", "?", "~2", "^9", "\\", "/a/", "[1 TO 2]", "{", "}", "(", ")", "_exists_", "&&", "||", "!", "<b>", "\x1b[2J"),
)
_QUERY_PIECES = (
    *(f"{name}:" for name in _FIELDS),
    *(f"{name}：" for name in _FIELDS),
    *_VALUES,
    *(
        " ",
        " ",
        " ",
        "　",
        "\t",
        "\n",
        '"',
        '"',
        "“",
        "”",
        "「",
        "」",
        "《",
        "》",
        "-",
        "－",
        "—",
        " OR ",
        " 或 ",
        " NOT ",
        " AND ",
    ),
)
QUERIES = st.one_of(
    st.lists(st.sampled_from(_QUERY_PIECES), max_size=40).map("".join),
    st.tuples(
        st.lists(st.sampled_from(_QUERY_PIECES), min_size=1, max_size=5).map("".join),
        st.integers(1, 600),
        st.sampled_from(_QUERY_PIECES),
    ).map(_repeated),
    st.tuples(st.sampled_from(GOLDEN), st.integers(0, 3000), st.integers(0, 510)).map(
        lambda cut: cut[0][cut[1] : cut[1] + cut[2]]
    ),
    st.text(max_size=120),
)
