"""Bytes to text: what a file is, which encoding it is in, and how to get at it safely."""

from worker.readers.text.read import read

__all__ = ["read"]
