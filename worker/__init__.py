"""baoku (报库): newspaper issue files in, a searchable archive out."""

__version__ = "0.1.0"
