"""Where the articles of a page stand, from the places and sizes of its lines, rules, frames and pictures.

Everything is worked out in *reading coordinates*: lines run to the right, the next line is below. A page set vertically
is turned into them first, so that one set of rules serves both.
"""

from worker.parsing.layout.zones.arrange import Arrangement, Zone, arrange

__all__ = ["Arrangement", "Zone", "arrange"]
