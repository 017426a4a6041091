"""Bytes to text: what a file is, which encoding it is in, and how to get at it safely."""

from worker.reading.read import read

__all__ = ["read"]
