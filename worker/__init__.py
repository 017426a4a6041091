"""baoku (报库): newspaper issue files in, a searchable archive out."""

from worker.compiled import use_compiled

__version__ = "0.1.0"
# Before anything else is imported from here.
COMPILED = use_compiled()
