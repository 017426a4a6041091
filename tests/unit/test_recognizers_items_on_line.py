"""Items that one printed line holds begin at their source lines, or below whom the one before is from."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.items_on_line import items_on_line
from worker.parsing.segmentation.pieces import cut_lines

TEXTS = (
    "议会今天通过了新的渔业法,拖网船减半。",
    "铁路工人今天恢复上班,罢工结束。",
    "气象局今天说,台风已减弱为热带低压。",
)
WIRES = "".join(
    f"【{wire}】{text}"
    for wire, text in zip(("新华社伦敦5日电", "法新社巴黎5日电", "路透社东京5日电"), TEXTS, strict=True)
)
SIGNED = " ".join(f"{text}({wire})" for wire, text in zip(("新华社", "法新社", "路透社"), TEXTS, strict=True))


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        (WIRES, ["【新华社伦敦", "【法新社巴黎", "【路透社东京"]),
        (SIGNED, ["铁路工人今天", "气象局今天说"]),
        (WIRES[: WIRES.index("【路")], []),  # two: one may be quoted by the other
        (SIGNED[: SIGNED.index("气象")], []),
        (WIRES.replace("】", "】\n"), []),  # lines of their own
        (SIGNED.replace("新华社", "掌声").replace("法新社", "掌声").replace("路透社", "笑"), []),
        (TEXTS[0] * 6, []),
    ],
)
def test_items_on_one_line(text: str, begun: list[str]) -> None:
    pieces = cut_lines(visible_lines(text))
    found = items_on_line(pieces, annotate_all(pieces))
    assert [pieces[index].folded[:6] for index in sorted(found)] == begun


def test_each_is_an_article() -> None:
    articles = parse_issue(SourceText(f"国际短波\n{WIRES}\n", "utf-8")).articles
    assert [article.body for article in articles] == list(TEXTS)
