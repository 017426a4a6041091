"""How much a text looks like Chinese print: the one measure by which decodings are compared.

Half of any Chinese text is made of a few hundred characters, in either script; bytes read in a wrong encoding give
characters from all over the code tables. Strict decoders decide first; this only ranks what they let through.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

import numpy as np

from worker.folding import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The most frequent characters of modern Chinese, roughly in their order; traditional forms are found by folding.
_FREQUENT = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于"
    "起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明"
    "其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化"
    "由却代军产入先山五太水万市眼体别处总才场师书比住员九性通目华报立马命张活难神数件安表原车白应路期常提感金何更反合放做系计或司"
    "利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服林题建南度统色字请交爱让认算论百义科怎元社术结六功指思"
    "非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空众技轻程告江语"
    "英基派满式李息写识极令黄德收钱党未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失网香专石若兵校读志"
    "飞观争究包组造落视济离兴切育乡村农镇县省府率环境产业质项目推促委服务创企投增稳增户游客街群众讯摄通员图"
)
_PUNCTUATION = "，。、：；！？“”‘’《》〈〉（）【】—…·　「」『』●■□▲◆"
_SAMPLE_PIECES = 8
_SAMPLE_PIECE = 160
# NUL too: it pads files that were not written to their end, and is dropped.
_SILENT = "\0\t\n\r\f\v" + "".join(map(chr, range(ord(" "), ord("~") + 1)))
_SAYS_NOTHING, _STRANGE, _FAMILIAR = range(3)

PLAUSIBLE = 0.25
"""From this quality on a text is taken for Chinese: real pages have .55 to .85, wrong decodings below .15."""


@functools.cache
def _judgements() -> NDArray[np.uint8]:
    """Return what every code point says of a text."""
    frequent = set(_FREQUENT)
    both = {chr(point) for point in range(0x4E00, 0xA000) if fold(chr(point)) in frequent}
    table = np.full(sys.maxunicode + 1, _STRANGE, dtype=np.uint8)
    # Full-width letters and digits belong to print too.
    table[[*map(ord, both | set(_PUNCTUATION)), *range(0xFF01, 0xFF5F)]] = _FAMILIAR
    table[[*map(ord, _SILENT)]] = _SAYS_NOTHING
    return table


def sample(text: str) -> str:
    """Return ``text``, or pieces from all over it where it is long: enough to judge it by."""
    if len(text) <= _SAMPLE_PIECES * _SAMPLE_PIECE:
        return text
    step = len(text) // _SAMPLE_PIECES
    return "".join(text[start : start + _SAMPLE_PIECE] for start in range(0, step * _SAMPLE_PIECES, step))


def quality(text: str) -> float:
    """Return the share of familiar characters among all that are neither ASCII nor blank, 0 to 1.

    Control characters count against the text; plain ASCII says nothing, and a text of nothing else has quality 1.
    """
    points = np.frombuffer(sample(text).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    _, strange, familiar = np.bincount(_judgements()[points], minlength=3).tolist()
    return familiar / (strange + familiar) if strange + familiar else 1.0
