"""The designs. Each is a function of an empty sheet.

``HELD`` are those that nothing was mended by at first, ``UNSEEN`` later ones: nothing may be fitted with them.
"""

from benchmarks.page_designs.designs import boxes, features, pictures, rows, unseen_new, unseen_old, upright
from benchmarks.page_designs.designs.parts import DESIGNS, HELD, UNSEEN

__all__ = ["DESIGNS", "HELD", "UNSEEN", "boxes", "features", "pictures", "rows", "unseen_new", "unseen_old", "upright"]
