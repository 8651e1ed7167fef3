"""Migrations of the statistics."""
