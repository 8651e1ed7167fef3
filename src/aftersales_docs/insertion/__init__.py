"""Putting a composed section into a Word contract of the user's own."""

from __future__ import annotations

from .insert import AfterHeading, Inserted, Marker, Place, ReplaceHeading, insert

__all__ = ["AfterHeading", "Inserted", "Marker", "Place", "ReplaceHeading", "insert"]
