"""A page to be printed: text, pictures, rules and frames at places in points, and stories that flow through boxes."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from benchmarks.page_designs.texts import Story, Texts

SERIF, SANS = "'Noto Serif CJK SC'", "'Noto Sans CJK SC'"
PIXEL = 0.75  # points


class Rect(NamedTuple):
    """Left, top, right and bottom in points, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Sheet:
    """One page.

    Attributes:
        stories: In the order in which they were set; elements name them by their position here.
        order: In which the file draws what is on it: ``set``, ``shuffled``, ``heads last``.
    """

    name: str
    width: float
    height: float
    texts: Texts
    order: str = "set"
    stories: list[Story] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, characters: int, **wanted: Any) -> int:
        """Return the number of a new story with so many characters of text."""
        self.stories.append(self.texts.story(characters, **wanted))
        return len(self.stories) - 1

    def text(
        self,
        words: str,
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        story: int = -1,
        role: str = "",
        align: str = "left",
        css: str = "",
    ) -> float:
        """Set one line; return where the next may begin."""
        style = f"font-size:{size}pt;line-height:{size * 1.18}pt;white-space:pre;text-align:{align};{css}"
        self._put("text", Rect(x, y, x + width, y + size * 1.18), style, html.escape(words), story=story, role=role)
        return y + size * 1.18

    def block(self, markup: str, box: Rect, css: str, *, story: int = -1, role: str = "") -> None:
        """Set markup into a box."""
        self._put("text", box, css, markup, story=story, role=role)

    def rule(self, x0: float, y0: float, x1: float, y1: float, css: str = "background:#000") -> None:
        """Draw a line, half a point thick unless its box is thicker."""
        self._put("drawn", Rect(x0, y0, max(x1, x0 + 0.6), max(y1, y0 + 0.6)), css)

    def frame(self, box: Rect, css: str = "border:0.75pt solid #000") -> None:
        """Draw a box."""
        self._put("drawn", box, "box-sizing:border-box;" + css)

    def picture(self, box: Rect, story: int = -1) -> None:
        """Show a picture."""
        self._put("picture", box, "", "", story=story, role="picture")

    def flow(self, story: int, boxes: list[Rect], size: float, leading: float, css: str = "") -> None:
        """Let the text of a story run through boxes."""
        self.elements.append(
            {
                "kind": "flow",
                "story": story,
                "role": "body",
                "boxes": boxes,
                "style": f"font-size:{size}pt;line-height:{leading}pt;{css}",
                "paragraphs": self.stories[story].paragraphs,
            }
        )

    def _put(self, kind: str, box: Rect, style: str, markup: str = "", *, story: int = -1, role: str = "") -> None:
        self.elements.append({"kind": kind, "box": box, "style": style, "markup": markup, "story": story, "role": role})

    def page(self) -> str:
        """Return the page as HTML; ``fill()`` in it lets the stories flow and tells where everything came to stand."""
        order = list(enumerate(self.elements))
        if self.order == "shuffled":
            self.texts.chance.shuffle(order)
        elif self.order == "heads last":
            order.sort(key=lambda pair: pair[1]["role"] in {"headline", "kicker", "subtitle"})
        order.sort(key=lambda pair: pair[1]["kind"] != "drawn")
        return _PAGE % {
            "width": self.width,
            "height": self.height,
            "elements": json.dumps([{**element, "at": at} for at, element in order], ensure_ascii=False),
        }


_PAGE = """<!doctype html><meta charset=utf-8><style>
@page { size: %(width)spt %(height)spt; margin: 0 }
* { margin: 0; padding: 0 }
html, body { width: %(width)spt; height: %(height)spt; overflow: hidden; font-family: 'Noto Serif CJK SC' }
div { position: absolute; line-break: strict }
.flow { overflow: hidden; text-align: justify }
.flow p { text-indent: 2em; overflow-wrap: anywhere }
.flow p.on { text-indent: 0 }
.flow p.cut { text-align-last: justify }
table { border-collapse: collapse; width: 100%% }
td, th { border: 0.5pt solid #000; padding: 1.5pt 3pt; text-align: center }
</style><body><script>
const elements = %(elements)s
const opens = "（《“‘「『〔【", closes = "，。、；：？！”’）》」』〕】%%…—"
function place(node, box) {
  node.style.left = box[0] + "pt"; node.style.top = box[1] + "pt"
  node.style.width = box[2] - box[0] + "pt"; node.style.height = box[3] - box[1] + "pt"
}
function bounds(node) {
  const range = document.createRange(); range.selectNodeContents(node)
  const all = [...range.getClientRects()].filter(r => r.width && r.height)
  if (!all.length) return null
  return [Math.min(...all.map(r => r.left)), Math.min(...all.map(r => r.top)),
          Math.max(...all.map(r => r.right)), Math.max(...all.map(r => r.bottom))].map(v => v * 0.75)
}
function fits(node) {
  const own = node.getBoundingClientRect(), text = bounds(node)
  return !text || (text[3] <= own.bottom * 0.75 + 0.6 && text[0] >= own.left * 0.75 - 0.6)
}
function pour(element, paragraphs, nodes) {
  let used = 0, number = 0, rest = paragraphs[0] || "", begun = false
  for (const node of nodes) {
    node.textContent = ""
    while (rest) {
      const p = document.createElement("p")
      if (begun) p.className = "on"
      node.append(p); p.textContent = rest
      if (fits(node)) {
        used += rest.length; rest = paragraphs[++number] || ""; begun = false
        continue
      }
      let low = 0, high = rest.length
      while (low < high) {
        const middle = (low + high + 1) >> 1
        p.textContent = rest.slice(0, middle)
        if (fits(node)) low = middle; else high = middle - 1
      }
      while (low > 0 && (closes.includes(rest[low]) || opens.includes(rest[low - 1])
        || (/\\w/.test(rest[low]) && /\\w/.test(rest[low - 1])))) low--
      if (low < 2) { p.remove(); break }
      p.textContent = rest.slice(0, low); p.classList.add("cut")
      used += low; rest = rest.slice(low); begun = true
      break
    }
  }
  return used
}
function shortened(paragraphs, length) {
  const kept = []
  for (const text of paragraphs) {
    if (length <= 0) break
    let piece = text.slice(0, length); length -= text.length
    if (piece.length < text.length) piece = piece.slice(0, piece.lastIndexOf("。") + 1)
    if (piece) kept.push(piece)
  }
  return kept
}
function fill() {
  const told = []
  for (const element of elements) {
    const nodes = (element.boxes || [element.box]).map(box => {
      const node = document.createElement("div")
      node.style.cssText = element.style; place(node, box); document.body.append(node)
      return node
    })
    if (element.kind == "flow") {
      nodes.forEach(node => node.classList.add("flow"))
      let paragraphs = element.paragraphs
      const used = pour(element, paragraphs, nodes)
      if (used < paragraphs.join("").length) {
        paragraphs = shortened(paragraphs, used); pour(element, paragraphs, nodes)
      }
      told.push({at: element.at, paragraphs, boxes: nodes.map(bounds).filter(Boolean)})
    } else if (element.kind == "picture") {
      nodes[0].innerHTML = '<img style="width:100%%;height:100%%" src="' + toned(nodes[0]) + '">'
      told.push({at: element.at, boxes: [element.box]})
    } else {
      nodes[0].innerHTML = element.markup
      told.push({at: element.at, boxes: element.kind == "text" ? [bounds(nodes[0])].filter(Boolean) : []})
    }
  }
  return told
}
function toned(node) {
  const canvas = document.createElement("canvas"); canvas.width = 90; canvas.height = 60
  const brush = canvas.getContext("2d")
  const tone = brush.createLinearGradient(0, 0, 90, 60)
  tone.addColorStop(0, "#777"); tone.addColorStop(1, "#bbb")
  brush.fillStyle = tone; brush.fillRect(0, 0, 90, 60)
  brush.fillStyle = "#444"; brush.fillRect(20, 20, 30, 30)
  return canvas.toDataURL("image/jpeg")
}
</script>"""
